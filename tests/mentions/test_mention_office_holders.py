"""Holders of offices with one surname: told by given name, office and years."""

from __future__ import annotations

import pytest
from one_text import Read


def known(text: str, date: str = "") -> dict[str, str]:
    """Text of the chains' first mentions -> known identity, of persons."""
    return {c.mentions[0].text: c.knowledge_id for c in Read(text).chains if c.type == "PERSON"}


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("In May 1991 President Bush flew to Oslo.", "person:george h. w. bush"),
        ("President Bush flew to Oslo. It was the spring of 2003.", "person:george w. bush"),
        ("In May 1985 Vice President Bush flew to Oslo.", "person:george h. w. bush"),
        ("Prime Minister Trudeau came in 1970.", "person:pierre trudeau"),
        ("Trudeau, the prime minister, came in 2017.", "person:justin trudeau"),
        ("Vice President Duterte spoke.", "person:sara duterte"),
        ("Former President Clinton spoke in 2016.", "person:bill clinton"),
        ("President Bush senior had been envoy to Oslo.", "person:george h. w. bush"),
        ("They met the younger Trudeau.", "person:justin trudeau"),
        ("They met Prime Minister Papandreou, the elder Papandreou.", ""),  # of three
        ("Mayor Johnson came.", ""),
        # nothing decides
        ("President Bush flew to Oslo.", ""),
        ("In 1991 Bush flew to Oslo, said President Bush.", "person:george h. w. bush"),
        ("President Bush came in 2030.", ""),
        ("Former President Bush flew to Oslo in 2005.", ""),
    ],
)
def test_a_surname_with_a_title(text: str, identity: str) -> None:
    assert list(known(text).values()) == [identity]


def test_full_names() -> None:
    found = known("Kostas Karamanlis met Bilawal Bhutto Zardari and Nils Trudeau.")
    assert found["Kostas Karamanlis"] == "person:kostas karamanlis"
    assert found["Nils Trudeau"] == ""
    found = known("Ferdinand Marcos Jr. took his oath. Ferdinand Marcos was remembered.")
    assert found["Ferdinand Marcos Jr"] == "person:bongbong marcos"
    assert found["Ferdinand Marcos"] == ""  # of two; nothing decides
    found = known("Robert F. Kennedy spoke in 1964. Pik Botha met P. W. Botha.")
    assert list(found.values()) == [
        "person:robert f. kennedy", "person:pik botha", "person:p. w. botha",
    ]  # fmt: skip


def test_two_of_one_text_are_told_by_the_years_of_the_sentence() -> None:
    read = Read(
        "Indira Gandhi was the mother of Rajiv Gandhi. In 1975 Gandhi declared an emergency. "
        "Rajiv was a pilot then. In 1986 Gandhi opened the fair."
    )
    homes = [c.knowledge_id for c in read.chains for m in c.mentions if m.text == "Gandhi"]
    assert sorted(homes) == ["person:indira gandhi", "person:rajiv gandhi"]


def test_he_or_she() -> None:
    assert list(known("Mrs Thatcher opened the school.").values()) == ["person:margaret thatcher"]
    assert list(known("Critics of Ms Brown were few.").values()) == [""]
    read = Read("Alberto Fujimori met Keiko Fujimori. Later Fujimori said that she would run.")
    assert read.joined("Keiko Fujimori", "Fujimori")
    read = Read("Jill Biden came with Joe Biden. The guests thanked Biden. He left at noon.")
    assert read.joined("Joe Biden", "Biden")
    assert not read.joined("Jill Biden", "Biden")
    read = Read(
        "S.W.R.D. Bandaranaike, prime minister of Ceylon, was shot in 1959. Sirimavo Bandaranaike "
        "led the party. Mrs Bandaranaike won."
    )
    homes = [c.knowledge_id for c in read.chains for m in c.mentions if m.text == "Bandaranaike"]
    assert homes == ["person:solomon bandaranaike", "person:sirimavo bandaranaike"]
