"""What an adapter is told and what it answers. Standard library only: it runs in a peer's venv.

`python with_PEER.py ROWS.json LABELS.json`: rows are [{"name", "type"}], distinct, type "" where it
is not known; the answer is one label a row, equal for rows that the peer takes for one thing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

Row = dict[str, str]


def run(cluster: Callable[[list[Row]], list[int]]) -> None:
    """Read the rows, let the peer cluster them, write its labels."""
    rows = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    labels = cluster(rows)
    assert len(labels) == len(rows)
    Path(sys.argv[2]).write_text(json.dumps(labels), encoding="utf-8")


def components(size: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Connected components of rows 0..size-1: the smallest row of each is its label."""
    root = list(range(size))

    def find(row: int) -> int:
        while root[row] != row:
            root[row] = root[root[row]]
            row = root[row]
        return row

    for left, right in pairs:
        a, b = sorted((find(left), find(right)))
        root[b] = a
    return [find(row) for row in range(size)]
