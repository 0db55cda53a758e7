"""Union-find over records that merges clusters only if nothing speaks against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from toolkit.matching.consistency import Cluster

Pair = tuple[str, str]


class _Clusters(dict[str, Cluster]):
    """Clusters by root. Most records are compared with nothing: theirs are made when asked for."""

    def __init__(self, rows: Mapping[str, dict[str, Any]]) -> None:
        super().__init__()
        self._rows = rows

    def __missing__(self, root: str) -> Cluster:
        made = self[root] = Cluster.of(self._rows[root])
        return made


class Merger:
    """The state of an agglomeration. A root is the smallest record id of its cluster.

    People may tie what the rules forbid, a person and a body. Such a cluster has several strands,
    each consistent in itself. A pair is asked of the strands of its two records alone, so that the
    tied one does not keep from the other what it would be merged with if nobody had judged.
    """

    def __init__(self, rows: Mapping[str, dict[str, Any]], cannot: Iterable[Pair]) -> None:
        self.rows = rows
        self.clusters: dict[str, Cluster] = _Clusters(rows)
        self.merged: set[Pair] = set()
        self.reasons: dict[Pair, str] = {}
        self._root = {key: key for key in rows}
        self._strands: dict[str, tuple[Cluster, ...]] = {}  # of clusters that have several
        self._forbidden: dict[str, set[str]] = defaultdict(set)
        for left, right in cannot:
            self._forbidden[left].add(right)
            self._forbidden[right].add(left)

    def part(self, roots: Iterable[str]) -> Merger:
        """A copy of the clusters with these roots, to be merged further on its own."""
        copy = Merger({}, ())
        copy.rows, copy._forbidden = self.rows, self._forbidden
        copy.clusters = {root: self.clusters[root] for root in roots}
        copy._strands = {root: self._strands[root] for root in roots if root in self._strands}
        copy._root = {m: root for root, held in copy.clusters.items() for m in held.records}
        return copy

    def find(self, record: str) -> str:
        root = self._root
        while (above := root[record]) != record:
            root[record] = record = root[above]
        return record

    def members(self) -> dict[str, tuple[str, ...]]:
        """The sorted records of every cluster, by root."""
        found: dict[str, list[str]] = defaultdict(list)
        for record in sorted(self.rows):
            found[self.find(record)].append(record)
        return {root: tuple(found[root]) for root in sorted(found)}

    def judged_apart(self, left: str, right: str) -> bool:
        """Is a member of the one cluster judged different from a member of the other?"""
        parts = sorted((self.clusters[left].records, self.clusters[right].records), key=len)
        return any(
            not parts[1].isdisjoint(self._forbidden[record])
            for record in parts[0] if record in self._forbidden
        )  # fmt: skip

    def obstacle(self, left: str, right: str) -> str:
        """Why the clusters of two records may not be one, or ''; '' within one."""
        a, b = self.find(left), self.find(right)
        return "" if a == b else self._between(a, b, left, right)

    def _between(self, a: str, b: str, left: str, right: str) -> str:
        """As `obstacle`, of two records whose clusters `a` and `b` are two."""
        if self._forbidden and self.judged_apart(a, b):
            return "someone judged members of the two to be different"
        if not self._strands:  # nearly always, and millions of pairs are asked
            return self.clusters[a].conflict(self.clusters[b])
        return self._strand(a, left).conflict(self._strand(b, right))

    def attempt(self, pair: Pair) -> bool:
        """Merge the clusters of a pair; keeps the reason if that is refused."""
        a, b = self.find(pair[0]), self.find(pair[1])
        if a == b:
            return False
        reason = self._between(a, b, *pair)
        if reason:
            self.reasons[pair] = reason
            return False
        self.join(*pair)
        self.merged.add(pair)
        return True

    def join(self, left: str, right: str) -> None:
        """Make the clusters of two records one, and what the two stand for one strand."""
        a, b = self.find(left), self.find(right)
        if a != b:
            one, two = self._strand(a, left), self._strand(b, right)
            others = [s for root in (a, b) for s in self._strands_of(root) if s not in (one, two)]
            self._unite(a, b, [one.joined(two), *others])

    def tie(self, left: str, right: str) -> None:
        """Make the clusters of two records one, also where the rules forbid it: what is consistent
        becomes one strand, the others stand side by side."""
        a, b = self.find(left), self.find(right)
        if a == b:
            return
        if not self._strand(a, left).conflict(self._strand(b, right)):
            self.join(left, right)
            return
        strands = list(self._strands_of(a))
        for strand in self._strands_of(b):
            at = next((at for at, s in enumerate(strands) if not s.conflict(strand)), None)
            if at is None:
                strands.append(strand)
            else:
                strands[at] = strands[at].joined(strand)
        self._unite(a, b, strands)

    def _unite(self, left: str, right: str, strands: list[Cluster]) -> None:
        kept, gone = sorted((left, right))
        self._root[gone] = kept
        self.clusters[kept] = self.clusters[kept].joined(self.clusters[gone])
        del self.clusters[gone]
        self._strands.pop(gone, None)
        if len(strands) > 1:
            self._strands[kept] = tuple(strands)

    def _strands_of(self, root: str) -> tuple[Cluster, ...]:
        return self._strands.get(root) or (self.clusters[root],)

    def _strand(self, root: str, record: str) -> Cluster:
        """What speaks for or against a record: its cluster, without what was tied to it although
        the rules forbid it."""
        strands = self._strands.get(root)
        if strands is None:
            return self.clusters[root]
        return next(s for s in strands if record in s.records)

    def contradictions(self) -> list[Pair]:
        """Pairs that are judged different and yet in one cluster."""
        return sorted(
            (record, other)
            for record, others in self._forbidden.items()
            for other in others
            if record < other and self.find(record) == self.find(other)
        )
