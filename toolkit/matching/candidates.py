"""The clusters that short names may belong to, kept up to date while clusters are merged.

A short name may have a hundred candidates, and as many short names may have the same ones. So
nothing is looked up again for each pair: a merge tells the names that it concerns.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping
from typing import TypeVar

from toolkit.matching.merging import Merger, Pair

Number = TypeVar("Number", int, float)
SHARED, LEAD = 2, 3  # rare names shared with the one candidate, and times those of the next
DOMINANT = 10  # times the documents of the next candidate
MARGIN = 3.0  # bits by which one candidate must lead the next to decide an ambiguous name


class Candidates:
    """Candidates of short names and which of them context decides for.

    `options` are the records that a short name was compared with, and the weights of these pairs,
    by the id of its record. What was found stands until a candidate grows.
    """

    def __init__(self, merger: Merger, options: Mapping[str, Mapping[str, float]]) -> None:
        self.merger = merger
        self._found: dict[str, dict[str, float]] = {}
        self._asking: dict[str, set[str]] = defaultdict(set)  # names by candidate
        self._leaders: dict[str, str] = {}
        self._led: dict[str, set[str]] = defaultdict(set)  # those of `_leaders` by candidate
        self._values: dict[tuple[str, str], tuple[int, set[str]]] = {}
        self.merges = 0
        self._moved: dict[str, int] = {}  # the last merge that concerned a cluster or a name
        for record, weights in options.items():
            found = self._found[record] = {}
            for other, weight in weights.items():
                root = merger.find(other)
                found[root] = max(found.get(root, weight), weight)
            for root in found:
                self._asking[root].add(record)

    def of(self, record: str) -> Mapping[str, float]:
        """Clusters that the record may belong to, with the weight of the best pair."""
        return self._found.get(record, {})

    def attempt(self, pair: Pair) -> bool:
        """As `Merger.attempt`."""
        ends = [self.merger.find(record) for record in pair]
        if not self.merger.attempt(pair):
            return False
        kept, gone = sorted(ends)
        asking = self._asking.pop(gone, set())
        for record in asking:
            found = self._found[record]
            weight = found.pop(gone)
            found[kept] = max(found.get(kept, weight), weight)
        if asking:
            self._asking[kept] |= asking
        told = asking.union(*(self._led.pop(root, ()) for root in ends))
        for record in told:
            self._leaders.pop(record, None)
        self.merges += 1
        self._moved.update(dict.fromkeys((*told, kept), self.merges))
        return True

    def moved(self, pair: Pair, homes: Pair, since: int) -> bool:
        """Whether one of the merges after that number may change what becomes of the pair, whose
        records belong to these clusters now."""
        moved = self._moved.get
        return since < 0 or (
            moved(pair[0], 0) > since or moved(homes[0], 0) > since
            or moved(pair[1], 0) > since or moved(homes[1], 0) > since
        )  # fmt: skip

    def leader(self, record: str) -> str:
        """The only candidate of the documents of the record, or the one that is far ahead, seen
        with the same names, or meant by nearly all documents; '' if there is none."""
        known = self._leaders.get(record)
        if known is None:
            found = self._found[record]
            known = self._leaders[record] = self._leader(record, found)
            for root in found:
                self._led[root].add(record)
        return known

    def _leader(self, record: str, found: Mapping[str, float]) -> str:
        documents = self.merger.rows[record]["documents"]
        beside = [root for root in found
                  if not self._held(root, "documents").isdisjoint(documents)]  # fmt: skip
        if len(beside) == 1:
            return beside[0]
        best, first, second = _ahead(found)
        if first - second >= MARGIN:
            return best
        return self._beside_same_names(record, found) or self._dominant(found)

    def _beside_same_names(self, record: str, found: Mapping[str, float]) -> str:
        """The one candidate that is seen with the same rare names as the short name."""
        near = set(self.merger.rows[record]["near_rare"])
        shared = {root: len(near & self._held(root, "near_rare")) for root in found}
        best, first, second = _ahead(shared)
        return best if first >= SHARED and first >= LEAD * second else ""

    def _dominant(self, found: Mapping[str, float]) -> str:
        """The candidate that nearly all documents mean, as "Obama" was one man in the news."""
        documents = {root: len(self._held(root, "documents")) for root in found}
        best, first, second = _ahead(documents)
        return best if first >= DOMINANT * max(1, second) else ""

    def _held(self, root: str, column: str) -> set[str]:
        """What the records of a cluster have in a column of lists."""
        members = self.merger.clusters[root].records
        before = self._values.get((root, column))
        if before is None or before[0] != len(members):
            rows = self.merger.rows
            values = set().union(*[rows[member][column] for member in members])
            before = self._values[root, column] = (len(members), values)
        return before[1]


def _ahead(values: Mapping[str, Number]) -> tuple[str, Number, Number]:
    """One of several with the highest value, that value, and the next: of two that are equal it
    does not matter which is named, as neither is ahead."""
    best = max(values, key=values.__getitem__)
    first, second = heapq.nlargest(2, values.values())
    return best, first, second
