"""Curated names in running text: case, length, country codes, demonyms."""

from __future__ import annotations

import pytest
from one_text import Read, knowledge

from toolkit.mentions.gazetteer import gazetteer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There was talk of russia and ukraine.", ["russia", "ukraine"]),
        ("He praised the ukrainian army.", ["ukrainian"]),
        ("They ate turkey and counted the chad of a ballot.", []),
        ("Put the china and the polish on the table for us.", []),
        ("Delegates from Turkey and Chad voted.", ["Turkey", "Chad"]),
    ],
)
def test_lower_case_counts_only_where_the_word_means_nothing_else(
    text: str, expected: list[str]
) -> None:
    assert Read(text).names == expected


def test_demonyms_are_mentions_of_the_nation() -> None:
    read = Read("Norwegian, Danish and Dutch crews met the Finns near Norway.")
    demonyms = {m.text: m.norm for m in read.flat if m.form == "demonym"}
    assert demonyms == {
        "Norwegian": "Norway", "Danish": "Denmark", "Dutch": "Netherlands", "Finns": "Finland",
    }  # fmt: skip
    assert read.joined("Norwegian", "Norway")
    after = Read("The crews of Norway met Norwegian officials.")
    assert after.rules("Norwegian") == {"demonym"}


@pytest.mark.parametrize("name", ["Su-27s", "Leopard 2A6s", "Bayraktars"])
def test_of_a_product_there_may_be_more_than_one(name: str) -> None:
    assert Read(f"They lost two {name} in a week.").typed == {name: "PRODUCT"}


def test_longest_place_wins() -> None:
    read = Read("The ship sailed from South Korea to New York and on to the North Sea.")
    assert read.names == ["South Korea", "New York", "North Sea"]
    assert {m.text: m.type for m in read.flat}["North Sea"] == "LOC"


def test_names_break_over_lines_but_not_inside_words() -> None:
    read = Read(
        "The delegates of the member nations spoke at length in the halls of the United\n"
        "Nations before they all went home to Osloville and to Romeland, where nothing had\n"
        "happened in the meantime, and where the rain that had begun in the spring was still\n"
        "falling on the roofs.\n"
    )
    assert read.one("United\nNations").knowledge_id
    assert not {"Oslo", "Rome"} & set(read.names)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("They met in Riga, LV and in Oslo, NO on Monday.", ["LV", "NO"]),
        ("Anna Berg (SE) and Ivo Brandt (NO) came to Riga.", ["SE", "NO"]),
        ("They said NO to the plan, IT was late, and NL stayed away.", []),
    ],
)
def test_country_codes_need_a_place_or_brackets(text: str, codes: list[str]) -> None:
    found = [m for m in Read(text).flat if m.rule == "country code"]
    assert [m.text for m in found] == codes
    assert all(m.type == "GPE" and m.form == "acronym" for m in found)


def test_a_code_is_its_country() -> None:
    assert Read("They met in Riga, LV, the pride of Latvia.").joined("LV", "Latvia")


def test_an_ambiguous_acronym_has_no_meaning_until_the_text_gives_one() -> None:
    known = next(k for k in knowledge().names if k.ambiguous and k.acronyms)
    bare = Read(f"The talks with the {known.acronyms[0]} went on.").one(known.acronyms[0])
    assert (bare.knowledge_id, bare.rule) == ("", "ambiguous acronym")
    spelled = Read(f"The {known.name} met. The talks with the {known.acronyms[0]} went on.")
    assert spelled.one(known.acronyms[0]).knowledge_id == known.known_id
    assert spelled.joined(known.name, known.acronyms[0])


def test_in_a_line_of_capitals_acronyms_that_are_words_say_nothing() -> None:
    words = {t for k in knowledge().names for t in k.acronyms if t.lower() in knowledge().openers}
    for word in sorted(words):
        assert word not in Read(f"WE SAY {word} TO ALL THE OTHER PLANS TODAY").names


def test_whole_reads_a_name_with_its_article_and_possessive() -> None:
    lookup = gazetteer(knowledge())
    for text in ("Netherlands", "the Netherlands", "The Netherlands", "Netherlands’s"):
        entry = lookup.whole(text)
        assert entry is not None and entry.knowledge_id == "nl", text
    assert lookup.whole("Netherlands and more") is None
    assert lookup.whole("") is None and lookup.whole("the") is None


def test_one_gazetteer_for_one_knowledge() -> None:
    assert gazetteer(knowledge()) is gazetteer(knowledge())
