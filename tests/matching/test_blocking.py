"""Blocking keys: what joins, and what is given up when there are too many."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_chains import KNOWLEDGE, chain

from toolkit.config import MatchingSettings, RunSettings
from toolkit.matching import build_records, load_model, score, within_budget
from toolkit.matching.blocking import JOINS, MANY, RULES, estimate, pairs_with, tighten
from toolkit.matching.columns import COLUMNS
from toolkit.matching.keys import add_keys, keys_of
from toolkit.matching.lists import plain, table_of
from toolkit.types import Chain

LOW = MatchingSettings(keep_above=-999)


def surnames(count: int) -> list[Chain]:
    """Persons of one surname, each with a given name and a document of its own."""
    letters = "abcdefghijklmnoprst"
    given = [f"{a}{b}o".capitalize() for a in letters for b in letters][:count]
    return [chain(f"d{i}", "PERSON", f"{name} Lindqvist") for i, name in enumerate(given)]


def test_the_estimate_is_no_less_than_what_is_compared() -> None:
    records = build_records(surnames(20), KNOWLEDGE)
    pairs = score(records, load_model(), LOW, RunSettings(threads=1))
    assert 190 <= pairs.num_rows <= sum(estimate(records.columns).values())


def test_an_acronym_that_very_many_names_fit_joins_only_its_bearers() -> None:
    words = [f"q{a}{b}or" for a in "abcdefghijkl" for b in "abcdefghijkl"][: MANY + 20]
    longs = [chain(f"d{i}", "ORG", f"{word.capitalize()} Rond Sten") for i, word in
             enumerate(words)]  # fmt: skip
    bearer = chain("x", "ORG", "QRS")
    records = build_records([*longs, bearer], KNOWLEDGE)
    short = next(row for row in records.rows if row["name"] == "QRS")
    assert short["block_short"] == ("a:QRS",)
    assert estimate(records.columns)["block_acronyms"] == 0
    pairs = score(records, load_model(), LOW, RunSettings(threads=1)).to_pylist()
    found = [pair for pair in pairs if pair["blocking_rule"] == "short name and long name"]
    assert len(found) == len(longs)
    assert all(short["record_id"] in (pair["record_l"], pair["record_r"]) for pair in found)
    assert {pair["level_name"] for pair in found} == {"acronym of three letters fits"}


def test_a_short_name_of_very_many_documents_is_compared_with_long_names_only() -> None:
    bare = [chain(f"d{i}", "PERSON", "Lindqvist") for i in range(MANY + 20)]
    full = [chain("a", "PERSON", "Mara Lindqvist"), chain("b", "PERSON", "Otto Lindqvist")]
    records = build_records([*bare, *full], KNOWLEDGE)
    assert len(records.rows) == len(bare) + 2, "two bear the surname: each document keeps its own"
    assert sum(estimate(records.columns).values()) <= 2 * len(bare) + 2
    pairs = score(records, load_model(), LOW, RunSettings(threads=1)).to_pylist()
    long = {row["record_id"] for row in records.rows if row["given"]}
    assert len(pairs) == 2 * len(bare) + 1
    assert all({pair["record_l"], pair["record_r"]} & long for pair in pairs)


def test_a_generic_name_of_very_many_documents_is_compared_with_nothing() -> None:
    chains = [chain(f"d{i}", "DOCUMENT", "Letter of Intent") for i in range(MANY + 1)]
    records = build_records(chains, KNOWLEDGE)
    assert len(records.rows) == len(chains) and sum(estimate(records.columns).values()) == 0


def test_the_largest_blocks_are_given_up_first_and_named() -> None:
    records = build_records([*surnames(60), chain("a", "PERSON", "Mara Zorg"),
                             chain("b", "PERSON", "Otto Zorg")], KNOWLEDGE)  # fmt: skip
    columns, dropped = tighten(records.columns, 500)
    assert [(item.rule, item.keys, item.pairs) for item in dropped] == [("block_people", 1, 1770)]
    assert estimate(columns)["block_people"] == estimate(records.columns)["block_people"] - 1770
    kept, said = within_budget(records, MatchingSettings(pair_budget=500))
    assert said == (
        "1 keys that many records share were given up (same surname or name word, by sound): "
        "up to 1,770 pairs were not compared",
    )
    assert len(kept.rows) == len(records.rows) and kept.chain_ids == records.chain_ids


@pytest.mark.parametrize("budget", [0, 10**9])
def test_small_blocks_stay_and_a_large_budget_changes_nothing(budget: int) -> None:
    records = build_records(surnames(30), KNOWLEDGE)
    columns, dropped = tighten(records.columns, budget)
    assert columns is records.columns and dropped == ()


def test_a_word_of_a_hundred_records_is_not_rare_in_any_corpus() -> None:
    chains = [chain(f"d{i}", "ORG", f"Kelvar Zorg{i}") for i in range(MANY + 1)]
    records = build_records(chains, KNOWLEDGE)
    rows = [row | keys_of(row, KNOWLEDGE) for row in records.rows]
    assert len(rows) * 120 * 0.01 > MANY
    for kept, many in ((rows * 120, True), (rows[:30], False)):
        words = plain(add_keys(table_of(kept, COLUMNS))["block_words"].combine_chunks())
        assert all(("first kelvar" in found) is not many for found in words)


KEYS = st.lists(st.sampled_from("abc"), max_size=2, unique=True)


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(RULES, KEYS)), max_size=7), st.data())
@settings(deadline=None)
def test_pairs_of_some_are_all_that_share_a_key(rows: list[dict], data: st.DataObject) -> None:
    numbers = range(len(rows))
    changed = data.draw(st.sets(st.sampled_from(numbers))) if rows else set()
    lists = {"record_id": pa.array([f"r{at}" for at in numbers], pa.string())} | {
        rule: pa.array([row[rule] or None for row in rows], pa.list_(pa.string())) for rule in RULES
    }
    expected = {}
    for left in numbers:
        for right in range(left + 1, len(rows)):
            made = [n for n, (a, b) in enumerate(JOINS) if {*rows[left][a]} & {*rows[right][b]}]
            if made and {left, right} & changed:
                expected[f"r{left}", f"r{right}"] = str(made[0])
    found = pairs_with(pa.table(lists), sorted(changed)).to_pylist()
    assert {(p["join_key_l"], p["join_key_r"]): p["match_key"] for p in found} == expected
    assert len(found) == len(expected)


def test_some_records_are_scored_as_among_all() -> None:
    names = ("Mara Lindqvist", "M. Lindqvist", "Lindqvist", "Otto Lindqvist", "Anna Zorg")
    chains = [chain(f"d{n % 3}", "PERSON", name, at=400 * n) for n, name in enumerate(names)]
    bodies = ("Nordic Trade Board", "NTB", "Trade Board of Nordland", "Trade Road", "NTB Office")
    chains += [chain(f"e{n % 2}", "ORG", name, at=400 * n) for n, name in enumerate(bodies)]
    records, run = build_records(chains, KNOWLEDGE), RunSettings(threads=1)
    every = score(records, load_model(), LOW, run).to_pylist()
    assert len(every) > 8 and len({pair["blocking_rule"] for pair in every}) > 2
    for some in ({records.ids[0]}, set(records.ids[2:5]), set(records.ids)):
        expected = [pair for pair in every if {pair["record_l"], pair["record_r"]} & some]
        assert score(records, load_model(), LOW, run, some).to_pylist() == expected
