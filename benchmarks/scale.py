"""How time and memory grow with the number of mentions, on made-up texts.

Run:  python benchmarks/scale.py [zipf|distinct] SIZE...
`zipf`: SIZE mentions of SIZE/6 things, the frequent ones very frequent; `distinct`: SIZE names that
are all different and share their parts. Names and texts are drawn from a seed. Every size runs in
a process of its own: read, take the mentions, resolve, on disk. Prints seconds on the clock and of
processors, of the whole command, from given mentions to entities, and from records to entities;
processor seconds of each stage; the peak memory of all processes together; the growth exponent
between sizes by processor seconds.
"""

from __future__ import annotations

import json
import math
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np

PER_DOCUMENT = 25
ONSETS = "b d f g h k l m n p r s t v z br dr gr kl pr st tr".split()
VOWELS = "a e i o u ai ei ou".split()
ENDS = ["", "n", "r", "l", "s", "k", "m", "nd", "rt"]
FIELDS = "Border Climate Culture Fishery Forest Grain Harbour Housing Labour River".split()
HEADS = "Agency Board Bureau Chamber Committee Council Forum Institute League Trust".split()
OPENINGS = ("The paper names ", "They spoke with ", "It was sent to ", "This concerns ")
STAGES = ("open", "documents", "mentions", "records", "pairs", "entities", "themes", "phrases",
          "writing")  # fmt: skip
SPANS = {"all": STAGES, "mentions to entities": STAGES[2:6], "records to entities": STAGES[4:6]}


def word(draw: random.Random, parts: int) -> str:
    made = [draw.choice(ONSETS) + draw.choice(VOWELS) for _ in range(parts)]
    return ("".join(made) + draw.choice(ENDS)).capitalize()


def forms(draw: random.Random, number: int) -> tuple[str, str, tuple[str, ...]]:
    """Kind, full name and shorter forms of one thing."""
    if number % 3 == 0:
        given, surname = word(draw, 2), word(draw, 3)
        return "PERSON", f"{given} {surname}", (surname, f"{given[0]}. {surname}")
    if number % 3 == 1:
        full = f"{word(draw, 2)} {draw.choice(FIELDS)} {draw.choice(HEADS)}"
        return "ORG", full, ("".join(part[0] for part in full.split()), full + " Ltd")
    return "GPE", (place := word(draw, 4)), (place,)


def names(kind: str, size: int, seed: int) -> Iterator[tuple[str, str]]:
    """(type, name as written) of every mention, in order."""
    draw = random.Random(f"{kind} {size} {seed}")
    if kind == "distinct":
        seen: set[str] = set()
        while len(seen) < size:
            typed, full, _ = forms(draw, len(seen))
            if full not in seen:
                seen.add(full)
                yield typed, full
        return
    things = [forms(draw, number) for number in range(max(50, size // 6))]
    weights = 1 / np.arange(1, len(things) + 1)
    ranks = np.random.default_rng(seed).choice(len(things), size, p=weights / weights.sum())
    for at, rank in enumerate(ranks.tolist()):
        typed, full, short = things[rank]
        yield typed, full if at % 2 else draw.choice((full, *short))


def write(kind: str, size: int, folder: Path, seed: int = 1) -> None:
    """docs.jsonl and mentions.jsonl below `folder`."""
    draw = random.Random(seed)
    named = list(names(kind, size, seed))
    with (folder / "docs.jsonl").open("w") as docs, (folder / "mentions.jsonl").open("w") as given:
        for number, at in enumerate(range(0, size, PER_DOCUMENT)):
            doc_id, text = f"d{number:06d}", ""
            for typed, name in named[at : at + PER_DOCUMENT]:
                text += draw.choice(OPENINGS)
                row = {"doc_id": doc_id, "start": len(text), "end": len(text) + len(name),
                       "text": name, "type": typed}  # fmt: skip
                given.write(json.dumps(row) + "\n")
                text += name + draw.choice((" today. ", " and others. ", " again. "))
            docs.write(json.dumps({"doc_id": doc_id, "text": text, "group": "ab"[number % 2]}))
            docs.write("\n")


def now() -> tuple[float, float]:
    """Seconds on the clock, and of processors by this process and those that it has ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return time.perf_counter(), sum(part.ru_utime + part.ru_stime for part in used)


def resolve(folder: Path) -> dict[str, float]:
    """Seconds of each stage and span; meant for a fresh process."""
    ends: dict[str, tuple[float, float]] = {}
    begun = (time.perf_counter(), 0.0)

    def note(stage: str, done: int = 0, total: int = 0) -> None:
        ends[stage] = now()

    import toolkit

    with toolkit.open(folder / "store.duckdb") as corpus:
        note("open")
        corpus.ingest(folder / "docs.jsonl", groups_from="field")
        note("documents")
        corpus.add_mentions(folder / "mentions.jsonl")
        note("mentions")
        found = corpus.resolve(progress=note)
        note("writing")
    times = pairwise([begun, *(ends[stage] for stage in STAGES)])
    clock, processor = (
        dict(zip(STAGES, part, strict=True))
        for part in zip(*((b[0] - a[0], b[1] - a[1]) for a, b in times), strict=True)
    )
    spent = {f"{stage}, processor s": seconds for stage, seconds in processor.items()}
    for span, stages in SPANS.items():
        spent[f"{span}, s"] = sum(clock[stage] for stage in stages)
        spent[f"{span}, processor s"] = sum(processor[stage] for stage in stages)
    counts = {name: getattr(found, name) for name in ("mentions", "records", "pairs", "entities")}
    return spent | counts


def memory(process: int) -> float:
    """MB that a process and all its children hold now (Linux)."""
    total, waiting = 0, [process]
    while waiting:
        one = waiting.pop()
        try:
            total += int(Path(f"/proc/{one}/statm").read_text().split()[1]) * 4096
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except OSError:
            continue  # it ended meanwhile
    return total / 2**20


def measure(kind: str, size: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        write(kind, size, Path(folder))
        peak = 0.0
        command = [sys.executable, __file__, "run", folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            ended = threading.Event()
            threading.Thread(target=lambda: (process.wait(), ended.set()), daemon=True).start()
            while not ended.wait(0.2):
                peak = max(peak, memory(process.pid))
            assert process.stdout is not None
            found: dict[str, float] = json.loads(process.stdout.read())
        return found | {"peak MB": peak}


def main(kind: str, sizes: list[int]) -> None:
    spans = [f"{span}, {unit}" for span in SPANS for unit in ("s", "processor s")]
    stages = [f"{stage}, processor s" for stage in STAGES]
    columns = ("mentions", "records", "pairs", "peak MB", *spans, *stages)
    print("| " + " | ".join(columns) + " |\n" + "|---" * len(columns) + "|")
    rows = []
    for size in sorted(sizes):
        rows.append(measure(kind, size))
        cells = (rows[-1][name] for name in columns)
        print("| " + " | ".join(f"{x:,.1f}" if isinstance(x, float) else f"{x:,}" for x in cells),
              "|", flush=True)  # fmt: skip
    for a, b in pairwise(rows):
        for span in SPANS:
            grown = b[f"{span}, processor s"] / a[f"{span}, processor s"]
            exponent = math.log(grown) / math.log(b["mentions"] / a["mentions"])
            print(f"growth exponent {a['mentions']:,} to {b['mentions']:,}, {span}: {exponent:.2f}")


if __name__ == "__main__":
    if sys.argv[1] == "run":
        print(json.dumps(resolve(Path(sys.argv[2]))))
    else:
        main(sys.argv[1], [int(size) for size in sys.argv[2:]])
