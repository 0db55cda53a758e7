"""A table that grows is read from where it ended; after every other change it is read whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from snapshot import difference

import toolkit
from toolkit.documents import tables
from toolkit.errors import InputError

TEXT = "Anna Lindqvist of the Harbour Safety Council spoke in Helsinki, paragraph {}."


def row(number: int, **more: str) -> str:
    return json.dumps({"doc_id": f"d{number}", "text": TEXT.format(number), **more}) + "\n"


def lines_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the lines that are read from now on."""
    seen: list[int] = []
    whole = tables._json_document

    def noting(file: object, number: int, line: bytes) -> object:
        seen.append(number)
        return whole(file, number, line)  # type: ignore[arg-type]

    monkeypatch.setattr(tables, "_json_document", noting)
    return seen


OLD = row(1, date="soon") + row(2) + row(3)  # the date is warned of, then and now
CHANGES = {
    "a line more": (OLD + row(4), [4]),
    "two lines and an empty one": (OLD + "\n" + row(4) + row(5), [5, 6]),
    "a bad line": (OLD + "{\n" + row(5), [4, 5]),
    "no end of line": (OLD + row(4).rstrip(), [4]),
    "a line changed": (row(1) + row(9) + row(3) + row(4), [1, 2, 3, 4]),
    "a line gone": (row(1) + row(2), [1, 2]),
    "nothing": (OLD, []),
}


@pytest.mark.parametrize("what", CHANGES)
def test_only_what_was_appended_is_read(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, expected = CHANGES[what]
    table = tmp_path / "docs.jsonl"
    table.write_text(OLD, encoding="utf-8")
    with toolkit.open(tmp_path / "s.duckdb") as corpus:
        corpus.ingest(table)
        table.write_text(now, encoding="utf-8")
        seen = lines_read(monkeypatch)
        done = corpus.ingest(table)
        assert seen == expected
        with toolkit.open() as fresh:
            new = fresh.ingest(table)
            assert difference(corpus._store, fresh._store) == ""
        assert (done.skipped, done.warnings) == (new.skipped, new.warnings)
        again = corpus.ingest(table)  # what was said of the lines before is said again
        assert (again.skipped, again.warnings) == (new.skipped, new.warnings)


@pytest.mark.parametrize("before", [OLD.rstrip(), OLD + "{\n"])
def test_a_table_without_an_end_or_with_bad_lines_is_read_whole(
    before: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "docs.jsonl"
    table.write_text(before, encoding="utf-8")
    with toolkit.open(tmp_path / "s.duckdb") as corpus:
        first = corpus.ingest(table)
        table.write_text(before + "\n" + row(7), encoding="utf-8")
        seen = lines_read(monkeypatch)
        done = corpus.ingest(table)
        assert seen[:3] == [1, 2, 3] and done.added == ("d7",)
        assert done.skipped == first.skipped


def test_an_appended_line_that_names_a_known_document_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "docs.jsonl"
    table.write_text(OLD, encoding="utf-8")
    with toolkit.open(tmp_path / "s.duckdb") as corpus:
        corpus.ingest(table)
        table.write_text(OLD + row(2), encoding="utf-8")
        with pytest.raises(InputError, match="two documents are called 'd2'"):
            corpus.ingest(table)
        assert len(corpus.documents) == 3
