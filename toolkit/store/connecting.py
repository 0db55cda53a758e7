"""Opens a DuckDB file, sealed, or says why that cannot be done."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from toolkit.errors import StoreError
from toolkit.store.sealing import Option, seal

MEMORY = ":memory:"


def connect(path: str, read_only: bool, options: Mapping[str, Option]) -> duckdb.DuckDBPyConnection:
    """A sealed connection. Raises StoreError where the file is locked or no database."""
    # absolute: "md:x" is a file here, and no address of a service
    place = path if path == MEMORY else str(Path(path).absolute())
    try:
        connection = duckdb.connect(place, read_only=read_only, config=dict(options))
        seal(connection)
    except duckdb.Error as error:
        where, hint = Path(place).name, _what_to_do(error)
        raise StoreError(_why_not_opened(error), where=where, hint=hint) from error
    return connection


def first_line(error: BaseException) -> str:
    return str(error).splitlines()[0][:300]


def _why_not_opened(error: duckdb.Error) -> str:
    text = str(error)
    if "lock" in text.casefold():
        return "the store is in use by another process"
    if isinstance(error, duckdb.IOException) and "not a valid DuckDB" in text:
        return "not a DuckDB file"
    return f"cannot be opened: {first_line(error).replace(str(Path.cwd()), '.')}"


def _what_to_do(error: duckdb.Error) -> str:
    if "lock" in str(error).casefold():
        return "Wait until it is done; a store has one writer at a time."
    return "Give another path with --store; this file is left as it is."
