"""Which of the overlapping candidates are mentions, and which of the rest are nested names."""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from operator import itemgetter

from toolkit.mentions.candidates import Candidate

_START, _END = itemgetter(0), itemgetter(1)
NESTED_RULES = frozenset(("place", "known name", "ambiguous acronym", "given name", "country code"))


def resolve(candidates: Iterable[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """(mentions that do not overlap, nested mentions), both in document order.

    The longest candidate wins; of equal spans the one of lower rank. A candidate that overlaps a
    winner without lying inside it is dropped.
    """
    found = set(candidates)
    order = sorted([  # by length, rank, confidence, start, then whatever tells two apart
        (c[0] - c[1], c[5], -c[6], c[0], c[2], c[4], c[8], c[3], c[7], c) for c in found
    ])  # fmt: skip
    winners: list[Candidate] = []
    inner: dict[tuple[int, int], Candidate] = {}
    owners = [0] * max(map(_END, found), default=0)  # of each character; 0 is nobody
    for size, _, _, start, _, rule, _, _, _, c in order:
        end = start - size
        # No winner is shorter, so none lies inside: only those at both ends can overlap.
        first = owners[start]
        if first != owners[end - 1]:
            continue
        if not first:
            winners.append(c)
            owners[start:end] = [len(winners)] * -size
        elif rule in NESTED_RULES and winners[first - 1][:2] != (start, end):
            inner.setdefault((start, end), c)
    return sorted(winners), sorted(inner.values(), key=lambda c: (c.start, -c.end))


class Spans:
    """Some spans of a text, to be asked whether one of them holds another; sorted when asked."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = spans

    @functools.cached_property
    def _reach(self) -> tuple[list[int], list[int]]:
        """Where spans start, and how far those reach that have started there."""
        ordered = sorted(self._spans)
        return list(map(_START, ordered)), list(accumulate(map(_END, ordered), max))

    def hold(self, start: int, end: int) -> bool:
        """Does one of the spans hold `start:end` whole?"""
        starts, reach = self._reach
        before = bisect_right(starts, start)
        return before > 0 and reach[before - 1] >= end
