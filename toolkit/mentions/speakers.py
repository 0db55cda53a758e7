"""Pronouns that say themselves whom they mean: "who" behind a name, "I" in words with a speaker.

Both are part of the option of pronouns: linked, never counted.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set

from toolkit.mentions.candidates import Line
from toolkit.names.normalise import name_key
from toolkit.types import Mention

WHO = "nominal: pronoun, behind the name"
SPEAKER = "nominal: pronoun, words of the speaker"
REACH = 160  # characters of a sentence around a quotation that may name its speaker
QUOTED = re.compile(r"“[^“”]*”?|„[^„“”]*[“”]?|«[^«»]*»?|\"[^\"\n]*\"?")
_STOP = re.compile(r"[.!?]\s+(?=[A-ZÀ-Þ])|\n")
_WORD = re.compile(r"[^\W\d_]+")
Found = tuple[int, int, Mention, str]  # a pronoun, the name that it stands for, and why


def relative(lines: Sequence[Line], persons: Sequence[Mention]) -> Iterator[Found]:
    """ "Jane Doe, who": a comma, or nothing, between the name and the word."""
    at_end = {m.end: m for m in persons}
    for line in lines:
        for at in (i for i, word in enumerate(line.lowers) if i and word == "who"):
            before = at - 1 - (at > 1 and line.texts[at - 1] == ",")
            person = at_end.get(line.tokens[before].end)
            first = line.index(person.start) if person is not None else 0
            if person is not None and not (first and line.lowers[first - 1] in ("not", "and")):
                yield line.tokens[at].start, line.tokens[at].end, person, WHO


class SpeakerFinder:
    """Who speaks in the quotations of one document. `verbs` are verbs of speech, folded."""

    def __init__(self, text: str, persons: Sequence[Mention], verbs: Set[str]) -> None:
        self._text = text
        self._persons = sorted(persons, key=lambda m: m.start)
        self._begins = [m.start for m in self._persons]
        self._verbs = verbs
        self._quotes = [match.span() for match in QUOTED.finditer(text)]
        self._starts = [start for start, _ in self._quotes]
        self._told: dict[int, Mention | None] = {}

    def quotation(self, at: int) -> int:
        """Number of the quotation that holds an offset, -1 outside."""
        number = bisect_right(self._starts, at) - 1
        return number if number >= 0 and at < self._quotes[number][1] else -1

    def firsts(self, lines: Sequence[Line]) -> Iterator[Found]:
        """ "I" and what it stands for."""
        for line in lines:
            for at in (i for i, word in enumerate(line.texts) if word == "I"):
                token = line.tokens[at]
                number = self.quotation(token.start)
                who = self._speaker(number) if number >= 0 else None
                if who is not None:
                    yield token.start, token.end, who, SPEAKER

    def _speaker(self, number: int) -> Mention | None:
        """The one person whom the sentence around a quotation, or the one right before it, says
        to have spoken."""
        if number not in self._told:
            start, end = self._quotes[number]
            after = end + REACH
            if number + 1 < len(self._quotes):
                after = min(after, self._quotes[number + 1][0])
            stop = _STOP.search(self._text, end, after)
            behind = self._only(end, stop.start() if stop else after)
            self._told[number] = behind or self._leading(number, start)
        return self._told[number]

    def _leading(self, number: int, start: int) -> Mention | None:
        """Who speaks in the sentence that leads to a quotation, in the same paragraph; the name
        stands before the verb there, and the sentence has to be seen whole."""
        low = max(self._quotes[number - 1][1] if number else 0, start - REACH)
        ends = [m.end() for m in _STOP.finditer(self._text, low, start) if m.end() < start]
        if self._text[start - 1 : start] == "\n" or not (ends or low == 0):
            return None
        person = self._only(max(ends, default=0), start)
        return person if person and self._speaks(person.end, start) else None

    def _only(self, start: int, end: int) -> Mention | None:
        """The only person in `start:end`, where a verb of speech stands there, too."""
        first, last = bisect_left(self._begins, start), bisect_left(self._begins, end)
        held = self._persons[first:last]
        one = len({name_key(m.text).split()[-1] for m in held}) == 1
        owns = any(self._text[m.end : m.end + 2] in ("'s", "’s") for m in held)
        return held[0] if one and not owns and self._speaks(start, end) else None

    def _speaks(self, start: int, end: int) -> bool:
        return not self._verbs.isdisjoint(_WORD.findall(self._text[start:end].casefold()))
