"""Opens the store, checks what it is, and runs SQL in transactions.

A DuckDB connection is owned by an open result, so every query here is read to its end at once.
"""

from __future__ import annotations

import importlib.resources
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import repeat
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from toolkit.errors import StoreError
from toolkit.limits import SpillFolder, database_options
from toolkit.store import apart
from toolkit.store.connecting import MEMORY, connect, first_line
from toolkit.store.failures import telling_limits
from toolkit.store.migrating import read_into_memory, statements, version_of
from toolkit.store.sealing import OPTIONS, Option, alien

SCHEMA_VERSION = 6


class Store:
    """A connection to one store file. Use `Store.open`; close it or use it as a context.

    A store of an older version is brought up to date when it is opened for writing; opened for
    reading, the file stays as it is and a copy in memory is brought up to date.

    Errors: StoreError when the file is locked by another process, is not a store of toolkit, was
    written by a newer version, or cannot be written.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        path: str,
        read_only: bool,
        spill: SpillFolder | None = None,
        options: Mapping[str, Option] | None = None,
    ) -> None:
        self._spill = spill
        self._options = options or OPTIONS
        self._held: duckdb.DuckDBPyConnection | None = None  # the file, while work goes on apart
        self.connection = connection
        self.path = path
        self.read_only = read_only

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str] = MEMORY,
        *,
        create: bool = True,
        read_only: bool = False,
        threads: int = 0,
        memory_limit: str = "",
        temp_directory: str = "",
    ) -> Store:
        """Open `path`, or create it where `create` allows. ":memory:" keeps nothing.

        `memory_limit` is that of the run, of which the store takes half; what it cannot hold goes
        to a folder of its own in `temp_directory` ("" = the system's), which close removes. Raises
        ConfigError where that cannot be written to.
        """
        name = os.fspath(path)
        label = Path(name).name
        exists = name == MEMORY or Path(name).exists()
        if not exists and (read_only or not create):
            hint = "Make one with: toolkit resolve DOCUMENTS --store " + label
            raise StoreError("no such store", where=label, hint=hint)
        if name != MEMORY and exists and not Path(name).is_file():
            raise StoreError("not a file", where=label, hint="Give the path of a .duckdb file.")
        if name != MEMORY and not Path(name).parent.is_dir():
            raise StoreError("the folder of the store does not exist", where=label)
        spill = SpillFolder(temp_directory)
        options = {**OPTIONS, **database_options(threads, memory_limit, spill)}
        try:
            connection = connect(name, read_only, options)
        except StoreError:
            spill.close()
            raise
        store = cls(connection, name, read_only, spill, options)
        try:
            if exists and name != MEMORY and store._tables():
                store._bring_up_to_date(store._check_format(label))
            elif read_only:
                raise StoreError("the file holds no store of toolkit", where=label)
            else:
                store._create()
        except BaseException:
            store.close()
            raise
        return store

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.connection.close()
        if self._held is not None:
            self._held.close()
        if self._spill is not None:
            self._spill.close()

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query as tuples; parameters are values, never text put into the SQL."""
        with telling_limits(self.path):
            # not `sql`, which plans a statement twice: what it gives, and how to run it
            return self.connection.execute(sql, list(parameters) or None).fetchall()

    def table(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """All rows of a query as an Arrow table."""
        with telling_limits(self.path):
            return self.connection.sql(sql, params=list(parameters) or None).to_arrow_table()

    def stream(self, sql: str, size: int = 10_000) -> Iterator[list[tuple[Any, ...]]]:
        """Rows of a query in batches, for results that need not fit into memory.

        Read through a second cursor, so other queries may run meanwhile; it sees what is committed.
        """
        with telling_limits(self.path), closing(self.connection.cursor()) as cursor:
            cursor.execute(sql)
            while batch := cursor.fetchmany(size):
                yield batch

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        rows = self.rows(sql, parameters)
        return rows[0][0] if rows else None

    def append(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows into a table of the schema; `table` and `columns` are names in our code."""
        if not rows:
            return
        self.append_arrow(table, arrow(columns, rows))

    def append_arrow(self, table: str, data: pa.Table) -> None:
        """Insert an Arrow table whose columns are named as those of `table`."""
        names = ", ".join(data.column_names)
        # a stream, which holds nothing once it is read: until the transaction ends DuckDB keeps
        # what was lent meanwhile
        stream = pa.RecordBatchReader.from_batches(data.schema, iter(data.to_batches()))
        with self.lending("incoming", stream):
            self.rows(f"INSERT INTO {table} ({names}) SELECT {names} FROM incoming")

    @contextmanager
    def lending(self, name: str, data: pa.Table | pa.RecordBatchReader) -> Iterator[None]:
        """Queries may read `data` as the table `name` meanwhile; `name` is a name in our code."""
        self.connection.register(name, data)
        try:
            yield
        finally:
            with suppress(duckdb.TransactionException):  # of a transaction that failed meanwhile
                self.connection.unregister(name)

    def clear(self, *tables: str) -> None:
        for table in tables:
            self.rows(f"DELETE FROM {table}")

    @contextmanager
    def transaction(self) -> Iterator[Store]:
        """All or nothing: an error or an interruption leaves the store as it was."""
        if self.read_only:
            raise StoreError("the store is open for reading only", where=Path(self.path).name)
        try:
            self.connection.begin()
        except duckdb.Error as error:
            raise StoreError(str(error), where=Path(self.path).name) from error
        try:
            yield self
            self.connection.commit()
        except BaseException as error:
            self.connection.rollback()
            if isinstance(error, duckdb.IOException):
                raise StoreError(first_line(error), where=Path(self.path).name) from error
            raise

    @property
    def works_apart(self) -> bool:
        """Whether changes go to a copy of the file."""
        return self._held is not None

    def set_apart(self) -> None:
        """From here on changes go to a copy of the file, until `publish`; the file stays as it is
        and locked. Does nothing where that is so already, and in memory. Raises StoreError."""
        if not self.works_apart and self.path != MEMORY:
            self._go_apart(apart.copied)

    def take_up(self) -> None:
        """Go on with what a run that did not end left, if it was made from what the file holds
        now. Judgements are those of the file: people may have judged since. Raises StoreError."""
        writes = not (self.works_apart or self.read_only or self.path == MEMORY)
        if writes and apart.unfinished(self.path):
            self._go_apart(apart.left)
        if not writes or self._held is None:
            return
        try:
            self._bring_up_to_date(self._check_format(apart.copy_of(self.path).name))
            with self.transaction():
                self.clear("judgements")
                self.append_arrow("judgements", self._held.table("judgements").to_arrow_table())
        except StoreError:  # no copy of ours
            self.connection.close()
            self.connection, self._held = self._held, None
            apart.remove(self.path)

    def publish(self) -> None:
        """What was done apart takes the place of the file, at once. Raises StoreError."""
        if self._held is not None:
            apart.publish(self.connection, self.path)
            self._held.close()
            self._held = None
            self.connection = connect(self.path, False, self._options)

    @contextmanager
    def published(self) -> Iterator[bool]:
        """Meanwhile changes go to the file itself, also while work goes on apart (True)."""
        worked_on = self.connection
        self.connection = self._held or worked_on
        try:
            yield self.works_apart
        finally:
            self.connection = worked_on

    def _go_apart(self, make: apart.Copied) -> None:
        self.connection = held = apart.hold(self.connection, self.path, self._options)
        if made := make(held, self.path, self._options):
            self.connection, self._held = made, held

    def _tables(self) -> list[str]:
        found = self.rows(
            "SELECT table_name FROM duckdb_tables() "
            "UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY 1"
        )
        return [str(row[0]) for row in found]

    def _create(self) -> None:
        schema = importlib.resources.files("toolkit.store").joinpath("schema.sql")
        with self.transaction():
            for statement in duckdb.extract_statements(schema.read_text(encoding="utf-8")):
                self.rows(statement.query)
            self.append(
                "meta",
                ["key", "value"],
                [("format", "toolkit"), ("schema_version", str(SCHEMA_VERSION))],
            )

    def _check_format(self, label: str) -> int:
        """The version of the schema."""
        found: dict[str, str] = {}
        with suppress(duckdb.Error, StoreError):  # a foreign file: no such table, or another
            found = dict(self.rows("SELECT key, value FROM meta"))
        if found.get("format") != "toolkit":
            hint = "Give another path with --store; this file is left as it is."
            raise StoreError("a DuckDB file, but no store of toolkit", where=label, hint=hint)
        if added := alien(self.connection):
            hint = "Somebody else put it there: take a copy that you trust."
            raise StoreError(f"holds a {added}, which toolkit never makes", where=label, hint=hint)
        return version_of(str(found.get("schema_version", "")), SCHEMA_VERSION, label)

    def _bring_up_to_date(self, version: int) -> None:
        if version == SCHEMA_VERSION:
            return
        in_memory = self.read_only
        if in_memory:
            self.connection.close()
            self.connection = read_into_memory(self.path, self._options)
            self.read_only = False
        try:
            with self.transaction():
                for statement in statements(version, SCHEMA_VERSION):
                    self.connection.execute(statement)
                self.rows(
                    "UPDATE meta SET value = ? WHERE key = 'schema_version'", [str(SCHEMA_VERSION)]
                )
        except duckdb.Error as error:
            what = f"cannot be brought from schema {version} to {SCHEMA_VERSION}"
            hint = "The file is left as it is; resolve the documents again into a new store."
            where = Path(self.path).name
            raise StoreError(f"{what}: {first_line(error)}", where=where, hint=hint) from error
        self.read_only = in_memory


def arrow(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> pa.Table:
    """Rows as an Arrow table; types are those of the values."""
    every = zip(*rows, strict=True) if rows else repeat((), len(columns))
    return pa.table([pa.array(values) for values in every], names=list(columns))
