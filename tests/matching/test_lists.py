"""Columns of lists: as plain Python lists do it, also in slices and where nothing is in them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.matching import lists

KINDS = {"name": "text", "words": "words", "years": "numbers", "weight": "number",
         "short": "flag", "near": "coded"}  # fmt: skip
TEXTS = st.lists(st.text("abc\0é", min_size=1, max_size=2), max_size=4).map(tuple)
ROWS = st.lists(st.fixed_dictionaries({
    "name": st.text("ab", max_size=2), "words": TEXTS,
    "years": st.lists(st.integers(0, 3000), max_size=3).map(tuple),
    "weight": st.floats(0, 9), "short": st.booleans(), "near": TEXTS,
}), max_size=7)  # fmt: skip


def texts(values: list[tuple[str, ...]]) -> pa.Array:
    return lists.column_of(values, "words")


@given(ROWS)
def test_rows_come_back_as_they_were(rows: list[dict[str, Any]]) -> None:
    table = lists.table_of(rows, KINDS)
    assert table.schema.names == list(KINDS)
    assert lists.rows_of(table) == rows
    assert lists.rows_of(table.slice(1, 3)) == rows[1:4], "also of a part"
    missing = [row[name] in ("", ()) for row in rows for name in ("name", "words", "near")]
    assert sum(table[name].null_count for name in ("name", "words", "near")) == sum(missing)


@given(st.lists(TEXTS, max_size=8), st.data())
def test_lists_are_filtered_and_looked_through(held: list[tuple[str, ...]], data: Any) -> None:
    column = texts(held)
    every = [value for values in held for value in values]
    keep = data.draw(st.lists(st.booleans(), min_size=len(every), max_size=len(every)))
    flags = iter(keep)
    expected = [tuple(value for value in values if next(flags)) for values in held]
    assert lists.plain(lists.kept(column, np.array(keep, bool))) == expected
    counts = lists.counted(pa.chunked_array([column]))
    assert counts == {value: every.count(value) for value in every}
    wanted = set(every[:2])
    found = lists.holding(pa.chunked_array([column]), pa.array(sorted(wanted), pa.string()))
    assert found == {at for at, values in enumerate(held) if wanted & set(values)}


@given(st.lists(TEXTS, max_size=8), st.integers(0, 8))
def test_codes_are_equal_for_equal_texts(held: list[tuple[str, ...]], begin: int) -> None:
    coded = lists.column_of(held, "coded").slice(begin)
    assert lists.plain(lists.decoded(coded)) == held[begin:]
    numbers = lists.plain(lists.codes(coded))
    pairs = {
        (text, number) for words, codes in zip(held[begin:], numbers, strict=True)
        for text, number in zip(words, codes, strict=True)
    }  # fmt: skip
    assert len({text for text, _ in pairs}) == len(pairs) == len({number for _, number in pairs})


def test_some_rows_get_other_values() -> None:
    table = pa.table({"a": texts([("x",), (), ("y", "z")]), "b": texts([("b",)] * 3)})
    found = lists.replaced(table, [0, 2], {"a": texts([(), ("new",)])})
    assert lists.rows_of(found) == [
        {"a": (), "b": ("b",)}, {"a": (), "b": ("b",)}, {"a": ("new",), "b": ("b",)},
    ]  # fmt: skip
    assert lists.rows_of(table)[2]["a"] == ("y", "z"), "the table itself stays"


@pytest.mark.parametrize("kind", lists.KINDS)
def test_every_kind_may_be_empty(kind: str) -> None:
    assert lists.plain(lists.column_of([], kind)) == []
