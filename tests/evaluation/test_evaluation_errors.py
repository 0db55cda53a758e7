"""The worst joins and splits, and what is told of their cause."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import toolkit
from toolkit.evaluation import Found, Gold, GoldFile, Question, evaluate

TEXTS = {
    "a": "Alpine Rescue Fund met Danube Navigation Council. Anna Berg spoke.",
    "b": "The Alpine Rescue Fund wrote. Danube Navigation Council (DNC) answered. DNC thanked.",
    "c": "Danube Navigation Council replied to Anna Berg. The Alps Rescue Trust did not.",
}


def made(*rows: tuple[str, int, str, str, str]) -> tuple[GoldFile, list[Found]]:
    """Rows of (document, start, text, gold entity, found entity)."""
    wanted = tuple(Gold(d, s, s + 4, text, "ORG", (), g) for d, s, text, g, _ in rows)
    seen = [Found(d, s, s + 4, text, "ORG", f, f"c{d}{f}") for d, s, text, _, f in rows]
    return GoldFile(wanted, tuple(sorted({row[0] for row in rows}))), seen


def test_joins_and_splits_with_what_they_cost() -> None:
    file, seen = made(
        ("a", 0, "Fund", "fund", "one"), ("a", 5, "Fund", "fund", "one"),
        ("b", 0, "Fund", "fund", "one"), ("c", 0, "Council", "council", "one"),
        ("d", 0, "Berg", "berg", "two"), ("d", 9, "Anna", "berg", "three"),
        ("e", 0, "Berg", "berg", "two"),
    )  # fmt: skip
    joined, split = evaluate(file, seen, Question(errors=5)).errors
    assert (joined.what, joined.pairs, joined.cells) == ("joined", 3 * 1, 1)
    assert (joined.left.entity, joined.right.entity) == ("fund", "council")
    assert (joined.left.names, joined.left.mentions) == (("Fund",), 3)
    assert joined.left.documents == ("a", "b") and joined.left.chains == ("caone", "cbone")
    assert (split.what, split.pairs, split.cells) == ("split", 2, 1)
    assert (split.left.entity, split.right.entity) == ("two", "three")


def test_the_worst_come_first_and_no_more_than_asked_for() -> None:
    rows = [(f"d{n}", 0, f"name {n}", f"g{n}", "all") for n in range(6)]
    rows += [("x", 9 * n, "name 0", "g0", "all") for n in range(4)]
    file, seen = made(*rows)
    errors = evaluate(file, seen, Question(errors=3)).errors
    assert [error.pairs for error in errors] == [5, 5, 5]
    assert all(error.left.entity == "g0" for error in errors)
    assert evaluate(file, seen).errors == ()


def at(doc_id: str, text: str, entity: str, turn: int = 0, kind: str = "ORG") -> dict[str, Any]:
    start = -1
    for _ in range(turn + 1):
        start = TEXTS[doc_id].index(text, start + 1)
    return {"doc_id": doc_id, "start": start, "end": start + len(text), "text": text,
            "type": kind, "entity_id": entity}  # fmt: skip


def errors(tmp_path: Path, rows: list[dict[str, Any]]) -> list[toolkit.Explanation]:
    """The explanations of all errors, joins first, of these mentions as gold."""
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with toolkit.open() as corpus:
        corpus.ingest([toolkit.Document(doc_id, text) for doc_id, text in TEXTS.items()])
        given = [{k: v for k, v in row.items() if k != "entity_id"} for row in rows]
        corpus.add_mentions(given, strict=True)
        corpus.resolve()
        found = corpus.evaluate(path, errors=9)
    for error in found.errors:
        assert error.left.sentence and error.right.sentence
        assert error.left.names[0] in error.left.sentence
    return [error.explanation for error in found.errors if error.explanation]


def test_a_join_by_equal_names(tmp_path: Path) -> None:
    (why,) = errors(tmp_path, [
        at("a", "Anna Berg", "one", kind="PERSON"), at("c", "Anna Berg", "two", kind="PERSON"),
    ])  # fmt: skip
    assert why.verdict == "merged" and "one record" in why.decided_by


def test_a_join_inside_a_document(tmp_path: Path) -> None:
    (why,) = errors(tmp_path, [
        at("b", "Danube Navigation Council", "one"), at("b", "DNC", "two"),
    ])  # fmt: skip
    assert why.verdict == "same chain"
    assert any("DNC" in rule for rule in why.chain_rules)


def test_a_split_has_the_waterfall_of_the_pair(tmp_path: Path) -> None:
    (why,) = errors(tmp_path, [
        at("b", "Alpine Rescue Fund", "one"), at("c", "Alps Rescue Trust", "one"),
    ])  # fmt: skip
    assert why.verdict in ("below threshold", "refused", "not compared")
    assert why.match_weight is not None
    assert sum(term.weight for term in why.terms) == pytest.approx(why.match_weight)


def test_scopes_and_types_that_do_not_exist(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(at("a", "Anna Berg", "one", kind="PERSON")), encoding="utf-8")
    with toolkit.open() as corpus:
        corpus.ingest([toolkit.Document("a", TEXTS["a"])])
        corpus.resolve()
        with pytest.raises(toolkit.UsageError, match="unknown scope 'world'"):
            corpus.evaluate(gold, scope="world")
        with pytest.raises(toolkit.UsageError, match="unknown type 'HUMAN'"):
            corpus.evaluate(gold, types=["HUMAN"])
        with pytest.raises(toolkit.UsageError, match="from 0"):
            corpus.evaluate(gold, bootstrap=-1)
