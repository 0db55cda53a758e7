"""A language is no mention of its country."""

from __future__ import annotations

import pytest
from one_text import Read, knowledge

from toolkit.mentions import build_chains, complete
from toolkit.types import Document, Mention


@pytest.mark.parametrize(
    "text",
    [
        "She has been learning Dutch for two years.",
        "The report is available in German, and a summary in French.",
        "The Ukrainian-language edition sold well.",
        "They speak English, French and Polish at home.",
        "The word is Portuguese for 'harbour'.",
        "The hearings use English, French and Polish.",
        "The station is broadcasting in English, French, Ukrainian and Dutch.",
        "German is a new language for her.",
        "The diary is full of German expressions.",
        "The German version of the book is out.",
    ],
)
def test_languages_are_not_counted(text: str) -> None:
    held = {m.text for chain in Read(text).chains for m in chain.mentions}
    assert not held & {"Dutch", "German", "French", "Ukrainian", "English", "Polish", "Portuguese"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In German politics nothing changed.", "German"),
        ("The Dutch speak of a new plan.", "Dutch"),
        ("Ukrainian drones were shown.", "Ukrainian"),
        ("They teach Polish soldiers to dive.", "Polish"),
        ("They use Polish, Ukrainian and Dutch drones.", "Polish"),
        ("In Polish, Ukrainian and Dutch politics nothing changed.", "Ukrainian"),
        ("German is a word that he avoids.", "German"),
        ("The German version was cheaper.", "German"),
    ],
)
def test_the_people_of_a_country_are(text: str, name: str) -> None:
    assert name in {m.text for chain in Read(text).chains for m in chain.mentions}


def test_a_given_language_stays_and_is_not_its_country() -> None:
    text = "He learned German in Germany."
    rows = [
        Mention("d", at, at + len(name), name, kind, source="given", rule="given")
        for name, at, kind in (("German", 11, "OTHER"), ("Germany", 21, "GPE"))
    ]
    chains = build_chains(Document("d", text), complete(rows, knowledge()), knowledge())
    assert sorted(c.knowledge_id for c in chains) == ["de", "language:german"]
