"""Links records against those of the last run: only what changed is scored and clustered again.

The weight of a pair depends on its two records and the model alone, and a cluster on nothing
outside its component: the records that pairs at or above the threshold, equal known identities or
judgements connect, directly or through others. So pairs of records that did not change keep their
weight, and components without a changed record keep their clusters. What comes out is what linking
all records anew gives; where nothing is known of an earlier run, it is just that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from toolkit.config import ClusteringSettings, MatchingSettings, RunSettings
from toolkit.matching import scoring
from toolkit.matching.clustering import Clusters
from toolkit.matching.components import cluster_in_parts, get_ready
from toolkit.matching.merging import Pair
from toolkit.matching.model import Model
from toolkit.matching.records import Records
from toolkit.matching.verdicts import below
from toolkit.workers import Team

if TYPE_CHECKING:
    import pyarrow as pa

_ENDS = ("record_l", "record_r")


@dataclass(frozen=True)
class Ties:
    """Pairs of records, left < right, that people tied or kept apart."""

    must: frozenset[Pair] = frozenset()
    cannot: frozenset[Pair] = frozenset()

    @classmethod
    def of(cls, must: Iterable[Pair], cannot: Iterable[Pair]) -> Ties:
        return cls(*(frozenset((min(p), max(p)) for p in pairs) for pairs in (must, cannot)))


@dataclass(frozen=True)
class Earlier:
    """What the last run left.

    `digests` are those of its records: record_id, digest; `clusters` the cluster of each, and
    `identities` the known identity of those that have one; `strong` the pairs at or above the
    threshold: record_l, record_r; `pairs` gives the stored pairs among some records, as
    `stored_pairs` makes them.
    """

    digests: pa.Table | None = None
    clusters: Mapping[str, str] = field(default_factory=dict)
    identities: Mapping[str, str] = field(default_factory=dict)
    strong: pa.Table | None = None
    ties: Ties = Ties()
    pairs: Callable[[Sequence[str]], pa.Table] | None = None


@dataclass(eq=False)
class Linked:
    """What is new. `dirty` are the records that changed and those of their components; `gone` are
    ids of earlier records. `pairs` were scored now: each has a record of `changed`. `clusters` are
    those of the dirty records, with a decision for every pair among them, and for every new pair.
    `cluster_of` tells of all records.
    """

    changed: frozenset[str]
    gone: frozenset[str]
    dirty: frozenset[str]
    pairs: pa.Table
    clusters: Clusters
    cluster_of: Mapping[str, str]
    ties: Ties

    def forget(self) -> None:
        """Let go of pairs and clusters, once they are written."""
        self.pairs = self.pairs.schema.empty_table()
        self.clusters = Clusters({}, self.clusters.decided.schema.empty_table())


def link(
    records: Records, earlier: Earlier, model: Model,
    settings: tuple[MatchingSettings, ClusteringSettings, RunSettings], ties: Ties,
) -> Linked:  # fmt: skip
    """Score and cluster what changed. Raises what `score` and `cluster` raise."""
    matching, clustering, run = settings
    changed = _changed(records, earlier, run)
    gone = frozenset(earlier.clusters.keys() - set(records.ids))
    some = changed if earlier.clusters else None
    with Team(run.threads) as team:
        ready = partial(get_ready, team, records, scoring.schema_of(model), clustering)
        pairs = scoring.score(records, model, matching, run, some, ready)
        strong = _strong(pairs, clustering.threshold)
        dirty = _dirty(records, earlier, changed | gone, strong, ties).intersection(records.ids)
        part = records.part(dirty) if len(dirty) < len(records) else records
        clusters = cluster_in_parts(
            part, _among(pairs, earlier, changed, dirty), clustering,
            _inside(ties.must, dirty), _inside(ties.cannot, dirty), run.threads, team,
        )  # fmt: skip
    if len(dirty) < len(records):
        clusters = _with_outer(clusters, pairs, dirty, clustering.threshold)
    kept = {i: earlier.clusters[i] for i in records.ids if i not in dirty}
    return Linked(
        changed, gone, frozenset(dirty), pairs, clusters, kept | clusters.cluster_of(), ties
    )


def _changed(records: Records, earlier: Earlier, run: RunSettings) -> frozenset[str]:
    """The ids of records that are new or not as they were."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if earlier.digests is None or not earlier.digests.num_rows:
        return frozenset(records.ids)
    ids = pa.array(records.ids, pa.string())
    at = pc.index_in(ids, earlier.digests["record_id"])
    before = earlier.digests["digest"].combine_chunks().take(at)
    same = pc.fill_null(pc.equal(records.digests(run), before), False)
    return frozenset(ids.filter(pc.invert(same)).to_pylist())


def _strong(pairs: pa.Table, threshold: float) -> pa.Table:
    import numpy as np

    enough = np.flatnonzero(pairs["match_weight"].to_numpy() >= threshold)
    return pairs.select(list(_ENDS)).take(enough)


def _dirty(
    records: Records, earlier: Earlier, touched: Set[str], strong: pa.Table, ties: Ties
) -> set[str]:
    """The records of all components, earlier or now, in which something changed."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    now = records.ids
    if not earlier.clusters:
        return set(now)
    ids = sorted({*now, *earlier.clusters})
    number = {record_id: at for at, record_id in enumerate(ids)}
    identities: dict[str, set[str]] = defaultdict(set)
    for record_id, identity in earlier.identities.items():
        identities[identity].add(record_id)
    for identity, held in records.known().items():
        identities[identity].update(held)
    known = [(min(held), other) for held in identities.values() for other in held]
    before, after = earlier.ties, ties
    every = [*known, *before.must, *after.must]
    every += [*before.cannot, *after.cannot]  # harmless: a little more is clustered again
    ends = [np.array([(number[a], number[b]) for a, b in every], np.int64).reshape(-1, 2).T]
    names = pa.array(ids, pa.string())
    for table in (strong, earlier.strong) if earlier.strong is not None else (strong,):
        ends.append(np.stack([pc.index_in(table[side], names).to_numpy() for side in _ENDS]))
    left, right = np.concatenate(ends, axis=1)
    moved = (before.must ^ after.must) | (before.cannot ^ after.cannot)
    touched = touched | {record_id for pair in moved for record_id in pair}
    hot = np.zeros(len(ids), bool)
    hot[[number[record_id] for record_id in touched]] = True
    while (reached := hot[left] != hot[right]).any():
        hot[left[reached]] = hot[right[reached]] = True
    return {ids[at] for at in np.flatnonzero(hot).tolist()}


def _among(pairs: pa.Table, earlier: Earlier, changed: Set[str], dirty: Set[str]) -> pa.Table:
    """All scored pairs among the dirty records, ordered: those that are new, and those that are
    known of records that did not change."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if earlier.pairs is None or not earlier.clusters:
        return pairs
    ids = pa.array(sorted(dirty), pa.string())
    inner = pc.and_(pc.is_in(pairs["record_l"], ids), pc.is_in(pairs["record_r"], ids))
    stored = earlier.pairs(sorted(dirty - changed))
    new = pairs.filter(inner).select(stored.column_names)
    every = pa.concat_tables([new.cast(stored.schema), stored])
    return every.sort_by([("record_l", "ascending"), ("record_r", "ascending")])


def _inside(pairs: Iterable[Pair], dirty: Set[str]) -> list[Pair]:
    """Those of dirty records; an edge never leads out of a component."""
    return sorted(pair for pair in pairs if pair[0] in dirty)


def _with_outer(clusters: Clusters, pairs: pa.Table, dirty: Set[str], threshold: float) -> Clusters:
    """With the decisions on new pairs that lead out of the dirty components: all are too weak."""
    import pyarrow as pa
    import pyarrow.compute as pc

    ids = pa.array(sorted(dirty), pa.string())
    inner = pc.and_(*(pc.is_in(pairs[side], ids) for side in _ENDS))
    outer = below(pairs.filter(pc.invert(inner)), threshold)
    decided = pa.concat_tables([clusters.decided, outer])
    return replace(clusters, decided=decided) if outer.num_rows else clusters
