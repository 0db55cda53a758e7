"""Scored pairs -> clusters: strongest pair first, and only if the two clusters are consistent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.config import ClusteringSettings
from toolkit.errors import UsageError
from toolkit.matching import consistency, short_names, verdicts
from toolkit.matching.lists import shared
from toolkit.matching.merging import Merger, Pair
from toolkit.matching.records import Records
from toolkit.matching.short_names import Unresolved
from toolkit.matching.verdicts import MERGED, REFUSED, SCORED, THROUGH, Decision

if TYPE_CHECKING:
    import pyarrow as pa

_BY_ENDS = [("record_l", "ascending"), ("record_r", "ascending")]


@dataclass(frozen=True)
class Clusters:
    """A partition of the records. `members` by cluster id, which is its smallest record id;
    `decided` are the columns of `decisions`.

    `weakest` is the lowest match weight of the strongest tree of pairs that holds a cluster
    together, None where no scored pair was needed.
    """

    members: Mapping[str, tuple[str, ...]]
    decided: pa.Table
    weakest: Mapping[str, float | None] = field(default_factory=dict)
    unresolved: tuple[Unresolved, ...] = ()

    def cluster_of(self) -> dict[str, str]:
        return {record: name for name, part in self.members.items() for record in part}

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return tuple(verdicts.rows(self.decided))

    @property
    def refused(self) -> tuple[Decision, ...]:
        return tuple(verdicts.rows(verdicts.those(self.decided, REFUSED)))


def cluster(
    records: Records,
    pairs: pa.Table,
    settings: ClusteringSettings,
    must_links: Sequence[Pair] = (),
    cannot_links: Sequence[Pair] = (),
) -> Clusters:
    """Agglomerate records under constraints.

    Must-links come first, then equal known identities, then pairs at or above the threshold,
    strongest first (ties by id): full names before short ones. Raises UsageError where must-links
    and cannot-links contradict each other.
    """
    strongest = _strongest_first(pairs, settings.threshold)
    ends = [shared(strongest[side]) for side in SCORED[:2]]
    rows = records.by_id({*ends[0], *ends[1]}, (*consistency.COLUMNS, *short_names.ASKED))
    merger = Merger(rows, cannot_links)
    held = tied(merger, must_links, records.known())
    short = []
    for pair, found in zip(
        zip(*ends, strict=True), short_names.short_pairs(strongest, rows), strict=True
    ):
        if found is None:
            merger.attempt(pair)
        else:
            short.append(found)
    unresolved = short_names.place(merger, short)
    members = merger.members()
    home = {record: name for name, part in members.items() for record in part}
    decided = verdicts.decide(merger, home, pairs, settings.threshold)
    inside = verdicts.those(decided, MERGED, THROUGH)
    return Clusters(members, decided, _weakest(home, inside, held), unresolved)


def _strongest_first(pairs: pa.Table, threshold: float) -> pa.Table:
    """The pairs at or above the threshold, with what tells whether one of the names is short."""
    import numpy as np

    enough = np.flatnonzero(pairs["match_weight"].to_numpy() >= threshold)
    strong = pairs.select([*SCORED, *short_names.COLUMNS]).take(enough)
    return strong.sort_by([("match_weight", "descending"), *_BY_ENDS])


def tied(
    merger: Merger, must_links: Iterable[Pair], known: Mapping[str, Sequence[str]]
) -> list[Pair]:
    """Joins what must be joined: must-links, then records of one `known` identity; returns these
    pairs.

    Raises UsageError where must-links and cannot-links contradict each other.
    """
    return _tie(merger, must_links) + _tie_known(merger, known)


def _tie(merger: Merger, must_links: Iterable[Pair]) -> list[Pair]:
    ordered = sorted((min(pair), max(pair)) for pair in must_links)
    for pair in ordered:
        merger.tie(*pair)
    for pair in merger.contradictions():
        left, right = (merger.rows[record]["name"] for record in pair)
        raise UsageError(
            f"{left!r} and {right!r} are judged both the same and different",
            hint="Undo one of the judgements.",
        )
    return ordered


def _tie_known(merger: Merger, known: Mapping[str, Sequence[str]]) -> list[Pair]:
    """Records with one known identity are one thing, unless someone judged otherwise."""
    held = []
    for group in known.values():
        for record in group[1:]:
            a, b = merger.find(group[0]), merger.find(record)
            if a != b and merger.judged_apart(a, b):
                continue
            held.append((group[0], record))
            merger.join(group[0], record)
    return held


def _weakest(
    home: Mapping[str, str], inside: pa.Table, held: Iterable[Pair]
) -> dict[str, float | None]:
    """The lowest weight on the maximum spanning tree of each cluster; held pairs cost nothing.
    `home` tells the cluster of every record, `inside` are the pairs within one."""
    import numpy as np

    root = {record: record for record in home}

    def find(record: str) -> str:
        while root[record] != record:
            root[record] = root[root[record]]
            record = root[record]
        return record

    def join(left: str, right: str) -> bool:
        a, b = sorted((find(left), find(right)))
        root[b] = a
        return a != b

    for left, right in held:
        join(left, right)
    weakest: dict[str, float | None] = dict.fromkeys(home.values())
    order = np.argsort(-inside["match_weight"].to_numpy(), kind="stable")
    strongest = inside.select(SCORED).take(order)
    for left, right, weight in zip(*(c.to_pylist() for c in strongest.columns), strict=True):
        if join(left, right):
            weakest[home[left]] = weight
    return weakest
