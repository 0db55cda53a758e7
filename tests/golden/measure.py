"""Found mentions against gold: one-to-one overlap per document, then what entities hold.

Exact, not greedy: the assignment with the largest number of fitting pairs, of those the one with
the largest overlap. Gold rows have doc_id, start, end, text, type, alt_types, entity_id, zone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

Row = dict[str, Any]
Pair = tuple[Row, Row]
PLACES = {"GPE", "LOC"}  # gold marks demonyms apart (NORP), the toolkit gives them the place's type


def counted(rows: Iterable[Row]) -> list[Row]:
    """Names of the body: what a comparison counts."""
    return [
        row for row in rows
        if row["zone"] == "body" and not row.get("nested") and row.get("form") != "nominal"
    ]  # fmt: skip


def type_fits(gold: Row, found: Row) -> bool:
    """One of the types that the gold accepts."""
    accepted = {gold["type"], *gold["alt_types"]}
    return found["type"] in (accepted | PLACES if gold["type"] == "NORP" else accepted)


def overlap(gold: Row, found: Row) -> float:
    """Shared characters over all characters of both spans, 0 to 1."""
    shared = min(gold["end"], found["end"]) - max(gold["start"], found["start"])
    union = max(gold["end"], found["end"]) - min(gold["start"], found["start"])
    return max(0, shared) / union


def align(
    gold: Sequence[Row], found: Sequence[Row], fits: Callable[[Row, Row], bool] | None = None
) -> list[Pair]:
    """Pairs of a gold and a found mention that overlap and fit, each mention at most once."""
    by_document: dict[str, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((gold, found)):
        for row in rows:
            by_document[row["doc_id"]][side].append(row)
    pairs = []
    for left, right in by_document.values():
        worth = np.zeros((len(left), len(right)))
        for i, a in enumerate(left):
            for j, b in enumerate(right):
                shared = overlap(a, b)
                if shared and (fits is None or fits(a, b)):
                    worth[i, j] = 1 + shared / 1000
        rows, columns = linear_sum_assignment(worth, maximize=True)
        pairs += [(left[i], right[j]) for i, j in zip(rows, columns, strict=True) if worth[i, j]]
    return pairs


@dataclass(frozen=True)
class Score:
    """Precision, recall and F of `right` correct ones among `found` and among `wanted`."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f} R {self.recall:.3f} F {self.f:.3f}"


def of_sets(found: set[Any], wanted: set[Any]) -> Score:
    return Score(len(found & wanted), len(found), len(wanted))


def one_line(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True)
class Entities:
    """Which found entities the mentions of a gold entity went to."""

    pairs: Sequence[Pair]

    def homes(self, entity_id: str, form: str | None = None) -> set[str]:
        """Found entities of the mentions of a gold entity, of one written form if asked."""
        return {
            found["entity_id"]
            for gold, found in self.pairs
            if gold["entity_id"] == entity_id and form in (None, one_line(gold["text"]))
        }

    def meaning(self) -> dict[str, str]:
        """Found entity -> the gold entity that most of its mentions have (ties: alphabet)."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for gold, found in self.pairs:
            votes[found["entity_id"]][gold["entity_id"]] += 1
        return {e: min(c, key=lambda g: (-c[g], g)) for e, c in votes.items()}

    def split(self, sets: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
        """The sets (gold entity, written forms) that are not one entity, or miss a form."""
        failed = []
        for entity_id, forms in sets:
            homes = {form: self.homes(entity_id, form) for form in forms}
            if not all(homes.values()) or len(set.union(*homes.values())) != 1:
                failed.append(f"{entity_id}: {_by_home(homes)}")
        return failed

    def lumped(self, pairs: Iterable[Sequence[str]]) -> list[str]:
        """The pairs of gold entities that share a found entity."""
        return [f"{a} + {b}" for a, b in pairs if self.homes(a) & self.homes(b)]


def _by_home(homes: dict[str, set[str]]) -> str:
    """Forms that share their entities side by side, forms that were not found last."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for form, found in homes.items():
        groups[tuple(sorted(found))].append(form)
    missing = groups.pop((), [])
    parts = [", ".join(forms) for _, forms in sorted(groups.items())]
    return " | ".join(parts) + (f" | not found: {', '.join(missing)}" if missing else "")
