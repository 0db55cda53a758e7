"""Communities that do not depend on the luck of one run: a consensus over seeds.

Louvain (Blondel et al. 2008, in networkx) gives other partitions with other seeds. It is run with
several; ties are weighted by the share of runs that put both ends into one community, those of
half the runs or fewer are cut, and this is repeated until all runs agree (Lancichinetti &
Fortunato 2012, restricted to existing ties as in Tandon et al. 2019).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from toolkit.graph.centrality import Matrix, Real, strength
from toolkit.graph.material import Column
from toolkit.value import Value

RUNS = 20
ROUNDS = 10
MOST_EDGES = 10_000  # above it the runs take long; communities are left out
_WORK = 40_000  # edges that all runs of a round may visit: fewer runs of larger networks


@dataclass(frozen=True, eq=False, repr=False)
class Communities(Value):
    """`labels` numbers the community of each node, 0 = the largest (-1: a node without ties).

    `stability` is the mean adjusted Rand index (Hubert & Arabie 1985) of any two of the first
    `runs`: 1 = every seed gives the same communities. `modularity` is of the consensus.
    """

    labels: Column
    stability: float
    modularity: float
    runs: int


def communities(weights: Matrix, seed: int) -> Communities | None:
    """The consensus partition of a symmetric matrix; None where it has more than 10,000 edges."""
    upper = _upper(weights)
    if len(upper[0]) > MOST_EDGES:
        return None
    number = weights.shape[0]
    runs = int(min(RUNS, max(4, _WORK // max(len(upper[0]), 1))))
    left, right, weight = upper
    stability, found = 1.0, np.arange(number)
    for turn in range(ROUNDS):
        drawn = _runs(number, left, right, weight, seed + turn * runs, runs)
        if not turn:
            stability = _agreement(drawn)
        together = np.mean([labels[left] == labels[right] for labels in drawn], axis=0)
        found = drawn[0]
        if np.all((together == 0) | (together == 1)):
            break
        kept = together > 0.5
        left, right, weight = left[kept], right[kept], together[kept]
        found = _components(number, left, right)
    labels = _numbered(found, strength(weights))
    return Communities(labels, round(stability, 6), round(modularity(weights, labels), 6), runs)


def modularity(weights: Matrix, labels: Column) -> float:
    """Newman & Girvan 2004, weighted: ties inside communities beyond what strengths alone give."""
    total = weights.sum()
    if not total:
        return 0.0
    around = np.bincount(labels + 1, strength(weights))
    left, right, weight = _upper(weights)
    inside = 2 * weight[labels[left] == labels[right]].sum()
    return float(inside / total - ((around / total) ** 2).sum())


def adjusted_rand(a: Column, b: Column) -> float:
    """Agreement of two partitions, 0 = as by chance, 1 = equal."""
    both = np.unique(np.stack((a, b)), axis=1, return_counts=True)[1]
    one, other = (np.unique(x, return_counts=True)[1] for x in (a, b))
    together, first, second = (float((n * (n - 1) / 2).sum()) for n in (both, one, other))
    every = len(a) * (len(a) - 1) / 2
    expected = first * second / every if every else 0.0
    ceiling = (first + second) / 2
    return 1.0 if ceiling == expected else (together - expected) / (ceiling - expected)


def _upper(weights: Matrix) -> tuple[Column, Column, Column]:
    entries = weights.tocoo()
    rows, columns = entries.coords
    above = rows < columns
    order = np.lexsort((columns[above], rows[above]))
    return rows[above][order], columns[above][order], entries.data[above][order]


def _runs(
    number: int, left: Column, right: Column, weight: Column, seed: int, runs: int
) -> list[Column]:
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(number))
    graph.add_weighted_edges_from(zip(left.tolist(), right.tolist(), weight.tolist(), strict=True))
    drawn = []
    for run in range(runs):
        labels = np.zeros(number, dtype=np.int64)
        for at, members in enumerate(nx.community.louvain_communities(graph, seed=seed + run)):
            labels[list(members)] = at
        drawn.append(labels)
    return drawn


def _agreement(drawn: list[Column]) -> float:
    found = [adjusted_rand(a, b) for a, b in combinations(drawn, 2)]
    return float(np.mean(found)) if found else 1.0


def _components(number: int, left: Column, right: Column) -> Column:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ties = coo_array((np.ones(len(left)), (left, right)), shape=(number, number))
    return np.asarray(connected_components(ties, directed=False)[1], dtype=np.int64)


def _numbered(found: Column, strengths: Real) -> Column:
    """Largest community first, then by its first node; nodes without ties have none."""
    tied = np.flatnonzero(strengths > 0)
    names, first, sizes = np.unique(found[tied], return_index=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    number = {int(names[at]): place for place, at in enumerate(order)}
    labels = np.full(len(found), -1, dtype=np.int64)
    labels[tied] = [number[int(name)] for name in found[tied]]
    return labels
