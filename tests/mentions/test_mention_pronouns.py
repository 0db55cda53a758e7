"""Pronouns are linked where only one person can be meant, and never counted as names."""

from __future__ import annotations

import pytest

from toolkit.config import MentionSettings
from toolkit.corpus.extractors import choose_extractor
from toolkit.documents import prepare
from toolkit.knowledge import load
from toolkit.mentions import RuleExtractor, build_chains
from toolkit.mentions.pronouns import RULE
from toolkit.types import Document

EXTRACTOR = RuleExtractor(load(), pronouns=True)


def pronouns(text: str) -> list[tuple[str, str]]:
    item = prepare(Document("d", text, lang="en"), "test")
    found = EXTRACTOR.extract(item.document, item.sentences).mentions
    assert all(text[m.start : m.end] == m.text for m in found)
    return [(m.text, m.norm) for m in found if m.rule == RULE]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mark Rutte came to Oslo. He met the press.", [("He", "Mark Rutte")]),
        ("Minister Anna Berg spoke in Oslo. The hall was full. She left early.",
         [("She", "Anna Berg")]),
        ("Mark Rutte met Donald Tusk in Oslo. He left early.", []),  # two persons
        ("The press met Ms. Anna Berg in Oslo. He left early.", []),  # says otherwise
        ("He left early. Mark Rutte stayed.", []),  # nobody before
        ("Mark Rutte was in Oslo. “We are ready. He is not,” the host said.", []),
        ("Anna Berg said: “Mark Rutte was in Oslo. He is ready.”", [("He", "Mark Rutte")]),
        ("Mark Rutte said: “Donald Tusk is in Oslo.” He left early.", [("He", "Mark Rutte")]),
        ("Mark Rutte spoke.\n\nThe hall was full.\n\nThe day was long.\n\nHe left early.", []),
    ],
)  # fmt: skip
def test_only_where_one_person_can_be_meant(text: str, expected: list[tuple[str, str]]) -> None:
    assert pronouns(text) == expected


def test_a_pronoun_joins_the_chain_of_its_person_and_does_not_count() -> None:
    item = prepare(Document("d", "Mark Rutte came to Oslo. He met the press.", lang="en"), "test")
    found = EXTRACTOR.extract(item.document, item.sentences)
    (chain,) = (c for c in build_chains(item.document, found, load()) if c.type == "PERSON")
    assert [(m.text, m.form) for m in chain.mentions] == [
        ("Mark Rutte", "name"), ("He", "nominal"),
    ]  # fmt: skip


@pytest.mark.parametrize("chosen", [False, True])
def test_they_are_an_option_of_the_settings(chosen: bool) -> None:
    settings = MentionSettings(extractor="rules", pronouns=chosen)
    item = prepare(Document("d", "Mark Rutte came. He met Donald Tusk.", lang="en"), "test")
    found = choose_extractor(settings, load()).extract(item.document, item.sentences).mentions
    assert any(m.rule == RULE for m in found) == chosen
