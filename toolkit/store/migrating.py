"""Brings the schema of an older store up to date, a version at a time.

`migrations/N.sql` leads from version N to the next. Every step runs in the one transaction of the
caller, so a store is of the old version or of this one, never between.
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from toolkit.errors import StoreError
from toolkit.store.sealing import Option, seal

FIRST = 1  # the oldest version that can be brought up to date


def version_of(written: str, newest: int, label: str) -> int:
    """The version that a store says it is of. Raises StoreError where it cannot be read here."""
    version = int(written[:9]) if written.isdecimal() else 0
    if not FIRST <= version <= newest:
        age = "a newer" if version > newest else "an unknown older"
        raise StoreError(
            f"made by {age} toolkit (schema {written[:20]!r}, this one reads {FIRST} to {newest}); "
            "the file is left as it is",
            where=label,
            hint="Use that version, or resolve the documents again into a new store.",
        )
    return version


def statements(first: int, last: int) -> Sequence[str]:
    """The SQL that leads from version `first` to version `last`."""
    folder = importlib.resources.files("toolkit.store").joinpath("migrations")
    texts = [folder.joinpath(f"{n}.sql").read_text(encoding="utf-8") for n in range(first, last)]
    return [s.query for text in texts for s in duckdb.extract_statements(text)]


def read_into_memory(path: str, options: Mapping[str, Option]) -> duckdb.DuckDBPyConnection:
    """A copy of the file in memory: what is opened for reading is never written to.

    The file is attached under a fixed name; its path reaches SQL as a quoted literal, because
    ATTACH takes no parameters.
    """
    connection = duckdb.connect(":memory:", config=dict(options))
    try:
        quoted = str(Path(path).absolute()).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS archived (READ_ONLY)")
        connection.execute("COPY FROM DATABASE archived TO memory")
        connection.execute("DETACH archived")
        seal(connection)
    except BaseException:
        connection.close()
        raise
    return connection
