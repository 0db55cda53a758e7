"""Resolving: once, again, interrupted, forced; never a comparison of half a corpus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from harbour import TEXTS, Made, exported, write

import toolkit
from toolkit import StoreError, UsageError

STAGES = ("mentions", "records", "pairs", "entities", "themes", "phrases")


def stop_at(stage: str) -> Callable[[str, int, int], None]:
    def progress(now: str, done: int, total: int) -> None:
        if now == stage:
            raise KeyboardInterrupt

    return progress


def test_what_a_run_says(resolved: toolkit.Corpus) -> None:
    (run,) = resolved.runs()
    again = resolved.resolve()
    assert again.documents == 3 and again.extractor == run["extractor"]
    assert again.mentions >= again.chains >= again.records >= again.entities > 5
    assert run["extractor"].startswith("rules ") and run["number"] == 1
    assert run["chains"] == again.chains
    assert "3 documents" in str(again) and "up to date" in str(again)


def test_the_stages_are_told_in_order(tmp_path: Path, empty: toolkit.Corpus) -> None:
    seen: list[tuple[str, int, int]] = []
    empty.ingest(write(tmp_path / "docs"))
    empty.resolve(lambda *step: seen.append(step))
    assert tuple(dict.fromkeys(stage for stage, _, _ in seen)) == STAGES
    assert [step for step in seen if step[0] == "mentions"] == [
        ("mentions", n, len(TEXTS)) for n in range(1, len(TEXTS) + 1)
    ]
    assert all(0 <= done <= total for _, done, total in seen)


def test_a_second_run_does_nothing(made: Made, resolved: toolkit.Corpus) -> None:
    assert not resolved.ingest(made.docs).changed
    seen: list[str] = []
    assert resolved.resolve(lambda stage, *_: seen.append(stage)).changed is False
    assert seen == [] and len(resolved.runs()) == 1


def test_force_computes_the_same_again(resolved: toolkit.Corpus, tmp_path: Path) -> None:
    before = exported(resolved, tmp_path / "a")
    assert resolved.resolve(force=True).changed
    assert exported(resolved, tmp_path / "b") == before


def test_an_interrupted_run_leaves_the_last_results(
    resolved: toolkit.Corpus, tmp_path: Path
) -> None:
    before = exported(resolved, tmp_path / "a")
    for stage in STAGES:
        with pytest.raises(KeyboardInterrupt):
            resolved.resolve(stop_at(stage), force=True)
        assert exported(resolved, tmp_path / "b") == before, stage
    assert len(resolved.runs()) == 1


def test_changed_documents_interrupted_then_resolved(
    made: Made, resolved: toolkit.Corpus, empty: toolkit.Corpus, tmp_path: Path
) -> None:
    """Nothing of half a corpus is shown, and the end is what a fresh store gives."""
    river, alliance = (resolved.entity(n).entity_id for n in ("Danube Harbour Agency", "NPA"))
    entities = resolved.entities.to_pylist()
    (made.docs / "south" / "visit.txt").unlink()
    write(made.docs, {"north/plan": "Norway and Oleksandr Kovalchyk support the plan.\n"})
    write(made.docs, {"south/new": "Denmark and the NPA met Ivo Brandt in Vienna.\n"})
    resolved.ingest(made.docs)
    for stage in ("mentions", "records", "themes"):
        with pytest.raises(KeyboardInterrupt):
            resolved.resolve(stop_at(stage))
        assert resolved.entities.to_pylist() == entities and len(resolved.runs()) == 1
        for ask in (resolved.compare, lambda: resolved.export("entities", tmp_path / "e.csv")):
            with pytest.raises(UsageError, match="2 documents are new or changed"):
                ask()
    done = resolved.resolve()
    assert (river, "", "vanished") in done.history
    assert resolved.entity("NPA").entity_id == alliance
    with pytest.raises(toolkit.NotFoundError):
        resolved.entity("Danube Harbour Agency")
    empty.ingest(made.docs)
    empty.resolve()
    assert exported(resolved, tmp_path / "a", True) == exported(empty, tmp_path / "b", True)


def test_only_changed_documents_are_read_again(made: Made, resolved: toolkit.Corpus) -> None:
    write(made.docs, {"south/visit": "Anna Kowalska visited Vienna.\n"})
    resolved.ingest(made.docs)
    seen: list[tuple[str, int, int]] = []

    def stop(*step: object) -> None:
        seen.append(step)  # type: ignore[arg-type]
        if step[0] == "records":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        resolved.resolve(stop)
    assert seen == [("mentions", 1, 1), ("records", 0, 1)]


def test_nothing_to_resolve_or_compare(empty: toolkit.Corpus, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there are no documents"):
        empty.resolve()
    empty.ingest(write(tmp_path / "docs"))
    with pytest.raises(UsageError, match="not resolved yet"):
        empty.compare()
    for table in ("mentions", "entities", "comparison", "graph"):
        with pytest.raises(UsageError, match="not resolved yet"):
            empty.export(table, tmp_path / "x.jsonl")
    assert not (tmp_path / "x.jsonl").exists()


def test_documents_without_any_name(empty: toolkit.Corpus) -> None:
    empty.ingest([toolkit.Document("a", "nothing here.", "x"), toolkit.Document("b", "no.", "y")])
    done = empty.resolve()
    assert (done.mentions, done.entities, done.pairs) == (0, 0, 0)
    comparison = empty.compare()
    assert len(comparison.actors.all) == 0 and comparison.answer
    empty.ingest(toolkit.Document("b", "Only Norway is named here.", "y"))
    assert empty.resolve().entities == 1


def test_other_settings_are_another_run(made: Made) -> None:
    with toolkit.open(made.store, overrides={"run.threads": 1, "report.top": 2}) as corpus:
        assert corpus.resolve().changed is False
    with toolkit.open(made.store, overrides={"clustering.threshold": 9.0}) as corpus:
        assert corpus.resolve().changed and len(corpus.runs()) == 2
        left, right = "Oleksandr Kovalchyk", "Oleksandr Kowalchyk"
        assert corpus.entity(left).entity_id != corpus.entity(right).entity_id
        assert corpus.explain(left, right).verdict == "below threshold"


def test_an_unknown_extractor(made: Made) -> None:
    corpus = toolkit.open(made.store, overrides={"mentions.extractor": "magic"})
    with corpus, pytest.raises(UsageError, match="unknown extractor 'magic'"):
        corpus.resolve()


def test_a_store_that_is_only_read(made: Made, tmp_path: Path) -> None:
    with toolkit.open(made.store) as corpus:
        before = exported(corpus, tmp_path / "a")
    with toolkit.open(made.store, read_only=True) as corpus:
        assert corpus.resolve().changed is False
        assert exported(corpus, tmp_path / "b") == before
        assert corpus.ingest(made.docs, dry_run=True).unchanged == tuple(sorted(TEXTS))


@pytest.mark.parametrize("step", ["ingest", "resolve", "add_mentions", "judge"])
def test_a_store_that_is_only_read_refuses_changes(made: Made, step: str) -> None:
    write(made.docs, {"south/new": "Denmark came.\n"})
    with toolkit.open(made.store, read_only=True) as corpus, pytest.raises(StoreError):
        if step == "ingest":
            corpus.ingest(made.docs)
        elif step == "resolve":
            corpus.resolve(force=True)
        elif step == "add_mentions":
            corpus.add_mentions([])
        else:
            corpus.judge("NPA", "Norway", same=False)


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such store"):
        toolkit.open(tmp_path / "none.duckdb", create=False)
    with pytest.raises(StoreError, match="no such store"):
        toolkit.open(tmp_path / "none.duckdb", read_only=True)
    assert list(tmp_path.iterdir()) == []
