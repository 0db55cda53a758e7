"""What a name means in its text: definitions, other places of the name, towns and ships."""

from __future__ import annotations

import pytest
from one_text import Read


def ids(read: Read, text: str) -> set[str]:
    """Knowledge ids of the chains that hold a counted mention written so."""
    return {
        chain.knowledge_id
        for chain in read.chains for m in chain.mentions
        if m.text == text and not m.nested
    }  # fmt: skip


def test_an_acronym_means_what_the_text_defines() -> None:
    usual = Read("The ECB raised its rate.")
    assert ids(usual, "ECB") == {"Q8901"}
    other = Read("The Eastern Counties Board (ECB) met in Norwich. The ECB opened a school.")
    assert ids(other, "ECB") == {""} and other.joined("Eastern Counties Board", "ECB")


def test_a_definition_beats_another_body_spelled_out_in_the_text() -> None:
    text = (
        "The Alpine Distress Foundation (ADF) sent dogs. The Australian Defence Force sent a "
        "plane. The ADF found nobody."
    )
    read = Read(text)
    assert read.joined("Alpine Distress Foundation", "ADF")
    assert not read.joined("Australian Defence Force", "ADF")


@pytest.mark.parametrize(
    ("text", "place", "meant"),
    [
        ("They moved to Odessa, Texas, last year.", "Odessa", False),
        ("They moved to Odessa, Ukraine, last year.", "Odessa", True),
        ("She flew to Paris, Texas.", "Paris", False),
        ("She flew to Paris, Germany and Italy.", "Paris", True),
    ],
)
def test_a_city_in_another_state(text: str, place: str, meant: bool) -> None:
    assert any(found.startswith("gn") for found in ids(Read(text), place)) == meant


def test_two_cities_of_one_name_stay_apart() -> None:
    read = Read("The mayor of Odessa wrote to the mayor of Odessa, Texas.")
    assert len(ids(read, "Odessa")) == 2


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("Congo sent its minister from Brazzaville.", "cg"),
        ("Congo sent its minister from Kinshasa.", "cd"),
        ("Congo sent its minister from Brazzaville to Kinshasa.", "cd"),
    ],
)
def test_the_other_place_of_a_name(text: str, identity: str) -> None:
    assert ids(Read(text), "Congo") == {identity}


def test_a_surname_that_is_a_city_in_its_place() -> None:
    read = Read("Peter Houston spoke in Houston, Texas. Houston left at noon.")
    kinds = [m.type for chain in read.chains for m in chain.mentions
             if m.text == "Houston" and not m.nested]  # fmt: skip
    assert sorted(kinds) == ["GPE", "PERSON"]


def test_towns_and_ships_are_introduced_as_such() -> None:
    assert Read("Workers in the town of Nokia struck. The firm was silent.").typed["Nokia"] == "GPE"
    ship = Read("Konrad Adenauer wept. The frigate Konrad Adenauer left Kiel.")
    assert {m.type for m in ship.flat if m.text == "Konrad Adenauer"} == {"PERSON"}
    kinds = {c.type for c in ship.chains for m in c.mentions if m.text == "Konrad Adenauer"}
    assert kinds == {"PERSON", "PRODUCT"}


@pytest.mark.parametrize(
    ("text", "acronym", "meant"),
    [
        ("The satellite left orbit, ESA said.", "ESA", "European Space Agency"),
        ("Iceland and Norway must obey the EEA rules, ESA told the EFTA Court.", "ESA",
         "EFTA Surveillance Authority"),
        ("A judge in The Hague signed the warrant for genocide, the ICC said.", "ICC",
         "International Criminal Court"),
        ("The ICC moved the cricket cup and its final match.", "ICC",
         "International Cricket Council"),
        ("The ECB raised its rate.", "ECB", "European Central Bank"),
        ("The ECB named the cricket team for the Ashes, a test series in England.", "ECB",
         "England and Wales Cricket Board"),
        ("The ICC met on Monday.", "ICC", ""),
        ("The Syrian Democratic Forces and Japan signed. Tokyo thanked the SDF in Japan.", "SDF",
         "Syrian Democratic Forces"),  # what the text spells out goes first
    ],
)  # fmt: skip
def test_an_acronym_of_several_bodies_means_the_one_of_its_field(
    text: str, acronym: str, meant: str
) -> None:
    read = Read(text)
    names = {c.knowledge_id: m.norm for c in read.chains for m in c.mentions if m.text == acronym}
    assert set(names.values()) == {meant}
    assert {bool(known) for known in names} == {bool(meant)}


@pytest.mark.parametrize(
    ("text", "acronym"),
    [
        # by the words of each mention's own sentences
        ("The auditors of the ECA in Luxembourg found errors. At the ECA in Addis Ababa experts "
         "from African states spoke of growth.", "ECA"),
        # by whose it is
        ("Talks began between the EU's PSC and guests of the African PSC.", "PSC"),
        # by "the other", though nothing tells what that is
        ("The European Council on Foreign Relations (ECFR) asked voters. The other ECFR, a choir, "
         "sang.", "ECFR"),
    ],
)  # fmt: skip
def test_one_acronym_of_two_bodies_in_one_text(text: str, acronym: str) -> None:
    read = Read(text)
    chains = [c for c in read.chains if any(m.text == acronym for m in c.mentions)]
    assert len(chains) == 2


def test_other_members_of_a_body_are_of_that_body() -> None:
    read = Read("Norway is no member of the EU. The other EU states, and the EU itself, agreed.")
    assert len(ids(read, "EU")) == 1


def test_a_mention_that_tells_nothing_means_what_the_last_before_it_did() -> None:
    read = Read("The IEA in Paris, an energy agency, saw less oil. The IEA, a free-market think "
                "tank in Britain, wants lower taxes. The IEA met again.")  # fmt: skip
    chains = [c for c in read.chains if any(m.text == "IEA" for m in c.mentions)]
    assert sorted(len(c.mentions) for c in chains) == [1, 2]


def test_an_acronym_that_no_word_tells_apart_is_none_of_its_bodies() -> None:
    assert ids(Read("The ICC met on Monday."), "ICC") == {""}
    assert ids(Read("The Inland Canal Council met. The ICC rose on Monday."), "ICC") == {""}


def test_a_definition_beats_the_field() -> None:
    read = Read("The Eastern Space Archive (ESA) holds maps of orbit and rocket launches.")
    assert read.joined("Eastern Space Archive", "ESA") and ids(read, "ESA") == {""}


def test_a_paper_by_its_number_and_by_its_name() -> None:
    read = Read("The GDPR applies. Under Regulation (EU) No 2016/679 consent is needed.")
    assert read.joined("GDPR", "Regulation (EU) No 2016/679")
    apart = Read("The Fourth Geneva Convention and the Refugee Convention of 1951 differ.")
    assert not apart.joined("Fourth Geneva Convention", "Refugee Convention")


@pytest.mark.parametrize(
    ("own", "english"),
    [
        ("Auswärtigen Amts", "German Foreign Ministry"),
        ("OTAN", "North Atlantic Treaty Organization"),
        ("TU München", "Technical University of Munich"),
        ("Schiphol", "Amsterdam Airport Schiphol"),
        ("Internationalen Strafgerichtshofs", "International Criminal Court"),
        ("COP21", "2015 United Nations Climate Change Conference"),
    ],
)
def test_one_thing_by_its_names_in_two_languages(own: str, english: str) -> None:
    found = {i for name in (own, english) for i in ids(Read(f"They spoke of {name}."), name)}
    assert len(found) == 1 and "" not in found
