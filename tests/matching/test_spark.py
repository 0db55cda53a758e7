"""Spark gives what DuckDB gives: every level, every pair, every weight; and clear errors."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import toolkit
from toolkit import matching
from toolkit.config import RunSettings, SparkSettings, load
from toolkit.errors import BudgetError, ConfigError, ToolkitError, UsageError
from toolkit.matching import Records, load_model, scoring, spark_session
from toolkit.matching.blocking import RULES
from toolkit.matching.records import COLUMNS
from toolkit.matching.spark import SparkEngine

MODEL = load_model("policy")
SETTINGS = load(None, {"matching.backend": "spark"})
JAVA = shutil.which("java") or os.environ.get("JAVA_HOME")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One Spark for all tests, as a user would have it running."""
    pytest.importorskip("pyspark", reason="the extra [spark] is not installed")
    if not JAVA:
        pytest.skip("Java is not installed")
    folder = tmp_path_factory.mktemp("spark")
    with spark_session.spark_session(SparkSettings(partitions=2), 2, folder, None) as made:
        yield made


# Values of each column, few enough for all levels to come up, with gaps.
WORDS = ("kelvar", "kelvor", "harbour", "habrour", "élan", "elan", "an", "zorg", "中国")
TEXTS: dict[str, tuple[str, ...]] = {
    "kind": ("PERSON", "ORG", "GPE", "LOC", "DOCUMENT", "EVENT", "PROGRAMME", "FACILITY"),
    "nameclass": ("person", "person", "place", "other", "other"),
    "bare": ("surname", "given", "acronym", "place", "generic"),
    "middle": ("j", "james", "jamie", "otto", "m"),
    "words": ("anna kelvar", "kelvar anna", "harbour", "zorg élan"),
}


def rows(seed: int, size: int) -> tuple[dict[str, Any], ...]:
    """Records with every column drawn by itself, so that no test of a level goes unasked."""
    draw = random.Random(seed)

    def value(name: str, kind: str) -> Any:
        if kind == "flag":
            return draw.random() < 0.5
        if kind == "number":
            return draw.choice((0.0, 3.5, 4.0, 6.0))
        if name in RULES:
            return tuple(sorted(draw.sample(("a:x", "p:y", "z"), draw.randint(0, 2))))
        if draw.random() < 0.3:
            return "" if kind == "text" else ()
        if kind == "numbers":
            return tuple(draw.sample((1, 2, 2024), draw.randint(1, 2)))
        chosen = TEXTS.get(name.removeprefix("last_"), WORDS)
        if kind == "text":
            return draw.choice(chosen)
        return tuple(draw.choice(chosen) for _ in range(draw.randint(1, 4)))

    return tuple(
        {name: value(name, kind) for name, kind in COLUMNS.items()} | {"record_id": f"r{at:04d}"}
        for at in range(size)
    )


@pytest.mark.spark
def test_all_levels_and_weights_are_those_of_duckdb(session: Any) -> None:
    records = Records(rows(7, 260))
    settings = SETTINGS.matching.model_copy(update={"keep_above": -500.0})
    expected = matching.score(records, MODEL, settings, RunSettings())
    with matching.comparing_by(matching.predictor(SETTINGS, session)):
        found = matching.score(records, MODEL, settings, RunSettings())
    assert found.num_rows > 10_000
    for name in expected.column_names:
        assert found[name].equals(expected[name]), name
    for item in MODEL.comparisons:
        seen = set(found[f"level_{item.name.replace(' ', '_')}"].to_pylist())
        assert len(seen) > min(5, len(item.levels) - 2), f"{item.name}: levels that came up"


@pytest.mark.spark
def test_weak_pairs_are_left_out_alike(session: Any) -> None:
    records = Records(rows(8, 60))
    settings = SETTINGS.matching
    expected = matching.score(records, MODEL, settings, RunSettings())
    with matching.comparing_by(matching.predictor(SETTINGS, session)):
        found = matching.score(records, MODEL, settings, RunSettings())
    assert 0 < found.num_rows < 60 * 59 / 2
    assert found.equals(expected)


@pytest.mark.spark
def test_the_session_stays_as_it_was_and_no_file_is_left(session: Any, tmp_path: Path) -> None:
    records = Records(rows(9, 20))
    spark = SparkSettings(directory=str(tmp_path))
    views = [table.name for table in session.catalog.listTables()]
    table = records.table()
    found = SparkEngine(spark, session).predict(
        table, scoring.splink_settings(MODEL, True), scoring.level_sql(MODEL), RunSettings()
    )
    assert found.num_rows
    assert [table.name for table in session.catalog.listTables()] == views
    assert session.sparkContext.getCheckpointDir() is None
    assert session.sql("SELECT 1 + 1").collect()[0][0] == 2, "it still runs"
    assert not list(tmp_path.iterdir())


@pytest.mark.spark
def test_a_corpus_resolves_to_the_same_entities(session: Any, tmp_path: Path) -> None:
    texts = {
        "a": "The Northern Ports Alliance (NPA) met Ivo Brandt of the Danube Harbour Agency.",
        "b": "Ivo Brant thanked the NPA and the Northern Ports Alliance. Brandt left Vienna.",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text)
    more = tmp_path / "more" / "c.txt"
    more.parent.mkdir()
    more.write_text("The Danube Harbor Agency and Ms Brandt met the Northern Port Alliance (NPA).")
    results, later, named = [], [], []
    for backend, given in (("duckdb", None), ("spark", session)):
        overrides = {"matching.backend": backend, "mentions.extractor": "rules"}
        with toolkit.open(overrides=overrides) as corpus:
            corpus.ingest(tmp_path / "a.txt", tmp_path / "b.txt")
            corpus.resolve(spark=given)
            run = corpus._store.value("SELECT facts FROM runs ORDER BY number DESC LIMIT 1")
            named.append("pyspark" in json.loads(run)["versions"])
            tables = ("records", "pairs", "entities", "entity_chains")
            results.append([corpus._store.rows(f"SELECT * FROM {t} ORDER BY ALL") for t in tables])
            corpus.ingest(more)  # only pairs of what it brings are compared
            corpus.resolve(spark=given)
            later.append([corpus._store.rows(f"SELECT * FROM {t} ORDER BY ALL") for t in tables])
    assert results[0][1], "there are pairs"
    assert later[0] == later[1]
    assert len(later[0][1]) > len(results[0][1]), "and more of them afterwards"
    assert results[0] == results[1]
    assert named == [False, True], "the run says what compared"


@pytest.mark.spark
def test_a_timeout_says_which_setting_to_raise(session: Any) -> None:
    engine = SparkEngine(SparkSettings(timeout=0.2), session)
    with (
        pytest.raises(BudgetError, match=r"20 records on Spark took longer than 0\.2") as caught,
        matching.comparing_by(engine.predict),
    ):
        matching.score(Records(rows(1, 20)), MODEL, SETTINGS.matching, RunSettings())
    assert "spark.timeout" in caught.value.hint
    assert session.sql("SELECT 1").collect()[0][0] == 1, "only its own jobs were stopped"


@pytest.mark.spark
def test_what_spark_says_reaches_the_error(session: Any, tmp_path: Path) -> None:
    table = Records(rows(1, 20)).table().drop_columns(["core"])
    with pytest.raises(ToolkitError, match=r"failed: .*core") as caught:
        SparkEngine(SparkSettings(directory=str(tmp_path)), session).predict(
            table, scoring.splink_settings(MODEL, True), scoring.level_sql(MODEL), RunSettings()
        )
    assert caught.value.where == "backend spark"
    assert not list(tmp_path.iterdir())


def test_without_pyspark_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark_session, "find_spec", lambda name: None)
    with (
        toolkit.open(overrides={"matching.backend": "spark"}) as corpus,
        pytest.raises(UsageError, match="pyspark") as caught,
    ):
        corpus.resolve()
    assert "[spark]" in caught.value.hint


def test_without_java_it_is_said_before_any_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark_session, "find_spec", lambda name: name)
    monkeypatch.setattr(spark_session, "_running", lambda: None)
    monkeypatch.setenv("JAVA_HOME", "nowhere")
    with pytest.raises(UsageError, match="Java") as caught:
        SparkEngine(SparkSettings())
    assert "17" in caught.value.hint


def test_a_cluster_needs_a_folder_that_it_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark_session, "find_spec", lambda name: name)
    monkeypatch.setattr(spark_session, "_java", lambda: "java")
    with pytest.raises(ConfigError) as caught:
        SparkEngine(SparkSettings(master="spark://host:7077"))
    assert "spark.directory" in caught.value.where


def test_a_session_without_the_setting_and_spark_connect_are_refused() -> None:
    with pytest.raises(UsageError, match="DuckDB is to compare"):
        matching.predictor(load(), session=object())
    with pytest.raises(UsageError, match="Spark Connect"):
        SparkEngine(SparkSettings(), session=object())
