"""Reprints: copies and long passages are found, quotations are not, whatever the order."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.documents import (
    Reprint,
    Signature,
    Signatures,
    candidates,
    candidates_now,
    find_repeated,
    find_reprints,
    paragraphs_of,
    prepare,
)
from toolkit.types import Document, Sentence

WORDS = [a + b for a in ("har", "bor", "tal", "min", "ker", "los", "vin", "dra") for b in
         ("bour", "der", "lin", "ister", "nel", "sing", "ter", "gen", "mark", "ford")]  # fmt: skip


def text(seed: int, sentences: int = 12, words: int = 20) -> str:
    """Sentences of made-up words; another seed gives another text."""
    choose = random.Random(seed)
    made = [" ".join(choose.choice(WORDS) for _ in range(words)) for _ in range(sentences)]
    return " ".join(f"{line.capitalize()}." for line in made)


def find(*documents: Document) -> list[Reprint]:
    return find_reprints(documents, sentences_of(documents))


def sentences_of(documents: tuple[Document, ...]) -> dict[str, tuple[Sentence, ...]]:
    return {d.doc_id: prepare(d, "test").sentences for d in documents}


def paragraphs(documents: tuple[Document, ...]) -> dict[str, list[tuple[str, tuple[int, ...]]]]:
    return {d.doc_id: paragraphs_of(d, prepare(d, "test").sentences) for d in documents}


def pairs(found: list[Reprint]) -> list[tuple[str, str, bool]]:
    return [(r.doc_id, r.source_id, r.whole) for r in found]


def test_the_earlier_document_is_the_original(tmp_path: object) -> None:
    first = Document("z", text(1), "north", date="2024-05-01")
    second = Document("a", text(1).upper() + " " + text(2, 1), "north", date="2024-05-02")
    assert pairs(find(first, second)) == [("a", "z", True)]
    undated = Document("b", text(1), "north")
    assert pairs(find(undated, first)) == [("b", "z", True)]
    assert pairs(find(Document("d", text(1)), Document("c", text(1)))) == [("d", "c", True)]


def test_a_copied_passage_is_marked_and_the_rest_is_not() -> None:
    source = Document("a", text(1))
    copied = " ".join(text(1).split()[60:180])
    copy = Document("b", f"{text(2)} {copied} {text(3)}")
    (found,) = find(source, copy)
    assert not found.whole and found.words == 120 and found.share == pytest.approx(120 / 600)
    sentences = prepare(copy, "test").sentences
    marked = [copy.text[s.start : s.end] for s in sentences if s.number in found.sentences]
    assert " ".join(marked) == copied


@pytest.mark.parametrize(
    "copy",
    [
        f"{text(2)} {' '.join(text(1).split()[:40])} {text(3)}",  # two sentences quoted
        f"{text(2)} {' '.join(text(1, 2, 50).split())}",  # a hundred words, two sentences
        text(2),
        " ".join(reversed(text(1).split())),
        " ".join(text(1).split()[:20]),  # too short to tell
        "",
    ],
)
def test_quotations_and_other_texts_are_no_reprints(copy: str) -> None:
    assert find(Document("a", text(1)), Document("b", copy)) == []
    assert find(Document("a", text(1, 2, 50) + text(5)), Document("b", copy)) == []


def test_a_few_changed_words_do_not_hide_a_reprint() -> None:
    words = text(1).split()
    words[50] = words[120] = "changed"
    del words[150]
    (found,) = find(Document("a", text(1)), Document("b", " ".join(words)))
    assert found.whole and found.share < 1


def test_groups_are_told_apart_by_the_caller_and_chains_keep_their_first() -> None:
    made = [Document(f"d{n}", text(1), "north" if n < 3 else "south") for n in range(6)]
    assert pairs(find(*made)) == [
        ("d1", "d0", True), ("d2", "d0", True), ("d2", "d1", True), ("d3", "d0", True),
        ("d4", "d0", True), ("d4", "d3", True), ("d5", "d0", True), ("d5", "d3", True),
        ("d5", "d4", True),
    ]  # fmt: skip


def test_boilerplate_is_not_compared_and_order_does_not_matter() -> None:
    long = text(9, 8)
    page = f"---\nnote: {long}\n---\n"
    assert find(Document("a", page + text(1)), Document("b", page + text(2))) == []
    made = [Document(f"d{n}", text(n % 4) + text(n), "ab"[n % 2]) for n in range(12)]
    expected = find(*made)
    random.Random(3).shuffle(made)
    assert find(*made) == expected and expected


def page(number: int, foot: str = "Press office of the Harbour Council, Oslo") -> Document:
    own = [text(1000 * number + n, 1, 9) for n in range(18)]
    paragraphs = [*own[:4], "Norway and Denmark and Latvia", *own[4:], foot]
    return Document(f"d{number}", "\n\n".join(paragraphs), publisher="Council")


def test_paragraphs_that_come_back_are_found_at_the_edges_only() -> None:
    documents = tuple(page(n) for n in range(1, 7))
    rows = sentences_of(documents)
    found = find_repeated(documents, paragraphs(documents), ())
    assert sorted(found) == [d.doc_id for d in documents]
    for document in documents:
        marked = [document.text[s.start : s.end] for s in rows[document.doc_id]
                  if s.number in found[document.doc_id]]  # fmt: skip
        assert marked == ["Press office of the Harbour Council, Oslo"]


def test_four_documents_or_copies_of_one_are_no_evidence() -> None:
    documents = tuple(page(n) for n in range(1, 5))
    assert find_repeated(documents, paragraphs(documents), ()) == {}
    six = tuple(page(n) for n in range(1, 7))
    assert find_repeated(six, paragraphs(six), {"d1", "d2"}) == {}
    other = tuple(page(n, f"Press office of member number {n} of the council") for n in range(1, 7))
    assert find_repeated(other, paragraphs(other), ()) == {}


@st.composite
def signatures(draw: st.DrawFn) -> list[Signature]:
    """Texts made of a few stretches of shingles that many of them share."""
    parts = st.lists(st.integers(0, 7), min_size=1, max_size=3, unique=True)
    return [
        Signature(
            f"d{number}", draw(st.sampled_from(("", "2024-01-02", "2024-03-04"))),
            draw(st.sampled_from("ab")), 60,
            np.unique(np.concatenate([
                np.arange(9_000_000 * part, 9_000_000 * part + 30, dtype=np.uint64)
                for part in draw(parts)
            ])),
        )
        for number in range(draw(st.integers(0, 9)))
    ]  # fmt: skip


@settings(deadline=None)
@given(signatures(), signatures(), st.data())
def test_candidates_after_a_change_are_those_of_all_texts(
    before: list[Signature], others: list[Signature], data: st.DataObject
) -> None:
    # of each number either the text before stays, or another one comes, or it goes
    ids = sorted({text.doc_id for text in (*before, *others)})
    held = {text.doc_id: text for text in before}
    came = {text.doc_id: text for text in others}
    now, touched = [], []
    for doc_id in ids:
        choice = data.draw(st.sampled_from(("keep", "other")))
        kept = (held if choice == "keep" else came).get(doc_id)
        now += [kept] if kept is not None else []
        if kept is not held.get(doc_id):
            touched += [text.shingles for text in (kept, held.get(doc_id)) if text is not None]
    shingles = np.concatenate([np.zeros(0, np.uint64), *touched])
    texts = Signatures.of(now)
    held = candidates(Signatures.of(before))
    assert candidates_now(texts, held, shingles) == sorted(candidates(texts))
