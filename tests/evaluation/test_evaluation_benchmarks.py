"""The scripts of benchmarks/ whose answers do not need the development material."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parent.parent.parent / "benchmarks"


@pytest.fixture(scope="module", autouse=True)
def scripts() -> Iterator[None]:
    """The scripts as a person runs them: their folder first on the path."""
    before = set(sys.modules)
    sys.path[:0] = [str(FOLDER), str(FOLDER / "adapters")]
    yield
    del sys.path[:2]
    for name in set(sys.modules) - before:
        if Path(getattr(sys.modules[name], "__file__", None) or "/").is_relative_to(FOLDER):
            del sys.modules[name]


def script(name: str) -> ModuleType:
    return importlib.import_module(name)


def mentions(*rows: tuple[str, str, str]) -> list[object]:
    made = script("corpora").GoldMention
    places = enumerate(rows)
    return [made(doc, 9 * n, 9 * n + 5, text, kind, "x") for n, (doc, text, kind) in places]


def test_the_heuristic_joins_what_a_few_lines_can_see() -> None:
    simple = script("simple")
    rows = mentions(
        ("a", "The Danube Navigation Council", "ORG"), ("a", "DNC", "ORG"), ("b", "D.N.C.", "ORG"),
        ("a", "Mr. Ivo Brandt", "PERSON"), ("a", "Brandt", "PERSON"), ("b", "Brandt", "PERSON"),
        ("b", "Rivers Ltd", "ORG"), ("a", "rivers", "ORG"),
    )  # fmt: skip
    labels = simple.heuristic(rows)
    council, brandt, rivers = labels[:3], labels[3:6], labels[6:]
    assert len(set(council)) == 1 and len(set(rivers)) == 1
    assert brandt[0] == brandt[1] != brandt[2]  # document b does not say which Brandt
    assert len({council[0], brandt[0], brandt[2], rivers[0]}) == 4
    assert simple.exact(rows)[1] == "DNC"


def test_two_long_forms_of_an_acronym_join_nothing() -> None:
    simple = script("simple")
    rows = mentions(("a", "Deep North Club", "ORG"), ("b", "Danube Navigation Council", "ORG"),
                    ("c", "DNC", "ORG"), ("b", "DNC", "ORG"))  # fmt: skip
    assert len(set(simple.heuristic(rows[:3]))) == 3


def test_connected_components() -> None:
    components = script("exchange").components
    assert components(5, [(3, 1), (1, 0), (4, 4)]) == [0, 0, 2, 0, 4]


def test_reliability_table() -> None:
    calibration = script("calibration")
    pairs = [(0.75, True)] * 30 + [(0.75, False)] * 30 + [(0.99, True)] * 3
    low, high = calibration.reliability(pairs)
    assert (low.start, low.pairs, low.true, low.said) == (0.7, 60, 30, pytest.approx(0.75))
    assert low.gap == pytest.approx(-0.25) and high.cells[-1].endswith("(few)")
    assert calibration.largest_gap([low, high]) == pytest.approx(25.0)


def test_ablations_take_away_what_they_name() -> None:
    from toolkit import knowledge, matching

    ablations = script("ablations")
    model = matching.load_model("policy")
    quiet = ablations.silent("kind")(model)
    assert set(quiet.weights["kind"].values()) == {0.0}
    assert quiet.weights["number"] == model.weights["number"]
    known = knowledge.load()
    without = ablations.without_lists("places", "place_names")(known)
    assert without.places == () and not without.place_names
    assert without.given_names == known.given_names
    names = [variant.name for variant in ablations.VARIANTS]
    assert names[0] == ablations.FULL and len(set(names)) == len(names)


def test_f1_of_pairs_at_a_cut() -> None:
    told = [(2.0, True), (1.0, False), (0.5, True), (-1.0, False)]
    f1 = script("ablations")._f1
    assert f1(told, 2.0) == pytest.approx(2 / 3)
    assert f1(told, 0.5) == pytest.approx(4 / 5)
    assert f1(told, 9.0) == 0.0


def test_what_is_left_out_is_not_trained_on(monkeypatch: pytest.MonkeyPatch) -> None:
    corpora, unseen = script("corpora"), script("unseen")
    documents = tuple(corpora.Document(f"d{number}", "Oslo.") for number in range(40))
    rows = tuple(corpora.GoldMention(d.doc_id, 0, 4, "Oslo", "GPE", "x") for d in documents)
    whole = corpora.Development("small", documents, rows)
    monkeypatch.setattr(corpora, "load", lambda name: whole)
    seen: list[str] = []
    for number in range(unseen.PARTS):
        split = unseen.Split.of("small", number)
        inside, outside = (
            {d.doc_id for d in side.corpus.documents} for side in (split.part, split.rest)
        )
        assert not inside & outside and len(inside | outside) == len(documents)
        seen += inside
    assert sorted(seen) == sorted(d.doc_id for d in documents)
    row = unseen.table({"small": ((0.5,) * 8, (0.25,) * 8)})
    assert row[0] == ("small", *["50.0 / 25.0"] * 6) and row[1][0] == "macro"


def test_knowledge_that_an_ablation_takes_away_is_missed_in_chains() -> None:
    """Once it was not: the chains were made with knowledge of their own."""
    from dataclasses import replace

    corpora = script("corpora")
    text = "The EU met. Later the European Union paid."
    named = (("EU", 4), ("European Union", 22))
    rows = tuple(corpora.GoldMention("a", at, at + len(n), n, "ORG", "x") for n, at in named)
    small = corpora.Development("small", (corpora.Document("a", text),), rows)
    known = corpora.known()
    chains, _ = corpora.made(small, known)
    assert [c.knowledge_id for c in chains] == [chains[0].knowledge_id] and chains[0].knowledge_id
    without, _ = corpora.made(small, replace(known, names=()))
    assert not any(c.knowledge_id for c in without)
