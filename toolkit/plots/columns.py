"""The table behind a figure: columns of Python values -> a Table, typed even where it is empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toolkit.table import Table

_TEXTS = ("id", "name", "group", "groups", "tier", "kind", "theme_id", "theme", "period", "source",
          "target", "relation", "absent", "type")  # fmt: skip
_COUNTS = ("actors", "mentions", "documents", "sentences", "weight", "documents_of_group")


def table(**columns: Sequence[Any]) -> Table:
    """Types come from the column's name: texts, counts, and else real numbers."""
    import pyarrow as pa

    kinds = {name: pa.float64() for name in columns}
    kinds |= {name: pa.string() for name in _TEXTS if name in columns}
    kinds |= {name: pa.int64() for name in _COUNTS if name in columns}
    fields = [pa.field(name, kinds[name]) for name in columns]
    return Table(pa.table({k: list(v) for k, v in columns.items()}, schema=pa.schema(fields)))
