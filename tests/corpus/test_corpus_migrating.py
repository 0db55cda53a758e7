"""Stores of every earlier version open, and the next run makes of them what a new store holds."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pytest
from changing import write
from snapshot import difference

import toolkit
from toolkit.errors import StoreError
from toolkit.store import SCHEMA_VERSION, Store

SCHEMAS = Path(__file__).resolve().parents[1] / "store" / "schemas"
VERSIONS = tuple(range(1, SCHEMA_VERSION))
DOCUMENTS = {f"{'ab'[n % 2]}/d{n}": n for n in range(8)}
JUDGED = ("Anna Lindqvist", "Lindqvist")


def old_store(version: int, new: Path, path: Path) -> None:
    """A store with the schema of `version` and the rows of the store `new`, so far as it has room
    for them."""
    schema = (SCHEMAS / f"{version}.sql").read_text(encoding="utf-8")
    with duckdb.connect(path) as made:
        for statement in duckdb.extract_statements(schema):
            made.execute(statement.query)
        made.execute(f"ATTACH '{new}' AS new (READ_ONLY)")
        mine = "SELECT table_name FROM duckdb_tables() WHERE database_name <> 'new'"
        tables = [row[0] for row in made.execute(mine).fetchall()]
        for table in tables:
            columns = ", ".join(row[0] for row in made.execute(
                "SELECT column_name FROM duckdb_columns() WHERE database_name <> 'new' "
                "AND table_name = ?", [table]).fetchall())  # fmt: skip
            made.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM new.{table}")
        made.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [str(version)])
        made.execute("DELETE FROM meta WHERE key NOT IN ('format', 'schema_version')")


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new")
    write(folder / "docs", DOCUMENTS)
    with toolkit.open(folder / "s.duckdb") as corpus:
        corpus.ingest(folder / "docs")
        corpus.judge(*JUDGED, same=True, by="lg", why="one person")
        corpus.resolve()
    return folder


def test_there_is_a_schema_of_every_earlier_version() -> None:
    assert {path.name for path in SCHEMAS.iterdir()} == {f"{n}.sql" for n in VERSIONS}


@pytest.mark.parametrize("version", VERSIONS)
def test_an_older_store_is_brought_up_to_date(version: int, new: Path, tmp_path: Path) -> None:
    old_store(version, new / "s.duckdb", tmp_path / "old.duckdb")
    with toolkit.open(tmp_path / "old.duckdb") as corpus:
        (judged,) = corpus.judgements()
        assert (judged["left"], judged["right"], judged["by"]) == (*JUDGED, "lg")
        assert corpus.entity("Anna Lindqvist").aliases and len(corpus.runs()) == 1
        corpus.ingest(new / "docs")
        # by version 2 every document is found anew; a real store of a later one was also made by
        # another toolkit, which this one was not
        assert corpus.resolve(force=version > 2).history == ()
        with toolkit.open(new / "s.duckdb", read_only=True) as whole:
            assert difference(corpus._store, whole._store) == ""
    with Store.open(tmp_path / "old.duckdb", read_only=True) as store:
        held = store.value("SELECT value FROM meta WHERE key = 'schema_version'")
        assert held == str(SCHEMA_VERSION)


@pytest.mark.parametrize("version", VERSIONS)
def test_an_older_store_can_be_read_and_stays_as_it_is(
    version: int, new: Path, tmp_path: Path
) -> None:
    path = tmp_path / "it's old.duckdb"
    old_store(version, new / "s.duckdb", path)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with toolkit.open(path, read_only=True) as corpus:
        with toolkit.open(new / "s.duckdb", read_only=True) as whole:
            assert corpus.compare().value.actors == whole.compare().value.actors
            assert corpus.alarms() == whole.alarms()
        with pytest.raises(StoreError, match="reading only"):
            corpus.judge("a", "b", same=True)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert not path.with_name(path.name + ".wal").exists()


def test_a_migration_that_fails_leaves_the_file(new: Path, tmp_path: Path) -> None:
    path = tmp_path / "odd.duckdb"
    old_store(1, new / "s.duckdb", path)
    with duckdb.connect(path) as odd:
        odd.execute("CREATE TABLE files (mine INTEGER)")
    with pytest.raises(StoreError, match="cannot be brought from schema 1 to") as caught:
        Store.open(path)
    assert "left as it is" in caught.value.hint
    with duckdb.connect(path, read_only=True) as odd:
        version = odd.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
        rows = odd.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        tables = {row[0] for row in rows}
    assert version == ("1",) and "reprints" not in tables
