"""How well names are found in annotated documents, by extractor, scored as `toolkit evaluate` does.

Run:  python benchmarks/extraction.py FOLDER... [--extractors rules,spacy,hybrid] [--misses N]

A folder holds docs.jsonl {doc_id, text} and mentions.jsonl {doc_id, start, end, text, type, kind?,
nested?}. Scored are persons, organisations and places; GPE and LOC are one type here, since corpora
draw that line differently, and demonyms are left out on both sides. A mention found on a span that
the gold gives another type is wrong ("strict") or left out ("in scope", as the gold of some corpora
holds other types that an extractor cannot know).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from toolkit import config, knowledge
from toolkit.corpus.extractors import choose_extractor
from toolkit.documents import Loaded, prepare
from toolkit.evaluation import Detection, Found, Gold, detection, overlapping
from toolkit.mentions import Extractor, build_chains
from toolkit.types import Document

SCORED = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE"}
Rows = Sequence[Mapping[str, Any]]


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def documents(folder: Path) -> list[Loaded]:
    return [
        prepare(Document(row["doc_id"], row["text"], lang=row.get("lang") or "en"), "bench")
        for row in rows_of(folder / "docs.jsonl")
    ]


def gold_of(rows: Rows) -> tuple[list[Gold], list[tuple[str, int, int]]]:
    """The gold that counts, and the spans of the rest."""
    gold, rest = [], []
    for row in rows:
        named = row.get("kind", "name") == "name" and not row.get("nested")
        span = (row["doc_id"], row["start"], row["end"])
        if named and row.get("type") in SCORED and not row.get("adjectival"):
            gold.append(Gold(*span, row["text"], SCORED[row["type"]]))
        else:
            rest.append(span)
    return gold, rest


def found_by(extractor: Extractor, loaded: Sequence[Loaded], known: Any) -> list[Found]:
    """Counted names as the chains of their documents type them."""
    work = [(item.document, item.sentences) for item in loaded]
    getattr(extractor, "read_ahead", len)(work)
    return [
        Found(m.doc_id, m.start, m.end, m.text, SCORED[m.type], "")
        for item in loaded
        for chain in build_chains(
            item.document, extractor.extract(item.document, item.sentences), known
        )
        for m in chain.mentions
        if not m.nested and m.form not in ("nominal", "demonym") and m.type in SCORED
    ]


def score(gold: Sequence[Gold], found: Sequence[Found]) -> Detection:
    return detection(gold, found, overlapping(gold, found))


def in_scope(
    gold: Sequence[Gold], found: Sequence[Found], rest: Sequence[tuple[str, int, int]]
) -> list[Found]:
    """Without what was found on a span of the rest and on none of the gold."""
    inside: dict[str, list[tuple[int, int]]] = {}
    for doc_id, start, end in rest:
        inside.setdefault(doc_id, []).append((start, end))
    hit = {j for _, j in overlapping(gold, found)}
    return [
        f for j, f in enumerate(found)
        if j in hit or not any(a < f.end and f.start < b for a, b in inside.get(f.doc_id, ()))
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--extractors", default="rules")
    parser.add_argument("--documents", type=int, default=0, help="only the first so many")
    arguments = parser.parse_args()
    known = knowledge.load()
    print(f"{'set':<28}{'extractor':<10}{'in scope':>9}{'strict':>9}{'spans':>9}{'words/s':>11}")
    for folder in arguments.folders:
        loaded = documents(folder)[: arguments.documents or None]
        kept = {item.document.doc_id for item in loaded}
        rows = [r for r in rows_of(folder / "mentions.jsonl") if r["doc_id"] in kept]
        gold, rest = gold_of(rows)
        words = sum(len(item.document.text.split()) for item in loaded)
        for name in arguments.extractors.split(","):
            extractor = choose_extractor(config.MentionSettings(extractor=name), known)
            extractor.extract(loaded[0].document, loaded[0].sentences)  # models load here
            start = time.perf_counter()
            found = found_by(extractor, loaded, known)
            pace = words / (time.perf_counter() - start)
            strict, fair = score(gold, found), score(gold, in_scope(gold, found, rest))
            print(
                f"{folder.name:<28}{name:<10}{fair.overlap_typed.f1:>9.3f}"
                f"{strict.overlap_typed.f1:>9.3f}{fair.overlap.f1:>9.3f}{pace:>11,.0f}"
            )


if __name__ == "__main__":
    main()
