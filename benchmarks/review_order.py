"""Does the order of `toolkit review` put the answers first that correct the comparison?

Run:  python benchmarks/review_order.py FOLDER [N]
FOLDER holds docs.jsonl and gold mentions.jsonl with entity_id (and linked, where only some ids hold
across documents). Its documents are divided into two groups by turns, gold mentions are resolved,
every question is answered by the gold, and the first N answers of several orders are compared: how
many contradict what the run decided, and how many wrong "both groups name it" they put right.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import toolkit
from toolkit.corpus.questions import Question

Answered = tuple[Question, bool]  # with what the gold says: one thing?
DRAWS = 50


def main(folder: Path, number: int) -> None:
    with tempfile.TemporaryDirectory() as place, toolkit.open(Path(place) / "s.duckdb") as corpus:
        corpus.ingest(list(documents(folder)))
        corpus.add_mentions(folder / "mentions.jsonl")
        corpus.resolve()
        answered = answers(corpus, folder)
        print(f"{len(answered)} questions that the gold answers, {number} of them asked")
        orders: dict[str, Callable[[Question], float]] = {
            "toolkit review": lambda q: q.priority,
            "most uncertain first": lambda q: q.probability * (1 - q.probability),
            "largest effect first": lambda q: q.effect.size,
        }
        for name, worth in orders.items():
            chosen = sorted(answered, key=lambda a: (-worth(a[0]), a[0].question_id))
            tell(name, [corrected(chosen[:number])])
        draws = [random.Random(seed).sample(answered, len(answered)) for seed in range(DRAWS)]
        tell("at random (mean)", [corrected(draw[:number]) for draw in draws])


def documents(folder: Path) -> list[toolkit.Document]:
    lines = (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [
        toolkit.Document(row["doc_id"], row["text"], group=("even", "odd")[number % 2])
        for number, row in enumerate(rows)
    ]


def answers(corpus: toolkit.Corpus, folder: Path) -> list[Answered]:
    """Questions both sides of which have a gold entity that is known across documents."""
    gold: dict[tuple[str, int, int], str] = {}
    for line in (folder / "mentions.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("linked", True):
            gold[row["doc_id"], row["start"], row["end"]] = row["entity_id"]
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for record, *span in corpus._store.rows(
        "SELECT r.record_id, m.doc_id, m.start_at, m.end_at FROM mentions m "
        "JOIN record_chains r USING (chain_id) ORDER BY ALL"
    ):
        if entity := gold.get(tuple(span)):
            held[record][entity] += 1
    known = [q for q in corpus.questions() if all(held.get(record) for record in q.records)]
    best = {record: counts.most_common(1)[0][0] for record, counts in held.items()}
    return [(q, best[q.records[0]] == best[q.records[1]]) for q in known]


def corrected(asked: list[Answered]) -> tuple[int, int]:
    wrong = [question for question, same in asked if same != question.joined]
    return len(wrong), sum(question.effect.shared for question in wrong)


def tell(name: str, figures: list[tuple[int, int]]) -> None:
    wrong, shared = (sum(column) / len(figures) for column in zip(*figures, strict=True))
    print(f"{name:<22} {wrong:6.1f} decisions corrected, {shared:6.1f} shared actors")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 40)
