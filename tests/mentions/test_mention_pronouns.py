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


def pronouns(text: str, word: str = "") -> list[tuple[str, str]]:
    item = prepare(Document("d", text, lang="en"), "test")
    found = EXTRACTOR.extract(item.document, item.sentences).mentions
    assert all(text[m.start : m.end] == m.text for m in found)
    found = [m for m in found if m.rule.startswith(RULE)]
    return [(m.text, m.norm) for m in found if word in ("", m.text.casefold())]


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


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("The hall was opened by Mark Rutte, who then left.", "Mark Rutte"),
        ("The hall was opened by Anna Berg who then left.", "Anna Berg"),
        ("It was Anna Berg, not Mark Rutte, who left.", ""),
        ("Who opened the hall? Anna Berg asked who left.", ""),
    ],
)
def test_who_behind_a_name(text: str, meant: str) -> None:
    assert [name for _, name in pronouns(text, "who")] == [meant] * bool(meant)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("“We did well. I am glad,” said Anna Berg.", "Anna Berg"),
        ("“I am glad,” Minister Anna Berg told reporters in Oslo.", "Anna Berg"),
        ("Anna Berg stressed the need for ports. “What I have learned: be patient.”", "Anna Berg"),
        ("Anna Berg said: “I am glad.”", "Anna Berg"),
        ("“I am glad,” Anna Berg told Mark Rutte.", ""),  # two persons
        ("Anna Berg came.\n\n“I am glad.”", ""),  # nobody is said to speak
        ("They told Anna Berg a story. “I am glad.”", ""),  # the verb comes first: spoken to
        ("The hall said Anna Berg's name. “I am glad.”", ""),
        ("Anna Berg said that I was glad.", ""),  # no quotation
    ],
)
def test_i_is_who_speaks(text: str, meant: str) -> None:
    assert [name for _, name in pronouns(text, "i")] == [meant] * bool(meant)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("The minister praised Ukraine in its fight.", "Ukraine"),
        ("The EU and its neighbours met.", "EU"),
        ("NATO has strengthened its presence.", "NATO"),
        ("Money is there, enabling Ukraine to buy the tools needed for its defence.", "Ukraine"),
        ("Poland told Ukraine that its army was ready.", ""),
        ("NATO said the company would raise its output.", ""),
        ("NATO asked the hosts to open its doors.", ""),
        ("A town praised by Poland, in a hurry, kept its name.", ""),
        ("Mark Rutte and its team met.", ""),  # a person
        ("NATO’s staff has its own rooms.", ""),
    ],
)
def test_its_where_the_clause_names_one_thing(text: str, meant: str) -> None:
    assert [name for _, name in pronouns(text, "its")] == [meant] * bool(meant)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("The Nordic Ports Forum opened. It welcomed three hundred guests.", "Nordic Ports Forum"),
        ("NATO met in Oslo. The Alliance agreed on a plan. It welcomes a friend.", "NATO"),
        ("The Nordic Ports Forum opened. It was raining in town.", ""),
        ("The Nordic Ports Forum opened. It remains to be seen.", ""),
        ("Guests came to the Nordic Ports Forum. It welcomed them.", ""),
        ("The Nordic Ports Forum’s guests came. It welcomed them.", ""),
        ("The Nordic Ports Forum opened.\n\nIt welcomed three hundred guests.", ""),
    ],
)
def test_it_is_what_the_sentence_before_speaks_of(text: str, meant: str) -> None:
    assert [name for _, name in pronouns(text, "it")] == [meant] * bool(meant)


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
