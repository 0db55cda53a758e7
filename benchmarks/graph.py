"""Time and memory of a large network: built, measured and written in all formats.

    python benchmarks/graph.py [--nodes 100000] [--edges 1000000]

Documents are made: entities by a Zipf-like law in sentences of two to six, a theme in every third
sentence, two groups. Prints one row a step, in CPU seconds (user and system), as Markdown.
"""

from __future__ import annotations

import argparse
import gc
import resource
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from toolkit.export import graph as graphs
from toolkit.graph import Material, Network
from toolkit.graph.material import SHIFT
from toolkit.types import Document, Entity

SENTENCES = 25  # a document


def _written(write: Any, graph: object, path: Path) -> tuple[object, str]:
    return write(graph, path, True), f"{path.stat().st_size / 1e6:.0f} MB"


def made(nodes: int, edges: int, seed: int = 1) -> Material:
    """About `nodes` nodes (a fifth of them documents) and at least `edges` edges."""
    random = np.random.default_rng(seed)
    documents, entities, themes = nodes // 5, nodes - nodes // 5 - 202, 200
    places = np.arange(documents * SENTENCES)
    sentences = (places // SENTENCES << SHIFT) + places % SENTENCES
    # About half as many mentions as edges: the rest are pairs, ties and themes of documents.
    rows = int(edges * 0.46)
    place = np.sort(random.choice(sentences, rows))
    rank = (entities * random.random(rows) ** 2).astype(np.int64)
    spoken = random.choice(sentences, len(sentences) // 3)
    numbers = np.arange(documents)
    return Material(
        tuple(Document(f"d/{n:06}", "x", f"g{n % 2}") for n in range(documents)), ("g0", "g1"),
        numbers % 2, tuple(Entity(f"e{n:06}", "ORG", f"Name {n}") for n in range(entities)),
        tuple((f"t{n:03}", f"Theme {n}") for n in range(themes)),
        rank, place >> SHIFT, place, np.full(rows, -1),
        random.integers(0, themes, len(spoken)), spoken >> SHIFT, spoken,
        np.full(len(spoken), -1), {},
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--edges", type=int, default=1_000_000)
    asked = parser.parse_args()
    network = Network(made(asked.nodes, asked.edges))
    gc.disable()  # as `toolkit` does: nothing here makes cycles
    print("| step | CPU s | result |\n|---|---|---|")
    total = 0.0

    def step(name: str, call: object) -> object:
        nonlocal total
        start = time.process_time()
        found, said = call()  # type: ignore[operator]
        spent = time.process_time() - start
        total += spent
        print(f"| {name} | {spent:.1f} | {said} |", flush=True)
        return found

    step("edges", lambda: (network.edges, f"{network.edges.num_rows:,} edges"))
    step("measures", lambda: (
        network.figures, "; ".join(f"{k}: {v}" for k, v in sorted(network.notes.items())),
    ))  # fmt: skip
    step("nodes", lambda: (network.nodes, f"{network.nodes.num_rows:,} nodes"))
    graph = step("networkx", lambda: (network.to_networkx(), "MultiGraph"))
    with tempfile.TemporaryDirectory() as folder:
        for suffix, write in graphs.WRITERS.items():
            path = Path(folder) / f"graph{suffix}"
            step(suffix, partial(_written, write, graph, path))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"| all | {total:.1f} | peak {peak:.1f} GB |")


if __name__ == "__main__":
    main()
