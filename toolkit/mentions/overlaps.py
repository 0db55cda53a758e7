"""Which of the overlapping candidates are mentions, and which of the rest are nested names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from toolkit.mentions.candidates import Candidate

NESTED_RULES = frozenset(("place", "known name", "ambiguous acronym", "given name", "country code"))


def resolve(candidates: Iterable[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """(mentions that do not overlap, nested mentions), both in document order.

    The longest candidate wins; of equal spans the one of lower rank. A candidate that overlaps a
    winner without lying inside it is dropped.
    """
    order = sorted(set(candidates), key=_order)
    kept: list[Candidate] = []  # by start
    starts: list[int] = []
    inner: dict[tuple[int, int], Candidate] = {}
    for c in order:
        # No winner is shorter, so none lies inside: only those at both ends can overlap.
        at = bisect_left(starts, c.end)
        last = kept[at - 1] if at and kept[at - 1].end >= c.end else None
        before = bisect_right(starts, c.start)
        first = kept[before - 1] if before and kept[before - 1].end > c.start else None
        if first is None and last is None:
            kept.insert(at, c)
            starts.insert(at, c.start)
        elif first is last and first is not None and c.rule in NESTED_RULES:
            if (c.start, c.end) != (first.start, first.end):
                inner.setdefault((c.start, c.end), c)
    nested = sorted(inner.values(), key=lambda c: (c.start, -c.end))
    return kept, nested


def _order(c: Candidate) -> tuple[object, ...]:
    return (c.start - c.end, c.rank, -c.confidence, c.start, c.type, c.rule, c.knowledge_id,
            c.form, c.norm)  # fmt: skip


class Spans:
    """Some spans of a text, to be asked whether one of them holds another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def hold(self, start: int, end: int) -> bool:
        """Does one of the spans hold `start:end` whole?"""
        before = bisect_right(self._starts, start)
        return before > 0 and self._reach[before - 1] >= end
