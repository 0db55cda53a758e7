"""Actors by what they share, themes by who shares them: projections and their similarities.

What is measured is co-emphasis, never agreement: no stance is coded. Measures of discourse
networks follow Leifeld's Discourse Network Analyzer (DNA), with a_ic = 1 where actor i and theme c
stand together and n_i the number of themes of i:

congruence        sum_c a_ic a_jc                    themes that both share
average_activity  congruence / ((n_i + n_j) / 2)     DNA's normalisation by average activity
jaccard           congruence / (n_i + n_j - congruence)
cosine            sum_c w_ic w_jc / (|w_i| |w_j|)    with weights: the cosine of the textbooks

DNA's "cosine" divides by activity totals, here that would be congruence / sqrt(n_i n_j); the true
cosine is of the weights (how often each theme), and equals it only where all weights are equal.
DNA's "subtract" takes conflict from congruence; `subtracted` does it where stances are given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from toolkit.errors import UsageError
from toolkit.graph import backbone
from toolkit.graph.centrality import Matrix, Real
from toolkit.graph.material import Column

Similarity = Literal["congruence", "average_activity", "jaccard", "cosine"]
MEASURES: tuple[str, ...] = Similarity.__args__  # type: ignore[attr-defined]


@dataclass(frozen=True, eq=False)
class Projection:
    """Pairs of rows that share a column, left < right, ordered. `shared` counts the columns,
    `similarity` is the asked-for measure, `p` of the SDSM null and `q` after Benjamini-Hochberg
    over all `tests` pairs of rows in at least two columns."""

    left: Column
    right: Column
    shared: Column
    similarity: Real
    p: Real
    q: Real
    tests: int


def project(weights: Matrix, measure: str = "congruence") -> Projection:
    """The rows of a non-negative matrix, tied where they share columns. Raises UsageError."""
    if measure not in MEASURES:
        raise UsageError(f"no similarity {measure!r}", hint="One of: " + ", ".join(MEASURES))
    binary = weights.copy()
    binary.data = np.ones(len(binary.data))
    left, right, shared = _above(binary @ binary.T)
    degrees = np.asarray(binary.sum(axis=1)).ravel()
    similarity = _SIMILARITIES[measure](weights, left, right, shared, degrees)
    whole = np.rint(shared).astype(np.int64)
    open_rows = degrees >= backbone.LEAST
    tested = open_rows[left] & open_rows[right]
    p = np.ones(len(left))
    if tested.any():
        p[tested] = backbone.sdsm(binary, left[tested], right[tested], whole[tested])
    number = int(open_rows.sum())
    tests = number * (number - 1) // 2
    q = np.ones(len(left))
    q[tested] = backbone.q_values(p[tested], tests)
    return Projection(left, right, whole, similarity, p, q, tests)


def subtracted(positive: Matrix, negative: Matrix) -> Matrix:
    """DNA's "subtract": congruence minus conflict of rows with two stances on each column.

    Congruence counts columns on which both take the same stance, conflict those on which they take
    opposite ones. For users who code stances; the toolkit itself codes none.
    """
    same = positive @ positive.T + negative @ negative.T
    opposite = positive @ negative.T + negative @ positive.T
    return same - opposite


def _above(product: Matrix) -> tuple[Column, Column, Real]:
    """Entries above the diagonal that are not 0, ordered by row and column."""
    entries = product.tocoo()
    rows, columns = (part.astype(np.int64) for part in entries.coords)
    kept = (rows < columns) & (entries.data != 0)
    order = np.lexsort((columns[kept], rows[kept]))
    return rows[kept][order], columns[kept][order], entries.data[kept][order]


def _congruence(weights: Matrix, left: Column, right: Column, shared: Real, degrees: Real) -> Real:
    return shared


def _average_activity(
    weights: Matrix, left: Column, right: Column, shared: Real, degrees: Real
) -> Real:
    return np.asarray(shared / ((degrees[left] + degrees[right]) / 2))


def _jaccard(weights: Matrix, left: Column, right: Column, shared: Real, degrees: Real) -> Real:
    return np.asarray(shared / (degrees[left] + degrees[right] - shared))


def _cosine(weights: Matrix, left: Column, right: Column, shared: Real, degrees: Real) -> Real:
    lengths = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
    dots = _above(weights @ weights.T)[2]  # weights are positive: the same pairs
    return np.asarray(dots / (lengths[left] * lengths[right]))


_SIMILARITIES: dict[str, Callable[[Matrix, Column, Column, Real, Real], Real]] = {
    "congruence": _congruence, "average_activity": _average_activity, "jaccard": _jaccard,
    "cosine": _cosine,
}  # fmt: skip
