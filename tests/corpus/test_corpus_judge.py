"""Judgements: they hold from the next run, survive further runs, and may not contradict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from harbour import Made, write

import toolkit
from toolkit import InputError, UsageError

ALLIANCE, AGENCY = "Northern Ports Alliance", "Danube Harbour Agency"


def same(corpus: toolkit.Corpus, left: str, right: str) -> bool:
    return corpus.entity(left).entity_id == corpus.entity(right).entity_id


def test_same_holds_and_survives_further_runs(made: Made, resolved: toolkit.Corpus) -> None:
    assert not same(resolved, ALLIANCE, AGENCY)
    resolved.judge(ALLIANCE, AGENCY, same=True, by="me", why="a test")
    assert not same(resolved, ALLIANCE, AGENCY)  # from the next run on
    assert resolved.resolve().changed and same(resolved, ALLIANCE, AGENCY)
    assert resolved.resolve().changed is False
    write(made.docs, {"south/new": "The Danube Harbour Agency met in Vienna.\n"})
    resolved.ingest(made.docs)
    resolved.resolve()
    assert same(resolved, ALLIANCE, AGENCY)
    resolved.resolve(force=True)
    assert same(resolved, ALLIANCE, AGENCY)


def test_different_keeps_apart_what_would_merge(made: Made) -> None:
    write(made.docs, {"south/visit": "Ivo Brandts visited Vienna. Austria said so.\n"})
    with toolkit.open() as corpus:
        corpus.ingest(made.docs)
        corpus.judge("Northern Ports Alliance", "NPA", same=True)
        corpus.resolve()
        merged = [
            (p["left"], p["right"])
            for p in corpus._store.table(
                "SELECT l.name AS left, r.name AS right FROM pairs JOIN records l ON "
                "l.record_id = record_l JOIN records r ON r.record_id = record_r "
                "WHERE verdict = 'merged' AND l.name <> r.name ORDER BY ALL"
            ).to_pylist()
        ]
        assert merged, "the corpus must hold two written names that merge"
        left, right = merged[0]
        assert same(corpus, left, right)
        corpus.judge(left, right, same=False)
        corpus.resolve()
        assert not same(corpus, left, right)
        decided = corpus.explain(left, right)
        assert decided.verdict == "refused" and "judged" in decided.decided_by
        corpus.resolve(force=True)
        assert not same(corpus, left, right)


def test_a_later_judgement_wins(resolved: toolkit.Corpus) -> None:
    resolved.judge(ALLIANCE, AGENCY, same=True)
    resolved.judge(AGENCY, ALLIANCE, same=False)
    resolved.resolve()
    assert not same(resolved, ALLIANCE, AGENCY)


def test_judgements_that_contradict_each_other(resolved: toolkit.Corpus) -> None:
    before = resolved.entities.to_pylist()
    resolved.judge(ALLIANCE, AGENCY, same=True)
    resolved.judge(AGENCY, "Nordic Rivers Institute", same=True)
    resolved.judge(ALLIANCE, "Nordic Rivers Institute", same=False)
    with pytest.raises(UsageError, match="judged both the same and different"):
        resolved.resolve()
    assert resolved.entities.to_pylist() == before and len(resolved.runs()) == 1


def test_a_judgement_about_names_that_nobody_wrote_does_nothing(resolved: toolkit.Corpus) -> None:
    before = resolved.entities.to_pylist()
    resolved.judge("Nobody Atall", "Nothing Atall", same=True)
    resolved.resolve()
    assert resolved.entities.to_pylist() == before


def test_judgements_of_a_file(tmp_path: Path, resolved: toolkit.Corpus) -> None:
    rows = [
        {"left": ALLIANCE, "right": AGENCY, "verdict": "same", "by": "me", "at": "", "why": "x"},
        {"left": "Norway", "right": "Denmark", "verdict": "unsure"},
        {"left": "Oslo", "right": "Vienna", "verdict": "same", "doc_id": "north/plan"},
    ]
    path = tmp_path / "j.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert resolved.read_judgements(path) == 3
    resolved.resolve()
    assert same(resolved, ALLIANCE, AGENCY)
    assert not same(resolved, "Norway", "Denmark") and not same(resolved, "Oslo", "Vienna")
    path.write_text('{"left": "a", "right": "b", "verdict": "perhaps"}\n')
    with pytest.raises(InputError, match=r"j\.jsonl:1: unknown verdict"):
        resolved.read_judgements(path)
