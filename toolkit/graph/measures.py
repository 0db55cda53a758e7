"""Figures of entities in the network of co-mentions: who is central, who bridges groups.

Figures of one network are compared by rank only: densities and sums of networks of unequal size
say nothing about each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from toolkit.graph import centrality
from toolkit.graph.centrality import VISITS, Matrix, Real
from toolkit.graph.communities import Communities, communities
from toolkit.graph.material import SHIFT, Column, Material
from toolkit.graph.relating import Together
from toolkit.value import Value

DRAWS = 200
ENOUGH_DOCUMENTS = 5  # fewer say nothing about how ranks would vary
MOST_PAIRS = 100_000  # pairs in sentences that a draw of the bootstrap may count


@dataclass(frozen=True, eq=False, repr=False)
class Measures(Value):
    """One value an entity. `rank` is by PageRank, 1 = first; `low` and `high` are the ends of its
    95 % interval under resampling of documents; `by_group` are ranks in the networks of the groups
    alone (0: not in it). None: left out, `notes` say why."""

    degree: Column
    strength: Real
    pagerank: Real
    betweenness: Real
    rank: Column
    low: Column | None
    high: Column | None
    by_group: dict[str, Column]
    participation: Real | None
    bridging: Real | None
    communities: Communities | None
    notes: dict[str, str]


def measures(material: Material, named: Together, seed: int) -> Measures:
    """All measures of the co-mentions `named`. What is too dear at this size is estimated or left
    out and says so in `notes`."""
    number = len(material.entities)
    weights = symmetric(named.left, named.right, np.ones(len(named.left)), number)
    notes: dict[str, str] = {}
    sources = centrality.sources_within_budget(weights, seed)
    exact = len(sources) == number
    notes["betweenness"] = "exact" if exact else f"estimated from {len(sources)} actors"
    rank = centrality.pagerank(weights)
    found = communities(weights, seed)
    notes["communities"] = (
        "left out: too many edges" if found is None else
        f"Louvain consensus of {found.runs} seeds, stability {found.stability:.2f}"
    )  # fmt: skip
    low, high = _rank_intervals(material, named, seed, notes)
    return Measures(
        np.diff(weights.indptr).astype(np.int64), centrality.strength(weights), rank,
        centrality.betweenness(weights, sources), centrality.ranks(rank), low, high,
        _ranks_by_group(material, named), _participation(material, named),
        _bridging(material, weights, notes), found, notes,
    )  # fmt: skip


def symmetric(left: Column, right: Column, weight: Real, number: int) -> Matrix:
    """The symmetric matrix of weighted pairs; equal pairs are summed."""
    from scipy.sparse import coo_array

    ends = (np.concatenate((left, right)), np.concatenate((right, left)))
    matrix = coo_array((np.concatenate((weight, weight)), ends), shape=(number, number)).tocsr()
    matrix.eliminate_zeros()
    return matrix


def groups_of_entities(material: Material) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Entities by groups: whether the group names the entity."""
    found = np.zeros((len(material.entities), len(material.groups)), dtype=bool)
    found[material.entity_of, material.group_of[material.entity_in]] = True
    return found


def _weights_of_group(material: Material, named: Together, group: int) -> Matrix:
    own = material.group_of[named.place >> SHIFT] == group
    ones = np.ones(int(own.sum()))
    return symmetric(named.left[own], named.right[own], ones, len(material.entities))


def _ranks_by_group(material: Material, named: Together) -> dict[str, Column]:
    found = {}
    for group, name in enumerate(material.groups):
        weights = _weights_of_group(material, named, group)
        tied = np.flatnonzero(np.diff(weights.indptr))
        ranks = np.zeros(len(material.entities), dtype=np.int64)
        inside = weights[tied][:, tied].tocsr()
        ranks[tied] = centrality.ranks(centrality.pagerank(inside))
        found[name] = ranks
    return found


def _participation(material: Material, named: Together) -> Real | None:
    """Participation coefficient across groups (Guimera & Amaral 2005), each group's ties relative
    to all of that group, scaled so that 1 = as strongly tied in every group, 0 = in one only."""
    number = len(material.groups)
    if number < 2:
        return None
    ties = np.stack([
        centrality.strength(_weights_of_group(material, named, group)) for group in range(number)
    ], axis=1)  # fmt: skip
    totals = ties.sum(axis=0)
    relative = np.divide(ties, totals, out=np.zeros_like(ties), where=totals > 0)
    sums = relative.sum(axis=1, keepdims=True)
    shares = np.divide(relative, sums, out=np.zeros_like(ties), where=sums > 0)
    spread = (1 - (shares**2).sum(axis=1)) * number / (number - 1)
    return np.where(sums[:, 0] > 0, spread, 0.0)


def _bridging(material: Material, weights: Matrix, notes: dict[str, str]) -> Real | None:
    """Share of the shortest paths between actors that only one group names and actors that only
    another names which pass the entity (betweenness of subsets, Brandes 2008)."""
    named_by = groups_of_entities(material)
    only = named_by.sum(axis=1) == 1
    sides = [np.flatnonzero(only & named_by[:, g]) for g in range(len(material.groups))]
    if sum(len(side) > 0 for side in sides) < 2:
        notes["bridging"] = "left out: fewer than two groups have actors of their own"
        return None
    if int(only.sum()) * (weights.nnz + 8 * len(only)) > VISITS:
        notes["bridging"] = "left out: too many actors"
        return None
    total, ends = np.zeros(len(only)), 0
    for side in sides:
        targets = only.astype(np.float64)
        targets[side] = 0
        total += centrality.paths_through(weights, side, targets)
        ends += len(side) * int(targets.sum())
    return total / ends


def _rank_intervals(
    material: Material, named: Together, seed: int, notes: dict[str, str]
) -> tuple[Column | None, Column | None]:
    """Percentile interval of ranks when documents are drawn with replacement, as many within each
    group as it has. An entity that a draw lacks ranks behind all others."""
    documents = len(material.documents)
    if documents < ENOUGH_DOCUMENTS or len(named.left) > MOST_PAIRS or not material.entities:
        few = documents < ENOUGH_DOCUMENTS
        notes["rank intervals"] = "left out: " + ("few documents" if few else "too many ties")
        return None, None
    random = np.random.default_rng(seed)
    members = [np.flatnonzero(material.group_of == g) for g in range(len(material.groups))]
    place, drawn = named.place >> SHIFT, []
    for _ in range(DRAWS):
        times = np.zeros(documents)
        for own in members:
            times += np.bincount(random.choice(own, len(own)), minlength=documents)
        weights = symmetric(named.left, named.right, times[place], len(material.entities))
        drawn.append(centrality.ranks(centrality.pagerank(weights, tolerance=1e-9)))
    low, high = np.quantile(np.stack(drawn), (0.025, 0.975), axis=0, method="nearest")
    notes["rank intervals"] = f"95 % over {DRAWS} draws of documents"
    return low.astype(np.int64), high.astype(np.int64)
