"""Ships and bases: "HMS Prince of Wales", "RAF Marham", "the frigate Trelleborg", "the Marwick
class". What stands beside the name says it all."""

from __future__ import annotations

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.tails import CALENDAR
from toolkit.mentions.tokens import Token
from toolkit.mentions.triggers import Triggers

STATE = 2  # letters of the code of a state
LONGEST = 4  # words of a name behind its prefix


class PrefixedFinder:
    """Proposes names behind a prefix of the curated lists."""

    def __init__(self, knowledge: Knowledge, triggers: Triggers) -> None:
        self.knowledge = knowledge
        self._prefixes = knowledge.prefixes
        self._afloat = {noun for noun in knowledge.vessels if noun.endswith("s")} | {"boats"}
        self._vessel, self._class = triggers.mark(knowledge.vessels), triggers.mark({"class"})
        self._prefix = triggers.mark(self._prefixes.keys(), folded=False)
        self.needs = self._vessel | self._class | self._prefix

    def find(self, line: Line, known: dict[int, Candidate]) -> list[Candidate]:
        """`known` are curated names by their first token."""
        if line.shouted:
            return []
        found = []
        if line.holds & self._vessel:
            found = self._ships(line, known)
        if line.holds & self._class:
            found += self._classes(line, known)
        if not line.holds & self._prefix:
            return found
        for at in line.names:
            kind = self._prefixes.get(line.texts[at])
            first = at + 1 + (line.lowers[at + 1 : at + 2] in (("base",), ("station",)))
            end = self._end(line, first, kind, known) if kind else at
            if kind and end > first:
                start = line.tokens[at].start
                found.append(
                    Candidate(start, line.tokens[end - 1].end, kind, "name", "prefix", 1, 0.9)
                )
        return found

    def _classes(self, line: Line, known: dict[int, Candidate]) -> list[Candidate]:
        """Series of ships by the name of the first: "the Marwick class", "Marwick-class boats"."""
        found = []
        for noun in [i for i, word in enumerate(line.lowers) if word == "class" and i]:
            hyphen = line.texts[noun - 1] == "-" and noun > 1
            last = noun - 1 - hyphen
            first = last
            while first > 0 and last - first < LONGEST - 1 and self._names(line.tokens[first - 1]):
                first -= 1
            while first < last and line.lowers[first] in self.knowledge.openers:
                first += 1
            place = known.get(first)
            if place is not None and place.form == "demonym":
                continue  # "an Estonian class"
            named = place is not None and place.type in ("GPE", "LOC")
            rare = line.lowers[last] not in self.knowledge.common_words
            rare = rare or not self._afloat.isdisjoint(line.lowers[: first or 1])
            if self._names(line.tokens[last]) and (named or rare):
                span = (line.tokens[first].start, line.tokens[noun].end)
                found.append(Candidate(*span, "PRODUCT", "name", "class", 1, 0.85))
        return found

    def _ships(self, line: Line, known: dict[int, Candidate]) -> list[Candidate]:
        """Towns and regions behind a noun for ships; behind a plural those that a list joins."""
        found = []
        for noun in [i for i, word in enumerate(line.lowers) if word in self.knowledge.vessels]:
            at, several = noun + 1, line.lowers[noun].endswith("s")
            while at < len(line.tokens) and line.tokens[at].is_name:
                end = at + 1
                place = known.get(at)
                if place is not None and place.rule == "place" and place.form == "name":
                    end = line.index(place.end)
                    if len(place.knowledge_id) > STATE and (not several or self._joined(line, end)):
                        found.append(place._replace(type="PRODUCT", rule="prefix", rank=0, norm="",
                                                    confidence=0.75, knowledge_id=""))  # fmt: skip
                joint = line.lowers[end : end + 1]
                if not several or joint not in (("and",), (",",)):
                    break
                at = end + 1
        return found

    def _joined(self, line: Line, end: int) -> bool:
        """Is the name before `end` the part of a list?"""
        after = line.lowers[end : end + 1]
        first = end - 1
        while first and line.tokens[first].is_name:
            first -= 1
        return after in (("and",), (",",)) or line.lowers[first] in ("and", ",")

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
