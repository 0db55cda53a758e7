"""Ships and bases: "HMS Prince of Wales", "RAF Marham". What stands before the name says it all."""

from __future__ import annotations

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.tails import CALENDAR
from toolkit.mentions.tokens import Token

LONGEST = 4  # words of a name behind its prefix


class PrefixedFinder:
    """Proposes names behind a prefix of the curated lists."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._prefixes = knowledge.prefixes

    def find(self, line: Line, known: dict[int, Candidate]) -> list[Candidate]:
        """`known` are curated names by their first token."""
        if line.shouted or self._prefixes.keys().isdisjoint(line.texts):
            return []
        found = []
        for at in line.names:
            kind = self._prefixes.get(line.texts[at])
            end = self._end(line, at + 1, kind, known) if kind else at
            if kind and end > at + 1:
                start = line.tokens[at].start
                found.append(
                    Candidate(start, line.tokens[end - 1].end, kind, "name", "prefix", 1, 0.9)
                )
        return found

    def _end(self, line: Line, at: int, kind: str, known: dict[int, Candidate]) -> int:
        """Index after the name that starts at `at`, `at` where there is none."""
        tokens = line.tokens
        if at >= len(tokens) or not self._names(tokens[at]):
            return at
        if kind == "FACILITY" and not self._site(line, at, known):
            return at
        end = at + 1
        while end < len(tokens) and end - at < LONGEST:
            if self._names(tokens[end]) and not tokens[end].glued:
                end += 1
            elif tokens[end].lower in ("of", "de") and end + 1 < len(tokens) and (
                self._names(tokens[end + 1]) and kind == "PRODUCT"
            ):  # fmt: skip
                end += 2
            else:
                break
        return end

    def _names(self, token: Token) -> bool:
        return token.shape == "cap" and token.lower not in CALENDAR

    def _site(self, line: Line, at: int, known: dict[int, Candidate]) -> bool:
        """A base bears the name of a place: no aircraft, no rank, no word of the language."""
        if at in known:
            return known[at].type in ("GPE", "LOC")
        word = line.lowers[at]
        words = self.knowledge.common_words
        return word not in words and not (word.endswith("s") and word[:-1] in words)
