"""Seats and parties in brackets behind a person, and firms that people work at."""

from __future__ import annotations

import pytest
from one_text import Read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Today Ana Silva (South Marwick) (Lab) asked.", {"South Marwick": "GPE", "Lab": "ORG"}),
        ("Today Ana Silva (Marwick and Ewe) (LD) asked.", {"Marwick and Ewe": "GPE", "LD": "ORG"}),
        ("Today Ana Silva (PPE) asked the Council.", {"PPE": "ORG"}),
        ("Today Ana Silva (Verts/ALE) asked the Council.", {"Verts/ALE": "ORG"}),
        ("Today Ana Silva (NL) asked the Council.", {"NL": "GPE"}),
        ("Today Ana Silva (CEO) asked the Council.", {}),
        ("Today Ana Silva (aged 40) (Lab asked the Council.", {}),
        ("Today Ana Silva () (Lab) asked the Council.", {}),
    ],
)
def test_what_brackets_say_of_a_person(text: str, expected: dict[str, str]) -> None:
    assert Read(text).typed == {"Ana Silva": "PERSON", **expected}


def test_who_speaks_in_the_record_of_a_parliament_is_a_person() -> None:
    typed = Read("Orvik Tamsel (South Marwick) (Lab): We agree to that.").typed
    assert typed == {"Orvik Tamsel": "PERSON", "South Marwick": "GPE", "Lab": "ORG"}


def test_shares_are_of_a_firm() -> None:
    assert Read("On Monday the shares of Tamsel fell again.").typed == {"Tamsel": "ORG"}


def test_who_works_at_a_house_makes_it_an_organisation() -> None:
    typed = Read("Analysts at Marwick Brenner doubt that the plan will work.").typed
    assert typed == {"Marwick Brenner": "ORG"}
    assert Read("The ship lay at Marwick Brenner.").typed.get("Marwick Brenner") != "ORG"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Yesterday Airbus Germany won the order.", "Airbus Germany"),
        ("Yesterday MBDA Italy, the firm, won the order.", "MBDA Italy"),
    ],
)
def test_the_state_behind_a_firm_is_part_of_its_name(text: str, name: str) -> None:
    read = Read(text)
    assert read.typed == {name: "ORG"}
    assert {m.text for m in read.extraction.mentions if m.nested} == set(name.split())


@pytest.mark.parametrize(
    "text",
    ["Yesterday Airbus, Germany and Italy agreed.", "Airbus German staff agreed.",
     "Yesterday NATO Ukraine talks went on.", "Yesterday Airbus Germany-based staff agreed."],
)  # fmt: skip
def test_a_state_beside_a_firm_may_be_another_thing(text: str) -> None:
    assert not [name for name in Read(text).typed if " " in name]
