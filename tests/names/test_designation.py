"""The name inside a phrase."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.names.designation import designation, is_description

PARTICLES = frozenset({"von", "de"})


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("its new Harbour 4", "Harbour 4"),
        ("Lind, aged 55", "Lind"),
        ("Mara Lind, the chair of the board", "Mara Lind"),
        ("so-called Free Front", "Free Front"),
        ("in the Gulf of Vossen", "Gulf of Vossen"),
        ("shipbuilder Kelvar", "Kelvar"),
    ],
)
def test_words_before_and_after_a_name(phrase: str, name: str) -> None:
    assert designation(phrase, PARTICLES) == name


@pytest.mark.parametrize(
    "text",
    [
        "a boutique in Vossen", "eastern Nordland", "former Nordland", "second Kelvar Forum",
        "nordland", "von Lind", "iPad", "Vossen, Nordland", "Kelvar Group", "the forum", "12",
    ],
)  # fmt: skip
def test_what_is_no_mere_decoration_stays(text: str) -> None:
    assert designation(text, PARTICLES) == text


@given(st.text(max_size=60))
def test_twice_is_once_and_nothing_is_added(text: str) -> None:
    once = designation(text, PARTICLES)
    assert designation(once, PARTICLES) == once
    assert once in " ".join(text.split())


def test_descriptions_end_in_a_plain_word() -> None:
    assert is_description("Lind team") and is_description("the Kelvar crews")
    assert not is_description("Lind") and not is_description("Kelvar Group")
    assert not is_description("the forum")
