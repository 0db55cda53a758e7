"""Meetings whose noun is written in small letters: "the Bergen summit in June 2022".

"the ABC summit" alone is rather a description than a name. It is a name where its edition stands
beside it: an ordinal, a place, or a year in its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.dates import ANY_YEAR, HELD, LATER, NAME
from toolkit.mentions.editions import SEATS
from toolkit.mentions.triggers import Triggers
from toolkit.names.organisations import is_number

NOUNS = frozenset("summit conference forum congress airshow show".split())
_PLACED = re.compile(rf"{HELD} (?:in|at) (?!{'|'.join(sorted(SEATS))}){NAME}")
NAMED = ("ORG", "GPE", "LOC", "EVENT", "PROGRAMME", "FACILITY")
MEETING = "dated meeting"


class MeetingFinder:
    """Proposes meetings, given the candidates of other rules."""

    def __init__(self, knowledge: Knowledge, triggers: Triggers) -> None:
        self.knowledge = knowledge
        self._needs = triggers.mark(NOUNS)

    def find(self, text: str, lines: Sequence[Line], found: Sequence[Candidate]) -> list[Candidate]:
        worth = [line for line in lines if line.holds & self._needs and not line.shouted]
        ends = {c.end: c for c in sorted(found, reverse=True)} if worth else {}  # longest
        return [
            Candidate(line.starts[first], line.tokens[at].end, "EVENT", "name", MEETING, 0, 0.8)
            for line in worth
            for at in range(1, len(line.tokens))
            if line.texts[at] in NOUNS and (first := self._first(text, line, at, ends)) < at
        ]

    def _first(self, text: str, line: Line, at: int, ends: dict[int, Candidate]) -> int:
        """Index of the first token of the name that ends in the noun at `at`; `at` without one."""
        tokens, noun = line.tokens, at
        if line.texts[at] == "show":  # of all shows "air show" alone
            if line.texts[at - 1] != "air" or at == 1:
                return noun
            at -= 1
        before = ends.get(tokens[at - 1].end)
        if before is not None:
            if before.type not in NAMED or before.form == "demonym":
                return noun
            first = line.index(before.start)
        else:
            first = at
        while first and tokens[first - 1].is_name and first - 1 not in line.taken:
            first -= 1
        while first < at and line.lowers[first] in self.knowledge.openers:
            first += 1
        if first == at or not tokens[first].is_name:
            return noun
        if first == at - 1 and before is not None and before.type == "ORG":
            return noun  # "the QRS summit in Bergen" is one of QRS, which is named
        counted = first > 0 and is_number(word := line.lowers[first - 1]) and not word.isdigit()
        return first - counted if counted or self._edition(text, line, noun) else noun

    def _edition(self, text: str, line: Line, at: int) -> bool:
        """Does the text say here which of the meetings it is?"""
        start, end = line.sentence.start, line.sentence.end
        behind = line.tokens[at].end
        placed = _PLACED.match(text, behind, end)
        return bool(placed or ANY_YEAR.search(text, start, end) or LATER.search(text, start, end))
