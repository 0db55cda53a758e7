"""Arrow columns of texts, numbers and lists: made from plain values and back, filtered, counted.

A missing value is NULL, never '' or an empty list: so Splink takes the columns as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

# What a column may be; "coded" are long lists of texts of which each text is held once.
KINDS = ("text", "words", "numbers", "number", "flag", "coded")


def arrow_type(kind: str) -> pa.DataType:
    import pyarrow as pa

    return {
        "text": pa.string(), "words": pa.list_(pa.string()), "numbers": pa.list_(pa.int64()),
        "number": pa.float64(), "flag": pa.bool_(),
        "coded": pa.list_(pa.dictionary(pa.int32(), pa.string())),
    }[kind]  # fmt: skip


def column_of(values: Sequence[Any], kind: str) -> pa.Array:
    """Plain values as a column; '' and empty lists become NULL."""
    import pyarrow as pa

    if kind in ("number", "flag"):
        return pa.array(values, arrow_type(kind))
    if kind == "coded":
        return coded(pa.array([value or None for value in values], pa.list_(pa.string())))
    if not any(values):  # quite often
        return pa.nulls(len(values), arrow_type(kind))
    return pa.array([value or None for value in values], arrow_type(kind))


def schema_of(kinds: Mapping[str, str]) -> pa.Schema:
    import pyarrow as pa

    return pa.schema([(name, arrow_type(kind)) for name, kind in kinds.items()])


def table_of(rows: Sequence[Mapping[str, Any]], kinds: Mapping[str, str]) -> pa.Table:
    """Rows with the keys of `kinds`, which are two or more, as columns."""
    import pyarrow as pa

    values = zip(*map(itemgetter(*kinds), rows), strict=True) if rows else repeat((), len(kinds))
    return pa.table({
        name: column_of(column, kind)
        for (name, kind), column in zip(kinds.items(), values, strict=True)
    })  # fmt: skip


def rows_of(table: pa.Table) -> list[dict[str, Any]]:
    """The rows as dicts of plain values: NULL becomes '' or an empty tuple, lists become tuples."""
    names = table.column_names
    values = [plain(table[name].combine_chunks()) for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)]


def plain(column: pa.Array) -> list[Any]:
    """The values of a column as in `rows_of`."""
    import pyarrow as pa

    if pa.types.is_list(column.type):
        values = _values(column.flatten())
        ends = lengths(column).cumsum().tolist()
        return [tuple(values[a:b]) if a < b else () for a, b in zip([0, *ends], ends, strict=False)]
    if pa.types.is_string(column.type):
        return [value or "" for value in column.to_pylist()]
    return column.to_pylist()  # type: ignore[no-any-return]


def _values(column: pa.Array) -> list[Any]:
    """Plain values; of coded texts each is made once, where there are not far more of them."""
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type) or len(column.dictionary) > len(column):
        found: list[Any] = column.to_pylist()
        return found
    texts = column.dictionary.to_pylist()
    return [texts[at] for at in column.indices.to_pylist()]


def shared(column: pa.ChunkedArray) -> list[Any]:
    """The values of a column of texts, equal ones as one object: less memory, and quicker to be
    compared and looked up."""
    told = column.combine_chunks().dictionary_encode()
    values = [*told.dictionary.to_pylist(), None]
    return [values[at] for at in told.indices.fill_null(-1).to_pylist()]


def coded(lists: pa.Array) -> pa.Array:
    """Lists of texts as lists of codes."""
    import numpy as np

    values = lists.flatten().dictionary_encode()
    return listed(values, np.concatenate(([0], lengths(lists).cumsum())))


def codes(lists: pa.Array) -> pa.Array:
    """Coded lists as lists of numbers, equal for equal texts: what is only intersected is many
    times faster so."""
    import numpy as np

    return listed(lists.flatten().indices, np.concatenate(([0], lengths(lists).cumsum())))


def decoded(lists: pa.Array) -> pa.Array:
    """Coded lists as lists of texts."""
    import numpy as np

    values = lists.flatten().dictionary_decode()
    return listed(values, np.concatenate(([0], lengths(lists).cumsum())))


def lengths(lists: pa.Array) -> Numbers:
    """How many values each list has; NULL has none."""
    import numpy as np
    import pyarrow.compute as pc

    return np.asarray(pc.list_value_length(lists).fill_null(0), np.int64)


def listed(values: pa.Array, bounds: Numbers) -> pa.Array:
    """Lists of consecutive values: those of list i from bounds[i] to bounds[i + 1]. An empty list
    is NULL."""
    import numpy as np
    import pyarrow as pa

    empty = pa.array(np.diff(bounds) == 0, pa.bool_())
    return pa.ListArray.from_arrays(pa.array(bounds, pa.int32()), values, mask=empty)


def kept(lists: pa.Array, keep: Flags) -> pa.Array:
    """The lists with those of their values (all in a row) that `keep` says."""
    import numpy as np
    import pyarrow as pa

    before = np.concatenate(([0], np.cumsum(keep)))
    bounds = before[np.concatenate(([0], lengths(lists).cumsum()))]
    return listed(lists.flatten().filter(pa.array(keep, pa.bool_())), bounds)


def holders(lists: pa.Array) -> Numbers:
    """The number of its list for every value of all lists in a row."""
    import numpy as np

    counts = lengths(lists)
    return np.repeat(np.arange(len(counts)), counts)


def replaced(table: pa.Table, at: Sequence[int], columns: Mapping[str, pa.Array]) -> pa.Table:
    """The table with other values in the rows `at` of these columns."""
    import numpy as np
    import pyarrow as pa

    order = np.arange(table.num_rows)
    order[list(at)] = table.num_rows + np.arange(len(at))
    for name, values in columns.items():
        both = pa.concat_arrays([table[name].combine_chunks(), values])
        table = table.set_column(table.column_names.index(name), name, both.take(pa.array(order)))
    return table


def counted(lists: pa.ChunkedArray) -> dict[str, int]:
    """How many of the lists hold each text."""
    counts = lists.combine_chunks().flatten().value_counts()
    values, numbers = (counts.field(name).to_pylist() for name in ("values", "counts"))
    return dict(zip(values, numbers, strict=True))


def holding(lists: pa.ChunkedArray, wanted: pa.Array) -> set[int]:
    """The numbers of the lists that hold one of the wanted texts."""
    import pyarrow.compute as pc

    column = lists.combine_chunks()
    found: list[int] = holders(column)[
        pc.is_in(column.flatten(), wanted).to_numpy(zero_copy_only=False)
    ].tolist()
    return set(found)


def with_columns(table: pa.Table, columns: Mapping[str, pa.Array]) -> pa.Table:
    """The table with other values in these columns."""
    for name, values in columns.items():
        table = table.set_column(table.column_names.index(name), name, values)
    return table
