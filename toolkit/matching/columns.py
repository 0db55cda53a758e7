"""The columns of records, their JSON, and rows of them for those who ask."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.matching import blocking
from toolkit.matching.lists import decoded, lengths, listed, rows_of, with_columns

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

# By the kinds of `lists`.
COLUMNS: dict[str, str] = {
    "record_id": "text", "kind": "text", "nameclass": "text", "name": "text",
    "identity": "text", "bare": "text", "keys": "words", "acronyms": "words",
    "long_forms": "words", "core": "words", "cores": "words", "rare": "words",
    "information": "number", "head": "text", "part_head": "text", "lead": "text",
    "translit": "text", "places": "words", "years": "numbers", "counts": "numbers",
    "surname": "text", "surname_key": "text", "given": "text", "given_forms": "words",
    "given_starts": "words", "last_middle": "text",
    "initials": "text", "given_short": "flag", "middle": "text", "full_names": "words",
    "words": "text", "place_key": "text", "place_translit": "text",
    "place_skeleton": "text", "location": "text", "described": "flag", "behind": "text",
    "fits": "words", "roles": "words", "documents": "coded", "near_rare": "coded",
    "near_common": "coded",
} | dict.fromkeys(blocking.RULES, "words")  # fmt: skip
SQL_TYPES: dict[str, Any] = {
    "text": "VARCHAR", "words": ["VARCHAR"], "numbers": ["BIGINT"], "number": "DOUBLE",
    "flag": "BOOLEAN", "coded": ["VARCHAR"],
}  # fmt: skip
# What a row has where its JSON says nothing.
MISSING: dict[str, Any] = {
    name: "" if kind == "text" else () for name, kind in COLUMNS.items()
    if kind not in ("number", "flag")
}  # fmt: skip


def features_shape(names: Sequence[str]) -> str:
    """Some columns as DuckDB's from_json asks for them, of records that are kept as JSON."""
    return json.dumps({name: SQL_TYPES[COLUMNS[name]] for name in names})


def json_sql(names: Iterable[str]) -> str:
    """SQL for a row as JSON without what is missing, which would be half of it: as the store keeps
    records and names."""
    told = ", ".join(f"'{name}': \"{name}\"" for name in names)
    return f"json_strip_nulls(to_json({{{told}}}))::VARCHAR"


def texts(table: pa.Table, kinds: Mapping[str, str], work: duckdb.DuckDBPyConnection) -> pa.Array:
    """Every row as JSON."""
    # DuckDB cannot read a batch whose coded lists are all empty
    coded = [name for name, kind in kinds.items() if kind == "coded"]
    table = with_columns(table, {name: decoded(table[name].combine_chunks()) for name in coded})
    told = _asked(table, f"{json_sql(kinds)} AS told", work)
    return told["told"].combine_chunks()


def digests(table: pa.Table, work: duckdb.DuckDBPyConnection) -> pa.Array:
    """A number of 64 bits for every row, made of all its values by DuckDB's hash: another one where
    a value is another. It holds for one version of DuckDB."""
    import numpy as np
    import pyarrow as pa

    coded = [name for name, kind in COLUMNS.items() if kind == "coded"]
    table = with_columns(table, {n: _hashed(table[n].combine_chunks(), work) for n in coded})
    told = np.zeros(table.num_rows, np.uint64)
    # not one hash of all: DuckDB goes on from column to column, so that what moves from the end of
    # one list to the beginning of the next would change nothing
    for column in _hashes(table.select(list(COLUMNS)), work):
        told = (told ^ column) * np.uint64(0x9E3779B97F4A7C15)
        told ^= told >> np.uint64(29)
    return pa.array(told, pa.uint64())


def _hashes(table: pa.Table, work: duckdb.DuckDBPyConnection) -> list[NDArray[np.uint64]]:
    """The hashes of every column."""
    asked = ", ".join(f'hash("{name}") AS "{name}"' for name in table.column_names)
    return [column.to_numpy() for column in _asked(table, asked, work).columns]


def _hashed(lists: pa.Array, work: duckdb.DuckDBPyConnection) -> pa.Array:
    """Coded lists as lists of the hashes of their texts, of which each is hashed once."""
    import numpy as np
    import pyarrow as pa

    values = lists.flatten()
    (told,) = _hashes(pa.table({"text": values.dictionary}), work)
    bounds = np.concatenate(([0], lengths(lists).cumsum()))
    return listed(pa.array(told).take(values.indices), bounds)


def _asked(table: pa.Table, sql: str, work: duckdb.DuckDBPyConnection) -> pa.Table:
    """The columns of `sql`, which is ours, of every row of the table, in order."""
    work.register("rows_to_tell", table)
    found = work.sql(f"SELECT {sql} FROM rows_to_tell").to_arrow_table()
    work.unregister("rows_to_tell")
    return found


class Rows(dict[str, dict[str, Any]]):
    """Rows of a table by record_id, made when they are asked for: most are compared with nothing.

    `load` makes many at once, which is faster. A dictionary, since what was made is looked up
    millions of times; to all but `[]` it is the mapping of all ids, also those not made yet.
    """

    AT_ONCE = 64
    get = Mapping.get  # type: ignore[assignment]
    keys, values = Mapping.keys, Mapping.values  # type: ignore[assignment]
    items = Mapping.items  # type: ignore[assignment]
    __eq__ = Mapping.__eq__
    __hash__ = None

    def __init__(self, table: pa.Table, ids: Sequence[str]) -> None:
        self._table = table
        self._at = {record_id: at for at, record_id in enumerate(ids)}

    def load(self, ids: Iterable[str]) -> None:
        import pyarrow as pa

        wanted = sorted({self._at[i] for i in ids if not super(Rows, self).__contains__(i)})
        self._keep(self._table.take(pa.array(wanted, pa.int64())))

    def _keep(self, part: pa.Table) -> None:
        for row in rows_of(part):
            self.setdefault(row["record_id"], row)

    def __missing__(self, record_id: str) -> dict[str, Any]:
        begin = self._at[record_id] // self.AT_ONCE * self.AT_ONCE
        self._keep(self._table.slice(begin, self.AT_ONCE))
        return self[record_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._at
