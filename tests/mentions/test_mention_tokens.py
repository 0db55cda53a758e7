"""Words with exact offsets and the few shapes that the rules look at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.mentions.tokens import fold_word, read_stretches, read_words, tokenise


def words(text: str) -> list[str]:
    return [token.text for token in tokenise(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. and H.E. Ivo", ["The", "U.S.", "and", "H.E.", "Ivo"]),
        ("J. R. Brandt", ["J.", "R.", "Brandt"]),
        ("L. van Dam left.", ["L.", "van", "Dam", "left", "."]),
        ("Oslo's and Riga’s", ["Oslo", "'s", "and", "Riga", "’s"]),
        ("sea-borne (A330)", ["sea", "-", "borne", "(", "A330", ")"]),
        ("O'Hara", ["O", "'", "Hara"]),
        ("snake_case", ["snake", "_", "case"]),
        ("", []),
    ],
)
def test_words_are_cut_where_names_end(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Rail-\nway Union", ["the", "Railway", "Union"]),
        ("the Rail- \n  way Union", ["the", "Railway", "Union"]),
        ("the Rail\u00adway \u00adUnion", ["the", "Railway", "\u00ad", "Union"]),
        ("the Rail-\r\nway", ["the", "Railway"]),
        ("the Rail\u00ad\nway", ["the", "Railway"]),
        ("the Long-\nRange Plan", ["the", "Long", "-", "Range", "Plan"]),
        ("a vice-\npresident", ["a", "vice", "-", "president"]),
        ("Rail-\nway-\nmen", ["Railwaymen"]),
        ("Rail-\n", ["Rail", "-"]),
    ],
)
def test_words_that_a_line_break_cut_are_one(text: str, expected: list[str]) -> None:
    found = tokenise(text, 0, len(text))
    assert [token.text for token in found] == expected
    assert all(text[t.start : t.end][:1] == t.text[:1] for t in found)


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("Oslo", "cap"), ("NATO", "upper"), ("G7", "upper"), ("A330", "upper"), ("U.S.", "upper"),
        ("2024", "number"), ("3rd", "number"), ("F", "cap"), ("port", "lower"), ("Ελλάδα", "cap"),
        ("eBay", "cap"), ("4K", "number"), ("’s", "possessive"), ("(", "sign"), ("中", "lower"),
    ],
)  # fmt: skip
def test_shapes(word: str, shape: str) -> None:
    (token,) = tokenise("x" + word if shape == "possessive" else word, 0, 9)[-1:]
    assert (token.text, token.shape) == (word, shape)
    assert token.is_name == (shape in ("cap", "upper", "initial"))


def test_an_initial_is_told_from_the_end_of_a_sentence() -> None:
    text = "J. Brandt chose plan B."
    assert tokenise(text, 0, len(text))[0].shape == "initial"
    assert words(text)[-2:] == ["B", "."]


def test_offsets_are_into_the_whole_text() -> None:
    text = "Before. Riga's port"
    tokens = tokenise(text, 8, len(text))
    assert [text[t.start : t.end] for t in tokens] == ["Riga", "'s", "port"]
    assert [t.glued for t in tokens] == [False, True, False]


def test_folding_unifies_case_and_apostrophes() -> None:
    assert fold_word("O’HARA") == fold_word("oʼhara") == "o'hara"


@given(st.lists(st.text(alphabet="ab BÉ.'’s-\n(1J", max_size=12), max_size=6), st.integers(0, 3))
def test_stretches_are_read_as_each_by_itself(pieces: list[str], gap: int) -> None:
    stretches, text = [], ""
    for piece in pieces:
        if piece:
            stretches.append((len(text), len(text) + len(piece)))
        text += piece + " " * gap
    each = [read_words(text, start, end) for start, end in stretches]
    assert [w.tokens for w in read_stretches(text, stretches)] == [w.tokens for w in each]
    assert [list(w.names) for w in read_stretches(text, stretches)] == [list(w.names) for w in each]
    assert [w.texts for w in read_stretches(text, stretches)] == [w.texts for w in each]


def test_stretches_of_a_text_with_nul_are_read() -> None:
    assert [w.texts for w in read_stretches("A\0b. Cd", [(0, 4), (5, 7)])] == [
        ("A", "\0", "b", "."), ("Cd",)
    ]  # fmt: skip
    assert read_stretches("", []) == []
