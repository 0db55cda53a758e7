"""Tables of entities that other tools made: their columns and their rows.

GraphRAG's entities.parquet (id, title, type, description), LightRAG's and Neo4j's exports
(entity_name, entity_type), FollowTheMoney's (caption, schema), or any table with a column of names.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.documents.rows import cell, read_rows, strictly, table_suffix
from toolkit.errors import InputError, UsageError
from toolkit.graph import writable
from toolkit.knowledge.labels import label_key, type_labels
from toolkit.value import Value

if TYPE_CHECKING:
    import pyarrow as pa

# What other tools call the columns, the surest first.
NAMES = {
    "name": ("title", "name", "entity_name", "entityname", "caption", "entity", "label", "node"),
    "type": ("type", "entity_type", "entitytype", "kind", "schema", "category", "class", "labels"),
    "description": ("description", "entity_description", "summary", "desc", "definition"),
    "id": ("id", "entity_id", "uuid", "node_id", "human_readable_id", "key"),
}


@dataclass(frozen=True, slots=True)
class Columns(Value):
    """Which column holds what; "" where the table has none. Only `name` has to be there."""

    name: str = ""
    type: str = ""
    description: str = ""
    id: str = ""

    def __str__(self) -> str:
        roles = ((role, getattr(self, role)) for role in NAMES)
        return ", ".join(f"{role} = {column!r}" for role, column in roles if column)


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A row that has a name: its number in the table (from 0), its id, its texts on one line."""

    number: int
    row_id: str
    name: str
    label: str
    kind: str
    description: str


def as_arrow(source: Any) -> pa.Table:
    """A path (.parquet .csv .tsv .jsonl, packed or not), a DataFrame, an Arrow table or rows.

    Cells of CSV are text. Raises InputError with file and line for what cannot be read.
    """
    import pyarrow as pa

    if isinstance(source, str | Path):
        return _read(Path(source))
    if isinstance(source, pa.Table):
        return source
    if isinstance(arrow := getattr(source, "arrow", None), pa.Table):
        return arrow  # a Table of ours
    if hasattr(source, "to_arrow"):  # polars
        return pa.table(source.to_arrow())
    if hasattr(source, "columns") and hasattr(source, "to_dict"):  # pandas
        return pa.Table.from_pandas(source, preserve_index=False)
    return _columns_of([dict(row) for row in source])


def _read(path: Path) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    if path.is_file() and table_suffix(path) == ".parquet":
        try:
            return pq.read_table(path)
        except (OSError, pa.ArrowException) as error:
            what = str(error).splitlines()[0].replace(str(path), path.name)[:200]
            raise InputError(f"no readable Parquet: {what}", where=path.name) from error
    return _columns_of([row for _, row in strictly(read_rows(path))])


def _columns_of(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Columns in the order in which they first come; mixed values become JSON."""
    import pyarrow as pa

    names = dict.fromkeys(str(name) for row in rows for name in row)
    columns = {}
    for name in names:
        values = [row.get(name) for row in rows]
        try:
            columns[name] = pa.array(values)
        except (pa.ArrowException, OverflowError, TypeError, UnicodeEncodeError):
            columns[name] = pa.array(map(_text, values), pa.string())
    return pa.table(columns)


def _text(value: Any) -> str | None:
    if value is None:
        return None
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return text.encode("utf-8", "replace").decode("utf-8")


def find_columns(names: Sequence[str], given: Columns) -> Columns:
    """The columns that `given` names, others by their usual names.

    Raises UsageError for a column that is not there, and where no column can be the name.
    """
    by_key = {label_key(name): name for name in reversed(names)}
    found = {}
    for role, usual in NAMES.items():
        asked = getattr(given, role)
        if asked and asked not in names:
            raise UsageError(f"no column {asked!r}", hint="Columns: " + ", ".join(names))
        known = (by_key[label_key(name)] for name in usual if label_key(name) in by_key)
        found[role] = asked or next(known, "")
    if not found["name"]:
        hint = f"Say which with --name-column. Columns: {', '.join(names) or 'none'}"
        raise UsageError("no column is known to hold the names", hint=hint)
    return Columns(**found)


def entity_rows(table: pa.Table, columns: Columns) -> tuple[list[EntityRow], list[int]]:
    """The rows with a name, and the numbers of those without. Ids are those of the table where
    they are there and distinct, else the number of the row."""
    wanted = dict.fromkeys(filter(None, (getattr(columns, role) for role in NAMES)))
    taken = table.select(list(wanted)).to_pylist()
    ids = [cell(row, columns.id) for row in taken] if columns.id else [""] * len(taken)
    width = len(str(len(taken)))
    usable = all(ids) and len(set(ids)) == len(ids)
    rows, empty = [], []
    for number, row in enumerate(taken):
        name = writable(cell(row, columns.name))
        if not name:
            empty.append(number)
            continue
        label = _label(row.get(columns.type))
        row_id = ids[number] if usable else f"row {number + 1:0{width}d}"
        description = writable(str(row.get(columns.description) or "").strip())
        rows.append(EntityRow(number, writable(row_id), name, label, kind_of(label), description))
    return rows, empty


def _label(value: Any) -> str:
    """The type of a row; of several labels (Neo4j) the last one that is a kind of ours."""
    several = value if isinstance(value, list | tuple) else [value]
    labels = [cell({"": one}, "") for one in several]
    known = [label for label in labels if label_key(label) in type_labels()]
    return (known or labels or [""])[-1]


def kind_of(label: str) -> str:
    """Our kind of a label of another tool; OTHER where it is unknown."""
    return type_labels().get(label_key(label), "OTHER")


def unknown_labels(rows: Iterable[EntityRow]) -> list[str]:
    """Labels that are no kind of ours, the most frequent first."""
    other = Counter(
        row.label for row in rows
        if row.kind == "OTHER" and row.label and label_key(row.label) not in type_labels()
    )  # fmt: skip
    return [label for label, _ in sorted(other.items(), key=lambda item: (-item[1], item[0]))]
