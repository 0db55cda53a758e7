"""`toolkit train` through the real command."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_calls import Done

Main = Callable[..., Done]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of persons of whom half are named by an initial in a second document."""
    made = tmp_path_factory.mktemp("train")
    first = "Anna Mara Otto Lena Karl Nina Emil Vera Hugo Olga Jana Paul".split()
    last = "Lindqvist Brenner Vossberg Kamradt Ohlsen Tannhof Reinders Marquart".split()
    documents, mentions = [], []
    for n, given in enumerate(first):
        for m, surname in enumerate(last):
            other = given if (n + m) % 2 else first[(n + 1) % len(first)]
            for part, name, who in (("a", f"{given} {surname}{n:02d}", given),
                                    ("b", f"{other[0]}. {surname}{n:02d}", other)):  # fmt: skip
                doc_id = f"{part}{n}-{m}"
                documents.append({"doc_id": doc_id, "text": f"{name} spoke.", "group": part})
                mentions.append({"doc_id": doc_id, "start": 0, "end": len(name), "text": name,
                                 "type": "PERSON", "entity_id": f"{who}{n}{m}"})  # fmt: skip
    for file, rows in (("docs.jsonl", documents), ("gold.jsonl", mentions)):
        (made / file).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return made


def test_training_from_gold(toolkit_main: Main, folder: Path) -> None:
    store, model = folder / "s.duckdb", folder / "mine.json"
    source, gold = folder / "docs.jsonl", folder / "gold.jsonl"
    done = toolkit_main("resolve", source, "--store", store, "--mentions", gold, "-q")
    assert done.code == 0, done.err
    done = toolkit_main("train", store, gold, "--output", model)
    assert done.code == 0, done.err
    assert "model 'mine' from gold: " in done.out and "What moved most" in done.out
    assert json.loads(model.read_text(encoding="utf-8"))["name"] == "mine"
    assert (folder / "mine.md").exists()
    again = toolkit_main("resolve", source, "--store", store, "--mentions", gold, "--model", model)
    assert again.code == 0, again.err
    told = toolkit_main("train", store, gold, "--output", model, "--json")
    assert json.loads(told.out)["start"] == "policy"


def test_what_cannot_be_learned_is_said(toolkit_main: Main, folder: Path) -> None:
    store = folder / "s.duckdb"
    done = toolkit_main("train", store, "--judgements", "--output", folder / "j.json")
    assert done.code == 2 and "too little to learn from: 0 pairs" in done.err
    assert not (folder / "j.json").exists()
    assert toolkit_main("train", store, "--output", folder / "j.json").code == 2
    assert toolkit_main("train", store, "--texts", "--output", folder / "j.toml").code == 2
