"""Which edition of a series is meant, by the date and the town beside the name."""

from __future__ import annotations

import pytest
from one_text import Read

from toolkit.names.editions import NONE, Edition, edition_name, edition_of


def editions(text: str) -> list[Edition]:
    """Of every event and paper of the text, in order."""
    found = [m for chain in Read(text).chains for m in chain.mentions]
    told = [m for m in found if m.type in ("EVENT", "DOCUMENT") and not m.nested]
    told = [m for m in told if m.form != "nominal"]
    return [edition_of(m.text, m.norm) for m in sorted(told, key=lambda m: m.start)]


@pytest.mark.parametrize(
    ("text", "year", "place"),
    [
        ("The Riga Conference in October 2022 was the largest so far.", "2022", ""),
        ("On 12 September 2023 the Crans Montana Forum opened early.", "2023", ""),
        ("Delegates met in Oslo on 4 May 2021 for the Arctic Forum.", "2021", ""),
        ("In 2007 the minister shocked the Munich Security Conference.", "2007", ""),
        ("The Ukraine Recovery Conference (London, June 2023) raised money.", "2023", ""),
        ("The Lakes Summit was held in Oslo in June 2022.", "2022", "Oslo"),
        ("In Oslo, the Lakes Summit welcomed Peru in September 2023.", "2023", "Oslo"),
        ("Ministers met on the margins of the Lakes Summit in Oslo.", "", "Oslo"),
        ("Trident Juncture ran from 25 October to 7 November 2018.", "2018", ""),
        ("The second Lakes Forum heard the king by video from Rome on 3 May 2021.", "2021", ""),
        ("The Treaty of London (1839) guaranteed Belgium.", "1839", ""),
        ("The Treaty of London, signed on 30 May 1913, ended a war.", "1913", ""),
    ],
)
def test_year_and_town_beside_a_name(text: str, year: str, place: str) -> None:
    assert editions(text)[0] == Edition(year, place)


@pytest.mark.parametrize(
    "text",
    [
        "The minister said in March 2024 that the Oslo Forum would be large.",
        "In 2021 the firm announced new drones for the Paris Air Show.",
        "The Bled Strategic Forum, founded in 2006, is held every year.",
        "Since 2014 the Bled Strategic Forum has been a fixture.",
        "After the Oslo Forum the minister travelled to Rome in May 2023.",
        "The Cold War of 1947 grew hot in 1950.",  # lasts
    ],
)
def test_other_dates_are_not_the_events_own(text: str) -> None:
    assert set(editions(text)) == {NONE}


def test_one_edition_of_a_text_is_meant_wherever_the_series_is_named() -> None:
    text = "The Oslo Forum in May 2022 was short. The Oslo Forum cost little. "
    assert editions(text) == [Edition("2022"), Edition("2022")]
    assert editions(text + "Two years earlier, the Oslo Forum was long.")[2] == Edition("2020")


def test_what_is_won_again_and_again_has_no_edition_by_another_mention() -> None:
    read = Read("They won the Nordland Cup in 1990. The Nordland Cup is theirs again.")
    homes = [c.chain_id for c in read.chains for m in c.mentions if m.text == "Nordland Cup"]
    assert len(set(homes)) == 2


def test_two_editions_are_two_chains_and_the_series_is_neither() -> None:
    read = Read(
        "The Oslo Forum in May 2022 was short. The Oslo Forum in May 2023 was long. "
        "Many like the Oslo Forum."
    )
    homes = [c.chain_id for c in read.chains for m in c.mentions if m.text == "Oslo Forum"]
    assert len(set(homes)) == 3


def test_an_edition_is_not_the_series_that_the_knowledge_has() -> None:
    plain = Read("Many like the Munich Security Conference.").chains
    dated = Read("Many came to the Munich Security Conference in February 2020.").chains
    assert any(c.knowledge_id == "x-munich-security-conference" for c in plain)
    assert not any(c.knowledge_id == "x-munich-security-conference" for c in dated)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Elmau summit in June 2015 is remembered.", "Elmau summit"),
        ("The Lakes Union summit in Sofia was tense.", "Lakes Union summit"),
        ("He came to the first African Union summit.", "first African Union summit"),
    ],
)
def test_meetings_in_small_letters_with_their_edition(text: str, name: str) -> None:
    assert name in Read(text).names


@pytest.mark.parametrize(
    "text",
    [
        "The NATO summit ended late.",  # which of them?
        "The NATO summit in Sofia was tense.",  # the name is NATO
        "The EU summit in Brussels on 14 December ended late.",  # there every time
        "The European summit in June 2023 was long.",
        "At a press conference in Rome in June 2023 he said no.",
    ],
)
def test_no_meeting_without_its_edition_or_name(text: str) -> None:
    assert not any("summit" in name or "conference" in name for name in Read(text).names)


def test_names_of_editions() -> None:
    for edition in (NONE, Edition("2022"), Edition("", "Oslo"), Edition("2022", "Oslo")):
        assert edition_of("Oslo Forum", edition_name("Oslo Forum", edition)) == edition
    assert edition_of("NATO", "North Atlantic Treaty Organization") == NONE
    assert Edition("2022").fits(Edition("", "Oslo"))
    assert not Edition("2022").fits(Edition("2023"))


def test_a_meeting_of_one_year_is_also_called_by_its_town() -> None:
    text = "The Lakes summit in Oslo in July 2023 was tense. In 2023 the Oslo summit ended so."
    assert Read(text).joined("Lakes summit", "Oslo summit")
    written = text.replace("Lakes summit in", "Lakes Summit in")
    assert Read(written).joined("Lakes Summit", "Oslo summit")
    other = text.replace("In 2023 the", "In 2005 the")
    assert not Read(other).joined("Lakes summit", "Oslo summit")
