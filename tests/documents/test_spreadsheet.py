"""Cells of spreadsheets: none is run, none is lost."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.documents.spreadsheet import guard, unguard

SIGNS = "=+-@\t\r\n＝＋－＠'x"
TEXTS = st.one_of(st.text(max_size=20), st.text(SIGNS, max_size=6))


@given(TEXTS)
@example("'=x")
@example("''+1")
@example("'s-Hertogenbosch")
def test_every_text_comes_back_and_none_is_run(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(tuple("=+-@\t\r\n＝＋－＠"))


@given(TEXTS, TEXTS)
def test_two_texts_are_never_one_cell(one: str, other: str) -> None:
    assert (guard(one) == guard(other)) == (one == other)


def test_plain_text_stays() -> None:
    assert [guard(t) for t in ("", "a=b", "'s-Hertogenbosch", "‘=x")] == [
        "", "a=b", "'s-Hertogenbosch", "‘=x",
    ]  # fmt: skip
