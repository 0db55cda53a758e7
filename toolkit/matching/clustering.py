"""Scored pairs -> clusters: strongest pair first, and only if the two clusters are consistent."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from toolkit.config import ClusteringSettings
from toolkit.errors import UsageError
from toolkit.matching import consistency, short_names
from toolkit.matching.lists import shared
from toolkit.matching.merging import Merger, Pair
from toolkit.matching.records import Records
from toolkit.matching.short_names import Unresolved

if TYPE_CHECKING:
    import pyarrow as pa

_SCORED = ("record_l", "record_r", "match_weight")
_BY_ENDS = [("record_l", "ascending"), ("record_r", "ascending")]
MERGED, THROUGH, REFUSED, BELOW = "merged", "merged through others", "refused", "below threshold"
_THROUGH = "both belong to others of the cluster"


class Decision(NamedTuple):
    """What became of a scored pair, and why in words. `verdict` is one of the four above."""

    record_l: str
    record_r: str
    match_weight: float
    verdict: str
    reason: str


@dataclass(frozen=True)
class Clusters:
    """A partition of the records. `members` by cluster id, which is its smallest record id.

    `weakest` is the lowest match weight of the strongest tree of pairs that holds a cluster
    together, None where no scored pair was needed.
    """

    members: Mapping[str, tuple[str, ...]]
    decisions: tuple[Decision, ...] = ()
    weakest: Mapping[str, float | None] = field(default_factory=dict)
    unresolved: tuple[Unresolved, ...] = ()

    def cluster_of(self) -> dict[str, str]:
        return {record: name for name, part in self.members.items() for record in part}

    @property
    def refused(self) -> tuple[Decision, ...]:
        return tuple(item for item in self.decisions if item.verdict == REFUSED)


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
    ends = [shared(strongest[side]) for side in _SCORED[:2]]
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
    decisions = _decisions(merger, home, pairs, settings.threshold)
    return Clusters(members, decisions, _weakest(home, decisions, held), unresolved)


def _strongest_first(pairs: pa.Table, threshold: float) -> pa.Table:
    """The pairs at or above the threshold, with what tells whether one of the names is short."""
    import numpy as np

    enough = np.flatnonzero(pairs["match_weight"].to_numpy() >= threshold)
    strong = pairs.select([*_SCORED, *short_names.COLUMNS]).take(enough)
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


def _decisions(
    merger: Merger, home: Mapping[str, str], pairs: pa.Table, threshold: float
) -> tuple[Decision, ...]:
    scored = pairs.select(_SCORED).sort_by(_BY_ENDS)
    ends = (shared(scored[side]) for side in _SCORED[:2])
    found = []
    for left, right, weight in zip(*ends, scored["match_weight"].to_pylist(), strict=True):
        if home[left] != home[right]:
            if weight < threshold:
                found.append(below(left, right, weight, threshold))
            else:
                reason = merger.reasons[left, right]
                found.append(Decision(left, right, weight, REFUSED, reason))
        elif (left, right) in merger.merged:
            reason = _measured(weight, threshold)
            found.append(Decision(left, right, weight, MERGED, reason))
        else:
            found.append(Decision(left, right, weight, THROUGH, _THROUGH))
    return tuple(found)


def below(left: str, right: str, weight: float, threshold: float) -> Decision:
    """The decision on a pair that is too weak, and that nothing else joined."""
    return Decision(left, right, weight, BELOW, _measured(weight, threshold))


@functools.lru_cache(maxsize=4096)  # a million pairs have a few thousand weights
def _measured(weight: float, threshold: float) -> str:
    return f"match weight {weight:+.2f}, threshold {threshold:+.2f}"


def _weakest(
    home: Mapping[str, str], decisions: Iterable[Decision], held: Iterable[Pair]
) -> dict[str, float | None]:
    """The lowest weight on the maximum spanning tree of each cluster; held pairs cost nothing.
    `home` tells the cluster of every record."""
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
    inside = [item for item in decisions if item.verdict in (MERGED, THROUGH)]
    for item in sorted(inside, key=lambda item: -item.match_weight):
        if join(item.record_l, item.record_r):
            weakest[home[item.record_l]] = item.match_weight
    return weakest
