"""Fresh texts with their names marked in line: `{Name|TYPE}`, `{Name|TYPE/OTHER TYPE}`.

The texts are ours, on public facts; they were written and marked before any rule had read them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from measure import Score, align, type_fits

from toolkit.documents import Loaded, prepare
from toolkit.mentions import Extractor
from toolkit.types import Document

FOLDER = Path(__file__).resolve().parent / "fresh"
MARK = re.compile(r"\{([^|{}]+)\|([A-Z/]+)\}")


def read_marked(batch: str) -> tuple[list[Loaded], list[dict[str, Any]]]:
    """Documents of a batch and the names that are marked in them."""
    documents, gold = [], []
    for path in sorted((FOLDER / batch).glob("*.txt")):
        text, last = "", 0
        marked = path.read_text(encoding="utf-8")
        for mark in MARK.finditer(marked):
            text += marked[last : mark.start()]
            kind, *others = mark[2].split("/")
            gold.append({
                "doc_id": path.stem, "start": len(text), "end": len(text) + len(mark[1]),
                "text": mark[1], "type": kind, "alt_types": others,
            })  # fmt: skip
            text, last = text + mark[1], mark.end()
        text += marked[last:]
        documents.append(prepare(Document(path.stem, text, lang="en"), "fresh"))
    return documents, gold


def found_in(documents: Sequence[Loaded], extractor: Extractor) -> list[dict[str, Any]]:
    """The names that count, as rows."""
    return [
        {"doc_id": m.doc_id, "start": m.start, "end": m.end, "text": m.text, "type": m.type}
        for item in documents
        for m in extractor.extract(item.document, item.sentences).mentions
        if not m.nested and m.form not in ("nominal", "pronoun")
    ]


def score(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> Score:
    """All types, spans that overlap and have a type that the gold accepts."""
    return Score(len(align(gold, found, type_fits)), len(found), len(gold))
