"""How much groups have in common, and whether documents dealt out at random would share less."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from typing import TYPE_CHECKING

from toolkit.comparison import statistics
from toolkit.comparison.inputs import Selection
from toolkit.comparison.result import Actor, Overlap

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MINIMUM_DOCUMENTS = 5  # in every group, for a test
_CELLS = 4_000_000  # of one batch of the permutation test


def overlap(selection: Selection, actors: Sequence[Actor], permutations: int, seed: int) -> Overlap:
    """The figures of Overlap; similarity and test for two groups only."""
    groups = selection.groups
    regions = _regions(groups, actors)
    shared = regions[" & ".join(groups)]
    if len(groups) != 2:
        return Overlap(shared, len(actors), regions)
    ranked = [[a for a in actors if a.counts[g].mentions] for g in groups]
    for group, rows in zip(groups, ranked, strict=True):
        rows.sort(key=lambda a: (-a.counts[group].mentions, a.name, a.entity_id))
    ids = [[a.entity_id for a in rows] for rows in ranked]
    counts = [
        {a.entity_id: a.counts[g].mentions for a in rows}
        for g, rows in zip(groups, ranked, strict=True)
    ]
    first, second = set(ids[0]), set(ids[1])
    p_value, smallest = permutation_test(selection, permutations, seed)
    return Overlap(
        shared,
        len(actors),
        regions,
        statistics.jaccard(first, second),
        statistics.overlap_coefficient(first, second),
        statistics.weighted_jaccard(counts[0], counts[1]),
        statistics.rank_biased_overlap(ids[0], ids[1]),
        p_value,
        smallest,
    )


def _regions(groups: tuple[str, ...], actors: Sequence[Actor]) -> dict[str, int]:
    """Actors by the exact set of groups; single groups and the full set are always listed."""
    found = Counter(actor.groups for actor in actors)
    sets = found.keys() | {(group,) for group in groups} | {groups}
    place = {group: number for number, group in enumerate(groups)}
    ordered = sorted(sets, key=lambda names: (len(names), [place[name] for name in names]))
    return {" & ".join(names): found[names] for names in ordered}


def permutation_test(
    selection: Selection, permutations: int, seed: int
) -> tuple[float | None, float | None]:
    """p of so few shared actors if documents belonged to groups at random, and the smallest p
    that the test can reach; None where a group has fewer than 5 documents.

    The statistic is the Jaccard index; as every actor is in some group its union never changes,
    so the shared actors are counted. All divisions of the documents are tried where they are no
    more than `permutations`, else that many random ones: p = (1 + #{T* <= T}) / (B + 1)
    (Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9(1), 39).
    """
    first, second = (len(selection.documents[group]) for group in selection.groups)
    if min(first, second) < MINIMUM_DOCUMENTS:
        return None, None
    import numpy as np

    total = first + second
    divisions = math.comb(total, first)
    exact = divisions <= permutations
    if exact:
        chosen: Iterator[Sequence[int]] = combinations(range(total), first)
    else:
        random = np.random.default_rng(seed)
        chosen = (random.permutation(total)[:first].tolist() for _ in range(permutations))
    names = _names(selection)
    observed = _shared(names, [range(first)])[0]
    extreme = 0
    size = max(1, _CELLS // max(1, names.shape[0]))
    while batch := list(islice(chosen, size)):
        extreme += int((_shared(names, batch) <= observed).sum())
    if exact:
        # Equal halves swapped are the same division.
        return extreme / divisions, (2 if first == second else 1) / divisions
    return (1 + extreme) / (permutations + 1), 1 / (permutations + 1)


def _names(selection: Selection) -> NDArray[np.float32]:
    """Which document names which actor: sparse matrix actors x documents of 0 and 1; documents
    in the order of the groups."""
    import numpy as np
    from scipy.sparse import csr_matrix

    documents = [d.doc_id for group in selection.groups for d in selection.documents[group]]
    column = {doc_id: number for number, doc_id in enumerate(documents)}
    pairs = sorted({(r.mention.entity_id, r.mention.doc_id) for r in selection.rows})
    row = {e: number for number, e in enumerate(dict.fromkeys(e for e, _ in pairs))}
    cells = ([row[e] for e, _ in pairs], [column[d] for _, d in pairs])
    values = np.ones(len(pairs), dtype=np.float32)
    matrix: NDArray[np.float32] = csr_matrix((values, cells), shape=(len(row), len(documents)))
    return matrix


def _shared(names: NDArray[np.float32], parts: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """Actors named on both sides, for each choice of the documents of the first side."""
    import numpy as np

    labels = np.zeros((names.shape[1], len(parts)), dtype=np.float32)
    for number, part in enumerate(parts):
        labels[list(part), number] = 1
    everywhere = names @ np.ones((names.shape[1], 1), dtype=np.float32)
    inside = names @ labels
    shared: NDArray[np.int64] = ((inside > 0) & (inside < everywhere)).sum(axis=0)
    return shared
