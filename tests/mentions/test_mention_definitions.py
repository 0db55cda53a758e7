"""What the text declares: acronyms both ways, other names in brackets, appositions."""

from __future__ import annotations

import pytest
from one_text import Read


@pytest.mark.parametrize(
    ("text", "long", "short", "rule"),
    [
        ("The Northern Ports Alliance (NPA) met.", "Northern Ports Alliance", "NPA", "definition"),
        ("The Northern Ports Alliance (“NPA”) met.", "Northern Ports Alliance", "NPA",
         "definition"),
        ("The Northern Ports Alliance (the NPA) met.", "Northern Ports Alliance", "NPA",
         "definition"),
        ("NRI (Nordic Rivers Institute) was there.", "Nordic Rivers Institute", "NRI",
         "long form"),
        ("They met NORPOL, the Nordic Police Office, on Monday.", "Nordic Police Office", "NORPOL",
         "apposition"),
        ("The Association of Baltic Harbours in Riga (ABH) met.", "Association of Baltic Harbours",
         "ABH", "definition"),
        ("The Harbour, Timber and Paper Association of Norway (HTPN) met.",
         "Harbour, Timber and Paper Association of Norway", "HTPN", "definition"),
        ("The Coastal Guard Fund (VNO-CGF) paid.", "Coastal Guard Fund", "VNO-CGF", "definition"),
    ],
)  # fmt: skip
def test_a_definition_joins_both_names(text: str, long: str, short: str, rule: str) -> None:
    read = Read(text)
    assert read.joined(long, short)
    assert [name for _, _, name in read.extraction.aliases] == [rule]
    assert read.rules(short) | read.rules(long) == {rule}


def test_a_long_form_that_no_rule_knew_is_read_off_the_letters() -> None:
    read = Read("The Multi Hull Harbour Tug (MHHT) programme began. MHHT ships sail.")
    assert read.typed == {"Multi Hull Harbour Tug": "PROGRAMME", "MHHT": "PROGRAMME"}
    assert read.joined("Multi Hull Harbour Tug", "MHHT")
    assert len([m for m in read.flat if m.text == "MHHT"]) == 2


def test_an_acronym_of_ordinary_words_names_nothing() -> None:
    read = Read("Demand for rare harbour metals (RHM) grows. RHM are costly, and RHM are few.")
    assert read.names == []


def test_another_name_in_brackets_is_the_same_event() -> None:
    read = Read("The Third Nordic Ports Forum (NPF3: Oslo Edition) took place. "
                "NPF3: Oslo Edition was a success.")  # fmt: skip
    assert read.joined("Third Nordic Ports Forum", "NPF3: Oslo Edition")
    assert [name for _, _, name in read.extraction.aliases] == ["bracket"]


@pytest.mark.parametrize(
    "text",
    [
        "The Northern Ports Alliance (Oslo) met.",
        "The Northern Ports Alliance (2024) met.",
        "The Northern Ports Alliance () met.",
        "The Northern Ports Alliance (NPA met.",
        "Norway (NPA) met.",
        "Ivo Brandt (NPA) met Norway.",
    ],
)
def test_other_brackets_declare_nothing(text: str) -> None:
    assert Read(text).extraction.aliases == ()


def test_the_first_definition_of_an_acronym_holds() -> None:
    read = Read("The Nordic Rivers Institute (NRI) met. Later the Northern Railway Inspectorate "
                "Agency (NRI) came.")  # fmt: skip
    assert not read.joined("Nordic Rivers Institute", "Northern Railway Inspectorate Agency")


def test_an_acronym_that_is_spelled_out_once_is_joined_without_a_definition() -> None:
    read = Read("The Harbour Safety Programme opened in Oslo. Nobody knew the HSP before.")
    assert read.joined("Harbour Safety Programme", "HSP")
    assert read.rules("HSP") | read.rules("Harbour Safety Programme") == {"acronym"}
    two = Read("The Harbour Safety Programme and the Highway Signs Project opened. So did the HSP.")
    assert not two.joined("Harbour Safety Programme", "HSP")
    assert not two.joined("Highway Signs Project", "HSP")


def test_the_long_form_is_the_whole_name_before_the_bracket() -> None:
    read = Read("They joined the Multinational Light River Crossing Transport (LRCT) programme.")
    assert read.typed["Multinational Light River Crossing Transport"] == "PROGRAMME"
    assert read.joined("Multinational Light River Crossing Transport", "LRCT")


def test_capitals_with_a_hyphen_are_no_person() -> None:
    read = Read("Anna Berg leads the Confederation of Nordic Employers, KNV-NOS) since May.")
    assert read.typed["KNV-NOS"] == "ORG"
