import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_chains import KNOWLEDGE, chain

from toolkit.config import MatchingSettings, RunSettings
from toolkit.errors import BudgetError
from toolkit.matching import Records, build_records, from_json, load_model, score
from toolkit.matching.blocking import RULES, estimate
from toolkit.matching.features import Features
from toolkit.matching.knowledge import MatchingKnowledge
from toolkit.matching.records import lone_row
from toolkit.types import Chain


def names(records: Records) -> dict[str, int]:
    return {row["name"]: len(records.chain_ids[row["record_id"]]) for row in records.rows}


def test_equal_names_collapse_and_other_kinds_do_not() -> None:
    records = build_records(
        [
            chain("a", "ORG", "Kelvar Union"),
            chain("b", "ORG", "the Kelvar  Union’s"),
            chain("c", "EVENT", "Kelvar Union"),
        ],
        KNOWLEDGE,
    )
    assert sorted(len(ids) for ids in records.chain_ids.values()) == [1, 2]


@pytest.mark.parametrize("name", ["Letter of Intent", "Action Plan"])
def test_generic_names_keep_their_document(name: str) -> None:
    records = build_records([chain(doc, "DOCUMENT", name) for doc in "abc"], KNOWLEDGE)
    assert len(records.rows) == 3
    assert {row["bare"] for row in records.rows} == {"generic"}


def test_ministries_of_common_words_are_those_of_many_states() -> None:
    knowledge = MatchingKnowledge(common_words={"energy": 10, "of": 10})
    names = ["Ministry of Energy", "Ministry of Zarvel", "Energy Agency"]
    records = build_records([chain(doc, "ORG", n) for n in names for doc in "ab"], knowledge)
    assert {row["name"]: row["bare"] for row in records.rows} == dict(
        zip(names, ("generic", "", ""), strict=True)
    )


def test_a_bare_surname_keeps_its_document_only_if_two_bear_it() -> None:
    lone = [chain("a", "PERSON", "Lind"), chain("b", "PERSON", "Lind")]
    one = [*lone, chain("c", "PERSON", "Mara Lind")]
    two = [*one, chain("d", "PERSON", "Otto Lind")]
    assert names(build_records(lone, KNOWLEDGE)) == {"Lind": 2}
    assert len(build_records(one, KNOWLEDGE).rows) == 2
    assert len(build_records(two, KNOWLEDGE).rows) == 4


def test_a_bare_acronym_keeps_its_document_only_if_two_long_forms_fit() -> None:
    bare = [chain("a", "ORG", "QRS"), chain("b", "ORG", "QRS")]
    one = [*bare, chain("c", "ORG", "Quab Rond Sten")]
    two = [*one, chain("d", "ORG", "Quilt Road Shop")]
    assert len(build_records(one, KNOWLEDGE).rows) == 2
    assert len(build_records(two, KNOWLEDGE).rows) == 4


def test_nominals_link_to_nothing() -> None:
    records = build_records(
        [chain("a", "ORG", "Alliance", form="nominal"), chain("b", "ORG", "Alliance")], KNOWLEDGE
    )
    nominal = next(row for row in records.rows if row["bare"] == "nominal")
    assert not any(nominal[rule] for rule in RULES)


def test_demonyms_and_places_share_an_identity() -> None:
    records = build_records(
        [chain("a", "GPE", "Nordland"), chain("b", "GPE", "Nordic", form="demonym")], KNOWLEDGE
    )
    assert {row["identity"] for row in records.rows} == {"nl1"}


def test_roles_and_neighbours_are_kept() -> None:
    records = build_records(
        [
            chain("a", "PERSON", "Mara Lind", role="Chair"),
            chain("a", "ORG", "Kelvar", at=100),
            chain("a", "ORG", "Zorg", at=5000),
        ],
        KNOWLEDGE,
    )
    row = next(row for row in records.rows if row["name"] == "Mara Lind")
    assert row["roles"] == ("chair",)
    assert row["near_rare"] == ("kelvar",)


def test_missing_is_null_in_arrow() -> None:
    table = build_records([chain("a", "ORG", "Kelvar")], KNOWLEDGE).table()
    row = table.to_pylist()[0]
    assert row["surname"] is None and row["places"] is None and row["years"] is None
    assert not any(value in ("", []) for value in row.values())


def test_any_order_of_chains_gives_the_same_records() -> None:
    chains = [chain(doc, "ORG", name) for doc in "abcd" for name in ("Kelvar", "KELVAR", "Zorg")]
    first = build_records(chains, KNOWLEDGE)
    random.Random(5).shuffle(chains)
    assert build_records(chains, KNOWLEDGE) == first


def test_records_survive_the_store() -> None:
    records = build_records([chain("a", "PERSON", "Mara Lind", role="Chair")], KNOWLEDGE)
    told = [text for part in records.texts(RunSettings()) for text in part.to_pylist()]
    back = from_json(told, records.chain_ids)
    assert back.table() == records.table()


WORDS = st.lists(st.sampled_from("ab"), max_size=2)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS), min_size=1, max_size=12), st.integers(0, 12))
def test_a_digest_tells_of_every_value_where_it_is(
    told: list[tuple[list[str], ...]], cut: int
) -> None:
    empty = lone_row("r", Features(name="Kelvar"))
    names = ("keys", "acronyms", "near_rare", "near_common")  # neighbours: nothing may slip over
    rows = [empty | dict(zip(names, map(tuple, lists), strict=True)) for lists in told]
    found = Records(rows).digests(RunSettings()).to_pylist()
    for lists, digest in zip(told, found, strict=True):
        assert [other == lists for other in told] == [other == digest for other in found]
    parts = [Records(part).digests(RunSettings()).to_pylist() for part in (rows[:cut], rows[cut:])]
    assert [digest for part in parts for digest in part] == found


def many(count: int) -> list[Chain]:
    return [chain(f"d{i}", "PERSON", f"{chr(97 + i % 26)}{i}o Lind") for i in range(count)]


def test_the_budget_refuses_with_the_numbers() -> None:
    records = build_records(many(30), KNOWLEDGE)
    assert estimate(records.columns)["block_people"] >= 435
    with pytest.raises(BudgetError) as error:
        score(records, load_model(), MatchingSettings(pair_budget=100), RunSettings())
    assert "30 records" in error.value.what and "100" in error.value.what


def test_shared_generic_words_do_not_make_a_pair() -> None:
    records = build_records(
        [chain("a", "DOCUMENT", "Defence Plan"), chain("b", "DOCUMENT", "Trade Plan")],
        KNOWLEDGE,
    )
    pairs = score(records, load_model(), MatchingSettings(keep_above=-99), RunSettings())
    assert pairs.num_rows == 0


def test_ids_are_checked() -> None:
    row = build_records([chain("a", "ORG", "Kelvar")], KNOWLEDGE).rows[0]
    for rows in [(row, row), (row, row | {"record_id": ""})]:
        with pytest.raises(ValueError, match="unique"):
            score(Records(rows), load_model(), MatchingSettings(), RunSettings())


def test_nothing_to_compare() -> None:
    empty = build_records([], KNOWLEDGE)
    assert score(empty, load_model(), MatchingSettings(), RunSettings()).num_rows == 0
