"""Documents and mentions from what people hold in a notebook: frames, tables, data sets."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit
from toolkit import InputError, MentionError, UsageError
from toolkit.corpus.given_rows import placed_rows
from toolkit.table import Table

ROWS = [
    {"doc_id": "a", "text": "Norway met Oslo.", "group": "x", "date": "2024-01-05"},
    {"doc_id": "b", "text": "Vienna met Norway.", "group": None, "date": None},
    {"doc_id": "c", "text": "Oslo spoke.", "group": "y", "date": "2024-03"},
]


class Dataset:
    """What `datasets.Dataset` of Hugging Face does, as far as it can be relied upon: it iterates
    over rows, gives batches as dicts of columns, and has `column_names` and `to_dict()`."""

    column_names = ("doc_id", "text", "group", "date")
    features: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(ROWS)

    def __len__(self) -> int:
        return len(ROWS)

    def iter(self, batch_size: int) -> Iterator[dict[str, list[Any]]]:
        for at in range(0, len(ROWS), batch_size):
            part = ROWS[at : at + batch_size]
            yield {name: [row[name] for row in part] for name in self.column_names}

    def to_dict(self) -> dict[str, list[Any]]:
        return {name: [row[name] for row in ROWS] for name in self.column_names}


def table() -> pa.Table:
    return pa.Table.from_pylist(ROWS)


def dataset(folder: Path) -> Any:
    pq.write_table(table(), folder / "t.parquet")
    return ds.dataset(folder)


HOLDERS: dict[str, Callable[[Path], Any]] = {
    "list": lambda _: ROWS,
    "generator": lambda _: (row for row in ROWS),
    "pandas": lambda _: pd.DataFrame(ROWS),
    "pandas in chunks": lambda _: iter([pd.DataFrame(ROWS[:2]), pd.DataFrame(ROWS[2:])]),
    "pandas with an index": lambda _: pd.DataFrame(ROWS, index=[7, 7, 9]),
    "polars": lambda _: pl.DataFrame(ROWS),
    "polars, lazy": lambda _: pl.LazyFrame(ROWS),
    "arrow": lambda _: table(),
    "arrow batches": lambda _: table().to_batches(max_chunksize=1),
    "arrow reader": lambda _: table().to_reader(max_chunksize=2),
    "arrow data set": dataset,
    "table of ours": lambda _: Table(table()),
    "columns": lambda _: table().to_pydict(),
    "columns of numpy": lambda _: {"doc_id": np.array(["a", "b", "c"]), "group": ["x", None, "y"],
                                   "text": [r["text"] for r in ROWS],
                                   "date": [r["date"] for r in ROWS]},
    "duckdb": lambda _: duckdb.from_arrow(table()),
    "data set": lambda _: Dataset(),
    "batches of a data set": lambda _: Dataset().iter(batch_size=2),
    "documents": lambda _: [toolkit.Document(r["doc_id"], r["text"], r["group"] or "all",
                                             date=r["date"] or "") for r in ROWS],
}  # fmt: skip


@pytest.mark.parametrize("name", HOLDERS)
def test_all_that_holds_documents(name: str, empty: toolkit.Corpus, tmp_path: Path) -> None:
    assert empty.ingest(HOLDERS[name](tmp_path)).added == ("a", "b", "c")
    found = {row["doc_id"]: row for row in empty.documents.to_pylist()}
    assert {key: row["group"] for key, row in found.items()} == {"a": "x", "b": "all", "c": "y"}
    assert {key: row["date"] for key, row in found.items()} == {
        "a": "2024-01-05", "b": "", "c": "2024-03"}  # fmt: skip


def test_values_as_frames_write_them(empty: toolkit.Corpus) -> None:
    frame = pd.DataFrame({
        "doc_id": [1, 2, 3], "text": ["One Norway.", "Two Oslo.", "Three Vienna."],
        "group": pd.Categorical(["x", None, "y"]), "lang": ["en-GB", pd.NA, np.nan],
        "date": [pd.Timestamp("2024-02-03 10:00"), pd.NaT, datetime.date(2024, 5, 6)],
        "title": [np.float64(2.0), "T", None],
    })  # fmt: skip
    assert empty.ingest(frame).warnings == ()
    rows = empty.documents.to_pylist()
    assert [r["doc_id"] for r in rows] == ["1", "2", "3"]
    assert [r["group"] for r in rows] == ["x", "all", "y"]
    assert [r["date"] for r in rows] == ["2024-02-03", "", "2024-05-06"]
    assert [r["title"] for r in rows] == ["2", "T", rows[2]["title"]] and rows[0]["lang"] == "en"
    dates = frame.assign(date=pd.to_datetime(["2024-02-03", None, "2024-05-06"]))
    assert len(empty.ingest(dates).unchanged) == 3


def test_a_table_twice_changes_nothing(empty: toolkit.Corpus) -> None:
    empty.ingest(pd.DataFrame(ROWS))
    assert empty.ingest(pl.DataFrame(ROWS)).unchanged == ("a", "b", "c")


def test_columns_of_other_names(empty: toolkit.Corpus) -> None:
    frame = pd.DataFrame({"id": ["a"], "speech": ["Norway spoke."], "party": ["left"], "text": [1]})
    named = {"doc_id": "id", "text": "speech", "group": "party"}
    assert empty.ingest(frame, columns=named).added == ("a",)
    assert empty.groups == ("left",)


@pytest.mark.parametrize(
    ("items", "columns", "what", "hint"),
    [
        ([{"id": "a", "text": "x"}], None, "row 1: .*no column doc_id", "columns={'doc_id': 'id'}"),
        ([ROWS[0], {"doc_id": "b", "body": "x"}], None, "row 2: .*no column text", "'body'"),
        (pd.DataFrame({"doc_id": ["a", "b"], "text": ["x", np.nan]}), None,
         "row 2: .*column text holds nothing", "dropna"),
        (pd.DataFrame({"doc_id": ["a", None], "text": ["x", "y"]}), None,
         "row 2: .*doc_id holds nothing", "id"),
        ([{"doc_id": "a", "text": "x"}], {"text": "txt"}, "no column 'txt' for text", "'text'"),
        ([{"doc_id": "a", "text": "x"}], {"txt": "text"}, "columns says 'txt'", "'text'"),
        ([{"doc_id": "a", "text": "x", "group": ["y"]}], None, "row 1: .*group holds a list", ""),
        ([{"doc_id": "a" * 2000, "text": "x"}], None, "longer than 1,000", ""),
        ([{"doc_id": "a\0", "text": "x"}], None, "NUL", ""),
        (["one text", "another"], None, "among rows", "arguments of their own"),
        ([7], None, "row 1: .*this is a int", "data frame"),
        (7, None, "row 1: .*this is a int", "data frame"),
        ({"train": Dataset(), "test": Dataset()}, None, "in parts", "dataset['train']"),
        ({"doc_id": ["a", "b"], "text": ["x"]}, None, "unequal length", ""),
        (pd.DataFrame([["a", "x", "y"]], columns=["doc_id", "text", "text"]), None,
         "two columns are called 'text'", ""),
    ],
)  # fmt: skip
def test_wrong_tables_say_which_cell_and_what_to_do(
    items: Any, columns: Any, what: str, hint: str, empty: toolkit.Corpus
) -> None:
    with pytest.raises((InputError, UsageError)) as caught:
        empty.ingest(items, columns=columns)
    assert caught.match(f"(?s){what}") and hint in str(caught.value)
    assert len(empty.documents) == 0


def test_inputs_are_told_apart(empty: toolkit.Corpus) -> None:
    with pytest.raises(InputError, match="input 2, row 3"):
        empty.ingest(ROWS, [*ROWS[:2], {"doc_id": "z"}])


def test_what_was_nearly_right_is_told(empty: toolkit.Corpus) -> None:
    rows = [{"doc_id": str(n), "text": "Norway.", "Group": "x", "date": "05/01/2024"}
            for n in range(30)]  # fmt: skip
    told = empty.ingest(rows).warnings
    assert "'Group' is not read. Did you mean 'group'?" in told[0]
    assert "row 1: the date '05/01/2024' is not ISO" in told[1] and "more of such" in told[-1]
    assert len(told) == 21


def test_rows_are_counted_through_chunks() -> None:
    places = [where for where, _ in placed_rows([pd.DataFrame(ROWS), table(), *ROWS])]
    assert places == [f"row {n}" for n in range(1, 10)]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=8), st.sampled_from(["pd", "pl", "pa"]))
def test_any_text_comes_out_as_it_went_in(texts: list[str], kind: str) -> None:
    rows = [{"doc_id": str(n), "text": text} for n, text in enumerate(texts)]
    held = {"pd": pd.DataFrame, "pl": pl.DataFrame, "pa": pa.Table.from_pylist}[kind](rows)
    assert [row["text"] for _, row in placed_rows(held)] == texts


# --- mentions ----------------------------------------------------------------------------------

MENTIONS = [
    {"doc_id": "a", "start": 0, "end": 6, "text": "Norway", "type": "GPE"},
    {"doc_id": "a", "start": 11, "end": 15, "text": "Oslo", "type": None},
    {"doc_id": "b", "start": 11, "end": 17, "text": "Norway", "type": "GPE"},
]


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame, pa.Table.from_pylist, list, iter])
def test_mentions_from_a_frame(kind: Any, empty: toolkit.Corpus) -> None:
    empty.ingest(ROWS)
    done = empty.add_mentions(kind(MENTIONS))
    assert (done.mentions, done.documents, done.skipped) == (3, 2, ())


def test_mentions_of_other_columns_and_gaps(empty: toolkit.Corpus) -> None:
    empty.ingest(ROWS)
    frame = pd.DataFrame(MENTIONS).rename(columns={"start": "begin"})
    frame.loc[3] = ["c", np.nan, np.nan, None, None]  # offsets are floats now
    done = empty.add_mentions(frame, columns={"start": "begin"})
    assert done.mentions == 3 and done.skipped[0].where == "mention 4"
    with pytest.raises(InputError, match="no column start") as caught:
        empty.add_mentions(frame)
    assert "columns={'start'" in caught.value.hint and "begin" in caught.value.hint
    with pytest.raises(MentionError, match="mention 4"):
        empty.add_mentions(frame, strict=True, columns={"start": "begin"})


def test_mentions_of_ours(empty: toolkit.Corpus) -> None:
    empty.ingest(ROWS)
    found = [toolkit.Mention("a", 0, 6, "Norway", "GPE")]
    assert empty.add_mentions(found).mentions == 1


@pytest.mark.spacy
def test_docs_of_spacy(empty: toolkit.Corpus) -> None:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Norway"}, {"label": "GPE", "pattern": "Oslo"}])
    pairs = [(r["text"], {"doc_id": r["doc_id"], "group": r["group"]}) for r in ROWS]
    docs = list(nlp.pipe(pairs, as_tuples=True))
    assert empty.ingest(docs).added == ("a", "b", "c") and empty.groups == ("all", "x", "y")
    assert empty.add_mentions(docs).mentions == 4
    bare = nlp("Oslo spoke.")
    assert empty.add_mentions([bare]).mentions == 1  # the only document of this text
    with pytest.raises(InputError, match="no doc_id") as caught:
        empty.ingest(bare)
    assert "user_data" in caught.value.hint
    bare.user_data["doc_id"] = "d"
    assert empty.ingest(bare).added == ("d",)
    (skipped,) = empty.add_mentions(nlp("Another text.")).skipped
    assert "text of no document" in skipped.what
