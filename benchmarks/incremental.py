"""What one more document costs, in a store of many, and how many entity ids a tenth more keeps.

    python benchmarks/incremental.py FOLDER                      # 10,000 documents of 300 words
    python benchmarks/incremental.py FOLDER --documents 100000 --words 40 --mentions 3
    python benchmarks/incremental.py FOLDER --corpus ../shared/bench/dwie   # ids only

Made-up texts, as in comparison_speed.py, read by the rule extractor from a table of documents. Each
step is a process of its own: processor seconds (both cores), seconds on the clock, peak memory.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import comparison_speed

import toolkit

DRAWS = 10  # of the tenth that comes
NEW = ("On that day Dr Anna Lindqvist of the European Union spoke of ammunition in Kyiv. NATO and "
       "the Harbour Safety Council (HSC) listened in Brussels.")  # fmt: skip


def resolve(docs: Path, store: Path, *more: str) -> tuple[float, float, float]:
    """Processor seconds, seconds and MB of one `toolkit resolve`."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-m", "toolkit", "resolve", str(docs), "--store", str(store), "-q",
               "--extractor", "rules", *more]  # fmt: skip
    # as installed: what was compiled once is not compiled again
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, env=env)
    _, _, used = os.wait4(process.pid, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.monotonic() - begun, used.ru_maxrss / 1024


def growth(folder: Path, documents: int, words: int, mentions: int) -> None:
    comparison_speed.MENTIONS, comparison_speed.WORDS = mentions, words
    store, docs = folder / "s.duckdb", folder / "docs.jsonl"
    store.unlink(missing_ok=True)
    comparison_speed.write(documents, folder)
    print(f"{documents:,} documents of about {words} words")
    show("all", *resolve(docs, store))
    show("nothing new", *resolve(docs, store))
    with docs.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"doc_id": "new", "group": "a", "text": NEW}) + "\n")
    show("one more", *resolve(docs, store))
    lines = docs.read_text(encoding="utf-8").splitlines(keepends=True)
    docs.write_text("".join(lines[:-1]), encoding="utf-8")
    show("that one gone", *resolve(docs, store))


def show(what: str, cpu: float, wall: float, peak: float) -> None:
    print(f"{what:14} {cpu:7.1f} processor s {wall:7.1f} s {peak:7.0f} MB", flush=True)


def kept(folder: Path, corpus: Path, draws: int = DRAWS) -> None:
    """Ids that stay when the last tenth of the documents of a corpus comes; it is drawn often."""
    rows = [json.loads(line) for path in sorted(corpus.glob("docs*.jsonl"))
            for line in path.read_text(encoding="utf-8").splitlines()]  # fmt: skip
    cut = len(rows) * 10 // 11
    stayed = every = 0
    kinds: Counter[str] = Counter()
    for seed in range(1, draws + 1):
        random.Random(seed).shuffle(rows)
        store = folder / f"{corpus.name}.duckdb"
        store.unlink(missing_ok=True)
        with toolkit.open(store, overrides={"mentions.extractor": "rules"}) as opened:
            opened.ingest(rows[:cut])
            opened.resolve()
            before = {row["entity_id"] for row in opened.entities.to_pylist()}
            opened.ingest(rows[cut:])
            changes = opened.resolve().history
            after = {row["entity_id"] for row in opened.entities.to_pylist()}
        kinds.update(kind for _, kind in {(old, kind) for old, _, kind in changes})
        stayed, every = stayed + len(before & after), every + len(before)
    print(f"{corpus.name}: {stayed / every:.2%} of {every:,} ids kept with {len(rows) - cut} more "
          f"documents to {cut}, {draws} draws; changes {dict(sorted(kinds.items()))}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=300)
    parser.add_argument("--mentions", type=int, default=14)
    parser.add_argument("--corpus", type=Path, nargs="*")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    if asked.corpus:
        for corpus in asked.corpus:
            kept(asked.folder, corpus)
    else:
        growth(asked.folder, asked.documents, asked.words, asked.mentions)


if __name__ == "__main__":
    main()
