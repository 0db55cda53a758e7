"""Cases that one part alone decides: the reason why it is kept (docs/decisions/0036)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import toolkit
from toolkit import knowledge, matching
from toolkit.corpus.wiring import matching_knowledge
from toolkit.matching.model import Model, to_text

FULL = "Defence Minister Anna Martin met the press on Monday."
BARE = "Defence Minister Martin promised new frigates on Friday."
SINGER = "The singer Anna Martin met the press on Monday."
ONE = (
    ("Universidad de Salamanca", "University of Salamanca"),
    ("Banca di Rovigo", "Bank of Rovigo"),
    ("Ministerio de Defensa", "Ministry of Defence"),
    ("Stichting Greenpeace", "Greenpeace Foundation"),
)
TWO = (
    ("Universidad de Salamanca", "University of Sevilla"),
    ("Banca d'Italia", "Bank of Spain"),
    ("Ministerio de Defensa", "Ministry of Finance"),
)


def without_role(model: Model) -> Model:
    weights = {**model.weights, "role": dict.fromkeys(model.weights["role"], 0.0)}
    return replace(model, weights=weights)


def bearers_of_martin(first: str, model: Model, folder: Path) -> int:
    """To how many persons two texts with "Martin" are resolved."""
    path = folder / "model.json"
    path.write_text(to_text(model), encoding="utf-8")
    settings = {"matching.model": str(path), "mentions.extractor": "rules"}
    with toolkit.open(":memory:", overrides=settings) as corpus:
        corpus.ingest([toolkit.Document("a", first), toolkit.Document("b", BARE)])
        corpus.resolve()
        return sum("Martin" in name for name in corpus.entities["name"])


def test_a_role_joins_a_surname_that_may_be_a_given_name(tmp_path: Path) -> None:
    model = matching.load_model()
    assert bearers_of_martin(FULL, model, tmp_path) == 1
    assert bearers_of_martin(SINGER, model, tmp_path) == 2
    assert bearers_of_martin(FULL, without_role(model), tmp_path) == 2


@pytest.fixture(scope="module")
def known() -> Iterator[knowledge.Knowledge]:
    yield knowledge.load()


def weights(pairs: tuple[tuple[str, str], ...], known: knowledge.Knowledge) -> list[float]:
    asked = [(left, right, "ORG") for left, right in pairs]
    scored = matching.score_names(asked, matching_knowledge(known), matching.load_model("names"))
    return [weight for weight, _ in scored]


def test_words_of_other_languages_find_bodies_in_translation(known: knowledge.Knowledge) -> None:
    english = replace(known, word_groups=(), fingerprint="without words of other languages")
    assert min(weights(ONE, known)) > 0 > max(weights(TWO, known))
    assert max(weights(ONE, english)) < 0
