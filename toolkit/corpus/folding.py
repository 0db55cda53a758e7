"""Rows of a table that mean one thing -> one row: lists united, texts joined, amounts summed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

JOINED = ("description", "summary")
SUMMED = ("frequency", "weight", "count", "mentions")


def fold(table: pa.Table, groups: Sequence[Sequence[int]], joined: Iterable[str] = ()) -> pa.Table:
    """One row for each group of row numbers, in their order; the first number of a group is the
    row whose values stand where nothing else is said.

    Lists of text are united, in the order of the rows. Columns of `joined` and those called
    description or summary keep every distinct text, a line each; those called frequency, weight,
    count or mentions are summed, of CSV too, where every cell that is folded is a number.
    """
    import pyarrow as pa
    import pyarrow.types as types

    texts = {*JOINED, *joined}
    leaders = pa.array([group[0] for group in groups], pa.int64())
    columns = {}
    for field in table.schema:
        column = table[field.name]
        if types.is_list(field.type) and types.is_string(field.type.value_type):
            join: Callable[[list[Any]], Any] = _united
        elif field.name in texts and types.is_string(field.type):
            join = _joined
        elif field.name in SUMMED and _is_number(field.type):
            join = sum
        elif field.name in SUMMED and types.is_string(field.type):
            join = _summed
        else:
            columns[field.name] = column.take(leaders)
            continue
        held = column.to_pylist()
        values = [[v for n in group if (v := held[n]) is not None] for group in groups]
        columns[field.name] = pa.array([join(v) if v else None for v in values], field.type)
    return pa.table(columns, schema=table.schema.remove_metadata())


def grouped(keys: Sequence[Any], first: Mapping[Any, int] | None = None) -> list[list[int]]:
    """Row numbers by key, in the order in which keys first come; the row that `first` names for a
    key leads its group. Rows with the key None are left out."""
    found: dict[Any, list[int]] = {}
    for number, key in enumerate(keys):
        if key is not None:
            found.setdefault(key, []).append(number)
    leaders = first or {}
    return [
        [leaders[key], *(n for n in numbers if n != leaders[key])] if key in leaders else numbers
        for key, numbers in found.items()
    ]


def _united(lists: list[Any]) -> list[str]:
    return list(dict.fromkeys(item for one in lists for item in one))


def _joined(values: list[Any]) -> str:
    return "\n".join(dict.fromkeys(filter(None, values)))


def _summed(values: list[str]) -> str:
    """The sum of numbers written as text; the first text where one of them is no number."""
    try:
        numbers = [Decimal(value.strip()) for value in values]
    except InvalidOperation:
        return values[0]
    if len(values) == 1 or not all(number.is_finite() for number in numbers):
        return values[0]
    return f"{sum(numbers):f}"


def _is_number(of: pa.DataType) -> bool:
    import pyarrow.types as types

    return bool(types.is_integer(of) or types.is_floating(of))
