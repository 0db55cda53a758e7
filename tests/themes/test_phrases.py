"""Phrases and their variants."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.knowledge.phrasing import load_phrasing
from toolkit.themes.phrases import Phrases

PHRASES = Phrases(load_phrasing())


def found(text: str) -> dict[str, tuple[str, ...]]:
    return {text[c.start : c.end]: c.key for c in PHRASES.candidates(text, 0, len(text))}


@pytest.mark.parametrize(
    "variants",
    [
        ("defence industry cooperation", "defence-industrial cooperation",
         "cooperation of the defense industries", "defense industry cooperation"),
        ("critical raw materials", "critical raw material"),
        ("supply chain resilience", "resilience of supply chains", "supply-chain resilience"),
        ("start-ups", "startups", "start-up"),
        ("economic policy", "economic policies"),
        ("border controls", "control of the borders", "control of its borders"),
    ],
)  # fmt: skip
def test_variants_have_one_key(variants: tuple[str, ...]) -> None:
    keys = [found(f"They speak of {text}.").get(text) for text in variants]
    assert keys[0]
    assert set(keys) == {keys[0]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("joint procurement", "public procurement"),
        ("nuclear energy", "energy"),
        ("arms control", "control arms race"),
        ("air defence", "air defence missile"),
        ("political parties", "party politics"),
    ],
)
def test_other_phrases_have_other_keys(one: str, other: str) -> None:
    assert found(f"They speak of {one}.")[one] != found(f"They speak of {other}.").get(other)


@pytest.mark.parametrize(
    "text",
    [
        "He said that they had told her.", "It goes on and on.", "the next step", "last year",
        "a number of ways", "strengthen quickly", "two million euro", "Ivanov Petrov",
        "on the one hand", "themselves",
    ],
)  # fmt: skip
def test_what_is_no_phrase(text: str) -> None:
    assert found(text) == {}


def test_verbs_and_names_end_a_phrase() -> None:
    assert "strengthening production capacity" not in found("for strengthening production capacity")
    assert "production capacity" in found("for strengthening production capacity")
    assert "industry Ukraine" not in found("the industry Ukraine builds")
    assert "long-term investment" in found("new long-term investment")
    assert "new long-term investment" not in found("new long-term investment")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abc deof-’' .,\n\ufffcÄ9", max_size=80) | st.text(max_size=60))
def test_any_text(text: str) -> None:
    for candidate in PHRASES.candidates(text, 0, len(text)):
        assert 0 <= candidate.start < candidate.end <= len(text)
        head, *others = candidate.key
        assert others == sorted({*others} - {head})
        assert set(candidate.key) <= set(candidate.run)
        assert "\ufffc" not in text[candidate.start : candidate.end]


@settings(max_examples=200, deadline=None)
@given(st.from_regex(r"[a-z]{3,12}", fullmatch=True))
def test_normal_forms_stay_as_they_are(word: str) -> None:
    once = PHRASES.normal(word)
    if once in load_phrasing().tiers:
        again = PHRASES.normal(once)
        assert again == once or PHRASES.normal(again) == again
