"""The work database: alone, bounded, and gone afterwards."""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb
import pytest

from toolkit.config import RunSettings
from toolkit.errors import BudgetError
from toolkit.matching.engine import work_database

MANY = "CREATE TABLE t AS SELECT hash(i) AS a, md5(i::VARCHAR) AS b FROM range({}) r(i)"


@pytest.fixture
def spill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder below which work databases spill."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('{}')",
        "COPY (SELECT 1) TO '{}'",
        "ATTACH '{}' AS other",
        "SET memory_limit = '90GB'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ],
)
def test_nothing_outside_can_be_reached(sql: str, tmp_path: Path) -> None:
    file = tmp_path / "outside.txt"
    file.write_text("secret")
    with work_database(RunSettings(), "trying") as work, pytest.raises(duckdb.Error):
        work.sql(sql.format(file)).fetchall()
    assert [path.name for path in tmp_path.iterdir()] == ["outside.txt"]
    assert file.read_text() == "secret"


def test_each_is_empty() -> None:
    for _ in range(2):
        with work_database(RunSettings(), "trying") as work:
            work.sql("CREATE TABLE once (a INTEGER)")
            assert work.sql("SELECT count(*) FROM duckdb_tables()").fetchall() == [(1,)]


def test_too_much_memory_is_a_budget_error_with_advice(spill: Path) -> None:
    tight = RunSettings(threads=1, memory_limit="40MB")
    sql = "SELECT list(md5(i::VARCHAR)) FROM range(5_000_000) r(i)"
    with (
        pytest.raises(BudgetError, match="trying needs more memory") as caught,
        work_database(tight, "trying") as work,
    ):
        work.sql(sql).fetchall()
    assert "--memory-limit" in caught.value.hint
    assert not list(spill.iterdir())


def test_it_spills_and_leaves_nothing(spill: Path) -> None:
    with work_database(RunSettings(threads=1, memory_limit="80MB"), "trying") as work:
        work.sql(MANY.format(1_500_000))
        assert any(path.is_file() for path in spill.rglob("*")), "more than 40 MB lie on disk"
        assert work.sql("SELECT count(*) FROM t").fetchall() == [(1_500_000,)]
    assert not list(spill.iterdir())


def test_errors_of_others_pass() -> None:
    with pytest.raises(KeyError), work_database(RunSettings(), "trying"):
        raise KeyError("mine")
