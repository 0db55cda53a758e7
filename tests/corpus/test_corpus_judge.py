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


def test_same_holds_and_survives_until_another_wins(made: Made, resolved: toolkit.Corpus) -> None:
    assert not same(resolved, ALLIANCE, AGENCY)
    resolved.judge(ALLIANCE, AGENCY, same=True, by="me", why="a test")
    assert not same(resolved, ALLIANCE, AGENCY)  # from the next run on
    assert resolved.resolve().changed and same(resolved, ALLIANCE, AGENCY)
    assert resolved.resolve().changed is False
    write(made.docs, {"south/new": "The Danube Harbour Agency met in Vienna.\n"})
    resolved.ingest(made.docs)
    resolved.resolve()
    assert same(resolved, ALLIANCE, AGENCY)
    resolved.judge(AGENCY, ALLIANCE, same=False)
    resolved.resolve()
    assert not same(resolved, ALLIANCE, AGENCY)


def test_different_keeps_apart_what_would_merge(resolved: toolkit.Corpus) -> None:
    left, right = "Oleksandr Kovalchyk", "Oleksandr Kowalchyk"
    assert same(resolved, left, right) and resolved.explain(left, right).verdict == "merged"
    resolved.judge(left, right, same=False)
    resolved.resolve()
    assert not same(resolved, left, right)
    decided = resolved.explain(left, right)
    assert decided.verdict == "refused" and "judged" in decided.decided_by


def test_judgements_that_contradict_each_other(resolved: toolkit.Corpus) -> None:
    before = resolved.entities.to_pylist()
    resolved.judge(ALLIANCE, AGENCY, same=True)
    resolved.judge(AGENCY, "Nordic Rivers Institute", same=True)
    resolved.judge(ALLIANCE, "Nordic Rivers Institute", same=False)
    with pytest.raises(UsageError, match="judged both the same and different"):
        resolved.resolve()
    assert resolved.entities.to_pylist() == before and len(resolved.runs()) == 1


def test_judgements_of_a_file(tmp_path: Path, resolved: toolkit.Corpus) -> None:
    rows = [
        {"left": ALLIANCE, "right": AGENCY, "verdict": "same", "by": "me", "at": "", "why": "x"},
        {"left": "Norway", "right": "Denmark", "verdict": "unsure"},
        {"left": "Oslo", "right": "Vienna", "verdict": "same", "doc_id": "north/plan"},
    ]
    path = tmp_path / "j.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    resolved.judge("Nobody Atall", "Nothing Atall", same=True)  # says nothing about these texts
    assert resolved.read_judgements(path) == 3
    resolved.resolve()
    assert same(resolved, ALLIANCE, AGENCY)
    assert not same(resolved, "Norway", "Denmark") and not same(resolved, "Oslo", "Vienna")
    path.write_text('{"left": "a", "right": "b", "verdict": "perhaps"}\n')
    with pytest.raises(InputError, match=r"j\.jsonl:1: unknown verdict"):
        resolved.read_judgements(path)
