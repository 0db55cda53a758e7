"""The store: it opens only what is its own, one writer at a time, all or nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from toolkit.documents import prepare
from toolkit.errors import StoreError
from toolkit.store import (
    SCHEMA_VERSION,
    Store,
    read_chains,
    read_documents,
    read_mentions,
    read_sentences,
    write_chains,
    write_documents,
)
from toolkit.types import Chain, Document, Link, Mention, Role

TEXT = "Ivo Brandt spoke. Brandt left.\n\nShare this article\n"


def documents(*ids: str) -> list[tuple[Document, tuple[object, ...]]]:
    loaded = [prepare(Document(i, TEXT, group=i[0], title="A 'title'; --"), "docs") for i in ids]
    return [(entry.document, entry.sentences) for entry in loaded]


def chain(doc_id: str) -> Chain:
    first = Mention(doc_id, 0, 10, "Ivo Brandt", "PERSON", confidence=0.9, rule="r", norm="n")
    second = Mention(doc_id, 18, 24, "Brandt", "PERSON", "surname", copy=1, nested=True)
    return Chain(
        "c" + doc_id, doc_id, "PERSON", (first, second),
        (Link(second.mention_id, first.mention_id, "surname", "one name fits"),),
        (Role("Minister", "Norway", 0, 3),), "Q1",
    )  # fmt: skip


def test_rows_round_trip(tmp_path: Path) -> None:
    given = documents("a1", "b2")
    with Store.open(tmp_path / "s.duckdb") as store:
        write_documents(store, "docs", given)
        write_chains(store, ["a1", "b2"], [chain("a1"), chain("b2")], "rules")
    with Store.open(tmp_path / "s.duckdb", read_only=True) as store:
        assert read_documents(store) == [document for document, _ in given]
        assert read_documents(store, ["b2"]) == [given[1][0]]
        assert read_documents(store, []) == []
        assert read_sentences(store) == {d.doc_id: list(s) for d, s in given}
        assert read_chains(store) == [chain("a1"), chain("b2")]
        assert read_mentions(store)["ca1"] == list(chain("a1").mentions)
        assert store.rows("SELECT DISTINCT words, extraction, root FROM documents") == [
            (5, "rules", "docs")
        ]
        assert store.table("SELECT doc_id FROM documents ORDER BY 1").num_rows == 2


def test_documents_and_chains_are_replaced_not_doubled() -> None:
    with Store.open() as store:
        for _ in range(2):
            write_documents(store, "docs", documents("a1", "b2"))
            write_chains(store, ["a1"], [chain("a1")], "rules")
        counts = {t: store.value(f"SELECT count(*) FROM {t}") for t in (
            "documents", "zones", "chains", "mentions", "links", "roles")}  # fmt: skip
        assert counts == {
            "documents": 2, "zones": 2, "chains": 1, "mentions": 2, "links": 1, "roles": 1,
        }  # fmt: skip


def test_streams_hold_every_row_in_order() -> None:
    with Store.open() as store:
        batches = list(store.stream("SELECT i FROM range(25) t(i) ORDER BY i", size=10))
        assert [len(batch) for batch in batches] == [10, 10, 5]
        assert [row[0] for batch in batches for row in batch] == list(range(25))


def test_a_foreign_file_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(path) as other:
        other.sql("CREATE TABLE mine (x INTEGER)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="no store of toolkit") as caught:
        Store.open(path)
    assert caught.value.where == "other.duckdb" and path.read_bytes() == before
    with duckdb.connect(path) as other:
        other.sql("DROP TABLE mine")
        other.sql("CREATE VIEW seen AS SELECT 1 AS x")
    with pytest.raises(StoreError, match="no store of toolkit"):
        Store.open(path)
    with duckdb.connect(path) as other:
        other.sql("CREATE TABLE meta (key VARCHAR, value VARCHAR)")
    with pytest.raises(StoreError, match="no store of toolkit"):
        Store.open(path)


@pytest.mark.parametrize("meta", ["(x INTEGER)", "(key INTEGER, value INTEGER)"])
def test_a_foreign_table_called_meta(tmp_path: Path, meta: str) -> None:
    with duckdb.connect(tmp_path / "other.duckdb") as other:
        other.sql(f"CREATE TABLE meta {meta}")
    with pytest.raises(StoreError, match="no store of toolkit"):
        Store.open(tmp_path / "other.duckdb")


@pytest.mark.parametrize(
    ("version", "age"), [(SCHEMA_VERSION + 1, "newer"), (0, "older"), ("x", "older"), ("", "older")]
)
def test_other_versions_are_refused(tmp_path: Path, version: object, age: str) -> None:
    path = tmp_path / "s.duckdb"
    Store.open(path).close()
    with duckdb.connect(path) as other:
        other.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [str(version)])
    with pytest.raises(StoreError, match=age):
        Store.open(path)


@pytest.mark.parametrize("content", [b"no database at all", b"x" * 5000])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "s.duckdb"
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        Store.open(path)
    assert path.read_bytes() == content and caught.value.exit_code == 3


def test_paths_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such store"):
        Store.open(tmp_path / "s.duckdb", create=False)
    with pytest.raises(StoreError, match="no such store"):
        Store.open(tmp_path / "s.duckdb", read_only=True)
    with pytest.raises(StoreError, match="folder"):
        Store.open(tmp_path / "nowhere" / "s.duckdb")
    with pytest.raises(StoreError):
        Store.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_second_process_is_told_to_wait(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    program = "import sys; from toolkit.store import Store; Store.open(sys.argv[1])"
    with Store.open(path):
        result = subprocess.run(
            [sys.executable, "-c", program, str(path)],
            capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
        )  # fmt: skip
    assert result.returncode == 1
    assert "in use by another process" in result.stderr and "Wait until" in result.stderr


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    with Store.open(path) as store:
        write_documents(store, "docs", documents("a1"))
        for error in (RuntimeError, KeyboardInterrupt):
            with pytest.raises(error), store.transaction():
                write_documents(store, "docs", documents("b2"))
                store.clear("sentences")
                raise error
        with pytest.raises(StoreError), store.transaction():
            write_documents(store, "docs", documents("b2"))
            store.rows("INSERT INTO nowhere VALUES (1)")
    with Store.open(path) as store:
        assert [d.doc_id for d in read_documents(store)] == ["a1"]
        assert read_sentences(store)["a1"]


def test_values_are_never_sql() -> None:
    hostile = "'; DROP TABLE documents; --"
    with Store.open() as store:
        write_documents(store, hostile, [(Document(hostile, hostile, group=hostile), ())])
        assert read_documents(store, [hostile])[0].text == hostile


def test_nothing_is_fetched_from_outside() -> None:
    with Store.open() as store:
        names = ("autoinstall_known_extensions", "autoload_known_extensions",
                 "allow_community_extensions")  # fmt: skip
        for name in names:
            assert store.value("SELECT current_setting(?)", [name]) is False


def test_rows_of_one_id_are_refused() -> None:
    """No index of the store looks for them."""
    with Store.open() as store, pytest.raises(ValueError, match="two rows of one id: m"):
        write_chains(store, ["a1"], [chain("a1"), chain("a1")], "rules")
