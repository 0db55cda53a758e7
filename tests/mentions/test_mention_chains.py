"""Chains of one document: equal names, short names, editions, persons, things kept apart."""

from __future__ import annotations

import pytest
from one_text import Read, knowledge

from toolkit.mentions import build_chains, complete
from toolkit.mentions.chains import chain_type
from toolkit.mentions.groups import Groups
from toolkit.types import Document, Mention


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("Talks with Russia failed, and russia knew.", "Russia", "russia"),
        (
            "The Harbour Defence Programme and the Harbour Defense Program met.",
            "Harbour Defence Programme", "Harbour Defense Program",
        ),
        (
            "The Nordic Institute for River Study opened. The Institute for River Study came.",
            "Nordic Institute for River Study", "Institute for River Study",
        ),
        ("The firm Rheinfels AG grew. Later Rheinfels shrank.", "Rheinfels AG", "Rheinfels"),
        (
            "The Nordic Ports Forum 2025 was large. The Nordic Ports Forum goes on.",
            "Nordic Ports Forum 2025", "Nordic Ports Forum",
        ),
        ("The Dutch fleet left the Netherlands.", "Dutch", "Netherlands"),
        ("The EU pays. The European Union said so.", "EU", "European Union"),
    ],
)  # fmt: skip
def test_names_of_one_thing(text: str, left: str, right: str) -> None:
    assert Read(text).joined(left, right)


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        (
            "The Second Nordic Ports Forum followed the First Nordic Ports Forum.",
            "Second Nordic Ports Forum", "First Nordic Ports Forum",
        ),
        (
            "The second Nordic Ports Forum followed the inaugural Nordic Ports Forum.",
            "second Nordic Ports Forum", "inaugural Nordic Ports Forum",
        ),
        (
            "The Nordic Ports Forum 2024 and the Nordic Ports Forum 2025 were large.",
            "Nordic Ports Forum 2024", "Nordic Ports Forum 2025",
        ),
        (
            "The Norwegian Ministry of Defence met the Swedish Ministry of Defence.",
            "Norwegian Ministry of Defence", "Swedish Ministry of Defence",
        ),
        ("The talks of NATO and the NATO Harbour Forum.", "NATO", "NATO Harbour Forum"),
        ("Ivo Brandt met Lena Brandt.", "Ivo Brandt", "Lena Brandt"),
        (
            "The Bank of Norway was fined. The Central Bank of Norway said so.",
            "Bank of Norway", "Central Bank of Norway",
        ),
        ("Denmark met Danske Ports AS of Denmark.", "Denmark", "Danske Ports AS"),
    ],
)  # fmt: skip
def test_names_of_two_things(text: str, left: str, right: str) -> None:
    assert not Read(text).joined(left, right)


def test_a_short_name_that_fits_two_joins_neither() -> None:
    read = Read("The North Sea Energy Council met the Baltic Sea Energy Council. "
                "The Energy Council spoke.")  # fmt: skip
    assert [len(names) for names in read.together] == [1, 1, 1]


def test_a_letter_of_intent_is_a_new_one_each_time() -> None:
    two = Read("They signed a Letter of Intent on steel. Later they signed a Letter of Intent.")
    assert [len(c.mentions) for c in two.chains] == [1, 1]
    one = Read("They signed a Letter of Intent on steel. The Letter of Intent is short.")
    assert [len(c.mentions) for c in one.chains] == [2]
    which = Read("A Letter of Intent and a Letter of Intent came. The Letter of Intent is short.")
    assert [len(c.mentions) for c in which.chains] == [1, 1, 1]


def test_a_surname_of_two_persons_joins_neither() -> None:
    read = Read("Ivo Brandt met Lena Brandt. Brandt spoke.")
    assert read.together == [{"Ivo Brandt"}, {"Lena Brandt"}, {"Brandt"}]


def test_another_title_beside_relatives_is_another_person() -> None:
    twins = "The country's president, Ivo Brandt, left {} in Oslo. Prime Minister Brandt spoke."
    assert not Read(twins.format("his twin brother")).joined("Ivo Brandt", "Brandt")
    assert Read(twins.format("his staff")).joined("Ivo Brandt", "Brandt")
    assert Read("Prime Minister Ivo Brandt met his brother. Prime Minister Brandt left.").joined(
        "Ivo Brandt", "Brandt"
    )


def test_an_initial_joins_the_one_full_name_it_fits() -> None:
    one = Read("They met Karla Brandt. It was K. Brandt who spoke.")
    assert one.joined("Karla Brandt", "K. Brandt")
    two = Read("They met Karla Brandt and Konrad Brandt. It was K. Brandt who spoke.")
    assert not two.joined("Karla Brandt", "K. Brandt")
    other = Read("They met Karla Brandt. It was S. Brandt who spoke.")
    assert not other.joined("Karla Brandt", "S. Brandt")


def test_a_transliterated_surname_joins() -> None:
    read = Read("Minister Oleksandr Hrynkovych came. Minister Hrinkovich spoke.")
    assert read.joined("Oleksandr Hrynkovych", "Hrinkovich")


def test_another_name_that_holds_the_acronym() -> None:
    read = Read("The Multinational Multi Hull Transport Fleet (MHTF) sails. "
                "The Multinational MHTF Programme pays.")  # fmt: skip
    assert read.joined("MHTF", "Multinational MHTF Programme")
    assert read.rules("Multinational MHTF Programme") == {"holds the acronym"}


def test_a_body_of_the_body_that_holds_its_acronym() -> None:
    read = Read("The Nordic Rivers Union (NRU) met. The NRU Assembly voted.")
    assert not read.joined("NRU", "NRU Assembly")


def marked(text: str, *names: tuple[str, str]) -> list[list[str]]:
    """Names of every chain where people marked these, in the order of the text, with types."""
    rows, at = [], 0
    for name, kind in names:
        at = text.index(name, at)
        end = at + len(name)
        rows.append(Mention("d", at, end, name, kind, source="given", rule="given"))
        at = end
    chains = build_chains(Document("d", text), complete(rows, knowledge()), knowledge())
    return [[m.text for m in chain.mentions] for chain in chains]


@pytest.mark.parametrize(
    ("short", "long", "one"),
    [("ORG", "ORG", True), ("OTHER", "OTHER", True), ("OTHER", "ORG", False),
     ("DOCUMENT", "ORG", False)],
)  # fmt: skip
def test_a_marked_word_is_short_for_a_longer_name_of_its_kind(
    short: str, long: str, one: bool
) -> None:
    text = "Kelvar rose on Monday. Kelvar Zorg sold it."
    found = marked(text, ("Kelvar", short), ("Kelvar Zorg", long))
    assert found == ([["Kelvar", "Kelvar Zorg"]] if one else [["Kelvar"], ["Kelvar Zorg"]])


def test_a_film_is_not_the_newspaper_that_it_tells_of() -> None:
    text = "The Gazette opened on Friday. It is about the Harbour Gazette."
    found = marked(text, ("The Gazette", "DOCUMENT"), ("Harbour Gazette", "ORG"))
    assert found == [["The Gazette"], ["Harbour Gazette"]]


def test_every_chain_starts_with_its_first_mention_and_has_a_link_for_each_other() -> None:
    read = Read("The Northern Ports Alliance (NPA) met in Oslo. Ivo Brandt spoke for Norway. "
                "Brandt thanked the NPA and the Norwegian crew. The Alliance was old.")  # fmt: skip
    ids = [m.mention_id for c in read.chains for m in c.mentions]
    assert sorted(ids) == sorted(m.mention_id for m in read.extraction.mentions)
    for chain in read.chains:
        assert list(chain.mentions) == sorted(chain.mentions, key=lambda m: m.start)
        assert len(chain.links) == len(chain.mentions) - 1
        own = {m.mention_id for m in chain.mentions}
        assert all({k.mention_id, k.target_id} <= own for k in chain.links)


def test_groups_refuse_two_known_things_and_a_person_with_another_thing() -> None:
    def mention(start: int, kind: str, known: str = "") -> Mention:
        return Mention("d", start, start + 1, "x", kind, knowledge_id=known)

    groups = Groups([
        mention(0, "ORG", "a"), mention(1, "ORG", "b"), mention(2, "ORG"), mention(3, "PERSON"),
        mention(4, "OTHER"),
    ])  # fmt: skip
    assert groups.join(2, 0, "r") and not groups.join(0, 2, "r")
    assert not groups.join(1, 2, "r")
    assert not groups.join(3, 2, "r")
    assert groups.join(4, 3, "r")
    assert list(groups.members()) == [[0, 2], [1], [3, 4]]
    assert [link.rule for link in groups.links([0, 2])] == ["r"]


def test_the_type_of_a_chain_is_what_its_sure_mentions_say() -> None:
    sure = Mention("d", 0, 1, "a", "ORG", rule="head noun", confidence=0.8)
    weak = [Mention("d", i, i + 1, "a", "GPE", rule="capitalised", confidence=0.5) for i in (2, 4)]
    described = Mention("d", 6, 7, "a", "EVENT", "nominal")
    assert chain_type([*weak, described, sure]) == "ORG"
    assert chain_type([Mention("d", 0, 1, "a", "OTHER"), described]) == "EVENT"


def test_generic_names_are_those_of_the_knowledge() -> None:
    assert "letter of intent" in knowledge().generic


def test_a_title_decides_between_two_bearers() -> None:
    text = "Anna Brandvold became ambassador. Jens Brandvold teaches. Ambassador Brandvold wrote."
    read = Read(text)
    assert read.joined("Anna Brandvold", "Brandvold")
    assert read.rules("Brandvold") == {"surname and title"}


def test_two_bearers_without_a_title_stay_apart() -> None:
    read = Read("Anna Brandvold came. Jens Brandvold left. Then Brandvold wrote a letter.")
    assert not read.joined("Anna Brandvold", "Brandvold")
    assert not read.joined("Jens Brandvold", "Brandvold")


def test_father_and_son() -> None:
    read = Read("Carl F. Brandvold died in 1968. Carl F. Brandvold Jr. became minister.")
    assert not read.joined("Carl F. Brandvold", "Carl F. Brandvold Jr")
    read = Read("Carl Brandvold Sr. died in 1968. Carl Brandvold Jr. became minister.")
    assert not read.joined("Carl Brandvold Sr", "Carl Brandvold Jr")


def test_spellings_of_a_given_name() -> None:
    assert Read("Usama Karimov fled. Osama Karimov was caught.").joined(
        "Usama Karimov", "Osama Karimov"
    )


def test_the_initials_of_a_person() -> None:
    read = Read("Karl von Brandvold (KVB) owns the yard. KVB bought it in 2009.")
    assert read.joined("Karl von Brandvold", "KVB")


def test_an_acronym_before_its_definition_in_another_language() -> None:
    read = Read("BZFR (Federal Office for Rivers and Ports) ruled. The office sits in Bonn.")
    assert read.joined("BZFR", "Federal Office for Rivers and Ports")


def test_a_known_firm_with_its_legal_form() -> None:
    read = Read("Lockheed Martin Corporation pays. Lockheed Martin said so.")
    assert read.joined("Lockheed Martin Corporation", "Lockheed Martin")
    apart = Read("Lockheed Martin Space Academy opened. Lockheed Martin paid.")
    assert not apart.joined("Lockheed Martin Space Academy", "Lockheed Martin")
