"""Shares of sentences with intervals that know of documents.

Sentences of one document are alike, so n sentences tell as much as fewer independent ones: the
effective size n / deff, with deff the variance of the share over documents divided by that of a
binomial one. Wilson's interval of the effective size is the interval for shares in clustered
samples (Korn & Graubard 1998, Survey Methodology 24, 193-201; with Wilson: Dean & Pagano 2015,
J. Survey Statistics and Methodology 3, 484-503).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.comparison.counts import DocumentCounts
from toolkit.comparison.figures import Interval
from toolkit.comparison.statistics import Z95, wilson

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def shares(counts: DocumentCounts, clustered: bool) -> dict[str, list[Interval]]:
    """By row: the share in each group. Without `clustered` sentences are taken as independent."""
    import numpy as np

    groups = range(counts.groups)
    sides = [counts.of_group(number) for number in groups]
    found = [counts.counts @ labels for labels in sides]
    sizes = [float(counts.sizes @ labels) for labels in sides]
    if clustered:
        effects = np.array([_effects(counts, labels) for labels in sides])
        # A group without the row says nothing of how it bunches: there the others speak.
        common = np.nanmax(np.where(np.isnan(effects), 1.0, effects), axis=0)
        effects = np.where(np.isnan(effects), common, effects)
    else:
        effects = np.ones((counts.groups, len(counts.rows)))
    return {
        row: [
            _share(float(found[g][at]), sizes[g], float(effects[g][at]))
            for g in groups
        ]
        for at, row in enumerate(counts.rows)
    }  # fmt: skip


def _share(count: float, size: float, effect: float) -> Interval:
    if not size:
        return wilson(0, 0)
    interval = wilson(count / effect, size / effect)
    return Interval(count / size, interval.low, interval.high)


def _effects(counts: DocumentCounts, labels: NDArray[np.float64]) -> NDArray[np.float64]:
    """The design effect of each row over the documents of a group, at least 1 and allowing for few
    documents (t in place of the normal); nan where the group has nothing or all of the row."""
    import numpy as np
    from scipy.stats import t

    size, documents = float(counts.sizes @ labels), int(labels.sum())
    found = counts.counts @ labels
    if documents < 2 or not size:
        return np.full(len(counts.rows), np.nan)
    share = found / size
    with np.errstate(divide="ignore", invalid="ignore"):
        effect = counts.residuals(labels, share) / size / (share * (1 - share))
    small = (float(t.ppf(0.975, documents - 1)) / Z95) ** 2
    effect = np.maximum(1.0, effect * small)
    return np.where((found > 0) & (found < size), effect, np.nan)
