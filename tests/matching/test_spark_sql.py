"""Conditions and letters for Spark mean what they mean on DuckDB; no Spark is needed to see it."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.matching.levels import COMPARISONS
from toolkit.matching.model import load_model
from toolkit.matching.pair_comparisons import PAIR_COMPARISONS
from toolkit.matching.scoring import level_sql
from toolkit.matching.spark_letters import compared
from toolkit.matching.spark_sql import to_spark

DUCKDB_ONLY = ("list_", "lambda", "len(", "starts_with", "string_split", "[", "&&", "hidden")
# Letters of one to four bytes, few enough for pairs that are alike.
WORDS = st.text("abrmé-İłж中🦊 ", max_size=9)


@pytest.mark.parametrize("item", [*COMPARISONS, *PAIR_COMPARISONS], ids=lambda item: item.name)
def test_every_level_has_a_form_in_spark(item: object) -> None:
    for sql in (item.silent, *(sql for _, sql in item.levels if sql != "ELSE")):  # type: ignore[attr-defined]
        made = to_spark(sql).casefold()
        assert not [word for word in DUCKDB_ONLY if word in made], made


def test_what_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="'list_zip' of a level"):
        to_spark("coalesce(list_zip(core_l, core_r) IS NULL, FALSE)")
    with pytest.raises(ValueError, match="splits at something else"):
        to_spark("string_split(words_l, '.') IS NULL")


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("len(core_l) > length(head_l)", "ARRAY_SIZE(core_l) > LENGTH(head_l)"),
        ("core_l[1:len(core_r)] = core_r", "SLICE(core_l, 1, ARRAY_SIZE(core_r)) = core_r"),
        (
            "(list_filter(core_l, lambda t: NOT list_contains(core_r, t)))[1]",
            "TRY_ELEMENT_AT((FILTER(core_l, t -> NOT ARRAY_CONTAINS(core_r, t))), 1)",
        ),
        ("list_has_all(core_l, core_r)", "ARRAY_SIZE(ARRAY_EXCEPT(core_r, core_l)) = 0"),
        ("starts_with(a_l, a_r)", "STARTSWITH(a_l, a_r)"),
    ],
)
def test_translations(sql: str, expected: str) -> None:
    assert to_spark(sql) == expected


def test_numbers_of_levels_are_translated_whole() -> None:
    for sql in level_sql(load_model("policy")).values():
        assert to_spark(sql).count("WHEN") == sql.count("WHEN")


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=90))
def test_letters_are_compared_as_duckdb_does(pairs: list[tuple[str, str]]) -> None:
    table = pa.table({
        "a": pa.array([*(a for a, _ in pairs), None], pa.string()),
        "b": pa.array([*(b for _, b in pairs), "x"], pa.string()),
    })  # fmt: skip
    with duckdb.connect() as connection:
        connection.register("pairs", table)
        expected = connection.sql(
            "SELECT jaro_winkler_similarity(a, b), damerau_levenshtein(a, b) FROM pairs"
        ).fetchall()
    alike = compared("jaro_winkler_similarity")(table["a"], table["b"]).to_pylist()
    apart = compared("damerau_levenshtein_distance")(table["a"], table["b"]).to_pylist()
    for (given_alike, given_apart), one, other in zip(expected, alike, apart, strict=True):
        assert other == given_apart
        # the last binary digit may differ: docs/decisions/0030
        assert one == given_alike or abs(one - given_alike) < 1e-12
