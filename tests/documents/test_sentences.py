"""Sentences: exact offsets, no character lost, no boundary where none is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.documents import find_zones, split_sentences
from toolkit.types import Zone


def pieces(text: str, lang: str = "en") -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text, (), lang)]


@pytest.mark.parametrize(
    "text",
    [
        "The talks were led by H.E. Mr. Ivo Brandt of the host country.",
        "He met Lt. Gen. Anna Kovac at St. Mary Hall.",
        "The list (e.g. Norway and Iceland) is in Annex No. 5 of the text.",
        "It was signed by J. Smith and A. B. Jones.",
        "The U.S. Chamber of Commerce was there.",
        "Grants rose by 3.5 per cent, i.e. Two Million.",
        "She said: “What is it?” and left.",
        "The plan of Example Corp. Europe was read.",
    ],
)
def test_abbreviations_and_initials_do_not_end_a_sentence(text: str) -> None:
    assert pieces(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("He left the U.S. The visit was short.", ["He left the U.S.", "The visit was short."]),
        ("“It works.” Critics disagree.", ["“It works.”", "Critics disagree."]),
        ("Is it so? Yes! Good… Then go.", ["Is it so?", "Yes!", "Good…", "Then go."]),
        ("He said no. Norway said yes.", ["He said no.", "Norway said yes."]),
        ("A claim.[12] Another one.", ["A claim.[12]", "Another one."]),
        ("Moving forward\n\nThe text goes on.", ["Moving forward", "The text goes on."]),
        ("Moving forward\nThe text goes on.", ["Moving forward", "The text goes on."]),
        ("  1. First point\n    It has a text.\n  2. Second",
         ["1. First point", "It has a text.", "2. Second"]),
        ("- alpha\n- beta", ["- alpha", "- beta"]),
        ("Held in The\nHague on Monday.", ["Held in The\nHague on Monday."]),
        ("aims to increase\ninvestment. It will.", ["aims to increase\ninvestment.", "It will."]),
        ("Led by Mr.\nBrandt today.", ["Led by Mr.\nBrandt today."]),
    ],
)  # fmt: skip
def test_boundaries(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_german_ordinals_stay_inside() -> None:
    text = "Das Treffen fand am 24. Juni in Wien statt. Es war kurz."
    assert len(pieces(text, "de")) == 2


def test_text_wrapped_by_hand_is_one_paragraph() -> None:
    text = (
        "The committee met for the third time in the building of the Northern\n"
        "Council and discussed how the members of the programme could share the\n"
        "costs of the new centre. Delegates of eleven states took part, and the\n"
        "Director of the Agency opened the meeting.\n"
        "Next steps\n"
        "The next meeting is in May.\n"
    )
    found = split_sentences(text)
    assert [s.paragraph for s in found] == [0, 0, 1, 2]
    assert text[found[0].start : found[0].end].count("\n") == 2


def test_sentences_carry_their_zone_and_stop_at_its_edges() -> None:
    text = "The forum met and\nagreed on much. Photo: Somebody"
    zones = (Zone(18, 33, "image_caption"),)
    found = split_sentences(text, zones)
    assert [(text[s.start : s.end], s.zone) for s in found] == [
        ("The forum met and", "body"),
        ("agreed on much.", "image_caption"),
        ("Photo: Somebody", "body"),
    ]


LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from([
            "", " ", "Leave a Reply", "© Someone", "A caption", "1. Item", "The end.", "Mr.",
            "Read more:", "Tags: a, b", "\r", "\u2028", "Facebook", "Name *", "---", "#", "No. 5",
        ]),
    ),
    max_size=12,
).map("\n".join)  # fmt: skip


@given(LINES)
@settings(max_examples=250, deadline=None)
def test_sentences_partition_the_text_and_respect_zones(text: str) -> None:
    zones = find_zones(text, "en")
    assert all(0 <= z.start < z.end <= len(text) for z in zones)
    assert all(a.end <= b.start for a, b in pairwise(zones))
    seen = [0] * len(text)
    sentences = split_sentences(text, zones, "en")
    assert [s.number for s in sentences] == list(range(len(sentences)))
    for s in sentences:
        piece = text[s.start : s.end]
        assert piece == piece.strip() and piece
        for i in range(s.start, s.end):
            seen[i] += 1
        for z in zones:
            inside = z.start <= s.start and s.end <= z.end
            assert inside or s.end <= z.start or z.end <= s.start
            assert not inside or s.zone == z.kind
    assert all(n <= 1 for n in seen)
    assert all(n == 1 for n, c in zip(seen, text, strict=True) if not c.isspace())


@pytest.mark.parametrize("piece", [".", ". ", "A. ", "1. a", "“", "* ", ".“", "(", "\t", "Mr. "])
def test_hostile_repetition_stays_fast(piece: str) -> None:
    text = piece * 20_000 + "The end."
    for wrapped in (text, text.replace(" ", "\n")):
        found = split_sentences(wrapped, find_zones(wrapped, "en"), "en")
        assert found[-1].end == len(wrapped)


@given(st.text(max_size=80), st.integers(0, 80), st.integers(1, 40))
@settings(max_examples=100, deadline=None)
def test_any_given_zone_is_respected(text: str, start: int, length: int) -> None:
    zone = Zone(start, min(len(text), start + length), "given")
    zones = (zone,) if zone.start < zone.end else ()
    covered = "".join(text[s.start : s.end] for s in split_sentences(text, zones))
    assert "".join(covered.split()) == "".join(text.split())
    for s in split_sentences(text, zones):
        assert not (zones and s.start < zone.end < s.end)
        assert not (zones and s.start < zone.start < s.end)
