"""Mentions made elsewhere: every check has its message, nothing is dropped, moved or retyped."""

from __future__ import annotations

from typing import Any

import pytest
from one_text import knowledge

from toolkit.errors import MentionError
from toolkit.mentions import build_chains, complete, read_mention
from toolkit.mentions.given import completed, fitting_span, read_span
from toolkit.types import Document, Mention, Zone

TEXT = "Jordan Ek met 🌊 Dutch crews of the EU in Jordan.\nShare this"
DOCUMENT = Document("a/1", TEXT, zones=(Zone(49, 60, "sharing"),))


def row(text: str, nth: int = 0, **more: Any) -> dict[str, Any]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(text, start + 1)
    return {"doc_id": "a/1", "start": start, "end": start + len(text), "text": text, **more}


def given(*rows: dict[str, Any]) -> list[Mention]:
    read = [read_mention(r, {"a/1": DOCUMENT}, f"m:{i}") for i, r in enumerate(rows, 1)]
    found = complete(read, knowledge())
    spans = [read_span(r, {"a/1": DOCUMENT}, "m")[1] for r in rows]
    assert completed("a/1", spans, knowledge()) == found  # what is made at once is the same
    assert all(fitting_span(r, DOCUMENT) in (None, s) for r, s in zip(rows, spans, strict=True))
    return list(found.mentions)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": None}, "no text"),
        ({"start": None, "end": None}, "no start and no end"),
        ({"doc_id": "b/2"}, "unknown document 'b/2'"),
        ({"start": "10"}, "start and end must be whole numbers"),
        ({"end": 12.0}, "start and end must be whole numbers"),
        ({"start": True}, "start and end must be whole numbers"),
        ({"start": -1}, "offsets -1:"),
        ({"start": 20, "end": 20}, "offsets 20:20 outside"),
        ({"end": 999}, "outside of a/1 (0:"),
        ({"start": 15, "end": 20}, "is ' Dutc', not 'Dutch'"),
    ],
)
def test_what_does_not_fit_is_said(change: dict[str, Any], message: str) -> None:
    with pytest.raises(MentionError) as caught:
        given({**row("Dutch"), **change})
    assert message in caught.value.what
    assert caught.value.where == "m:1"


def test_long_texts_are_cut_in_messages() -> None:
    with pytest.raises(MentionError) as caught:
        given({**row("Dutch"), "doc_id": "x" * 5000})
    assert len(str(caught.value)) < 300


def test_offsets_count_code_points() -> None:
    (mention,) = given(row("Dutch"))
    assert (mention.start, TEXT[mention.start : mention.end]) == (16, "Dutch")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("ORG", "ORG"), ("org", "ORG"), ("PER", "PERSON"), ("Organization", "ORG"), ("FAC",
         "FACILITY"), ("LAW", "DOCUMENT"), ("PROGRAM", "PROGRAMME"), ("MISC", "OTHER"),
        ("CARDINAL", "OTHER"), (None, "OTHER"), ("", "OTHER"),
    ],
)  # fmt: skip
def test_types_of_other_tag_sets(kind: str | None, expected: str) -> None:
    assert given(row("met", type=kind))[0].type == expected


def test_a_norp_that_is_a_nation_is_its_country_in_the_form_of_a_demonym() -> None:
    (mention,) = given(row("Dutch", type="NORP"))
    assert (mention.type, mention.form, mention.norm) == ("GPE", "demonym", "Netherlands")
    assert mention.knowledge_id == "nl"


def test_what_was_given_wins_over_the_knowledge() -> None:
    (dutch,) = given(row("Dutch", norm="Holland", form="surname", type="ORG"))
    assert (dutch.norm, dutch.form, dutch.type) == ("Holland", "surname", "ORG")
    (person,) = given(row("Jordan", type="PERSON"))
    assert (person.knowledge_id, person.form) == ("", "name")
    (place,) = given(row("Jordan", 1, type="GPE"))
    assert place.knowledge_id == "jo"


def test_an_acronym_is_seen_as_one() -> None:
    (known,) = given(row("EU", type="ORG"))
    assert (known.form, known.norm) == ("acronym", "European Union")


def test_zones_are_kept_and_said() -> None:
    assert [m.zone for m in given(row("Share"), row("EU"))] == ["body", "sharing"]


def test_duplicates_are_numbered_and_each_comes_out_once() -> None:
    rows = [row("EU", type="ORG"), row("EU", type="ORG"), row("EU", type="GPE")]
    found = given(*rows)
    assert [m.copy for m in found] == [0, 1, 2]
    assert len({m.mention_id for m in found}) == 3
    assert given(*reversed(rows)) == found
    chains = build_chains(DOCUMENT, complete(found, knowledge()), knowledge())
    assert sum(len(c.mentions) for c in chains) == 3


def test_types_that_were_given_are_never_changed() -> None:
    found = given(row("Dutch", type="PRODUCT"), row("EU", type="EVENT"), row("met", type="ORG"))
    chains = build_chains(DOCUMENT, complete(found, knowledge()), knowledge())
    kinds = {m.text: m.type for c in chains for m in c.mentions}
    assert kinds == {"Dutch": "PRODUCT", "EU": "EVENT", "met": "ORG"}
