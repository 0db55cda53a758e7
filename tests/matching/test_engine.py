"""The work database: alone, bounded, and gone afterwards."""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from made_chains import KNOWLEDGE, chain

from toolkit.config import RunSettings
from toolkit.errors import BudgetError
from toolkit.matching import build_records, engine
from toolkit.matching.engine import work_database
from toolkit.matching.model import load_model, splink_settings
from toolkit.matching.scoring import level_sql

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


def test_conditions_as_macros_score_as_they_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    model = load_model()
    names = ("Nordic Parliament", "Parliament of Nordland", "NP", "Mara von Ott", "M. von Ott",
             "Greenport", "Action Plan 2020", "Action Plan 2021", "Trade Board Ltd")  # fmt: skip
    chains = [
        chain(f"d{n % 3}", kind, name, at=400 * n)
        for n, name in enumerate(names) for kind in ("ORG", "PERSON", "OTHER")
    ]  # fmt: skip
    records = build_records(chains, KNOWLEDGE)
    ends = [(a, b) for at, a in enumerate(records.ids) for b in records.ids[at + 1 :]]
    columns = [["0"] * len(ends), [a for a, _ in ends], [b for _, b in ends]]
    pairs = pa.table(columns, names=["match_key", "join_key_l", "join_key_r"])

    def scored() -> list[dict]:
        found = engine.predict(
            records.table(), splink_settings(model, True), level_sql(model), RunSettings(), pairs
        )
        return sorted(found.to_pylist(), key=lambda row: (row["record_id_l"], row["record_id_r"]))

    short = scored()
    made: list[dict] = []
    monkeypatch.setattr(engine, "_in_short", lambda given, *_: made.append(given) or given)
    assert scored() == short
    assert len(made) == 1  # the second time they were as written
    assert len(short) == len(ends)
    assert len({row["match_weight"] for row in short}) > 20
