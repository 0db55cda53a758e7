"""A resolved store in which every text that may come from others is a hostile one: names of
documents, titles, publishers, groups, mentions, a codebook, aliases and judgements."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import yaml
from hostile_strings import STORED

import toolkit

BETWEEN = " met Norway and asked for sanctions. "
GROUPS = ("script", "formula", "escape", "right to left")
SHORT = [text for text in STORED.values() if len(text) < 1_000]


def text_of(rows: list[dict[str, Any]], doc_id: str, names: list[str]) -> str:
    """A text that holds all names; where each stands is added to `rows`."""
    made = ""
    for number, name in enumerate(names):
        rows.append({"doc_id": doc_id, "start": len(made), "end": len(made) + len(name),
                     "text": name, "type": ("PERSON", "ORG", "GPE")[number % 3]})  # fmt: skip
        made += name + BETWEEN
        at = made.rindex("Norway")
        rows.append({"doc_id": doc_id, "start": at, "end": at + 6, "text": "Norway",
                     "type": "GPE"})  # fmt: skip
    return made


def documents(rows: list[dict[str, Any]]) -> list[toolkit.Document]:
    """Each string is the name of a document, its title and publisher, and stands in its text; the
    first four documents, one a group, name all of them."""
    named = [text for text in SHORT if text.strip()]
    made = []
    for number, text in enumerate(STORED.values()):
        doc_id = text[:200] + "/x" * (text in ("..", "."))
        names = named if number < len(GROUPS) else [text] if text in named else []
        made.append(toolkit.Document(
            doc_id, text_of(rows, doc_id, names) + BETWEEN, STORED[GROUPS[number % len(GROUPS)]],
            title=text, publisher=text[:300], source=text[:300], date=text[:40],
        ))  # fmt: skip
    return made


def codebook(path: Path) -> Path:
    themes = {
        f"{number}{text[:40]}": {"label": text, "description": text, "patterns": ["sanctions"]}
        for number, text in enumerate(SHORT)
    }
    path.write_text(yaml.safe_dump({"name": STORED["script"], "themes": themes}), encoding="utf-8")
    return path


def aliases(path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["name", "alias", "knowledge_id"])
        table.writerows([text, f"Kingdom {text}", f"q:{text}"] for text in SHORT if text.strip())
    return path


def judgements(path: Path) -> Path:
    lines = [
        {"left": text, "right": "Norway", "verdict": "different", "by": text, "why": text}
        for text in SHORT if text.strip()
    ]  # fmt: skip
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def make(folder: Path) -> Path:
    """The store; beside it lie c.toml, the settings that it was made with, and what they name."""
    rows: list[dict[str, Any]] = []
    given = documents(rows)
    packs = str(codebook(folder / "book.yml"))
    tables = [str(aliases(folder / "aliases.csv"))]
    (folder / "c.toml").write_text(
        f"[themes]\npacks = [{json.dumps(packs)}]\n[matching]\naliases = {json.dumps(tables)}\n"
        "[comparison]\nalternatives = 20\npermutations = 99\n"
    )
    with toolkit.open(folder / "s.duckdb", config=folder / "c.toml") as corpus:
        corpus.ingest(given)
        assert not corpus.add_mentions(rows).skipped
        corpus.read_judgements(judgements(folder / "j.jsonl"))
        corpus.resolve()
    return folder / "s.duckdb"
