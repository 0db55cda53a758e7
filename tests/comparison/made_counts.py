"""Counts by document from plain lists."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from toolkit.comparison.counts import DocumentCounts


def made(
    table: Sequence[Sequence[int]], group: Sequence[int], sizes: Sequence[int] = (),
    strata: Sequence[int] = (),
) -> DocumentCounts:  # fmt: skip
    """`table`: rows x documents; `sizes` are the column sums where not given."""
    counts = np.array(table, dtype=float)
    return DocumentCounts(
        tuple(f"a{number}" for number in range(len(table))),
        csr_matrix(counts),
        np.array(sizes, dtype=float) if sizes else counts.sum(axis=0),
        np.array(group),
        np.array(strata) if strata else np.zeros(len(group), dtype=np.int64),
        max(group) + 1,
    )
