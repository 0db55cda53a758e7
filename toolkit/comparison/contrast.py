"""What sets a group apart from the others, row by row, with documents as the units.

Estimates are log-odds with Jeffreys' prior (toolkit.comparison.statistics.log_odds). Where every
group has 5 documents, intervals allow for the mentions of one document coming in bunches, and a
permutation of the documents tests the likelihood ratio of every row that at least 3 documents have
(decision 0035); q is p after Benjamini & Hochberg (1995, J. R. Stat. Soc. B 57, 289-300) over all
tested rows. docs/reference/statistics.md says what is claimed and what not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.comparison.counts import DocumentCounts
from toolkit.comparison.divisions import Divisions
from toolkit.comparison.figures import Distinctiveness, Interval
from toolkit.comparison.statistics import PRIOR, Z95, g_squared, log_odds, log_ratio

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

TESTED_FROM = 3  # documents that have a row, and that the group has which is said to stand out
FDR = 0.05
_CELLS = 2_000_000  # of one batch of the permutation test
_TIE = 1e-7  # likelihood ratios that differ by less are equal


@dataclass(frozen=True)
class _Side:
    """One side of a contrast: found and sizes summed, with the variance of the log-odds and
    `clustered`, what of it was estimated from the spread over documents."""

    found: Reals
    size: float
    documents: int
    with_row: Reals
    variance: Reals
    clustered: Reals


def contrasts(
    counts: DocumentCounts, divisions: Divisions | None
) -> dict[str, dict[int, Distinctiveness]]:
    """By row and number of the group: each group against all others together.

    Without `divisions` (descriptive) nothing is tested and intervals treat mentions as units.
    Of two groups one is tested and the other is its mirror.
    """
    if counts.groups < 2 or not counts.rows:
        return {row: {} for row in counts.rows}
    numbers = [0] if counts.groups == 2 else list(range(counts.groups))
    p = _p_values(counts, divisions, numbers) if divisions else None
    q = _q_values(p) if p is not None else None
    found: dict[str, dict[int, Distinctiveness]] = {row: {} for row in counts.rows}
    for column, number in enumerate(numbers):
        here = _side(counts, counts.of_group(number))
        there = _side(counts, 1 - counts.of_group(number))
        margins = _margins(here, there) if divisions else None
        for at, row in enumerate(counts.rows):
            tested = None
            if p is not None and q is not None and not math.isnan(p[at, column]):
                tested = float(p[at, column]), float(q[at, column])
            margin = None if margins is None else float(margins[at])
            found[row][number] = _figure((here, there), at, margin, tested)
    if counts.groups == 2:
        for row in counts.rows:
            found[row][1] = _mirrored(found[row][0])
    return found


def _side(counts: DocumentCounts, labels: Reals) -> _Side:
    """Sums over the documents of a side, and the variance of the log-odds.

    The variance is that of a ratio of sums over documents (Cochran 1977, Sampling Techniques,
    section 6.3) with HC3 residuals, on the scale of log-odds by the delta method; but never below
    that of independent mentions. With few documents the plain ratio is too sure: see
    benchmarks/comparison.py.
    """
    import numpy as np

    size = float(counts.sizes @ labels)
    inside = counts.group[labels > 0]
    # Of several groups the smallest decides how well the spread is known.
    documents = int(np.bincount(inside)[np.unique(inside)].min()) if len(inside) else 0
    found = counts.counts @ labels
    with_row = counts.named() @ labels
    independent = 1 / (found + PRIOR) + 1 / (size - found + PRIOR)
    if documents < 2 or size == 0:
        return _Side(found, size, documents, with_row, independent, 0 * independent)
    share = (found + PRIOR) / (size + 2 * PRIOR)
    clustered = counts.residuals(labels, share) / size**2 / (share * (1 - share)) ** 2
    apart = np.where(clustered > independent, clustered, 0.0)
    return _Side(found, size, documents, with_row, np.maximum(independent, clustered), apart)


def _margins(here: _Side, there: _Side) -> Reals:
    """Half the widths of the 95 % intervals: t with the degrees of freedom of Welch and
    Satterthwaite (1946, Biometrics Bulletin 2, 110-114), to which only what was estimated from
    documents adds doubt."""
    import numpy as np
    from scipy.stats import t

    variance = here.variance + there.variance
    doubt = sum(side.clustered**2 / max(1, side.documents - 1) for side in (here, there))
    freedom = np.full(len(variance), np.inf)
    np.divide(variance**2, doubt, out=freedom, where=doubt > 0)
    width: Reals = t.ppf(0.975, freedom) * variance**0.5
    return width


def _figure(
    sides: tuple[_Side, _Side], at: int, margin: float | None, tested: tuple[float, float] | None
) -> Distinctiveness:
    """`margin` is half the width of the interval (None: mentions are the units), `tested` p and q.

    Clear: q is at most 5 %, the interval excludes 0, and the side that has more of it has it in
    at least 3 documents.
    """
    first, second = [(round(side.found[at]), round(side.size)) for side in sides]
    interval, z = log_odds(first, second)
    contrast = interval.low > 0 or interval.high < 0
    if margin is not None:
        estimate = interval.estimate
        interval = Interval(estimate, estimate - margin, estimate + margin)
        z = Z95 * estimate / margin
    p, q = tested or (None, None)
    more = sides[0] if interval.estimate > 0 else sides[1]
    apart = interval.low > 0 or interval.high < 0
    clear = q is not None and q <= FDR and apart and bool(more.with_row[at] >= TESTED_FROM)
    return Distinctiveness(
        interval, z, clear, contrast, p, q, log_ratio(first, second), g_squared(first, second)
    )


def _mirrored(figure: Distinctiveness) -> Distinctiveness:
    odds = figure.log_odds
    return Distinctiveness(
        Interval(-odds.estimate, -odds.high, -odds.low), -figure.z, figure.clear, figure.contrast,
        figure.p_value, figure.q_value, -figure.log_ratio, figure.g2,
    )  # fmt: skip


def _p_values(counts: DocumentCounts, divisions: Divisions, tested: list[int]) -> Reals:
    """Rows x tested groups: p of the likelihood ratio when whole documents are dealt out anew;
    nan for rows of too few documents.

    Not of the z of the log-odds: it falls where a group has none of a row (its variance there is
    that of the prior), so that what one group alone names could never stand out (decision 0035).
    """
    import numpy as np

    enough = counts.named() @ np.ones(counts.documents) >= TESTED_FROM
    p = np.full((len(counts.rows), len(tested)), np.nan)
    table = counts.counts[np.flatnonzero(enough)]
    if not table.shape[0]:
        return p
    total = table @ np.ones(counts.documents)
    extreme = np.zeros((table.shape[0], len(tested)), dtype=np.int64)
    truth = _likelihood_ratio(table, counts, total, counts.group[:, None], tested) - _TIE
    for labels in divisions.batches(_CELLS * counts.documents // max(1, table.shape[0])):
        drawn = _likelihood_ratio(table, counts, total, labels, tested)
        extreme += (drawn >= truth).sum(axis=1)
    p[enough] = divisions.p_value(extreme)
    return p


def _likelihood_ratio(
    table: object, counts: DocumentCounts, total: Reals,
    labels: NDArray[np.integer], tested: list[int],
) -> Reals:  # fmt: skip
    """Of one share in the group and in the rest against two (Dunning 1993, Computational
    Linguistics 19, 61-74), rows x divisions x tested groups: half of its G2, and without what is
    the same in all divisions of a row. `total` is the row summed over all documents."""
    import numpy as np
    from scipy.special import xlogy

    found = np.empty((len(total), labels.shape[1], len(tested)))
    for column, number in enumerate(tested):
        inside = (labels == number).astype(float)
        size = (counts.sizes @ inside)[None, :]
        rest = counts.sizes.sum() - size
        here = table @ inside
        there = total[:, None] - here
        ratio = found[:, :, column]
        ratio[:] = -xlogy(size, size) - xlogy(rest, rest)
        for cell in (here, there, size - here, rest - there):
            ratio += xlogy(cell, cell)
    return found


def _q_values(p: Reals) -> Reals:
    """p after Benjamini & Hochberg over all that were tested; the rest stays nan."""
    import numpy as np
    from scipy.stats import false_discovery_control

    q = p.copy()
    tested = ~np.isnan(p)
    if tested.any():
        q[tested] = false_discovery_control(p[tested], method="bh")
    return q
