"""Which pairs that belong together are compared at all, by blocking rule.

Run:  python benchmarks/blocking.py FOLDER...
Every folder holds docs.jsonl and mentions.jsonl with gold `entity_id`, as development corpora do.
The gold mentions are given; their records are judged by the entity that most of their mentions
mean. Pair completeness: share of the pairs of records of one entity that a rule brings together;
pair quality: share of the blocked pairs that are such; reduction: share of all pairs left out.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import toolkit
from toolkit import config, knowledge, matching
from toolkit.corpus.holding import chain_tables
from toolkit.corpus.wiring import matching_knowledge
from toolkit.matching.blocking import JOINS, WHAT
from toolkit.types import TYPES

Pair = tuple[str, str]
Row = Mapping[str, Any]


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def names(folder: Path) -> list[dict[str, Any]]:
    """The gold mentions that are names of a known entity."""
    return [
        row for row in read(folder / "mentions.jsonl")
        if row.get("linked", True) and row.get("kind", "name") == "name" and row.get("entity_id")
    ]  # fmt: skip


def resolve(folder: Path) -> tuple[matching.Records, dict[str, str]]:
    """Records of the gold mentions, and the gold entity of each."""
    gold = names(folder)
    given = [
        {"doc_id": m["doc_id"], "start": m["start"], "end": m["end"], "text": m["text"],
         "type": m.get("type") if m.get("type") in TYPES else ""}
        for m in gold
    ]  # fmt: skip
    settings = config.load()
    with toolkit.open() as corpus:
        corpus.ingest(folder / "docs.jsonl", groups_from="field")
        corpus.add_mentions(given)
        store = corpus._store
        known = matching_knowledge(knowledge.load(settings.mentions.packs))
        records = matching.build_records(chain_tables(store), known)
        rows = store.rows("SELECT doc_id, start_at, end_at, chain_id FROM mentions")
    home = {chain: record for record, chains in records.chain_ids.items() for chain in chains}
    record_at = {(doc, start, end): home[chain] for doc, start, end, chain in rows}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for m in gold:
        votes[record_at[m["doc_id"], m["start"], m["end"]]][str(m["entity_id"])] += 1
    return records, {r: min(v, key=lambda e: (-v[e], e)) for r, v in votes.items()}


def blocked(rows: Iterable[Row]) -> dict[str, set[Pair]]:
    """Pairs of record ids that each rule brings together, in words."""
    rows = list(rows)
    found: dict[str, set[Pair]] = defaultdict(set)
    for left, right in JOINS:
        holders: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            for key in row[right]:
                holders[key].append(row["record_id"])
        found[WHAT[left]] |= {
            (min(row["record_id"], other), max(row["record_id"], other))
            for row in rows for key in row[left] for other in holders[key]
            if other != row["record_id"]
        }  # fmt: skip
    return found


def main(folders: list[Path]) -> None:
    print("| corpus | rule | pairs | completeness | only by it | quality | reduction |")
    print("|---|---|---|---|---|---|---|")
    for folder in folders:
        records, gold = resolve(folder)
        by_entity: dict[str, list[str]] = defaultdict(list)
        for record in sorted(gold):
            by_entity[gold[record]].append(record)
        true = {pair for held in by_entity.values() for pair in combinations(held, 2)}
        rules = blocked(records.rows)
        possible = len(records.rows) * (len(records.rows) - 1) // 2
        together = set[Pair]().union(*rules.values())
        for rule, pairs in [("all", together), *rules.items()]:
            others = set[Pair]().union(*(found for name, found in rules.items() if name != rule))
            hits = pairs & true
            alone = hits - others if rule != "all" else hits
            print(
                f"| {folder.name} | {rule} | {len(pairs):,} | {share(hits, len(true))} | "
                f"{share(alone, len(true))} | {share(hits, len(pairs))} | "
                f"{1 - len(pairs) / max(1, possible):.4f} |"
            )


def share(found: set[Pair], of: int) -> str:
    return f"{len(found) / of:.3f}" if of else "-"


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
