"""Reading many documents by rules: seconds of processor and wall time, memory.

Run:  python benchmarks/many.py [DOCUMENTS] [WORDS] [--extractor rules] [--threads 2]

Documents of so many words are put together from the sentences of the bundled documents and of
TOOLKIT_SHARED/bench (where it is there), in another order each, so that no document is another's
reprint. Timed are ingestion (zones, sentences) and extraction (mentions, chains, writing); nothing
is linked.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import tempfile
import time
from pathlib import Path

import toolkit
from toolkit import config, knowledge
from toolkit.corpus.extraction import extract_missing
from toolkit.documents import prepare, read
from toolkit.types import Document

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("TOOLKIT_SHARED", ROOT.parent / "shared"))


def sentences() -> list[str]:
    """Sentences of running text, as written."""
    items = list(read([ROOT / "sample_docs"], config.load().documents).documents)
    for path in sorted((SHARED / "bench").glob("[dw]*/docs.jsonl")):  # dwie, wiki_fair
        rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        items += [prepare(Document(row["doc_id"], row["text"], lang="en"), "x") for row in rows]
    found = (i.document.text[s.start : s.end] for i in items for s in i.sentences)
    return sorted({text for text in found if 6 <= len(text.split()) <= 60})


def write(path: Path, documents: int, words: int) -> int:
    """A file of documents; returns how many words it has."""
    pool, dice, total = sentences(), random.Random(1), 0
    with path.open("w", encoding="utf-8") as out:
        for number in range(documents):
            text: list[str] = []
            size = 0
            while size < words:
                text.append(dice.choice(pool))
                size += len(text[-1].split())
            total += size
            row = {"doc_id": f"d{number:05}", "text": " ".join(text), "group": "ab"[number % 2]}
            out.write(json.dumps({**row, "lang": "en"}) + "\n")
    return total


def used() -> float:
    return sum(
        use.ru_utime + use.ru_stime
        for use in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("documents", nargs="?", type=int, default=10_000)
    parser.add_argument("words", nargs="?", type=int, default=500)
    parser.add_argument("--extractor", default="rules")
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args()
    overrides = {"mentions.extractor": chosen.extractor, "run.threads": chosen.threads}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "docs.jsonl"
        words = write(path, chosen.documents, chosen.words)
        with toolkit.open(Path(folder) / "store.duckdb", overrides=overrides) as corpus:
            for label in ("ingest", "extract"):
                wall, processor = time.perf_counter(), used()
                if label == "ingest":
                    corpus.ingest(path)
                else:
                    known = knowledge.load(corpus.settings.mentions.packs)
                    extract_missing(corpus._store, corpus.settings, known, lambda *_: None, False)
                wall, processor = time.perf_counter() - wall, used() - processor
                print(f"{label:<8} {words:,} words  {processor:6.1f} s of processor time  "
                      f"{wall:6.1f} s  {words / processor:,.0f} words/s", flush=True)  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process: {peak:,.0f} MB")


if __name__ == "__main__":
    main()
