"""How evenly a group names an actor: Gries' deviation of proportions.

DP = 1/2 sum |v_i - s_i|, with v_i the share of the actor's mentions in document i and s_i the
share of the group's words there (Gries 2008, Int. J. Corpus Linguistics 13, 403-437); divided by
1 - min s it reaches 1 (Lijffijt & Gries 2012, Int. J. Corpus Linguistics 17, 147-149).
"""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.comparison.counts import DocumentCounts
from toolkit.comparison.figures import Dispersion


def dispersion(
    counts: DocumentCounts, words: Mapping[int, int]
) -> dict[str, dict[int, Dispersion]]:
    """By row and number of the group, where the group has the row and two documents with words.

    `words` are the words of each document, by its column.
    """
    import numpy as np

    found: dict[str, dict[int, Dispersion]] = {row: {} for row in counts.rows}
    lengths = np.array([words[at] for at in range(counts.documents)], dtype=float)
    for number in range(counts.groups):
        inside = np.flatnonzero((counts.group == number) & (lengths > 0))
        if len(inside) < 2:
            continue
        share = lengths[inside] / lengths[inside].sum()
        table = counts.counts[:, inside].tocoo()
        total = np.bincount(table.row, table.data, minlength=len(counts.rows))
        gaps = np.abs(table.data / total[table.row] - share[table.col])
        # A document without the row adds its whole share.
        gaps -= share[table.col]
        dp = (np.bincount(table.row, gaps, minlength=len(counts.rows)) + 1) / 2
        for at in np.flatnonzero(total):
            value = max(0.0, float(dp[at]))
            found[counts.rows[at]][number] = Dispersion(value, value / (1 - float(share.min())))
    return found
