"""Clusters of many pairs on several processors: what becomes of a record depends on nothing outside
of its component, the records that strong pairs, known identities or people connect."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from toolkit import workers
from toolkit.config import ClusteringSettings
from toolkit.matching import consistency, short_names, verdicts
from toolkit.matching.clustering import Clusters, cluster
from toolkit.matching.merging import Pair
from toolkit.matching.records import Records
from toolkit.matching.verdicts import SCORED
from toolkit.workers import Team

if TYPE_CHECKING:
    import pyarrow as pa

    from toolkit.matching.lists import Numbers

    Batch = tuple[pa.Table, pa.Table, Sequence[Pair], Sequence[Pair]]

ENOUGH = 50_000  # strong pairs: with four times as many, two processors end sooner than one
PARTS = 4  # for each worker, so that all end together and each holds little at a time
COLUMNS = tuple(dict.fromkeys((*consistency.COLUMNS, *short_names.ASKED)))


def cluster_in_parts(
    records: Records, pairs: pa.Table, settings: ClusteringSettings, must_links: Sequence[Pair],
    cannot_links: Sequence[Pair], threads: int, team: Team,
) -> Clusters:  # fmt: skip
    """As `cluster`, on as many of `threads` processors as are worth it."""
    import numpy as np

    strong = pairs["match_weight"].to_numpy() >= settings.threshold
    number = workers.count(threads, np.count_nonzero(strong) / ENOUGH)
    if number < 2:
        return cluster(records, pairs, settings, must_links, cannot_links)
    pairs = verdicts.ordered(pairs)
    strong = pairs["match_weight"].to_numpy() >= settings.threshold
    left, right = (verdicts.places(pairs, side, records.ids) for side in SCORED[:2])
    judged = [records.ids.index(record) for pair in (*must_links, *cannot_links) for record in pair]
    known = _tied(records)
    ends = np.array([*known, *((judged[0], other) for other in judged)], np.int64).reshape(-1, 2)
    component = _components(
        np.concatenate([left[strong], ends[:, 0]]), np.concatenate([right[strong], ends[:, 1]]),
        len(records),
    )  # fmt: skip
    part = _parts(component, np.concatenate([left[strong], ends[:, 0]]), number * PARTS)
    of_pair = np.where(part[left] == part[right], part[left], -1)
    inside = [np.flatnonzero(of_pair == at) for at in range(number * PARTS)]
    having = part[judged[0]] if judged else -1

    told = records.columns.select(list(COLUMNS))
    scored = pairs.select([*SCORED, *short_names.COLUMNS])

    def batches() -> Iterator[Batch]:
        for at, numbers in enumerate(inside):
            links = (must_links, cannot_links) if at == having else ((), ())
            yield told.take(np.flatnonzero(part == at)), scored.take(numbers), *links

    work = functools.partial(_cluster_part, settings)
    found = list(team.each(work, batches(), number * PARTS, _sample(told.schema, scored.schema)))
    alone = [records.ids[at] for at in np.flatnonzero(part < 0).tolist()]
    outer = np.flatnonzero(of_pair < 0)
    decided = _together(
        pairs, [*inside, outer],
        [*(item.decided for item in found), verdicts.below(pairs.take(outer), settings.threshold)],
    )  # fmt: skip
    members: dict[str, tuple[str, ...]] = {record: (record,) for record in alone}
    weakest: dict[str, float | None] = dict.fromkeys(alone)
    for item in found:
        members.update(item.members)
        weakest.update(item.weakest)
    unresolved = sorted((u for item in found for u in item.unresolved), key=attrgetter("record_id"))
    return Clusters(
        {root: members[root] for root in sorted(members)}, decided,
        {root: weakest[root] for root in sorted(weakest)}, tuple(unresolved),
    )  # fmt: skip


def get_ready(
    team: Team, records: Records, pairs: pa.Schema, settings: ClusteringSettings, number: int
) -> None:
    """Let workers load what they need, if that many scored pairs are likely to need them."""
    if workers.count(team.size, number / ENOUGH) > 1:
        told = records.columns.select(list(COLUMNS)).schema
        scored = pairs.empty_table().select([*SCORED, *short_names.COLUMNS]).schema
        work = functools.partial(_cluster_part, settings)
        team.get_ready(work, _sample(told, scored), number / ENOUGH)


def _sample(records: pa.Schema, pairs: pa.Schema) -> Batch:
    return records.empty_table(), pairs.empty_table(), (), ()


def _cluster_part(settings: ClusteringSettings, batch: Batch) -> Clusters:
    columns, *rest = batch
    pairs, must_links, cannot_links = rest
    found = cluster(Records.of(columns), pairs, settings, must_links, cannot_links)
    told = found.decided.select(["verdict", "reason"])  # what is scored is known where they go
    return Clusters(found.members, told, found.weakest, found.unresolved)


def _tied(records: Records) -> list[tuple[int, int]]:
    """The numbers of records that a known identity ties, in pairs."""
    first: dict[str, int] = {}
    return [
        (first.setdefault(identity, at), at)
        for at, identity in enumerate(records.columns["identity"].to_pylist()) if identity
    ]  # fmt: skip


def _components(left: Numbers, right: Numbers, records: int) -> Numbers:
    """For every record the smallest number of a record that it is connected with."""
    import numpy as np

    found = np.arange(records)
    while (apart := found[left] != found[right]).any():
        a, b = found[left[apart]], found[right[apart]]
        np.minimum.at(found, np.maximum(a, b), np.minimum(a, b))
        while (above := found[found] != found).any():
            found[above] = found[found[above]]
    return found


def _parts(component: Numbers, left: Numbers, parts: int) -> Numbers:
    """For every record the number of a part, each with whole components and about as many edges as
    the others; -1 where no edge ends. `left` are the ends of edges."""
    import numpy as np

    edges = np.bincount(component[left], minlength=len(component))
    order = np.argsort(-edges, kind="stable")
    part = np.where(edges > 0, 0, -1)
    turn = np.arange(len(order)) % (2 * parts)
    part[order] = np.where(edges[order] > 0, np.minimum(turn, 2 * parts - 1 - turn), -1)
    return part[component]


def _together(pairs: pa.Table, numbers: Sequence[Numbers], decided: Sequence[pa.Table]) -> pa.Table:
    """The decisions on all pairs, in their order, of those of some of them."""
    import numpy as np
    import pyarrow as pa

    back = np.empty(pairs.num_rows, np.int64)
    back[np.concatenate(numbers)] = np.arange(pairs.num_rows)
    every = pa.concat_tables([part.select(["verdict", "reason"]) for part in decided])
    every = every.unify_dictionaries().combine_chunks().take(back)
    return pa.table({**{name: pairs[name] for name in SCORED},
                     **{name: every[name] for name in every.column_names}})  # fmt: skip
