"""Texts in .gz, names of formats, and text in UTF-16 without its mark."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from toolkit.config import DocumentSettings
from toolkit.documents import read
from toolkit.documents.formats import FORMATS, format_of

TEXT = "The council met in Oslo. It was a long meeting of the members."


def test_every_text_format_may_be_packed(tmp_path: Path) -> None:
    page = f"<html><head><title>A page</title></head><body><article><p>{TEXT}</p></article></body>"
    row = {"doc_id": "row/1", "text": TEXT}
    files = {
        "a/one.txt": TEXT, "a/two.md": f"---\ntitle: A plan\n---\n{TEXT}", "a/three.html": page,
        "four.jsonl": json.dumps(row), "five.csv": f"doc_id,text\nrow/2,{TEXT}\n",
    }  # fmt: skip
    for name, content in files.items():
        path = tmp_path / f"{name}.gz"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(gzip.compress(content.encode()))
    found = {d.document.doc_id: d.document for d in read([tmp_path], DocumentSettings()).documents}
    assert sorted(found) == ["a/one", "a/three", "a/two", "row/1", "row/2"]
    assert found["a/one"].text == TEXT and found["a/one"].group == "a"
    assert found["a/two"].title == "A plan" and "It was a long" in found["a/three"].text


def test_names_of_formats() -> None:
    names = {"a.PDF": ".pdf", "b.v1.txt": ".txt", "c.txt.GZ": ".txt.gz", "d.gz": ".gz", "e": "",
             "f.tar.gz": ".tar.gz"}  # fmt: skip
    assert {name: format_of(name) for name in names} == names
    assert {".pdf", ".docx", ".csv.gz"} <= FORMATS and ".gz" not in FORMATS


def test_utf16_without_its_mark(tmp_path: Path) -> None:
    russian = "Совет порта собрался в Осло и принял план на следующий год."
    for name, text, encoding in (
        ("a", TEXT, "utf-16-le"), ("b", TEXT, "utf-16-be"), ("c", russian, "utf-16-le"),
    ):  # fmt: skip
        (tmp_path / f"{name}.txt").write_bytes(text.encode(encoding))
    result = read([tmp_path], DocumentSettings())
    assert [d.document.text for d in result.documents] == [TEXT, TEXT, russian]
    assert len(result.warnings) == 3 and "read as utf-16-le" in result.warnings[0]


def test_formats_that_are_not_read_are_listed(tmp_path: Path) -> None:
    for name in ("a.txt", "b.doc", "c.odt", "d.png", "~$e.docx"):
        (tmp_path / name).write_text(TEXT)
    result = read([tmp_path], DocumentSettings())
    assert [s.what for s in result.skipped] == [".doc is not read", ".odt is not read"]
