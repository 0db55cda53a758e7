"""Parquet with typed columns; row groups and settings are fixed, so equal rows give equal bytes."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.export.tables import Kind, Table

if TYPE_CHECKING:
    import pyarrow as pa

ROW_GROUP = 50_000
OPTIONS: dict[str, Any] = {
    "compression": "zstd", "compression_level": 3, "version": "2.6", "use_dictionary": True,
    "write_statistics": True, "store_schema": True,
}  # fmt: skip


def write(table: Table, path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([pa.field(c.name, _type(c.kind)) for c in table.columns])
    writer = pq.ParquetWriter(path, schema, **OPTIONS)
    with writer:
        while rows := list(islice(table.rows, ROW_GROUP)):
            arrays = [
                pa.array([_value(row[i], field.type) for row in rows], type=field.type)
                for i, field in enumerate(schema)
            ]
            writer.write_table(pa.table(arrays, schema=schema), row_group_size=ROW_GROUP)


def write_arrow(table: pa.Table, path: Path) -> None:
    """An Arrow table with the types that it has."""
    import pyarrow.parquet as pq

    pq.write_table(table.combine_chunks(), path, row_group_size=ROW_GROUP, **OPTIONS)


def _value(value: Any, of: pa.DataType) -> Any:
    return list(value.items()) if isinstance(value, dict) else value


def _type(kind: Kind) -> pa.DataType:
    import pyarrow as pa

    term = pa.struct([("label", pa.string()), ("weight", pa.float64()), ("detail", pa.string())])
    types: dict[Kind, pa.DataType] = {
        "text": pa.string(),
        "integer": pa.int64(),
        "real": pa.float64(),
        "truth": pa.bool_(),
        "texts": pa.list_(pa.string()),
        "counts": pa.map_(pa.string(), pa.int64()),
        "terms": pa.list_(term),
    }
    return types[kind]
