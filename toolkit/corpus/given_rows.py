"""Rows of whatever a caller holds: data frames, Arrow, data sets, batches, Docs of spaCy, dicts.

Nothing is imported for it: a pandas or polars frame is known by what it can do.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from toolkit.errors import InputError, UsageError

Placed = Iterator[tuple[str, Any]]
TAKEN = (
    "Give paths, toolkit.Document, rows (dicts), a pandas or polars data frame, an Arrow table, a "
    "data set of Hugging Face or Docs of spaCy."
)
_DEPTH = 4  # chunks of chunks of rows


def placed_rows(item: Any, noun: str = "row") -> Placed:
    """(place, row) of every row, numbered from 1 through all chunks ("row 12").

    Data frames, Arrow tables, readers and data sets, dicts of columns, and iterables of any of
    these give dicts; other rows come as they are. Raises InputError for what holds no rows.
    """
    for number, row in enumerate(_rows(item, _DEPTH), 1):
        yield f"{noun} {number}", row


def is_doc(item: Any) -> bool:
    """A Doc of spaCy."""
    return hasattr(item, "ents") and hasattr(item, "user_data") and hasattr(item, "text")


def doc_with_facts(row: Any) -> tuple[Any, Mapping[str, Any]] | None:
    """A Doc with what is known of it: its `user_data`, and the context of `nlp.pipe(as_tuples)`."""
    if is_doc(row):
        return row, _named(row.user_data)
    if isinstance(row, tuple) and len(row) == 2 and is_doc(row[0]) and isinstance(row[1], Mapping):
        return row[0], {**_named(row[0].user_data), **row[1]}
    return None


def renamed(row: Mapping[str, Any], columns: Mapping[str, str], where: str) -> dict[str, Any]:
    """The row with our names for the columns that a caller named ({"doc_id": "id"})."""
    if not columns:
        return dict(row)
    for ours, theirs in columns.items():
        if theirs not in row:
            raise InputError(f"no column {theirs!r} for {ours}", where=where,
                             hint=f"{close_to(theirs, row)}It has: {listed(row)}.")  # fmt: skip
    rest = {k: v for k, v in row.items() if k not in columns and k not in columns.values()}
    return rest | {ours: row[theirs] for ours, theirs in columns.items()}


def known_columns(columns: Mapping[str, str] | None, known: Sequence[str]) -> dict[str, str]:
    """What a caller said about columns. Raises UsageError for a name that is none of ours."""
    for name in columns or ():
        if name not in known:
            hint = f"{close_to(name, known)}Known: {', '.join(known)}."
            raise UsageError(f"columns says {name!r}, which nothing is called here", hint=hint)
    return dict(columns or {})


def close_to(name: str, names: Iterable[Any]) -> str:
    """ "Did you mean 'group'? ", or "" where nothing is near."""
    found = difflib.get_close_matches(name, [str(n) for n in names], n=1, cutoff=0.7)
    return f"Did you mean {found[0]!r}? " if found else ""


def listed(row: Mapping[str, Any], most: int = 12) -> str:
    names = [repr(str(name))[1:-1][:40] for name in row]
    return ", ".join(names[:most]) + (" ..." if len(names) > most else "")


def missing(value: Any) -> bool:
    """None, NaN, NaT and NA: how frames write that there is nothing."""
    return (
        value is None or type(value).__name__ in ("NAType", "NaTType")
        or (isinstance(value, float) and value != value)
    )  # fmt: skip


def plain_value(value: Any) -> Any:
    """Dates as ISO text, numbers of NumPy as Python's, whole floats (a column that has gaps) as
    whole numbers, and what is missing as None."""
    if missing(value):
        return None
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if hasattr(value, "item") and getattr(value, "ndim", 1) == 0:
        value = value.item()
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _named(facts: Mapping[Any, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if isinstance(key, str)}


def _rows(item: Any, depth: int) -> Iterator[Any]:
    if isinstance(item, str | bytes | PurePath) or not depth:
        hint = "Give paths as arguments of their own; a text needs a doc_id."
        raise InputError(f"{item!r:.60} among rows, which is no row", hint=hint)
    if is_doc(item) or doc_with_facts(item):
        yield item
    elif isinstance(item, Mapping):
        yield from _of_mapping(item)
    elif hasattr(item, "collect") and hasattr(item, "collect_schema"):  # a lazy frame of polars
        yield from _of_stream(item.collect())
    elif hasattr(item, "to_pylist"):  # Arrow, and tables of ours
        yield from item.to_pylist()
    elif hasattr(item, "to_batches"):  # data sets of Arrow
        for batch in item.to_batches():
            yield from batch.to_pylist()
    elif hasattr(item, "columns") and hasattr(item, "iloc"):  # pandas
        yield from _of_pandas(item)
    elif hasattr(item, "__arrow_c_stream__"):
        yield from _of_stream(item)
    elif isinstance(item, Iterable):
        for part in item:
            yield from _rows(part, depth - 1) if _is_chunk(part) else (part,)
    else:
        yield item


def _is_chunk(part: Any) -> bool:
    """A frame, batch or dict of columns inside an iterable: chunks of a larger table."""
    if isinstance(part, Mapping):
        return _is_columns(part)
    frame = ("__arrow_c_stream__", "to_pylist", "iloc")
    return isinstance(part, str | bytes | PurePath) or any(hasattr(part, name) for name in frame)


def _of_mapping(item: Mapping[str, Any]) -> Iterator[Any]:
    splits = [k for k, v in item.items() if hasattr(v, "column_names") or hasattr(v, "features")]
    if splits:
        hint = f"Give one of its parts, such as dataset[{splits[0]!r}]."
        raise InputError(f"a data set in parts ({', '.join(map(str, splits))})", hint=hint)
    if not _is_columns(item):
        yield item
        return
    columns = {name: _listed_values(values) for name, values in item.items()}
    sizes = {name: len(values) for name, values in columns.items()}
    if len(set(sizes.values())) > 1:
        told = ", ".join(f"{name} {size}" for name, size in sizes.items())
        raise InputError(f"columns of unequal length: {told}")
    for at in range(max(sizes.values(), default=0)):
        yield {name: values[at] for name, values in columns.items()}


def _is_columns(item: Mapping[str, Any]) -> bool:
    """A dict of columns, where a row would hold a text."""
    text = item.get("text", next(iter(item.values()), ""))
    return bool(item) and all(
        isinstance(values, list | tuple) or (hasattr(values, "tolist") and hasattr(values, "shape"))
        for values in (text, *item.values())
    )  # fmt: skip


def _listed_values(values: Any) -> Sequence[Any]:
    return list(values.tolist() if hasattr(values, "tolist") else values)


def _of_pandas(frame: Any) -> Iterator[dict[str, Any]]:
    names = [str(name) for name in frame.columns]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(f"two columns are called {twice[0]!r}")
    columns = [frame.iloc[:, at].tolist() for at in range(len(names))]
    for cells in zip(*columns, strict=True):
        yield dict(zip(names, cells, strict=True))


def _of_stream(item: Any) -> Iterator[Any]:
    """What speaks the C stream interface of Arrow: polars, relations of DuckDB and many others."""
    import pyarrow as pa

    for batch in pa.RecordBatchReader.from_stream(item):
        yield from batch.to_pylist()
