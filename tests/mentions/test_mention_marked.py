"""Mentions that people or models marked: the text around them, and phrases longer than a name."""

from __future__ import annotations

import pytest
from one_text import knowledge

from toolkit.mentions import build_chains, complete
from toolkit.types import Document, Mention


def chains(text: str, *names: str) -> list[set[str]]:
    """Names ("ORG:Kelvar", each at its next place in the text) -> texts of each chain."""
    rows, at = [], 0
    for typed in names:
        kind, _, name = typed.partition(":")
        at = text.index(name, at)
        rows.append(Mention("d", at, at + len(name), name, kind, source="given", rule="given"))
        at += len(name)
    document = Document("d", text)
    found = build_chains(document, complete(rows, knowledge()), knowledge())
    return [{m.text for m in chain.mentions} for chain in found]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Kelvar Ring Union (KRU) met.", ["ORG:Kelvar Ring Union", "ORG:KRU"]),
        ("The Social Guild (XQZ) met.", ["ORG:Social Guild", "ORG:XQZ"]),
        ("Vossen, formerly Oldtown, grew.", ["OTHER:Vossen", "OTHER:Oldtown"]),
        ("Kelvar Ltd, also known as the Ring, met.", ["ORG:Kelvar Ltd", "ORG:Ring"]),
        ("Kelvar chief Mara Lind spoke. Kelvar chief left.",
         ["PERSON:Kelvar chief Mara Lind", "PERSON:Kelvar chief"]),
        ("Advanced Zorg grew. Advanced paid.", ["ORG:Advanced Zorg", "ORG:Advanced"]),
        ("North Korea met. The North agreed.", ["GPE:North Korea", "GPE:North"]),
        ("The so-called Free Front and the Free Front.",
         ["ORG:so-called Free Front", "ORG:Free Front"]),
    ],
)  # fmt: skip
def test_one_thing(text: str, names: list[str]) -> None:
    assert len(chains(text, *names)) == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Social Guild (Vossen) met.", ["ORG:Social Guild", "ORG:Vossen"]),
        ("Mara Lind called Otto Brenner.", ["PERSON:Mara Lind", "PERSON:Otto Brenner"]),
        ("President Lind met President Brenner. President smiled.",
         ["PERSON:President Lind", "PERSON:President Brenner", "PERSON:President"]),
        ("North Korea and North Macedonia. The North agreed.",
         ["GPE:North Korea", "GPE:North Macedonia", "GPE:North"]),
        ("Lind team met. Lind left.", ["ORG:Lind team", "ORG:Lind"]),
        ("Stuttgart beat Mainz in Stuttgart.", ["ORG:Stuttgart", "GPE:Stuttgart"]),
        ("A trader from Westmark known as Zorgar fled.", ["GPE:Westmark", "OTHER:Zorgar"]),
        ("The Zorg Front in Westmark and the Zorg Front.",
         ["ORG:Zorg Front in Westmark", "ORG:Zorg Front"]),
    ],
)  # fmt: skip
def test_different_things(text: str, names: list[str]) -> None:
    assert len(chains(text, *names)) == len(names)
