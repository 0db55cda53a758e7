"""Rows of gold and found mentions, written for the tests of this folder."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from typing import Any

from toolkit.evaluation import Found, Gold

KINDS = ("PERSON", "ORG", "GPE", "EVENT")
Row = dict[str, Any]


def gold(
    start: int, end: int, kind: str = "ORG", *others: str, of: str = "", at: str = "d"
) -> Gold:
    return Gold(at, start, end, f"text {start}", kind, others, of)


def found(start: int, end: int, kind: str = "ORG", of: str = "e", at: str = "d") -> Found:
    return Found(at, start, end, f"text {start}", kind, of)


def sides(*parts: Iterable[int]) -> Mapping[int, str]:
    """Entities given as their mentions: {1, 2}, {3} -> {1: "0", 2: "0", 3: "1"}."""
    return {mention: str(number) for number, part in enumerate(parts) for mention in part}


def random_rows(seed: int) -> tuple[list[Row], list[Row]]:
    """Gold and found rows of a made-up corpus: missed, extra, shifted, retyped, joined anew."""
    dice = random.Random(seed)
    wanted: list[Row] = []
    seen: list[Row] = []
    for doc_id in ("a", "b", "c"):
        at = 0
        for _ in range(dice.randrange(5, 25)):
            at += dice.randrange(1, 9)
            end = at + dice.randrange(2, 20)
            text = dice.choice(["The Port", "port", "Port's", "Board", "the  board", "NPA"])
            row = {"doc_id": doc_id, "start": at, "end": end, "text": text,
                   "type": dice.choice(KINDS), "entity_id": f"g{dice.randrange(12)}"}  # fmt: skip
            if dice.random() < 0.9:
                wanted.append(row)
            if dice.random() < 0.8:
                seen.append(_otherwise(row, dice))
            at = end
    return sorted(wanted, key=_place), sorted(seen, key=_place)


def _otherwise(row: Row, dice: random.Random) -> Row:
    start = max(0, row["start"] + dice.choice([0, 0, 0, -3, 1]))
    end = max(start + 1, row["end"] + dice.choice([0, 0, 0, 4, -1]))
    kind = row["type"] if dice.random() < 0.8 else dice.choice(KINDS)
    same = dice.random() < 0.7
    entity = f"s{row['entity_id']}" if same else f"s{dice.randrange(15)}"
    return row | {"start": start, "end": end, "type": kind, "entity_id": entity}


def _place(row: Row) -> tuple[Any, ...]:
    return tuple(row[key] for key in ("doc_id", "start", "end", "type", "entity_id"))
