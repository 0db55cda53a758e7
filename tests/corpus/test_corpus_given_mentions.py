"""Mentions made elsewhere: each comes out exactly once, and nothing else is extracted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from harbour import TEXTS, lines

import toolkit
from toolkit import Document, InputError, MentionError

DOC = "north/meeting"


def mention(text: str, kind: str = "ORG", doc_id: str = DOC, **more: Any) -> dict[str, Any]:
    start = TEXTS[doc_id].index(text)
    row = {"doc_id": doc_id, "start": start, "end": start + len(text), "text": text, "type": kind}
    return {**row, **more}


GOOD = [
    mention("Northern Ports Alliance"),
    mention("NPA"),
    mention("NPA"),  # the same one twice
    mention("Ivo Brandt", "PERSON"),
    mention("Ivo", "PERSON"),  # inside another one
    mention("Ivo Brandt", "PERSON", "south/visit"),
    mention("Norway", "GPE", norm="Kingdom of Norway"),
]


@pytest.fixture
def read(empty: toolkit.Corpus) -> toolkit.Corpus:
    empty.ingest([Document(i, t, group=i.partition("/")[0]) for i, t in TEXTS.items()])
    return empty


def key(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["doc_id"], row["start"], row["end"], row["text"], row["type"]


def test_each_comes_out_exactly_once(tmp_path: Path, read: toolkit.Corpus) -> None:
    done = read.add_mentions(GOOD)
    assert (done.mentions, done.documents, done.skipped) == (len(GOOD), 2, ())
    assert read.resolve().extractor == "given"
    out = lines(read, "mentions", tmp_path)
    assert sorted(map(key, out)) == sorted(map(key, GOOD))
    assert {row["source"] for row in out} == {"given"} and all(row["entity_id"] for row in out)
    by_name = {(row["doc_id"], row["text"]): row["entity_id"] for row in out}
    assert by_name[DOC, "Ivo Brandt"] == by_name["south/visit", "Ivo Brandt"]
    assert by_name[DOC, "NPA"] == by_name[DOC, "Northern Ports Alliance"]
    assert read.resolve().changed is False


def test_from_a_file_and_from_a_table(tmp_path: Path, read: toolkit.Corpus) -> None:
    path = tmp_path / "m.jsonl"
    path.write_text("\n".join(map(json.dumps, GOOD)) + "\n\n", encoding="utf-8")
    assert read.add_mentions(path) == read.add_mentions(str(path))
    table = pa.table({k: [row[k] for row in GOOD] for k in ("doc_id", "start", "end", "text")})
    assert read.add_mentions(table).mentions == len(GOOD)


WRONG: list[tuple[Any, str]] = [
    ({**mention("NPA"), "start": 0, "end": 3}, "is 'The', not 'NPA'"),
    ({**mention("NPA"), "end": 10**6}, "outside of north/meeting"),
    ({**mention("NPA"), "doc_id": "north/none"}, "unknown document 'north/none'"),
    ({"doc_id": DOC, "text": "NPA"}, "no start and no end"),
    ([1, 2], "not a JSON object"),
]


@pytest.mark.parametrize(("row", "message"), WRONG)
def test_a_row_that_does_not_fit(
    tmp_path: Path, read: toolkit.Corpus, row: Any, message: str
) -> None:
    path = tmp_path / "m.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in (GOOD[0], row, GOOD[3])), encoding="utf-8")
    done = read.add_mentions(path)
    assert done.mentions == 2
    (skipped,) = done.skipped
    assert skipped.where == "m.jsonl:2" and message in skipped.what
    with pytest.raises(MentionError) as caught:
        read.add_mentions(path, strict=True)
    assert caught.value.where == "m.jsonl:2" and message in caught.value.what


def test_strict_leaves_the_store_as_it_was(read: toolkit.Corpus) -> None:
    read.add_mentions(GOOD)
    with pytest.raises(MentionError):
        read.add_mentions([GOOD[0], WRONG[0][0]], strict=True)
    assert read._store.value("SELECT count(*) FROM mentions") == len(GOOD)


@pytest.mark.parametrize("line", [b"\xff\xfe", b"{", b"NaN", b'{"doc_id": "x"'])
def test_lines_that_are_no_json(tmp_path: Path, read: toolkit.Corpus, line: bytes) -> None:
    path = tmp_path / "m.jsonl"
    path.write_bytes(line + b"\n" + json.dumps(GOOD[0]).encode())
    done = read.add_mentions(path)
    assert done.mentions == 1 and [s.where for s in done.skipped] == ["m.jsonl:1"]


def test_a_file_that_is_not_there(tmp_path: Path, read: toolkit.Corpus) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read.add_mentions(tmp_path / "none.jsonl")
