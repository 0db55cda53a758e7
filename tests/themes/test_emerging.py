"""Emerging themes: phrases that documents share and no codebook knows."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.themes import Sources, find_emerging, is_emerging, merged, overlaps
from toolkit.themes.emerging import fewest_documents
from toolkit.types import Document, Sentence


def sources(
    texts: dict[str, list[str]], masked: tuple[str, ...] = (), covered: tuple[str, ...] = ()
) -> Sources:
    """Documents of one sentence a line; `masked` names and `covered` phrases wherever they are."""
    documents = [Document(doc_id, "\n".join(lines)) for doc_id, lines in texts.items()]
    sentences = {}
    for document in documents:
        rows, at = [], 0
        for number, line in enumerate(texts[document.doc_id]):
            rows.append(Sentence(number, at, at + len(line), number))
            at += len(line) + 1
        sentences[document.doc_id] = rows

    def spans(of: tuple[str, ...]) -> dict[str, list[tuple[int, int]]]:
        return {
            d.doc_id: [(d.text.index(w), d.text.index(w) + len(w)) for w in of if w in d.text]
            for d in documents
        }

    return Sources(documents, sentences, spans(masked), spans(covered))


SMALL = {
    "a": ["Ministers discussed water scarcity and border controls.", "Water scarcity grows."],
    "b": ["The scarcity of water worries farmers.", "Grain exports fell."],
    "c": ["Grain exports to Ruritania matter.", "The committee met."],
}


def test_variants_are_one_theme_with_their_places() -> None:
    made = sources(SMALL)
    themes, evidence = find_emerging(made, 10)
    first = next(theme for theme in themes if theme.label == "Water scarcity")
    assert first.variants == (("water scarcity", 2), ("scarcity of water", 1))
    assert first.documents == 2
    assert is_emerging(first.theme_id)
    assert not is_emerging("space")
    texts = {d.doc_id: d.text for d in made.documents}
    places = [row for row in evidence if row.theme_id == first.theme_id]
    assert len(places) == 3
    assert all(texts[row.doc_id][row.start : row.end] == row.text for row in evidence)


def test_what_codebooks_and_names_cover_is_no_news() -> None:
    labels = {t.label for t in find_emerging(sources(SMALL), 10)[0]}
    assert {"Water scarcity", "Grain exports", "Border controls"} <= labels
    known = sources(SMALL, covered=("Grain exports",))
    assert "Grain exports" not in {t.label for t in find_emerging(known, 10)[0]}
    named = sources(SMALL, masked=("border controls",))
    assert "Border controls" not in {t.label for t in find_emerging(named, 10)[0]}


def test_a_phrase_inside_a_better_one_is_not_told_twice() -> None:
    texts = {f"d{n}": ["We need early warning systems now."] for n in range(3)}
    labels = [t.label for t in find_emerging(sources(texts), 10)[0]]
    assert "Warning systems" in labels
    assert len([label for label in labels if "arning" in label]) == 1


def test_numbers_asked_for() -> None:
    assert len(find_emerging(sources(SMALL), 1)[0]) == 1
    assert {t.documents for t in find_emerging(sources(SMALL), 10, 2)[0]} == {2}
    assert find_emerging(sources({}), 10) == ([], [])
    assert [fewest_documents(n) for n in (1, 9, 10, 400, 10_000)] == [1, 1, 2, 2, 50]


def test_other_languages_are_left_out() -> None:
    made = sources({"a": ["La politique agricole commune reste importante."]})
    german = Sources([Document("a", made.documents[0].text, lang="fr")], made.sentences, {}, {})
    assert find_emerging(german, 10) == ([], [])


WORDS = st.sampled_from("water scarcity border controls grain of the exports met".split())
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=7).map(" ".join), min_size=1, max_size=3)
TEXTS = st.dictionaries(st.sampled_from("abcdef"), LINES, min_size=1)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.randoms(use_true_random=False))
def test_order_changes_nothing_and_every_place_is_right(
    texts: dict[str, list[str]], shuffler: random.Random
) -> None:
    made = sources(texts)
    found = find_emerging(made, 5)
    documents = list(made.documents)
    shuffler.shuffle(documents)
    again = find_emerging(Sources(documents, made.sentences, {}, {}), 5)
    assert again[0] == found[0]
    assert sorted(again[1], key=str) == sorted(found[1], key=str)
    bodies = {d.doc_id: d.text for d in made.documents}
    for row in found[1]:
        assert bodies[row.doc_id][row.start : row.end] == row.text
    counted = {t.theme_id: sum(n for _, n in t.variants) for t in found[0]}
    assert all(counted[t] == sum(e.theme_id == t for e in found[1]) for t in counted)


SPAN = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: (pair[0], sum(pair)))


@given(st.lists(SPAN), SPAN)
def test_merged_spans_overlap_what_they_did(
    spans: list[tuple[int, int]], asked: tuple[int, int]
) -> None:
    start, end = asked
    found = merged(spans)
    assert overlaps(found, start, end) == any(a < end and b > start for a, b in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
