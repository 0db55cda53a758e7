"""`toolkit resolve` on a folder of many formats: what it prints, and what `show` says of pages."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_calls import Done
from made_files import column, docx, p, pdf

STORY = [
    "The European Harbour Association met in Riga on Tuesday and chose a board for four years.",
    "Ministers of Norway and Denmark welcomed the choice and promised more money for the lanes.",
    "The Baltic Port Authority will run the programme in eleven harbours of the whole region.",
    "Nobody who was asked after the meeting wanted to say how much all of this is going to cost.",
    "What is known so far is that the work will take three years and begin with the deep lanes.",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    docs = tmp_path / "docs"
    for group in ("north", "south"):
        (docs / group).mkdir(parents=True)
    (docs / "north/a.pdf").write_bytes(pdf([column(STORY[:3]), column(STORY[3:])]))
    (docs / "north/b.txt").write_text(" ".join(STORY))
    (docs / "south/c.docx").write_bytes(docx("".join(map(p, STORY))))
    (docs / "south/d.txt.gz").write_bytes(gzip.compress(b"Norway and Latvia met in Oslo."))
    (docs / "south/broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    (docs / "south/old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    return docs


def test_every_format_is_read_and_the_rest_is_listed(
    folder: Path, toolkit_main: Callable[..., Done]
) -> None:
    done = toolkit_main("resolve", "docs", "--store", "s.duckdb")
    assert done.code == 4
    assert "warning: docs/south/broken.pdf: a damaged PDF" in done.err
    assert "warning: docs/south/old.doc: .doc is not read (save it as .docx" in done.err
    assert "1 document is a reprint of an earlier one of the group" in done.err
    assert "counted once: north/b of north/a" in done.err
    assert "1 document prints text of another group, and it counts in each: south/c" in done.err
    again = json.loads(toolkit_main("resolve", "docs", "--store", "s.duckdb", "--json").out)
    assert again["up_to_date"] and len(again["reprints"]) == 2
    assert again["counts"]["documents"] == 4 and again["counts"]["skipped"] == 2
    assert str(folder.parent) not in done.err + json.dumps(again)


def test_show_names_pages_and_reprinted_mentions(
    folder: Path, toolkit_main: Callable[..., Done]
) -> None:
    toolkit_main("resolve", "docs", "--store", "s.duckdb", "-q")
    done = toolkit_main("show", "s.duckdb", "Norway")
    assert "north/a p. 1: Ministers of Norway" in done.out
    assert "south/c: Ministers of Norway" in done.out
    assert "1 more in reprinted text" in done.err
    found = json.loads(toolkit_main("show", "s.duckdb", "Norway", "--json").out)
    assert found["reprinted"] == 1 and found["groups"] == {"north": 1, "south": 2}
