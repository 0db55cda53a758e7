"""What the comparison of a large corpus costs, from the resolved store to the result.

    python benchmarks/comparison_speed.py STORE.duckdb               # 10,000 documents, made if new
    python benchmarks/comparison_speed.py STORE.duckdb --documents 1000
    python benchmarks/comparison_speed.py STORE.duckdb --profile 40  # where the time goes

Made-up texts of about 500 words with 22 mentions each, things drawn by Zipf's law, words of the
themes strewn in, dates over six years; two groups. Each step is measured in a process of its own:
processor seconds (both cores together), seconds on the clock, peak memory of the process.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

from scale import forms, word

MENTIONS, WORDS = 22, 500
CUES = (
    "joint procurement", "deterrence", "critical raw materials", "cyber attacks", "sanctions",
    "climate change", "military mobility", "ammunition", "migration", "research and innovation",
    "supply chains", "human rights", "defence industry", "air defence", "disinformation",
)  # fmt: skip
STEPS = ("compare", "json", "report")


def write(documents: int, folder: Path, seed: int = 1) -> None:
    """docs.jsonl and mentions.jsonl below `folder`."""
    draw, numbers = random.Random(seed), np.random.default_rng(seed)
    things = [forms(draw, number) for number in range(max(200, 2 * documents))]
    weights = 1 / np.arange(1, len(things) + 1)
    chosen = numbers.choice(len(things), (documents, MENTIONS), p=weights / weights.sum())
    vocabulary = [word(draw, 1 + at % 3).lower() for at in range(4000)]
    with (folder / "docs.jsonl").open("w") as docs, (folder / "mentions.jsonl").open("w") as given:
        for number, named in enumerate(chosen.tolist()):
            doc_id = f"d{number:06d}"
            text, mentions = _text(draw, [things[rank] for rank in named], vocabulary, doc_id)
            date = f"{2019 + number % 6}-{1 + number // 7 % 12:02d}-11"
            row = {"doc_id": doc_id, "text": text, "group": "ab"[number % 2], "date": date}
            docs.write(json.dumps(row) + "\n")
            given.writelines(json.dumps(mention) + "\n" for mention in mentions)


def _text(
    draw: random.Random, things: list[tuple[str, str, tuple[str, ...]]], vocabulary: list[str],
    doc_id: str,
) -> tuple[str, list[dict[str, object]]]:  # fmt: skip
    """A sentence for each thing, of about as many words as make up the whole."""
    text, mentions = "", []
    for kind, full, short in things:
        text += "On that day "
        name = full if draw.random() < 0.7 else draw.choice(short)
        mentions.append({"doc_id": doc_id, "start": len(text), "end": len(text) + len(name),
                         "text": name, "type": kind})  # fmt: skip
        words = draw.choices(vocabulary, k=WORDS // MENTIONS - 6)
        if draw.random() < 0.4:
            words.insert(draw.randrange(len(words)), draw.choice(CUES))
        text += f"{name} spoke of {' '.join(words)}. "
    return text, mentions


def build(store: Path, documents: int) -> None:
    import toolkit

    with tempfile.TemporaryDirectory() as folder, toolkit.open(store) as corpus:
        write(documents, Path(folder))
        corpus.ingest(Path(folder) / "docs.jsonl", groups_from="field")
        corpus.add_mentions(Path(folder) / "mentions.jsonl")
        corpus.resolve()


def step(store: Path, name: str) -> dict[str, float]:
    """One step after `compare`; meant for a fresh process."""
    import toolkit

    with toolkit.open(store, create=False, read_only=True) as corpus:
        began, clock = time.process_time(), time.perf_counter()
        view = corpus.compare()
        if name == "json":
            size = len(json.dumps(view.to_dict()))
        elif name == "report":
            size = len(view.report().html)
        else:
            size = 0
        return {
            "documents": sum(group.documents for group in view.value.groups),
            "mentions": len(view.value.evidence), "actors": len(view.value.actors),
            "processor s": time.process_time() - began, "seconds": time.perf_counter() - clock,
            "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "output MB": size / 2**20,
        }  # fmt: skip


def profile(store: Path, lines: int) -> None:
    import cProfile
    import pstats

    import toolkit

    with toolkit.open(store, create=False, read_only=True) as corpus, cProfile.Profile() as watch:
        corpus.compare()
    pstats.Stats(watch).sort_stats("cumulative").print_stats(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("store", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--profile", type=int, default=0, metavar="LINES")
    parser.add_argument("--step", choices=STEPS)
    given = parser.parse_args()
    if not given.store.exists():
        build(given.store, given.documents)
    if given.profile:
        profile(given.store, given.profile)
    elif given.step:
        print(json.dumps(step(given.store, given.step)))
    else:
        _table(given.store)


def _table(store: Path) -> None:
    for at, name in enumerate(STEPS):
        command = [sys.executable, __file__, str(store), "--step", name]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        row = json.loads(done.stdout)
        if not at:
            print("| step | " + " | ".join(row) + " |\n|---" + "|---:" * len(row) + "|")
        print(f"| {name} | " + " | ".join(f"{value:,.0f}" for value in row.values()) + " |",
              flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
