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


TWO_UNIONS = {
    "a": "The British Gas Assembly (BGA) met in London. The BGA spoke with Mara Lind of Leeds.\n",
    "c": "The Board of Garden Advisers (BGA) met in Berlin. The BGA spoke with Otto Lind.\n",
    "f": "The Federal Garden Union welcomed the results in Munich. It has many members.\n",
}


def unions(tmp_path: Path, **further: str) -> toolkit.Corpus:
    corpus = toolkit.open()
    corpus.ingest(write(tmp_path / "docs", TWO_UNIONS | further))
    corpus.resolve()
    return corpus


def test_a_judgement_that_joins_all_bearers_of_a_name_says_so(tmp_path: Path) -> None:
    corpus = unions(tmp_path)
    corpus.judge("Federal Garden Union", "BGA", same=True, by="me")
    (note,) = corpus.resolve().notes
    assert "joins 2 things called “BGA” that nothing else makes one" in note
    assert "“Board of Garden Advisers” (c), “British Gas Assembly” (a)" in note
    assert "--right-doc" in note
    assert corpus.resolve().notes == (note,)  # nothing changed, and it still holds
    corpus.undo("Federal Garden Union", "BGA")
    corpus.judge("Federal Garden Union", "BGA", same=True, right_doc="c")
    assert corpus.resolve().notes == ()
    assert same(corpus, "Federal Garden Union", "Board of Garden Advisers")
    assert not same(corpus, "Federal Garden Union", "British Gas Assembly")


def test_bearers_that_another_judgement_makes_one_need_no_note(tmp_path: Path) -> None:
    corpus = unions(tmp_path)
    corpus.judge("British Gas Assembly", "Board of Garden Advisers", same=True)
    corpus.judge("Federal Garden Union", "BGA", same=True)
    assert not [note for note in corpus.resolve().notes if "things called" in note]


def test_entities_that_are_judged_by_their_ids_have_no_bearers(tmp_path: Path) -> None:
    corpus = unions(tmp_path)
    ids = [corpus.entity(n).entity_id for n in ("Federal Garden Union", "British Gas Assembly")]
    corpus.judge(*ids, same=True)
    assert corpus.resolve().notes == ()
    assert same(corpus, *ids)


def test_a_judgement_against_the_rules_holds_and_says_so(tmp_path: Path) -> None:
    corpus = unions(tmp_path)
    corpus.judge("Mara Lind", "Federal Garden Union", same=True)
    (note,) = corpus.resolve().notes
    assert "holds, although the rules would keep them apart: different kinds" in note
    assert same(corpus, "Mara Lind", "Federal Garden Union")


def test_a_judgement_about_one_of_two_copies_says_where_it_holds(tmp_path: Path) -> None:
    corpus = unions(tmp_path, b=TWO_UNIONS["a"])
    corpus.judge("Mara Lind", "Otto Lind", same=False, left_doc="b")
    (note,) = corpus.resolve().notes
    assert "holds in a as well: nothing in its names tells “Mara Lind” of b" in note
    assert "given twice" in note
