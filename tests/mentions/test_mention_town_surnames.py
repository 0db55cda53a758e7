"""Towns that are surnames: persons where they do what only persons do."""

from __future__ import annotations

import pytest
from one_text import Read


@pytest.mark.parametrize(
    "text",
    [
        "Bolton had been Home Secretary for two years.",
        "Segovia resigned as minister of energy in March.",
        "OSLO - Trujillo was sentenced to ten years in prison.",
        "Raleigh, the foreign minister, left at noon.",
        "Winchester told the cabinet that it was late.",
        "Stafford and the leader of the guild signed the paper.",
        "Lancaster was not surprised when he came to the palace.",
    ],
)
def test_a_person(text: str) -> None:
    name = text.removeprefix("OSLO - ").replace(",", " ").split()[0]
    assert Read(text).typed[name] == "PERSON"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In Bolton he had been mayor for two years.", "Bolton"),
        ("Segovia resigned itself to the plan.", "Segovia"),
        ("Winchester told the state so. People in Winchester agreed.", "Winchester"),
        ("Warsaw told reporters that it would wait.", "Warsaw"),
        ("Gdynia was born out of a treaty.", "Gdynia"),
        ("Hamburg served as capital for a year.", "Hamburg"),
        ("Anna Brandvold came. Lancaster was not far when she left.", "Lancaster"),
    ],
)
def test_a_town(text: str, name: str) -> None:
    assert Read(text).typed[name] != "PERSON"


def test_a_title_makes_a_person_of_a_town() -> None:
    read = Read("Lord Melbourne was at court. Melbourne resigned in August.")
    assert {c.type for c in read.chains for m in c.mentions if m.text == "Melbourne"} == {"PERSON"}


def test_both_in_one_text() -> None:
    read = Read(
        "The group that Austin had called together met again. A team from the University of Texas "
        "at Austin counted them."
    )
    assert [c.type for c in read.chains for m in c.mentions if m.text == "Austin"] == [
        "PERSON", "GPE",
    ]  # fmt: skip
