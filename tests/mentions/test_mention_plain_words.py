"""Short names that are also words, and bodies that are called by their head noun."""

from __future__ import annotations

import pytest
from one_text import Read

COMPANY = "Rheinmetall and Saab met in Kyiv. "


def found(text: str, word: str) -> list[tuple[str, str]]:
    """(type, identity) of the counted mentions of a word."""
    return [(m.type, m.knowledge_id) for m in Read(text).flat if m.text == word]


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        (COMPANY + "They want Leonardo to join.", "Leonardo", "ORG"),
        (COMPANY + "The jets carry Meteor, and nothing else.", "Meteor", "PRODUCT"),
        (COMPANY + "The US vote in Congress comes later.", "Congress", "ORG"),
    ],
)
def test_a_word_with_a_capital_inside_a_sentence_is_the_known_thing(
    text: str, word: str, kind: str
) -> None:
    assert [t for t, _ in found(text, word)] == [kind]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (COMPANY + "Meteor showers are seldom seen.", "Meteor"),  # opens the sentence
        (COMPANY + "They met Leonardo Marwick in town.", "Leonardo"),  # somebody's given name
        ("They saw what Meteor does.", "Meteor"),  # nothing else of that world is named
        (COMPANY + "The vote in Congress comes later.", "Congress"),  # of no state that is named
    ],
)
def test_elsewhere_it_is_a_word(text: str, word: str) -> None:
    assert found(text, word) == []


def test_a_brief_name_is_the_body_that_the_text_names_in_full() -> None:
    text = "The European Commission met. On Monday the Commission agreed."
    read = Read(text)
    assert read.joined("European Commission", "Commission")
    whole, brief = (m for m in read.flat if "Commission" in m.text)
    assert whole.knowledge_id == brief.knowledge_id != ""


def test_a_brief_name_is_an_organ_of_the_one_union_that_the_text_names() -> None:
    text = "Talks with the EU went on. On Monday the Commission and the Council agreed."
    (_, commission), (_, council) = found(text, "Commission") + found(text, "Council")
    assert (commission, council) == ("Q8880", "")
    both = "The EU and the African Union met. On Monday the Commission agreed."
    assert found(both, "Commission") == [("ORG", "")]
    assert found("Talks with Norway went on. On Monday the Commission agreed.", "Commission") == []


def test_a_brief_name_of_several_bodies_is_none_of_them() -> None:
    text = ("The European Council and the Council of Europe met. On Monday the Council agreed, "
            "and so did a council of elders.")  # fmt: skip
    assert found(text, "Council") == [("ORG", "")]
    read = Read(text)
    assert not read.joined("European Council", "Council")
    assert not read.joined("Council of Europe", "Council")


@pytest.mark.parametrize(
    "text",
    [
        "On Monday the Council agreed.",  # no council is named
        "The European Council met. On Monday the Council of Elders agreed.",
        "The European Council met. On Monday a Council agreed.",
    ],
)
def test_without_its_full_name_it_names_nothing(text: str) -> None:
    assert found(text, "Council") == []


def test_a_court_is_called_by_its_head_before_of() -> None:
    text = "The European Court of Human Rights sat on Monday. The Court found a breach."
    full = Read(text).one("European Court of Human Rights")
    assert found(text, "Court") == [("ORG", full.knowledge_id)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Jaguar vehicles are on the way.", "Jaguar"),  # its noun right behind it
        ("They lost a tank, a Jaguar and a bridge.", "Jaguar"),  # near it
        ("They were sent fourteen Challengers in March.", "Challengers"),  # counted
        ("They were sent 14 Challengers in March.", "Challengers"),
    ],
)
def test_a_word_of_a_register_is_told_by_a_noun_or_a_number(text: str, word: str) -> None:
    assert [kind for kind, _ in found(text, word)] == ["PRODUCT"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (COMPANY + "They saw the Jaguar of the zoo.", "Jaguar"),  # nothing tells
        ("Jaguar and tank stood side by side.", "Jaguar"),  # opens the sentence
        ("The new tank was late. They met Jaguar Marwick there.", "Jaguar"),
    ],
)
def test_without_them_it_is_none(text: str, word: str) -> None:
    assert found(text, word) == []
