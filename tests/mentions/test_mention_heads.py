"""Names by their head noun: how far they reach to both sides, and what is none."""

from __future__ import annotations

import pytest
from one_text import Read, knowledge

from toolkit.mentions.heads import CALENDAR


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They met the Norwegian Ministry of Trade.", "Norwegian Ministry of Trade", "ORG"),
        (
            "The Steel, Timber and Paper Producers Association agreed.",
            "Steel, Timber and Paper Producers Association", "ORG",
        ),
        (
            "He works at the Ministry of Trade, Industry and Fisheries today.",
            "Ministry of Trade, Industry and Fisheries", "ORG",
        ),
        ("The Bridges and Tunnels Authority met.", "Bridges and Tunnels Authority", "ORG"),
        ("They read the Strategy for the Baltic Sea today.", "Strategy for the Baltic Sea",
         "DOCUMENT"),
        ("The Partnership for Clean Rivers grew.", "Partnership for Clean Rivers", "PROGRAMME"),
        ("They wrote the Roadmap to 2035 last week.", "Roadmap to 2035", "PROGRAMME"),
        ("The Declaration on Harbour Safety was read.", "Declaration on Harbour Safety",
         "DOCUMENT"),
        ("The Nordic Ports Forum 2025 was large.", "Nordic Ports Forum 2025", "EVENT"),
        ("The Nordic Ports Forum III was large.", "Nordic Ports Forum III", "EVENT"),
        ("The 3rd Nordic Ports Forum was large.", "3rd Nordic Ports Forum", "EVENT"),
        ("They went to the second Nordic Ports Forum.", "second Nordic Ports Forum", "EVENT"),
        ("The NPF3: Nordic Edition was a success.", "NPF3: Nordic Edition", "EVENT"),
        ("They met the Non-Profit Harbour Agency.", "Non-Profit Harbour Agency", "ORG"),
        ("They signed a Letter of Intent.", "Letter of Intent", "DOCUMENT"),
        ("The Joint Air Patrol Programme of Norway, Denmark and Iceland grew.",
         "Joint Air Patrol Programme", "PROGRAMME"),
    ],
)  # fmt: skip
def test_how_far_a_name_reaches(text: str, name: str, kind: str) -> None:
    assert Read(text).typed.get(name) == kind, Read(text).typed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("All EU Member States agreed to pay.", ["EU"]),
        ("The Member States will pay for it.", []),
        ("The Forum was long and the Strategy was short.", []),
        ("A forum of ministers and an agency for ports were planned.", []),
        ("Today the Agency said no.", []),
        ("In June Agency staff left.", []),
    ],
)
def test_a_head_alone_is_no_name(text: str, expected: list[str]) -> None:
    assert Read(text).names == expected


@pytest.mark.parametrize("opener", ["The", "However,", "Meanwhile", "Today", "After"])
def test_words_that_open_a_sentence_stay_outside(opener: str) -> None:
    assert Read(f"{opener} Harbour Safety Agency staff met.").names == ["Harbour Safety Agency"]


def test_a_date_before_a_name_stays_outside() -> None:
    assert {"monday", "june"} <= CALENDAR
    assert Read("On Monday Nordic Ports Forum began.").names == ["Nordic Ports Forum"]
    assert Read("On June 12 Nordic Ports Forum began.").names == ["Nordic Ports Forum"]
    assert Read("The 24 Nordic Ports Forum members met.").names == ["Nordic Ports Forum"]


def test_a_month_after_the_name_stays_outside() -> None:
    read = Read("The Nordic Ports Forum of July 2024 was long.")
    assert read.names == ["Nordic Ports Forum"]


def test_companies_do_not_take_where_they_are_from() -> None:
    company = next(w for w in sorted(knowledge().companies) if w in knowledge().heads)
    read = Read(f"They met Harbour Example {company.title()} of Denmark today.")
    assert read.names == [f"Harbour Example {company.title()}", "Denmark"]


def test_the_abbreviations_of_running_text_begin_no_name() -> None:
    assert {"GDP", "CEO"} <= knowledge().abbreviations
    assert Read("The GDP grew, said the CEO.").names == []
    assert "GDP" not in Read("The GDP Harbour Strategy was read.").typed


def test_names_inside_a_name_are_nested() -> None:
    read = Read("The Norwegian Ministry of Defence met the NATO Harbour Forum in Oslo.")
    assert read.names == ["Norwegian Ministry of Defence", "NATO Harbour Forum", "Oslo"]
    assert read.nested == ["Norwegian", "NATO"]
    assert not read.joined("NATO", "NATO Harbour Forum")


def test_a_line_of_capitals_has_no_head_names_of_its_own() -> None:
    read = Read("SECOND HARBOUR SAFETY FORUM OPENS TODAY\n\nThe text of the page begins here.")
    assert read.names == []
    again = Read("HARBOUR SAFETY FORUM OPENS TODAY\n\nThe Harbour Safety Forum was opened in Oslo.")
    assert again.names == ["HARBOUR SAFETY FORUM", "Harbour Safety Forum", "Oslo"]
    assert again.joined("HARBOUR SAFETY FORUM", "Harbour Safety Forum")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Dorvan Rural Bank and Vennick Rural Bank closed.",
         ["Dorvan Rural Bank", "Vennick Rural Bank"]),
        ("They left the 3rd Armoured Division and 16 Air Assault Brigade.",
         ["3rd Armoured Division", "16 Air Assault Brigade"]),
        ("The pilots of 207 Squadron flew.", ["207 Squadron"]),
        ("It feeds the Earth Watching Public Service of the European Commission.",
         ["Earth Watching Public Service", "European Commission"]),
        ("The Centre for Strategic Communication spoke.", ["Centre for Strategic Communication"]),
        ("Reports on Norway were many.", ["Norway"]),
    ],
)  # fmt: skip
def test_where_names_with_heads_end(text: str, names: list[str]) -> None:
    read = Read(text)
    assert read.names == names
    assert read.typed[names[0]] in ("ORG", "GPE")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Nordic Centre for Social and Human Rights spoke.",
         "Nordic Centre for Social and Human Rights", "ORG"),
        ("They flew from Fort Harbour to Marlow Air Base.", "Fort Harbour", "FACILITY"),
        ("They flew from Fort Harbour and Marlow Air Base.", "Marlow Air Base", "FACILITY"),
        ("They flew from RAAF Base Dorvenko on Monday.", "RAAF Base Dorvenko", "FACILITY"),
        ("They met in Dorvenko Oblast on Monday.", "Dorvenko Oblast", "GPE"),
        ("They live on the Dorvenko Peninsula.", "Dorvenko Peninsula", "LOC"),
        ("They paid Nordic Rivers Defence of Norway for it.", "Nordic Rivers Defence", "ORG"),
        ("The Board of Governors met on Monday.", "Board of Governors", "ORG"),
    ],
)  # fmt: skip
def test_sites_provinces_and_bodies(text: str, name: str, kind: str) -> None:
    assert Read(text).typed.get(name) == kind
