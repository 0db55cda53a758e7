"""Places inside names, given a lookup of folded names and adjectives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

_LONGEST = 5


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """Tokens `start:end` of a name are the place with this code."""

    start: int
    end: int
    code: str


class Lookup(dict[str, str]):
    """Place codes by names and adjectives, tokens joined by single spaces."""

    @cached_property
    def longest(self) -> dict[str, int]:
        """By first word the number of words, at most _LONGEST, of the longest name."""
        found: dict[str, int] = {}
        for name in self:
            words = name.split(" ")
            found[words[0]] = max(min(len(words), _LONGEST), found.get(words[0], 0))
        return found


def find(words: Sequence[str], lookup: Lookup) -> tuple[PlaceSpan, ...]:
    """Places among the tokens of a name, longest first at every position, none overlapping."""
    found: list[PlaceSpan] = []
    longest = lookup.longest
    at = 0
    for start, word in enumerate(words):
        if start >= at and word in longest and (span := _at(start, words, lookup)):
            found.append(span)
            at = span.end
    return tuple(found)


def _at(start: int, words: Sequence[str], lookup: Lookup) -> PlaceSpan | None:
    most = min(lookup.longest.get(words[start], 0), len(words) - start)
    for end in range(start + most, start, -1):
        code = lookup.get(" ".join(words[start:end]))
        if code:
            return PlaceSpan(start, end, code)
    return None


def opening(words: Sequence[str], lookup: Lookup) -> int:
    """How many of the tokens are a place at the beginning of a name."""
    span = _at(0, words, lookup) if words else None
    return span.end if span else 0


def whole(words: Sequence[str], lookup: Mapping[str, str]) -> str:
    """The code of the place that the tokens name as a whole, or ''."""
    return lookup.get(" ".join(words), "")
