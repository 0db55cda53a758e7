"""Which ties of a projection are more than the sizes of their ends explain.

SDSM, the stochastic degree sequence model (Neal 2014): in a null that keeps every row and column
sum of the bipartite matrix on average, two rows share X columns; a tie is kept where the observed
number is significantly above. The probabilities of the null are those of the bipartite
configuration model (Saracco et al. 2015), P_ij = x_i y_j / (1 + x_i y_j), solved by likelihood.
Columns with equal sums have equal probabilities, so X is a sum of a few binomials and its
distribution is computed exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from toolkit.graph.centrality import Matrix, Real
from toolkit.graph.material import Column

LEAST = 2  # rows in fewer columns can share nothing that chance does not explain: not tested


@dataclass(frozen=True, eq=False)
class Null:
    """The null by class of equal sums: `rows[i]` is the class of row i, `p[a, b]` the probability
    of a one in a row of class a and a column of class b, `columns[b]` how many columns it has."""

    rows: Column
    columns: Column
    p: np.ndarray[Any, np.dtype[np.float64]]


def null_model(binary: Matrix) -> Null:
    """The bipartite configuration model of a 0/1 matrix; empty columns are left out.

    Raises ValueError where no solution keeps the sums to within 1e-6 of each.
    """
    row_sums = np.asarray(binary.sum(axis=1), dtype=np.int64).ravel()
    column_sums = np.asarray(binary.sum(axis=0), dtype=np.int64).ravel()
    across = int((column_sums > 0).sum())
    down = int((row_sums > 0).sum())
    r, row_class, r_number = np.unique(row_sums, return_inverse=True, return_counts=True)
    c, c_number = np.unique(column_sums[column_sums > 0], return_counts=True)
    p = np.zeros((len(r), len(c)))
    # What is everywhere or nowhere is certain; the rest is solved without it.
    p[r == across, :] = 1.0
    p[:, c == down] = np.where(r[:, None] > 0, 1.0, p[:, c == down])
    open_r, open_c = (r > 0) & (r < across), c < down
    if open_r.any() and open_c.any():
        certain_c = int(c_number[c == down].sum())
        certain_r = int(r_number[r == across].sum())
        p[np.ix_(open_r, open_c)] = _solved(
            r[open_r] - certain_c, r_number[open_r], c[open_c] - certain_r, c_number[open_c]
        )
    return Null(row_class.astype(np.int64), c_number, p)


def _solved(r: Column, r_number: Column, c: Column, c_number: Column) -> Real:
    """Maximum likelihood in the logs of x and y: a convex problem, one unknown a class."""
    from scipy.optimize import minimize
    from scipy.special import expit

    size = len(r)

    def loss(logs: Real) -> tuple[float, Real]:
        a, b = logs[:size], logs[size:]
        both = a[:, None] + b
        value = (np.logaddexp(0, both) * np.outer(r_number, c_number)).sum()
        value -= (a * r * r_number).sum() + (b * c * c_number).sum()
        p = expit(both)
        down, across = r_number * (p @ c_number - r), c_number * (p.T @ r_number - c)
        return value, np.concatenate((down, across))

    def curvature(logs: Real) -> Real:
        p = expit(logs[:size, None] + logs[size:])
        v = p * (1 - p) * np.outer(r_number, c_number)
        return np.block([[np.diag(v.sum(1)), v], [v.T, np.diag(v.sum(0))]])

    total = np.sqrt(max(float((r * r_number).sum()), 1.0))
    start = np.concatenate((np.log(np.maximum(r, 0.5) / total), np.log(np.maximum(c, 0.5) / total)))
    best = minimize(loss, start, jac=True, hess=curvature, method="trust-exact",
                    options={"gtol": 1e-9, "maxiter": 500})  # fmt: skip
    p = np.asarray(expit(best.x[:size, None] + best.x[size:]))
    off = max(np.abs(p @ c_number - r).max(), np.abs(p.T @ r_number - c).max())
    if off > 1e-6 * max(1.0, float(r.max()), float(c.max())):
        raise ValueError(f"the null of the backbone keeps sums only to within {off:.2g}")
    return p


def sdsm(binary: Matrix, left: Column, right: Column, shared: Column) -> Real:
    """P(X >= shared) for pairs of rows, exact but for rounding; equal classes are computed once."""
    null = null_model(binary)
    low = np.minimum(null.rows[left], null.rows[right])
    high = np.maximum(null.rows[left], null.rows[right])
    found = np.ones(len(left))
    keys, which = np.unique(np.stack((low, high)), axis=1, return_inverse=True)
    which = which.ravel()
    order = np.argsort(which, kind="stable")
    ends = np.searchsorted(which[order], np.arange(keys.shape[1] + 1))
    for at in range(keys.shape[1]):
        rows = order[ends[at] : ends[at + 1]]
        tails = _tails(null.p[keys[0, at]] * null.p[keys[1, at]], null.columns, shared[rows].max())
        found[rows] = tails[shared[rows]]
    return found


def _tails(p: Real, number: Column, most: int) -> Real:
    """P(X >= k) for k = 0 .. most, where X is the sum of binomials (number[j], p[j])."""
    from scipy.stats import binom

    chances = np.ones(1)
    for one, n in zip(p, number, strict=True):
        if one > 0:
            part = binom.pmf(np.arange(min(int(n), most) + 1), int(n), one)
            chances = np.convolve(chances, part)[: most + 1]
    below = np.zeros(most + 1)
    cumulated = np.cumsum(chances)[:most]
    below[1 : 1 + len(cumulated)] = cumulated
    below[1 + len(cumulated) :] = 1.0 if len(cumulated) == 0 else cumulated[-1]
    return np.clip(1 - below, 0, 1)


def disparity(left: Column, right: Column, weight: Real, number: int) -> Real:
    """p of an edge in the disparity filter (Serrano, Boguna & Vespignani 2009): the smaller of
    those at its two ends, (1 - w/s) ** (k - 1) with strength s and degree k; 1 where k = 1."""
    strengths = np.bincount(left, weight, number) + np.bincount(right, weight, number)
    degrees = np.bincount(left, minlength=number) + np.bincount(right, minlength=number)
    best = np.ones(len(left))
    for end in (left, right):
        p = (1 - weight / strengths[end]) ** (degrees[end] - 1)
        best = np.minimum(best, np.where(degrees[end] > 1, p, 1.0))
    return best


def q_values(p: Real, tests: int) -> Real:
    """Benjamini & Hochberg 1995 over `tests` hypotheses; those that are not listed have p = 1."""
    order = np.argsort(p, kind="stable")
    stepped = p[order] * tests / np.arange(1, len(p) + 1)
    q = np.empty(len(p))
    q[order] = np.minimum.accumulate(stepped[::-1])[::-1] if len(p) else stepped
    return np.minimum(q, 1)
