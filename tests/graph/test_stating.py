"""Statements of succession and membership, on sentences written before the rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from toolkit.errors import ConfigError
from toolkit.graph import Counted, EntityMention
from toolkit.graph.phrases import phrase
from toolkit.graph.stating import stated
from toolkit.types import Document, Entity, Sentence

KINDS = {"p": "PERSON", "g": "GPE", "r": "PROGRAMME", "e": "EVENT", "d": "DOCUMENT", "": "ORG"}
ROWS = [
    line.rstrip("\n").split("\t")
    for line in Path(__file__).with_name("stated_relations.tsv").open(encoding="utf-8")
    if not line.startswith("#")
]


def statements(marked: str) -> list[str]:
    text, mentions, entities = "", [], {}
    for part in re.split(r"(\[[^\]]*\])", marked):
        if part.startswith("["):
            sort, _, name = part[1:-1].rpartition(":")
            m = EntityMention(
                f"m{len(text)}", name, "d", len(text), len(text) + len(name), name, KINDS[sort]
            )
            mentions.append(Counted(m, 0))
            entities[name] = Entity(name, KINDS[sort], name)
            part = name
        text += part
    sentences = {"d": [Sentence(0, 0, len(text), 0)]}
    found = stated([Document("d", text)], mentions, entities, sentences)
    return [f"{s.subject} {s.relation} {s.object}" for s in found]


def test_no_statement_that_the_sentence_does_not_make() -> None:
    """Precision on the sentences written first is 1: of 24 negatives none is read as one."""
    for sentence, expected in ROWS:
        assert set(statements(sentence)) <= set(expected.split("; ")), sentence


def test_most_statements_are_found() -> None:
    made = [(sentence, row) for sentence, row in ROWS if row]
    missed = [sentence for sentence, row in made if statements(sentence) != row.split("; ")]
    assert len(made) == 26 and len(missed) <= 7, "\n".join(missed)


def test_names_far_apart_or_in_two_sentences_state_nothing() -> None:
    assert statements("[Old] was replaced" + " " * 90 + "by [New].") == []
    row = Counted(EntityMention("m", "a", "d", 0, 1, "a"), 0)
    other = Counted(EntityMention("n", "b", "d", 15, 16, "b"), 1)
    entities = {"a": Entity("a", "ORG", "a"), "b": Entity("b", "ORG", "b")}
    numbered = {"d": [Sentence(0, 0, 8, 0), Sentence(1, 8, 16, 0)]}
    assert stated([Document("d", "a is part of   b")], [row, other], entities, numbered) == []


@pytest.mark.parametrize("written", ["A and C", "A A B", "B", "A is part of B now"])
def test_a_phrase_names_a_and_b(written: str) -> None:
    with pytest.raises(ConfigError, match="phrase"):
        phrase("part_of", "o", written)
