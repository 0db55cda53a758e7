"""Persons: titles, honorifics, particles, given names that are nations, speakers, roles."""

from __future__ import annotations

import pytest
from one_text import Read


def persons(text: str) -> dict[str, str]:
    """Name -> rule."""
    return {m.text: m.rule for m in Read(text).flat if m.type == "PERSON"}


def roles(read: Read) -> dict[str, set[tuple[str, str]]]:
    """Name -> titles with the organisation words before them."""
    found: dict[str, set[tuple[str, str]]] = {}
    for (start, end), role in read.extraction.roles:
        name = read.document.text[start:end]
        found.setdefault(name, set()).add((role.title, role.organisation))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minister of Defence Tore Lindvall spoke today.", {"Tore Lindvall": "title"}),
        (
            "Minister for Foreign Affairs and Trade Anna Kowalska agreed to the plan.",
            {"Anna Kowalska": "title"},
        ),
        ("It was said by H.E. Mr. Ivo Brandt at the fair.", {"Ivo Brandt": "honorific"}),
        ("The chair was Lt. Gen. Anna Kovac of the army.", {"Anna Kovac": "honorific"}),
        ("The talk of Prof. Orvik was long.", {"Orvik": "honorific"}),
        ("It was said by H.E. Min-jae Kwon of Korea.", {"Min-jae Kwon": "honorific"}),
        ("The talks with Min-jae Kwon went on.", {"Min-jae Kwon": "given name"}),
        ("Semi-annual Park fees rose.", {}),
        ("Bill Mills was a diplomat.", {"Bill Mills": "given name"}),
        ("Baroness Orvik of Port Sund left.", {"Orvik of Port Sund": "honorific"}),
        ("Lord Orvik of Norway left.", {"Orvik": "honorific"}),
        ("They met J. R. Hartmann in the morning.", {"J. R. Hartmann": "given name"}),
        ("They met Maria van der Velde at noon.", {"Maria van der Velde": "given name"}),
        ("They met Pedro de la Cruz at noon.", {"Pedro de la Cruz": "given name"}),
        ("They met Helena Brandt-Lund at noon.", {"Helena Brandt-Lund": "given name"}),
        ("The plan works, argued Trelleby Lindqvist.", {"Trelleby Lindqvist": "speaker"}),
        ("Trelleby Lindqvist, director of the museum, left.", {"Trelleby Lindqvist": "speaker"}),
        ("They spoke to von Trellen about the harbour.", {"von Trellen": "particle"}),
    ],
)
def test_who_is_a_person(text: str, expected: dict[str, str]) -> None:
    assert persons(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Minister of the month.",
        "The Minister left.",
        "Jordan and Georgia signed.",
        "The director spoke about Norway.",
        "Mr. Speaker, the Plan is good.",
    ],
)
def test_who_is_none(text: str) -> None:
    assert persons(text) == {}


def test_a_given_name_that_is_a_nation_is_one_after_a_title() -> None:
    read = Read("Energy Minister German Halushko met Minister Jordan Bellweather in Germany.")
    assert read.names == ["German Halushko", "Jordan Bellweather", "Germany"]
    assert Read("The German Halushko works opened.").names[0] == "German"


def test_a_title_takes_its_portfolio_and_the_words_before_it() -> None:
    read = Read("Norwegian Minister of Defence Tore Lindvall met Anna Berg, the Polish Minister of "
                "Trade, and High Representative for Rivers Lena Kovac.")  # fmt: skip
    assert roles(read) == {
        "Tore Lindvall": {("Minister of Defence", "Norwegian")},
        "Anna Berg": {("Minister of Trade", "Polish")},
        "Lena Kovac": {("High Representative for Rivers", "")},
    }
    assert "Norwegian" in read.names and "Polish" in read.names


def test_a_role_reaches_the_chain_of_its_person() -> None:
    read = Read("President of Norway Anna Berg opened the port. Berg was pleased.")
    (chain,) = [c for c in read.chains if c.type == "PERSON"]
    assert [role.title for role in chain.roles] == ["President of Norway"]
    assert len(chain.mentions) == 2


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("The Secretary of the Nordic Rivers Council spoke.", "Nordic Rivers Council"),
        ("The Director of the Norwegian Harbour Fund spoke.", "Norwegian Harbour Fund"),
        ("The Chair of the Lakes and Rivers Committee spoke.", "Lakes and Rivers Committee"),
    ],
)
def test_an_organisation_after_a_title_is_no_portfolio(text: str, organisation: str) -> None:
    assert organisation in Read(text).names


def test_a_surname_that_a_title_gave_away_is_found_again_if_it_is_rare() -> None:
    assert Read("Minister Kvistad left. Kvistad smiled.").names == ["Kvistad", "Kvistad"]
    assert "Grey" not in Read("Minister Lindvall left. The Grey sky was low.").names


def test_an_office_in_brackets_is_an_organisation() -> None:
    read = Read("Ana Silva (Ports of Norway) came first.")
    assert read.typed == {"Ana Silva": "PERSON", "Ports of Norway": "ORG"}


def test_names_are_spans_without_titles() -> None:
    read = Read("H.E. Mr. Ivo Brandt and Deputy Prime Minister Lena Kovac came.")
    assert read.names == ["Ivo Brandt", "Lena Kovac"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bill Thornbury said no.", ["Bill Thornbury"]),
        ("Penny Marsh, the transport minister, came.", ["Penny Marsh"]),
        ("Marine Le Bihan came late.", ["Marine Le Bihan"]),
        ("Audrey King, a former judge, came.", ["Audrey King"]),
        ("Theresa May met Deputy Mayor Lindvall.", ["Theresa May", "Lindvall"]),
        ("Chang Dae-sung spoke.", ["Chang Dae-sung"]),
        ("Karim al-Tikritawi spoke.", ["Karim al-Tikritawi"]),
        ("Sydney Vanterpool, the chief executive, spoke.", ["Sydney Vanterpool"]),
        ("Lindqvarn, then defence minister of Norway, left.", ["Lindqvarn", "Norway"]),
    ],
)
def test_names_that_are_also_words_places_or_titles(text: str, names: list[str]) -> None:
    assert Read(text).names == names


@pytest.mark.parametrize("text", ["The Bill passed in May.", "Will Ukraine win?"])
def test_words_that_are_also_names(text: str) -> None:
    assert "PERSON" not in Read(text).typed.values()


def test_another_persons_full_name_is_no_bare_surname() -> None:
    read = Read("Anna Brandvold left. Zoltar al-Qirim Brandvold stayed.")
    assert "Brandvold" not in read.names
    assert not read.joined(*read.names)


def test_a_given_name_alone_is_the_person() -> None:
    read = Read("Annika Brandvold left. Later Annika came back.")
    assert read.joined("Annika Brandvold", "Annika")


def test_a_noun_for_sites_is_a_surname_behind_a_title_and_a_given_name() -> None:
    assert Read("They asked Dr Fiona Hill about it.").typed == {"Fiona Hill": "PERSON"}
    assert Read("They live at Fiona Hill in Marlow.").typed.get("Fiona Hill") != "PERSON"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Frank-Walter Brandvold came to Oslo.", "Frank-Walter Brandvold"),
        ("He and Dorvina Marvi-Karthin, then President of Norway, met.", "Dorvina Marvi-Karthin"),
    ],
)
def test_hyphens_inside_names_of_persons(text: str, name: str) -> None:
    assert Read(text).typed[name] == "PERSON"


def test_a_role_in_small_letters_before_the_name() -> None:
    read = Read("Norway's prime minister, Ivo Brandt, met the president Lena Okker.")
    assert roles(read) == {
        "Ivo Brandt": {("prime minister", "Norway")}, "Lena Okker": {("president", "")},
    }  # fmt: skip
