"""A corpus of two small groups, written for the tests of this folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import toolkit

TEXTS = {
    "north/meeting": (
        "The Northern Ports Alliance (NPA) met in Oslo on Monday. Ivo Brandt, Minister of Trade of "
        "Norway, spoke about joint procurement. Brandt thanked the NPA for its work.\n"
    ),
    "north/plan": (
        "Norway and Denmark support the Harbour Safety Programme. The Northern Ports Alliance will "
        "run it, said Oleksandr Kovalchyk of the Nordic Rivers Institute.\n"
    ),
    "south/visit": (
        "Ivo Brandt visited Vienna. The Danube Harbour Agency welcomed the Northern Ports Alliance "
        "and Oleksandr Kowalchyk, and asked Austria for joint procurement.\n"
    ),
}
TABLES = ("mentions", "entities", "pairs", "themes")
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Made:
    """A folder of documents and the store that was resolved from it."""

    docs: Path
    store: Path


def write(folder: Path, texts: dict[str, str] | None = None) -> Path:
    for doc_id, text in (TEXTS if texts is None else texts).items():
        path = folder / f"{doc_id}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def exported(corpus: toolkit.Corpus, folder: Path, page: bool = False) -> dict[str, bytes]:
    """What a store gives out, by name; with `page` the graph and the report, too."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {
        table: corpus.export(table, folder / f"{table}.jsonl").read_bytes() for table in TABLES
    }
    comparison = corpus.compare()
    found["comparison"] = json.dumps(comparison.to_dict()).encode()
    if page:
        found["graph"] = corpus.export("graph", folder / "graph.graphml").read_bytes()
        comparison.report().save(folder / "report.html")
        found["report"] = (folder / "report.html").read_bytes()
    return found


def lines(corpus: toolkit.Corpus, table: str, folder: Path) -> Rows:
    path = corpus.export(table, folder / f"{table}.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
