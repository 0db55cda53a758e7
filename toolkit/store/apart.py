"""A run on a store that holds results works apart: on a copy of the file, which takes its place
at the end. Until then, and for good where the run fails, the file is what the last run left.

The published file stays open meanwhile, so that its lock keeps other writers away. The copy lies
beside it. One that is left there by a run that did not end is gone on with by the next run, if it
was made from the results that the file holds.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import duckdb

from toolkit.errors import StoreError
from toolkit.store.connecting import connect, first_line
from toolkit.store.sealing import Option

SUFFIX = ".unfinished"
MADE_FROM = "made_from"  # key of meta: the run whose results a copy was made from
Connection = duckdb.DuckDBPyConnection
# From the published file, its path and the options of DuckDB: a connection to a copy of it.
Copied = Callable[[Connection, str, Mapping[str, Option]], Connection | None]
_LAST = "SELECT number, fingerprint, finished_at FROM runs ORDER BY number DESC LIMIT 1"
_MARKED = "SELECT value FROM meta WHERE key = ?"


def copy_of(path: str | os.PathLike[str]) -> Path:
    """Where a run on the store at `path` works: beside the file itself, where that is a link."""
    real = Path(path).resolve()
    return real.with_name(real.name + SUFFIX)


def unfinished(path: str | os.PathLike[str]) -> bool:
    """Whether a run on the store at `path` did not end, and left what it did."""
    return copy_of(path).is_file()


def hold(connection: Connection, path: str, options: Mapping[str, Option]) -> Connection:
    """The file as it is on disk, with a connection that only keeps others away: what the old one
    held in memory is let go. Raises StoreError where another process was quicker."""
    last = connection.execute(_LAST).fetchall()
    connection.execute("CHECKPOINT")
    connection.close()
    held = connect(path, False, options)
    if held.execute(_LAST).fetchall() != last:
        held.close()
        raise StoreError("another process wrote to it", where=Path(path).name, hint="Try again.")
    return held


def copied(held: Connection, path: str, options: Mapping[str, Option]) -> Connection:
    """A connection to a fresh copy of the file. Raises StoreError where there is no room for it."""
    remove(path)
    copy = copy_of(path)
    try:
        _copy_file(Path(path).resolve(), copy)
        connection = connect(str(copy), False, options)
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [MADE_FROM, _last(held)])
    except (OSError, duckdb.Error, StoreError) as error:
        remove(path)
        why = getattr(error, "strerror", None) or first_line(error)
        size = Path(path).stat().st_size
        raise StoreError(
            f"no copy to work on can be made: {why}", where=Path(path).name,
            hint=f"Make room for {size / 1e6:,.0f} MB beside it; the file is left as it is.",
        ) from error  # fmt: skip
    return connection


def left(held: Connection, path: str, options: Mapping[str, Option]) -> Connection | None:
    """A connection to the copy that a run left, if it was made from what the file holds now; any
    other is removed."""
    with suppress(StoreError, duckdb.Error):
        connection = connect(str(copy_of(path)), False, options)
        if connection.execute(_MARKED, [MADE_FROM]).fetchall() == [(_last(held),)]:
            return connection
        connection.close()
    remove(path)
    return None


def publish(connection: Connection, path: str) -> None:
    """The copy takes the place of the file, at once. Raises StoreError where it cannot be written
    to its end; then both stay as they are."""
    copy, real = copy_of(path), Path(path).resolve()
    try:
        connection.execute("CHECKPOINT")
        connection.close()
        if _log_of(copy).exists():
            raise StoreError("cannot be written to its end", where=copy.name)
        copy.replace(real)
    except (OSError, duckdb.Error) as error:
        why = getattr(error, "strerror", None) or first_line(error)
        raise StoreError(f"cannot be put in place: {why}", where=copy.name) from error


def remove(path: str | os.PathLike[str]) -> None:
    """Take away the copy that a run on the store at `path` left."""
    for file in (copy_of(path), _log_of(copy_of(path))):
        file.unlink(missing_ok=True)


def _last(held: Connection) -> str:
    return repr(held.execute(_LAST).fetchall())


def _log_of(copy: Path) -> Path:
    """The write-ahead log of DuckDB."""
    return copy.with_name(copy.name + ".wal")


def _copy_file(source: Path, target: Path) -> None:
    """In a process of its own: a process that closes a file gives up all its locks on it (POSIX),
    also those of DuckDB."""
    program = (
        "import shutil, sys\n"
        "try: shutil.copy(*sys.argv[1:])\n"
        "except OSError as error: sys.exit(error.strerror)"
    )
    command = [sys.executable, "-I", "-S", "-c", program, str(source), str(target)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip()[-200:]
        raise OSError(None, why or f"code {done.returncode}")
