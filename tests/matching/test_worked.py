"""Names are worked out once: what the last run knew is taken, and gives the same records."""

from __future__ import annotations

import json
import re
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hostile_strings import STRINGS
from made_chains import KNOWLEDGE, chain

from toolkit.config import RunSettings
from toolkit.matching import build_records, worked, worked_shape
from toolkit.matching.features import FEATURES, Features
from toolkit.matching.worked import Worked, record_key
from toolkit.types import Chain

FIRST = [
    chain("a", "ORG", "Kelvar Union"), chain("a", "ORG", "QRS", at=200),
    chain("b", "PERSON", "Mara Lind"), chain("b", "OTHER", "President Lind", at=200),
    chain("c", "ORG", "Quab Rond Sten", "QRS"), chain("c", "GPE", "Nordland", at=300),
]  # fmt: skip
MORE = [
    chain("d", "ORG", "Mara Lind"), chain("d", "ORG", "ML", at=200),
    chain("d", "OTHER", "Zorg", at=400), chain("e", "PERSON", "Otto Zorg"),
    chain("e", "ORG", "KU", at=200),
]  # fmt: skip


def known_after(chains: list[Chain]) -> Worked:
    """What a store would give back after these chains: through its JSON."""
    before = Worked()
    records = build_records(chains, KNOWLEDGE, worked=before)
    told = [*before.told(RunSettings())]
    connection = duckdb.connect()
    connection.sql("CREATE TABLE namings (naming VARCHAR, features VARCHAR)")
    for part in told:
        connection.register("part", part)
        connection.sql("INSERT INTO namings SELECT naming, features FROM part")
    read = "SELECT naming AS written, unnest(from_json(features, ?)) FROM namings"
    table = connection.sql(read, params=[worked_shape()]).to_arrow_table()
    return Worked(table, records.columns)


@pytest.mark.parametrize("chains", [FIRST, [*FIRST, *MORE], MORE, []])
def test_the_same_records_with_and_without(chains: list[Chain]) -> None:
    anew = build_records(chains, KNOWLEDGE)
    assert build_records(chains, KNOWLEDGE, worked=known_after(FIRST)) == anew
    assert build_records(chains, KNOWLEDGE, worked=known_after([*MORE, *FIRST[:2]])) == anew


def test_names_of_any_letters_come_back_from_the_store_as_they_were() -> None:
    chains = [
        chain(f"d{number}", kind, text, at=500 * number)
        for number, text in enumerate(STRINGS.values()) for kind in ("ORG", "PERSON", "OTHER")
        if text.strip() and not re.search("[\ud800-\udfff]", text)
    ]  # fmt: skip
    assert len(chains) > 150
    known = known_after(chains)
    assert build_records(chains, KNOWLEDGE, worked=known) == build_records(chains, KNOWLEDGE)
    assert known.new.num_rows == 0


def test_what_is_known_is_not_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    known = known_after(FIRST)
    asked: list[Any] = []

    def remember(knowledge: object, ways: pa.Table) -> pa.Table:
        asked.extend(ways.to_pylist())
        return work_out(KNOWLEDGE, ways)

    work_out = worked.work_out
    monkeypatch.setattr(worked, "work_out", remember)
    build_records([*FIRST, MORE[0]], KNOWLEDGE, RunSettings(threads=1), known)
    assert [(way["type"], way["text"]) for way in asked] == [("ORG", ["Mara Lind"])]
    assert known.new.num_rows == 1
    assert len(known.used) == len({*known.used.to_pylist()}) == len(FIRST) + 2, "Lind: two ways"


def test_a_name_that_was_a_person_is_asked_for_its_acronyms_when_it_is_a_body() -> None:
    """Persons are not: what was kept of them says nothing of an organisation of the same name."""
    before = [chain("a", "PERSON", "Mara Lind"), chain("a", "ORG", "ML", at=200)]
    after = [*before, chain("b", "ORG", "Mara Lind")]
    records = build_records(after, KNOWLEDGE, worked=known_after(before))
    assert [row["fits"] for row in records.rows if row["kind"] == "ORG" and row["long_forms"]] == [
        ("ML",)
    ]


def test_the_key_of_a_record_is_json_of_all_features_but_typography() -> None:
    found = Features(
        kind="ORG", name="The é", keys=("a", "é"), information=2.5, given_short=True, years=(1, 2)
    )
    told = {name: getattr(found, name) for name in FEATURES if name not in ("name", "long_forms")}
    assert record_key(vars(found)) == json.dumps(told, sort_keys=True)
