"""No connection reaches beyond its own file, whoever wrote the file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

import toolkit
from toolkit.config import RunSettings
from toolkit.errors import StoreError
from toolkit.matching.engine import work_database
from toolkit.store import Store

PACKAGE = Path(toolkit.__file__).parent
OFF = (
    "enable_external_access", "autoinstall_known_extensions", "autoload_known_extensions",
    "allow_community_extensions", "allow_unsigned_extensions", "allow_persistent_secrets",
    "python_enable_replacements",
)  # fmt: skip
SECRET = pa.table({"word": ["secret"]})


@pytest.fixture(params=["file", "read only", "memory", "older, read only", "work"])
def sealed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Every kind of connection that toolkit opens."""
    path = tmp_path / "s.duckdb"
    if request.param == "work":
        with work_database(RunSettings(), "a test") as connection:
            yield connection
        return
    if request.param.endswith("read only"):
        Store.open(path).close()
    with Store.open(
        ":memory:" if request.param == "memory" else path,
        read_only=request.param.endswith("read only"),
    ) as store:
        yield store.connection


def test_settings_are_off_and_stay_off(sealed: duckdb.DuckDBPyConnection) -> None:
    found = dict(sealed.sql("SELECT name, value FROM duckdb_settings()").fetchall())
    assert {name: found[name] for name in OFF} == dict.fromkeys(OFF, "false")
    assert found["lock_configuration"] == "true"
    for name in (*OFF, "lock_configuration"):
        value = "false" if name == "lock_configuration" else "true"
        with pytest.raises(duckdb.Error):
            sealed.execute(f"SET {name} = {value}")


def test_nothing_is_read_written_or_loaded(
    sealed: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("word\nsecret\n")
    for sql in (
        f"FROM '{secret}'",
        f"FROM read_text('{secret}')",
        f"FROM glob('{tmp_path}/*')",
        "FROM 'http://127.0.0.1:9/x.csv'",
        f"COPY (SELECT 1) TO '{tmp_path / 'out.csv'}'",
        f"ATTACH '{tmp_path / 'other.duckdb'}'",
        f"EXPORT DATABASE '{tmp_path / 'all'}'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "FROM SECRET",
    ):
        with pytest.raises(duckdb.Error):
            sealed.sql(sql).fetchall()
    known = {"secret.csv", "s.duckdb", "s.duckdb.wal"}
    assert {path.name for path in tmp_path.iterdir()} <= known


def test_every_connection_is_sealed_where_it_is_opened() -> None:
    opening = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (calls := _calls(node)) & {"duckdb.connect"}:
                opening.append(f"{path.relative_to(PACKAGE)}:{node.name}")
                assert "seal" in calls, f"{opening[-1]} opens a connection and does not seal it"
    assert len(opening) >= 2


def _calls(function: ast.FunctionDef) -> set[str]:
    return {ast.unparse(n.func) for n in ast.walk(function) if isinstance(n, ast.Call)}


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE documents; CREATE VIEW documents AS SELECT * FROM read_text('/etc/hostname')",
        "CREATE VIEW more AS SELECT 1",
        "CREATE MACRO coalesce(a, b) AS 'other'",
        "DROP TABLE meta; CREATE VIEW meta AS SELECT 'format' AS key, 'toolkit' AS value "
        "UNION ALL SELECT 'schema_version', (SELECT content FROM read_text('/etc/hostname'))",
    ],
)
@pytest.mark.parametrize("read_only", [True, False])
def test_a_store_that_holds_sql_is_refused(tmp_path: Path, sql: str, read_only: bool) -> None:
    path = tmp_path / "s.duckdb"
    Store.open(path).close()
    with duckdb.connect(str(path)) as stranger:
        stranger.execute(sql)
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        Store.open(path, read_only=read_only)
    assert "never makes" in str(caught.value) or "no store of toolkit" in str(caught.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize("sql", ["DROP TABLE mentions", "ALTER TABLE documents DROP text"])
def test_a_store_that_lacks_something_says_so(tmp_path: Path, sql: str) -> None:
    path = tmp_path / "s.duckdb"
    Store.open(path).close()
    with duckdb.connect(str(path)) as stranger:
        stranger.execute(sql)
    with Store.open(path) as store, pytest.raises(StoreError, match="damaged"):
        store.rows("SELECT text FROM documents")
        store.rows("SELECT text FROM mentions")


@pytest.mark.parametrize("name", ["md:x", "sqlite:x.db", "postgres:x", "quack:x"])
def test_a_name_is_a_file_and_no_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Store.open(name).close()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_store_still_spills_to_disk(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.duckdb", memory_limit="240MB", threads=2) as store:
        sql = "SELECT min(m) FROM (SELECT md5(range::VARCHAR) AS m FROM range(3000000) ORDER BY m)"
        assert store.value(sql.replace("min(m)", "count(*)")) == 3_000_000
        assert len(store.value(sql)) == 32
