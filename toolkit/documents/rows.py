"""Rows of tables that other programs made: CSV, TSV, JSON Lines and Parquet, packed with gzip too.

Every row comes with its place (`names.csv:12`), so that an error can say where it is. Cells of CSV
and TSV are text, without the apostrophe that keeps a spreadsheet from running them.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from toolkit.documents.decoding import Undecodable, decode
from toolkit.documents.formats import DAMAGED
from toolkit.documents.result import printable
from toolkit.documents.spreadsheet import unguard
from toolkit.errors import InputError
from toolkit.side_files import read_side_file

Row = dict[str, Any]
Placed = Iterator[tuple[str, Row | str]]
SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
LARGEST = 2_000_000_000  # bytes of a table, unpacked
LONGEST = 10_000_000  # characters of a cell
_DELIMITERS = ",;\t|"
_AT_ONCE = 10_000


def table_suffix(path: Path) -> str:
    """The format of a table by its name, without `.gz`; "" for what is no table."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes[-1:] == [".gz"]:
        suffixes.pop()
    return suffixes[-1] if suffixes and suffixes[-1] in SUFFIXES else ""


def read_rows(path: Path) -> Placed:
    """(place, row) of every row; a row that cannot be read is the text of its error.

    Raises InputError where the file as a whole cannot be read, or is no table.
    """
    suffix = table_suffix(path)
    if not suffix:
        hint = "Use one of: " + " ".join(SUFFIXES)
        raise InputError("no table that can be read", where=_name(path), hint=hint)
    if suffix == ".parquet":
        return _parquet(path)
    if suffix in (".csv", ".tsv"):
        return _delimited(path, "\t" if suffix == ".tsv" else "")
    return _lines(path)


def read_columns(path: Path) -> list[str]:
    """The names of the columns, in order; of JSON Lines those of the first row."""
    if table_suffix(path) == ".parquet":
        return list(_parquet_file(path).schema_arrow.names)
    if table_suffix(path) in (".csv", ".tsv"):
        return _header(path, "\t" if table_suffix(path) == ".tsv" else "")[0]
    first = next((row for _, row in read_rows(path) if isinstance(row, dict)), {})
    return list(first)


def strictly(rows: Placed) -> Iterator[tuple[str, Row]]:
    """The rows, where one that cannot be read is an InputError that names its place."""
    for where, row in rows:
        if isinstance(row, str):
            raise InputError(row, where=where)
        yield where, row


def cell(row: Mapping[str, Any], name: str) -> str:
    """The text of a cell on one line; "" where it is missing, empty or a JSON null."""
    value = row.get(name)
    if value is None or value != value:  # NaN of data frames
        return ""
    return " ".join(str(value).split())


def _name(path: Path) -> str:
    return printable(path.name)


def _data(path: Path) -> bytes:
    try:
        if path.suffix.lower() == ".gz":
            with gzip.open(path) as stream:
                data = stream.read(LARGEST + 1)
        else:
            data = read_side_file(path, LARGEST)
    except FileNotFoundError as error:
        raise InputError("no such file", where=_name(path)) from error
    except DAMAGED as error:
        what = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read: {what}", where=_name(path)) from error
    if len(data) > LARGEST:
        raise InputError(f"holds more than {LARGEST:,} bytes", where=_name(path))
    return data


def _text(path: Path) -> str:
    try:
        return decode(_data(path)).text
    except Undecodable as error:
        what = f"{error.what}, at byte {error.offset}"
        raise InputError(what, where=_name(path), hint="Save it in UTF-8.") from error


def _header(path: Path, delimiter: str, text: str | None = None) -> tuple[list[str], str]:
    text = _text(path) if text is None else text
    line = text.partition("\n")[0]
    delimiter = delimiter or max(_DELIMITERS, key=line.count)
    names = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    names = [unguard(name).strip() for name in names]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise InputError(f"two columns are called {twice[0]!r}", where=_name(path))
    if not any(names):
        raise InputError("no header line with the names of columns", where=_name(path))
    return names, delimiter


def _delimited(path: Path, delimiter: str) -> Placed:
    text = _text(path)
    names, delimiter = _header(path, delimiter, text)
    before = csv.field_size_limit(LONGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    next(reader)
    number = reader.line_num + 1  # a row is named by its first line
    try:
        for cells in reader:
            where, number = f"{_name(path)}:{number}", reader.line_num + 1
            if len(cells) > len(names):
                yield where, f"{len(cells)} cells under {len(names)} columns"
            elif cells:
                cells += [""] * (len(names) - len(cells))
                yield where, dict(zip(names, map(unguard, cells), strict=True))
    except csv.Error as error:
        raise InputError(f"no readable CSV: {error}", where=f"{_name(path)}:{number}") from error
    finally:
        csv.field_size_limit(before)


def _lines(path: Path) -> Placed:
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip():
            continue
        where = f"{_name(path)}:{number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield where, f"no valid JSON: {error}"
            continue
        yield where, row if isinstance(row, dict) else "no JSON object"


def _parquet_file(path: Path) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(path)
    except FileNotFoundError as error:
        raise InputError("no such file", where=_name(path)) from error
    except (OSError, pa.ArrowException) as error:
        what = str(error).splitlines()[0].replace(str(path), path.name)[:200]
        raise InputError(f"no readable Parquet: {what}", where=_name(path)) from error


def _parquet(path: Path) -> Placed:
    import pyarrow as pa

    number = 0
    try:
        for batch in _parquet_file(path).iter_batches(_AT_ONCE):
            for row in batch.to_pylist():
                number += 1
                yield f"{_name(path)}: row {number}", row
    except (OSError, pa.ArrowException) as error:
        what = str(error).splitlines()[0][:200]
        raise InputError(f"damaged after row {number}: {what}", where=_name(path)) from error
