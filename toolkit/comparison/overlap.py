"""How much groups have in common, and whether documents dealt out at random would share less."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from toolkit.comparison import statistics
from toolkit.comparison.counts import DocumentCounts
from toolkit.comparison.divisions import Divisions, divisions
from toolkit.comparison.figures import Overlap, PairOverlap
from toolkit.comparison.rarefaction import rarefied
from toolkit.comparison.result import Actor

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CELLS = 4_000_000  # of one batch of the permutation test


def overlap(
    groups: Sequence[str], actors: Sequence[Actor], counts: DocumentCounts, permutations: int,
    seed: int,
) -> Overlap:  # fmt: skip
    """The figures of Overlap. `counts` are the mentions of the actors by document."""
    regions = _regions(tuple(groups), actors)
    shared = regions[" & ".join(groups)]
    found = Overlap(shared, len(actors), regions)
    if len(groups) < 2:
        return found
    dealt = divisions(counts, permutations, seed)
    p_value = _p_value(counts, dealt) if dealt else None
    pairs = []
    for a, b in combinations(range(len(groups)), 2):
        part = _part(counts, a, b)
        again = divisions(part, permutations, seed) if dealt else None
        pairs.append(_pair((groups[a], groups[b]), actors, part, again))
    found = replace(
        found, p_value=p_value, smallest_p=dealt.smallest_p() if dealt else None,
        pairs=tuple(pairs),
        rarefied=rarefied(counts, tuple(groups)),
    )  # fmt: skip
    if len(groups) > 2:
        return found
    measures = ("jaccard", "overlap_coefficient", "weighted_jaccard", "rank_biased_overlap")
    return replace(found, **{name: getattr(pairs[0], name) for name in measures})


def _regions(groups: tuple[str, ...], actors: Sequence[Actor]) -> dict[str, int]:
    """Actors by the exact set of groups; single groups and the full set are always listed."""
    found = Counter(actor.groups for actor in actors)
    sets = found.keys() | {(group,) for group in groups} | {groups}
    place = {group: number for number, group in enumerate(groups)}
    ordered = sorted(sets, key=lambda names: (len(names), [place[name] for name in names]))
    return {" & ".join(names): found[names] for names in ordered}


def _pair(
    groups: tuple[str, str], actors: Sequence[Actor], counts: DocumentCounts,
    dealt: Divisions | None,
) -> PairOverlap:  # fmt: skip
    ranked = [[a for a in actors if a.counts[g].mentions] for g in groups]
    for group, rows in zip(groups, ranked, strict=True):
        rows.sort(key=lambda a: (-a.counts[group].mentions, a.name, a.entity_id))
    ids = [[a.entity_id for a in rows] for rows in ranked]
    mentions = [
        {a.entity_id: a.counts[g].mentions for a in rows}
        for g, rows in zip(groups, ranked, strict=True)
    ]
    first, second = set(ids[0]), set(ids[1])
    return PairOverlap(
        *groups,
        len(first & second),
        statistics.jaccard(first, second),
        statistics.overlap_coefficient(first, second),
        statistics.weighted_jaccard(mentions[0], mentions[1]),
        statistics.rank_biased_overlap(ids[0], ids[1]),
        _p_value(counts, dealt) if dealt else None,
        dealt.smallest_p() if dealt else None,
    )


def _part(counts: DocumentCounts, first: int, second: int) -> DocumentCounts:
    """The documents of two groups only, as groups 0 and 1."""
    import numpy as np

    kept = np.flatnonzero((counts.group == first) | (counts.group == second))
    group = (counts.group[kept] == second).astype(np.int64)
    return replace(
        counts, counts=counts.counts[:, kept], sizes=counts.sizes[kept], group=group,
        strata=counts.strata[kept], groups=2,
    )  # fmt: skip


def _p_value(counts: DocumentCounts, dealt: Divisions) -> float:
    """p of so few actors shared by all groups. For two groups the Jaccard index would give the
    same: every actor is in some group, so that the union never changes."""
    import numpy as np

    named = counts.named().astype(np.float32)
    observed = int(_shared(named, counts.group[None, :], counts.groups)[0])
    extreme = 0
    size = _CELLS * counts.documents // max(1, named.shape[0])
    for labels in dealt.batches(size):
        extreme += int((_shared(named, labels, counts.groups) <= observed).sum())
    return float(dealt.p_value(np.array(extreme)))


def _shared(named: object, labels: NDArray[np.integer], groups: int) -> NDArray[np.int64]:
    """Actors that every group names, for each division."""
    import numpy as np

    everywhere: NDArray[np.bool_] | None = None
    for number in range(groups):
        inside = np.ascontiguousarray((labels == number).T, dtype=np.float32)
        here = (named @ inside) > 0  # type: ignore[operator]
        everywhere = here if everywhere is None else everywhere & here
    assert everywhere is not None
    found: NDArray[np.int64] = everywhere.sum(axis=0)
    return found
