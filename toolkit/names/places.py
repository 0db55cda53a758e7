"""Places inside names, given a lookup of folded names and adjectives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_LONGEST = 5


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """Tokens `start:end` of a name are the place with this code."""

    start: int
    end: int
    code: str


def find(words: Sequence[str], lookup: Mapping[str, str]) -> tuple[PlaceSpan, ...]:
    """Places among the tokens of a name, longest first at every position, none overlapping.

    `lookup` maps names and adjectives, tokens joined by single spaces, to place codes.
    """
    found: list[PlaceSpan] = []
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            code = lookup.get(" ".join(words[at : at + size]))
            if code:
                found.append(PlaceSpan(at, at + size, code))
                at += size
                break
        else:
            at += 1
    return tuple(found)


def whole(words: Sequence[str], lookup: Mapping[str, str]) -> str:
    """The code of the place that the tokens name as a whole, or ''."""
    return lookup.get(" ".join(words), "")
