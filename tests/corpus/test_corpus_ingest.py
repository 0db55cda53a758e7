"""Documents in: folders are synchronised, values are added, nothing is written in a dry run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from harbour import TEXTS, write

import toolkit
from toolkit import Document, InputError, UsageError


def ids(corpus: toolkit.Corpus) -> list[str]:
    return [row["doc_id"] for row in corpus.documents.to_pylist()]


def test_a_folder_gives_ids_groups_and_sources(tmp_path: Path, empty: toolkit.Corpus) -> None:
    done = empty.ingest(write(tmp_path / "docs"))
    assert done.added == tuple(sorted(TEXTS)) and not (done.changed or done.removed)
    assert empty.groups == ("north", "south")
    row = empty.documents.to_pylist()[0]
    assert (row["doc_id"], row["group"]) == ("north/meeting", "north")
    assert row["source"] == "north/meeting.txt" and row["words"] == len(
        TEXTS[row["doc_id"]].split()
    )
    assert str(tmp_path) not in str(empty.documents.to_pylist())


def test_what_changed_is_read_again_and_what_vanished_leaves(
    tmp_path: Path, empty: toolkit.Corpus
) -> None:
    docs = write(tmp_path / "docs")
    empty.ingest(docs)
    assert empty.ingest(docs).unchanged == tuple(sorted(TEXTS))
    write(docs, {"north/plan": "Another text about Norway.\n", "north/new": "Denmark came.\n"})
    (docs / "south" / "visit.txt").unlink()
    done = empty.ingest(docs)
    assert (done.added, done.changed) == (("north/new",), ("north/plan",))
    assert (done.unchanged, done.removed) == (("north/meeting",), ("south/visit",))
    assert ids(empty) == ["north/meeting", "north/new", "north/plan"]
    assert repr(done).startswith("Ingested(1 added, 1 changed, 1 unchanged, 1 removed")


def test_vanished_documents_may_stay(tmp_path: Path, empty: toolkit.Corpus) -> None:
    docs = write(tmp_path / "docs")
    empty.ingest(docs)
    (docs / "south" / "visit.txt").unlink()
    assert empty.ingest(docs, keep_missing=True).removed == ()
    assert ids(empty) == sorted(TEXTS)


def test_another_folder_is_left_alone(tmp_path: Path, empty: toolkit.Corpus) -> None:
    one = write(tmp_path / "one", {"a/x": "Norway came.\n", "a/y": "Denmark came.\n"})
    two = write(tmp_path / "two", {"b/z": "Sweden came.\n"})
    empty.ingest(one)
    empty.ingest(two)
    (one / "a" / "y.txt").unlink()
    assert empty.ingest(one).removed == ("a/y",)
    assert empty.ingest(two).removed == ()
    assert ids(empty) == ["a/x", "b/z"]
    (one / "a" / "x.txt").unlink()
    (two / "b" / "z.txt").unlink()
    write(one, {"a/new": "Finland came.\n"})
    write(two, {"b/new": "Iceland came.\n"})
    assert empty.ingest(one, two).removed == ("a/x", "b/z")


def test_a_dry_run_writes_nothing(tmp_path: Path, empty: toolkit.Corpus) -> None:
    docs = write(tmp_path / "docs")
    assert empty.ingest(docs, dry_run=True).added == tuple(sorted(TEXTS))
    assert ids(empty) == []
    empty.ingest(docs)
    before = empty.documents.to_pylist()
    (docs / "south" / "visit.txt").unlink()
    write(docs, {"north/plan": "Another text.\n"})
    planned = empty.ingest(docs, dry_run=True)
    assert (planned.changed, planned.removed) == (("north/plan",), ("south/visit",))
    assert empty.documents.to_pylist() == before


AS_VALUES: dict[str, Any] = {
    "documents": [Document(doc_id, text, group="g") for doc_id, text in TEXTS.items()],
    "mappings": [{"doc_id": i, "text": t, "group": "g", "more": 1} for i, t in TEXTS.items()],
    "arrow": pa.table({"doc_id": list(TEXTS), "text": list(TEXTS.values()), "group": ["g"] * 3}),
}


@pytest.mark.parametrize("form", AS_VALUES)
def test_documents_as_values(form: str, empty: toolkit.Corpus) -> None:
    assert empty.ingest(AS_VALUES[form]).added == tuple(sorted(TEXTS))
    rows = empty.documents.to_pylist()
    assert [row["doc_id"] for row in rows] == sorted(TEXTS)
    assert {row["group"] for row in rows} == {"g"} and all(row["sha256"] for row in rows)


def test_one_value_after_the_other(empty: toolkit.Corpus) -> None:
    """Values have no folder: a later call adds, it does not replace what came before."""
    for doc_id, text in TEXTS.items():
        assert empty.ingest(Document(doc_id, text)).removed == ()
    assert ids(empty) == sorted(TEXTS)


def test_a_date_or_title_that_was_corrected_is_taken_over(empty: toolkit.Corpus) -> None:
    row = {"doc_id": "a", "text": "Norway came.", "title": "Old", "date": "2024-01-01"}
    empty.ingest(row)
    assert empty.ingest(row).unchanged == ("a",)
    assert empty.ingest({**row, "title": "New", "date": "2025-01-01"}).changed == ("a",)
    (stored,) = empty.documents.to_pylist()
    assert (stored["title"], stored["date"]) == ("New", "2025-01-01")


def test_another_group_is_a_change(empty: toolkit.Corpus) -> None:
    empty.ingest(Document("a", "Norway came.", group="x"))
    assert empty.ingest(Document("a", "Norway came.", group="y")).changed == ("a",)
    assert empty.groups == ("y",)


@pytest.mark.parametrize(
    "row",
    [
        {"doc_id": "a"},
        {"text": "no id"},
        {"doc_id": "", "text": "x"},
        {"doc_id": "a", "text": None},
        {"doc_id": "a", "text": 5},
        5,
    ],
)
def test_values_that_are_no_documents(row: Any, empty: toolkit.Corpus) -> None:
    with pytest.raises(InputError, match="a document needs doc_id and text"):
        empty.ingest([row])


def test_text_that_is_no_unicode_is_refused(empty: toolkit.Corpus) -> None:
    with pytest.raises(InputError, match="a"):
        empty.ingest(Document("a", "half a sign: \ud83c"))
    assert ids(empty) == []


def test_one_id_twice_is_refused(tmp_path: Path, empty: toolkit.Corpus) -> None:
    with pytest.raises(InputError, match="two documents with the id 'a'"):
        empty.ingest([Document("a", "x"), Document("a", "y")])
    with pytest.raises(InputError, match="north/plan"):
        empty.ingest(write(tmp_path / "docs"), Document("north/plan", "x"))
    assert ids(empty) == []


def test_nothing_to_read(tmp_path: Path, empty: toolkit.Corpus) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        empty.ingest(tmp_path / "nowhere")
    with pytest.raises(InputError, match="no documents found"):
        empty.ingest(tmp_path)
    with pytest.raises(UsageError, match="groups_from"):
        empty.ingest(write(tmp_path / "docs"), groups_from="moon")


def test_an_unreadable_file_is_listed_and_the_rest_goes_on(
    tmp_path: Path, empty: toolkit.Corpus
) -> None:
    docs = write(tmp_path / "docs")
    (docs / "north" / "blank.txt").write_text(" \n")
    done = empty.ingest(docs)
    assert done.added == tuple(sorted(TEXTS))
    (skipped,) = done.skipped
    assert "blank.txt" in skipped.where and skipped.what == "no text in it"
