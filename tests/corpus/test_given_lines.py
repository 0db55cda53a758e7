"""Lines of given mentions are sorted by document without being read, and say the same when they
are read at last."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit
from toolkit.corpus.given_lines import Lines, document_of
from toolkit.side_files import parse_json
from toolkit.types import Document

TEXT = "The Harbour Board met Ivo Brandt in Zürich."
DOCUMENTS = [Document(doc_id, TEXT) for doc_id in ("a", "b", "ü")]
SPAN = {"start": 4, "end": 17, "text": "Harbour Board"}
LINES = [
    json.dumps({"doc_id": "a", **SPAN}), json.dumps({"doc_id": "ü", **SPAN}),
    json.dumps({"doc_id": "ü", **SPAN}, ensure_ascii=False),
    json.dumps({**SPAN, "doc_id": "b", "note": 'his "doc_id": "a"'}),
    json.dumps({**SPAN, "extra": {"doc_id": "a"}}),
    json.dumps({**SPAN, "extra": {"doc_id": "a"}, "doc_id": "b"}),
    json.dumps({"doc_id": "a", **SPAN}).replace("{", '{"doc_id": "b", '),
    json.dumps({"doc_id": "a", **SPAN}).replace("{", r'{"\u0064oc_id": "b", '),
    json.dumps({"doc_id": "a", **SPAN}).replace("}", r', "doc\u005Fid": "b"}'),
    json.dumps({"doc_id": "a", **SPAN, "end": 18}), json.dumps({"doc_id": "none", **SPAN}),
    json.dumps({"doc_id": 7, **SPAN}), json.dumps({"doc_id": None, **SPAN}),
    '[{"doc_id": "a"}]', '{"doc_id": "a"', '"doc_id": "a"', "", " ",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_lines_say_what_their_rows_say(tmp_path_factory: object, lines: list[str]) -> None:
    path = Path(tmp_path_factory.mktemp("lines")) / "m.jsonl"  # type: ignore[attr-defined]
    lines = [LINES[0], *lines]  # a first row without a column would be an error
    path.write_text("\n".join(lines), encoding="utf-8")
    rows = []  # those that can be read, as values
    for line in filter(str.strip, lines):
        try:
            row = parse_json(line)
        except ValueError:
            continue
        rows += [row] if isinstance(row, dict) else []
    taken = []
    for source in (path, rows):
        with toolkit.open() as corpus:
            corpus.ingest(DOCUMENTS)
            done = corpus.add_mentions(source)
            held = corpus._store.rows("SELECT * FROM mentions ORDER BY ALL")
        taken.append((done.mentions, done.documents, held))
        places = [int(item.where.rpartition(":" if source is path else " ")[2])
                  for item in done.skipped]  # fmt: skip
        assert places == sorted(places)
    assert taken[0] == taken[1]


def test_only_a_row_that_says_it_once_is_told() -> None:
    told = [document_of(line.encode()) for line in LINES]
    assert told[:4] == ["a", "", "ü", "b"] and told[5:9] == [""] * 4
    assert document_of(b'{"doc_id":"a"}') == document_of(b'{"doc_id" :  "a"}') == "a"


def test_neighbouring_lines_are_read_at_once_or_one_by_one() -> None:
    rows = [{"doc_id": "a", "start": n} for n in range(3)]
    lines = [json.dumps(row).encode() for row in rows]
    for text in (b"\n".join(lines), b"\r\n".join(lines), b"\r\n".join(lines) + b"\r"):
        assert Lines(4, text).rows() == rows
    for other in (b'{"a": "}"}', b'{"a": {}}', b"[1]", b'{"a": 1', b'{"a": "{"}'):
        kept = [*lines, other]
        assert Lines(4, b"\n".join(kept)).rows() == kept
