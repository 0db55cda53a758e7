"""Is a head noun with the words around it a name?"""

from __future__ import annotations

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.tokens import Token

WEAK_NEEDS = 2  # further capitalised words that a weak head needs
TIED_NEEDS = 3  # the same where all stand behind it: "Office for the Coordination of ... Affairs"


class HeadEvidence:
    """Weighs what stands beside a head noun."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def owner(self, line: Line, end: int, right: int, known: dict[int, Candidate]) -> bool:
        """Is the tail a body that has the thing: "... Governmental Service" + "of the EU"? Or the
        first of some states that have it: "... Air Programme" + "of Italy" + ", Britain and"?"""
        if right == end or line.lowers[end] != "of":
            return False
        start = end + 1 + (line.lowers[end + 1] == "the")
        body = known.get(start)
        if body is None or body.end != line.tokens[right - 1].end:
            return False
        several = line.lowers[right : right + 1] in ((",",), ("and",)) and right + 1 in known
        return body.type == "ORG" or (several and known[right + 1].type == body.type == "GPE")

    def employs(self, line: Line, left: int) -> bool:
        """ "Ada Marwick of the Marsh Policy Initiative": people belong to bodies."""
        of = left - 1 - (left > 0 and line.lowers[left - 1] == "the")
        return of > 0 and line.lowers[of] == "of" and of - 1 in line.taken

    def cluster(self, line: Line, left: int, span: tuple[int, int, int]) -> bool:
        """ "Salt Typhoon", a group of intruders: one word before, nothing behind, no article."""
        at, end, right = span
        if line.lowers[at] not in self.knowledge.clusters or left != at - 1 or right > end:
            return False
        return line.lowers[left] != "super" and line.lowers[max(left - 1, 0)] not in ("the", "a")

    def _issued(self, line: Line, known: dict[int, Candidate], paper: tuple[str, int, int]) -> bool:
        """ "Communiqué of the Marwick Council": what a paper opens with, before who issued it."""
        phrase, end, right = paper
        if phrase not in self.knowledge.issued or line.lowers[end] not in ("of", "by"):
            return False
        return any(
            (i in known and known[i].type == "ORG")
            or self.knowledge.heads.get(line.lowers[i], ("",))[0] == "ORG"
            for i in range(end, right)
        )

    def _rare(self, token: Token) -> bool:
        """A capitalised word that is no word of the language, and no given name."""
        known = self.knowledge
        return (
            token.shape == "cap"
            and token.lower not in known.common_words
            and token.lower not in known.given_names
            and token.lower not in known.stop_names
        )

    def _several(self, phrase: str) -> bool:
        """Is a head the plural of a head?"""
        return phrase.endswith("s") and phrase[:-1] in self.knowledge.heads

    def _proper(
        self, words: list[Token], span: tuple[int, int], known: dict[int, Candidate]
    ) -> bool:
        """Are there capitals, a rare word or a known name before the head?"""
        left, at = span
        return any(left <= index < at for index in known) or any(
            token.shape == "upper" or self._rare(token) for token in words
        )

    def enough(
        self, line: Line, known: dict[int, Candidate], span: tuple[int, int, int, int],
        strong: bool,
    ) -> bool:  # fmt: skip
        """Is there enough beside the head for a name?"""
        left, at, end, right = span
        tokens = line.tokens
        if right == end and (
            " ".join(line.lowers[max(left, right - 2) : right]) in self.knowledge.stop_names
        ):
            return False  # "EU Member States"
        words = [t for t in tokens[left:at] if t.is_name or t.shape == "number"]
        tied = right > end
        phrase = " ".join(line.lowers[at:end])
        if tied and phrase in self.knowledge.leading:
            site = self.knowledge.heads[phrase][0] == "FACILITY"
            if site or tokens[end].lower not in self.knowledge.common_words:
                return True  # "Camp Butmir", "Task Force Norway", "Fort Liberty"
        if tied and not left and not at and self._issued(line, known, (phrase, end, right)):
            return False
        if tied and not left and not at and self._several(phrase) and tokens[end].lower == "on":
            return False  # "Reports on ...": some papers, at the start of a sentence
        if not words and not tied:
            return phrase in self.knowledge.generic and end - at > 2
        if strong:
            return bool(words) or right - end > 1 or self._proper(words, (left, at), known)
        if len(words) >= WEAK_NEEDS or (words and (tied or self._proper(words, (left, at), known))):
            return True
        followed = right < len(tokens) and tokens[right].text == "("
        purpose = tied and tokens[end].lower == "for"  # "Centre for Strategic Communication"
        needs = TIED_NEEDS - (purpose and self.knowledge.heads[phrase][0] == "ORG")
        return (bool(words) and followed) or (
            tied and sum([t.is_name for t in tokens[end:right]]) >= needs
        )
