"""How much groups have in common, and whether documents dealt out at random would share less."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from toolkit.comparison import statistics
from toolkit.comparison.counts import DocumentCounts
from toolkit.comparison.divisions import Divisions
from toolkit.comparison.figures import Overlap, PairOverlap
from toolkit.comparison.rarefaction import rarefied
from toolkit.comparison.result import Actor

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CELLS = 4_000_000  # of one batch of the permutation test
_OF_TWO = (
    "jaccard", "overlap_coefficient", "weighted_jaccard", "rank_biased_overlap", "p_value",
    "smallest_p",
)  # fmt: skip


def overlap(
    groups: Sequence[str], actors: Sequence[Actor], counts: DocumentCounts,
    dealt: Divisions | None,
) -> Overlap:  # fmt: skip
    """The figures of Overlap. `counts` are the mentions of the actors by document, `dealt` the
    divisions of these documents that it is tested against."""
    regions = _regions(tuple(groups), actors)
    shared = regions[" & ".join(groups)]
    found = Overlap(shared, len(actors), regions)
    if len(groups) < 2:
        return found
    pairs = []
    for a, b in combinations(range(len(groups)), 2):
        part = counts if len(groups) == 2 else _part(counts, a, b)
        again = dealt if part is counts or dealt is None else dealt.between(part)
        pairs.append(_pair((groups[a], groups[b]), actors, part, again))
    found = replace(found, pairs=tuple(pairs), rarefied=rarefied(counts, tuple(groups)))
    if len(groups) == 2:
        return replace(found, **{name: getattr(pairs[0], name) for name in _OF_TWO})
    if dealt is None:
        return found
    return replace(found, p_value=_p_value(counts, dealt), smallest_p=dealt.smallest_p())


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

    # In exact integers of 32 bit floats: what one document alone names is never shared.
    named = counts.named().astype(np.float32)
    named = named[np.flatnonzero(named @ np.ones(counts.documents, np.float32) >= counts.groups)]
    if not named.shape[0]:
        return 1.0  # nothing can be shared, in whatever division
    observed = int(_shared(named, counts.group[:, None], counts.groups)[0])
    extreme = 0
    for labels in dealt.batches(_CELLS * counts.documents // named.shape[0]):
        extreme += int((_shared(named, labels, counts.groups) <= observed).sum())
    return float(dealt.p_value(np.array(extreme)))


def _shared(named: object, labels: NDArray[np.integer], groups: int) -> NDArray[np.int64]:
    """Actors that every group names, for each division: in the last group is what is not in the
    others."""
    import numpy as np

    rest = named @ np.ones((len(labels), 1), dtype=np.float32)  # type: ignore[operator]
    everywhere = np.ones((len(rest), labels.shape[1]), dtype=bool)
    for number in range(groups - 1):
        here = named @ (labels == number).astype(np.float32)
        everywhere &= here > 0
        rest = rest - here
    found: NDArray[np.int64] = (everywhere & (rest > 0)).sum(axis=0)
    return found
