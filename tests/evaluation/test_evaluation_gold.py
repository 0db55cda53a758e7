"""Gold files: what is read, what is left out, what is said about lines that do not fit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from toolkit.errors import InputError
from toolkit.evaluation import read_gold
from toolkit.types import Document

TEXT = "The Rhine Board met Dutch ministers. Menu: Rhine Board."
DOCUMENTS = {"x/one": Document("x/one", TEXT)}
BOARD = {"doc_id": "x/one", "start": 4, "end": 15, "text": "Rhine Board"}
DUTCH = {"doc_id": "x/one", "start": 20, "end": 25, "text": "Dutch"}


def write(folder: Path, *rows: Any) -> Path:
    path = folder / "gold.jsonl"
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def test_fields_and_their_defaults(tmp_path: Path) -> None:
    rich = DUTCH | {"type": "NORP", "entity_id": "nl", "alt_types": ["PER", "GPE"], "zone": "body",
                    "form": "demonym", "nested": False, "linked": True}  # fmt: skip
    found = read_gold(write(tmp_path, rich, "", BOARD), DOCUMENTS)
    board, dutch = found.mentions
    assert (board.type, board.others, board.entity_id) == ("", (), "")
    assert board.accepts("ORG") and board.accepts("EVENT")
    assert (dutch.type, dutch.others, dutch.entity_id) == ("GPE", ("LOC", "PERSON"), "nl")
    assert dutch.accepts("LOC") and not dutch.accepts("ORG")
    assert (found.documents, found.left_out, found.elsewhere) == (("x/one",), 0, 0)


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    path = write(tmp_path, BOARD)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(read_gold(path, DOCUMENTS, strict=True).mentions) == 1


@pytest.mark.parametrize(
    "more", [{"zone": "menu"}, {"nested": True}, {"form": "nominal"}, {"form": "pronoun"}]
)
def test_only_names_of_the_body_count(tmp_path: Path, more: dict[str, Any]) -> None:
    found = read_gold(write(tmp_path, BOARD | more, DUTCH), DOCUMENTS)
    assert [m.text for m in found.mentions] == ["Dutch"]
    assert found.left_out == 1


@pytest.mark.parametrize("more", [{"form": "nominal"}, {"kind": "pronoun"}])
def test_descriptions_are_kept_to_be_passed_over(tmp_path: Path, more: dict[str, Any]) -> None:
    found = read_gold(write(tmp_path, BOARD | more, DUTCH), DOCUMENTS)
    assert [m.text for m in found.passed] == [BOARD["text"]]
    assert [m.text for m in found.mentions] == ["Dutch"]
    hidden = read_gold(write(tmp_path, BOARD | more | {"nested": True}, DUTCH), DOCUMENTS)
    assert hidden.passed == ()


def test_what_is_not_linked_has_no_entity(tmp_path: Path) -> None:
    rows = [BOARD | {"entity_id": "b", "linked": False}, DUTCH | {"entity_id": None}]
    assert [m.entity_id for m in read_gold(write(tmp_path, *rows), DOCUMENTS).mentions] == ["", ""]


def test_documents_that_the_store_does_not_have_are_passed_over(tmp_path: Path) -> None:
    other = BOARD | {"doc_id": "x/two"}
    assert read_gold(write(tmp_path, BOARD, other), DOCUMENTS, strict=True).elsewhere == 1
    with pytest.raises(InputError, match=r"gold.jsonl: no gold for any document of the store"):
        read_gold(write(tmp_path, other), DOCUMENTS)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (BOARD | {"text": "Rhine"}, "'Rhine Board', not 'Rhine'"),
        (BOARD | {"end": 99}, "outside of x/one"),
        (BOARD | {"start": "4"}, "whole numbers"),
        ({"doc_id": "x/one", "text": "Dutch"}, "no start and no end"),
        ({"start": 1}, "no doc_id"),
        (BOARD | {"alt_types": "ORG"}, "alt_types"),
        (BOARD | {"linked": "no"}, "linked"),
        (BOARD | {"linked": 0}, "linked"),
        ([1, 2], "not a JSON object"),
        ("{not json", "not JSON"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_line_that_does_not_fit(tmp_path: Path, wrong: Any, said: str) -> None:
    path = write(tmp_path, DUTCH, wrong)
    found = read_gold(path, DOCUMENTS)
    (skipped,) = found.skipped
    assert skipped.where == "gold.jsonl:2" and said in skipped.what
    assert [m.text for m in found.mentions] == ["Dutch"]
    with pytest.raises(InputError, match=r"^gold.jsonl:2: "):
        read_gold(path, DOCUMENTS, strict=True)
    with pytest.raises(InputError, match=r"^gold.jsonl:1: "):
        read_gold(write(tmp_path, wrong), DOCUMENTS)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^none.jsonl: cannot be read"):
        read_gold(tmp_path / "none.jsonl", DOCUMENTS)
