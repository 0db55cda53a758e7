"""`Corpus.train`: gold, judgements and texts as teachers, on a corpus with many short names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import toolkit
from toolkit import UsageError
from toolkit.types import Document

Taught = tuple[toolkit.Corpus, list[dict[str, object]]]
FIRST = "Anna Mara Otto Lena Karl Nina Emil Vera Hugo Olga Jana Paul".split()
LAST = "Lindqvist Brenner Vossberg Kamradt Ohlsen Tannhof Reinders Marquart".split()


def corpus_of_names() -> tuple[list[Document], list[dict[str, object]]]:
    """Full names in one document, surnames alone in another: some mean the same person."""
    documents, gold = [], []
    for n, first in enumerate(FIRST):
        for m, last in enumerate(LAST):
            place = f"{n:02d}{m}"
            same = (n + m) % 2 == 0
            other = first if same else FIRST[(n + 1) % len(FIRST)]
            for part, name, who in (
                ("a", f"{first} {last}{place}", f"{first}{place}"),
                ("b", f"{other[0]}. {last}{place}", f"{other}{place}"),
            ):
                text = f"{name} spoke in the hall."
                documents.append(Document(f"{part}{place}", text, part))
                gold.append({"doc_id": f"{part}{place}", "start": 0, "end": len(name),
                             "text": name, "type": "PERSON", "entity_id": who})  # fmt: skip
    return documents, gold


@pytest.fixture(scope="module")
def taught() -> Taught:
    documents, gold = corpus_of_names()
    corpus = toolkit.open(":memory:", overrides={"matching.model": "policy_by_hand"})
    corpus.ingest(documents)
    corpus.add_mentions([{k: v for k, v in row.items() if k != "entity_id"} for row in gold])
    corpus.resolve()
    return corpus, gold


def test_gold_teaches(taught: Taught, tmp_path: Path) -> None:
    corpus, gold = taught
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in gold), encoding="utf-8")
    found = corpus.train("gold", gold=path, name="mine")
    assert found.fit.loss_after < found.fit.loss_before
    assert "model 'mine' from gold" in str(found)
    saved = found.save(tmp_path / "mine.json")
    assert saved.with_suffix(".md").read_text(encoding="utf-8").startswith("# Model `mine`")
    used = toolkit.open(":memory:", overrides={"matching.model": str(saved)})
    used.ingest(corpus_of_names()[0][:4])
    assert used.resolve().entities
    assert found.to_dict()["matches"] == found.fit.matches
    with pytest.raises(UsageError, match="name of a model file"):
        found.save(tmp_path / "mine.toml")


def test_nothing_to_learn_from_is_said(taught: Taught) -> None:
    corpus, _ = taught
    with pytest.raises(UsageError, match="too little to learn from: 0 pairs"):
        corpus.train("judgements")
    with pytest.raises(UsageError, match="too little to learn from"):
        corpus.train("texts")
    with pytest.raises(UsageError, match="no gold"):
        corpus.train("gold")
    with pytest.raises(UsageError, match="unknown source"):
        corpus.train("guesses")
