"""Centrality on sparse matrices: the same figures as networkx, for many more nodes.

All functions take a symmetric matrix without diagonal; equal input gives equal figures.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from toolkit.graph.material import Column

Real = np.ndarray[Any, np.dtype[np.float64]]
Matrix = Any  # scipy.sparse.csr_array

BATCH = 64  # sources whose shortest paths are counted at once
# Node visits that betweenness may cost; beyond it, it is estimated from fewer sources.
VISITS = 100_000_000
FEWEST = 64  # sources of an estimate


def strength(weights: Matrix) -> Real:
    """Sum of the weights of a node's edges."""
    return np.asarray(weights.sum(axis=1), dtype=np.float64).ravel()


def pagerank(weights: Matrix, damping: float = 0.85, tolerance: float = 1e-12) -> Real:
    """PageRank by weight (Brin & Page 1998); nodes without edges give their rank to all."""
    number = weights.shape[0]
    if not number:
        return np.zeros(0)
    out = strength(weights)
    scale = np.divide(1.0, out, out=np.zeros(number), where=out > 0)
    rank = np.full(number, 1 / number)
    turned = weights.T.tocsr()
    for _ in range(200):
        passed = turned @ (rank * scale) + rank[out == 0].sum() / number
        fresh = damping * passed + (1 - damping) / number
        if np.abs(fresh - rank).sum() < tolerance * number:
            return np.asarray(fresh)
        rank = fresh
    return np.asarray(rank)


def sources_within_budget(weights: Matrix, seed: int) -> Column:
    """All nodes, or a seeded sample of them where all would cost too many visits."""
    number = weights.shape[0]
    affordable = max(FEWEST, VISITS // max(weights.nnz + 8 * number, 1))
    if number <= affordable:
        return np.arange(number)
    drawn = np.random.default_rng(seed).choice(number, size=affordable, replace=False)
    return np.sort(drawn).astype(np.int64)


def betweenness(weights: Matrix, sources: Column) -> Real:
    """Share of shortest paths (unweighted) between other nodes that pass a node, from 0 to 1.

    Brandes 2001, for a batch of sources at once; from fewer sources than nodes it is the estimate
    of Brandes & Pich 2007, scaled up.
    """
    number = weights.shape[0]
    passed = paths_through(weights, sources, np.ones(number))
    if number > 2 and len(sources):
        passed *= number / len(sources) / ((number - 1) * (number - 2))
    return passed


def paths_through(weights: Matrix, sources: Column, targets: Real) -> Real:
    """Sum over pairs (source, target) of the share of their shortest paths that pass each node;
    `targets` weighs the nodes as ends of paths (0 = no end)."""
    pattern = weights.copy()
    pattern.data = np.ones(len(pattern.data))
    total = np.zeros(pattern.shape[0])
    for start in range(0, len(sources), BATCH):
        total += _batch(pattern, sources[start : start + BATCH], targets[:, None])
    return total


def _batch(pattern: Matrix, sources: Column, targets: Real) -> Real:
    columns = np.arange(len(sources))
    shape = (pattern.shape[0], len(sources))
    paths, depth = np.zeros(shape), np.full(shape, -1, dtype=np.int16)
    paths[sources, columns], depth[sources, columns] = 1, 0
    front, level = paths, 0
    while True:
        reached = pattern @ front
        new = (reached > 0) & (depth < 0)
        if not new.any():
            break
        level += 1
        front = np.where(new, reached, 0)
        paths = paths + front
        depth[new] = level
    passed = np.zeros(shape)
    for at in range(level, 0, -1):
        share = np.zeros(shape)
        np.divide(targets + passed, paths, out=share, where=depth == at)
        passed += np.where(depth == at - 1, (pattern @ share) * paths, 0)
    passed[sources, columns] = 0
    return np.asarray(passed.sum(axis=1))


def ranks(values: Real) -> Column:
    """1 for the largest; equal values share the best of their ranks. Nine digits count, which
    every machine agrees on."""
    rounded = np.round(values, 9)
    ordered = np.sort(-rounded)
    return np.searchsorted(ordered, -rounded, "left").astype(np.int64) + 1
