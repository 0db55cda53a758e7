"""Papers with numbers, editions of events."""

from __future__ import annotations

import pytest
from one_text import Read

from toolkit.mentions.numbered import identity


@pytest.mark.parametrize(
    ("names", "known"),
    [
        (("Resolution 1540", "UN Security Council Resolution 1540", "UNSCR 1540", "S/RES/1540",
          "Security Council resolution 1540 (2004)"), "resolution:1540"),
        (("Regulation (EU) No 428/2009", "Council Regulation 428/2009"), "regulation:428/2009"),
        (("Directive 2014/24/EU",), "directive:2014/24"),
        (("STANAG 4569",), "stanag:4569"),
        (("Senate Resolution 1540", "General Assembly resolution 60/1", "Resolution", "Decree 5",
          "European Parliament resolution 12"), ""),
    ],
)  # fmt: skip
def test_what_a_number_identifies(names: tuple[str, ...], known: str) -> None:
    assert {identity(name) for name in names} == {known}


def test_papers_are_found_with_their_number() -> None:
    text = (
        "Under Security Council Resolution 1540 states report. Resolution 1325 is older. "
        "Directive 2014/24/EU governs tenders; the fine of 2014 was small."
    )
    found = [m.text for m in Read(text).flat if m.type == "DOCUMENT"]
    assert found == ["Security Council Resolution 1540", "Resolution 1325", "Directive 2014/24/EU"]


def test_two_numbers_are_two_papers() -> None:
    read = Read("Resolution 1540 binds all. The report cites Resolution 1325 and Resolution 1540.")
    assert not read.joined("Resolution 1540", "Resolution 1325")
    assert len([names for names in read.together if "Resolution 1540" in names]) == 1


def test_editions_are_not_the_series() -> None:
    read = Read("Eurosatory 2022 was small. Eurosatory 2024 was large.")
    assert read.names == ["Eurosatory 2022", "Eurosatory 2024"]
    assert not read.joined("Eurosatory 2022", "Eurosatory 2024")


def test_a_year_makes_a_name_of_a_noun_for_events() -> None:
    read = Read("The 2012 Summer Olympics were in London. Police guarded the 2012 Olympics.")
    assert read.joined("2012 Summer Olympics", "2012 Olympics")


def test_ordinals_of_plans() -> None:
    read = Read("The second Action Plan on Ports ended. The third Action Plan on Ports began.")
    assert read.names == ["second Action Plan on Ports", "third Action Plan on Ports"]
    assert not read.joined(*read.names)


def test_numbers_that_a_list_joins_are_papers_of_their_own() -> None:
    found = Read("Resolutions 1696, 1737 and 1929 are back.").flat
    assert [(m.text, m.knowledge_id) for m in found] == [
        ("Resolutions 1696", "resolution:1696"), ("1737", "resolution:1737"),
        ("1929", "resolution:1929"),
    ]  # fmt: skip
    assert [m.text for m in Read("Resolution 1696 and 1737 others.").flat] == ["Resolution 1696"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They launched Dorvikra-1 on Monday.", "Dorvikra-1", "PRODUCT"),
        ("They launched DVX-X1 on Monday.", "DVX-X1", "PRODUCT"),
        ("They support the Dorvena-2 dam there.", "Dorvena-2", "FACILITY"),
        ("They lost three Zu-99s there.", "Zu-99s", "PRODUCT"),
        ("They lost a Zu-99B3 there.", "Zu-99B3", "PRODUCT"),
        ("It was Phase-2 of the work.", "Phase-2", None),
        ("The Covid-19 years are over.", "Covid-19", None),
    ],
)
def test_models_have_numbers(text: str, name: str, kind: str | None) -> None:
    assert Read(text).typed.get(name) == kind


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They read Announcement No. 61 of the ministry.", "Announcement No. 61", "DOCUMENT"),
        ("They run Unit 1 for years.", "Unit 1", "FACILITY"),
        ("They asked Unit 8200 for help.", "Unit 8200", "ORG"),
        ("They blamed Unit 48213 for it.", "Unit 48213", "ORG"),
        ("They flew a Boeing 767 of the firm.", "Boeing 767", "PRODUCT"),
        ("Boeing 767 times said no.", "Boeing 767", None),
        (
            "They made the Harbour (Fees) (EU Exit) Regulations 2021 in March.",
            "Harbour (Fees) (EU Exit) Regulations 2021",
            "DOCUMENT",
        ),
        ("They came to Room No. 61 of the house.", "Room No. 61", None),
    ],
)
def test_papers_and_sites_that_are_called_by_a_number(
    text: str, name: str, kind: str | None
) -> None:
    assert Read(text).typed.get(name) == kind


def test_sessions_of_a_body_and_units_without_their_noun() -> None:
    read = Read("The seventy-third session of the Marwick Assembly followed the 72nd special "
                "session of the Marwick Assembly. The 93rd Airborne flew to Oslo; the 4th Infantry "
                "Brigade and the first session stayed.")  # fmt: skip
    events = [name for name, kind in read.typed.items() if kind == "EVENT"]
    assert events == ["seventy-third session of the Marwick Assembly",
                      "72nd special session of the Marwick Assembly"]  # fmt: skip
    assert read.typed["93rd Airborne"] == "ORG"
    assert "4th Infantry" not in read.typed
