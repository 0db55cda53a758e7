"""Which records are compared at all: they share a key of one of the rules below.

A rule is a list column of keys; Splink joins on them. Keys that too many records share are left
out, so that a generic word never makes a pair.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from toolkit.errors import BudgetError
from toolkit.matching.knowledge import MatchingKnowledge
from toolkit.names.phonetic import skeleton, translit_key

RULES = ("block_names", "block_acronyms", "block_people", "block_places", "block_words")
WHAT = {
    "block_names": "same name or same words",
    "block_acronyms": "acronym and long form",
    "block_people": "same surname or name word, by sound",
    "block_places": "same place name, by sound",
    "block_words": "shared rare word or word pair",
}
_FEW = 40  # records that may share a word for it to count as rare
_FEW_SHARE = 0.01


def add_keys(rows: Sequence[dict[str, Any]], knowledge: MatchingKnowledge) -> list[dict[str, Any]]:
    """The rows with the columns of RULES."""
    words = [_words(row, knowledge) for row in rows]
    counts = Counter(key for keys in words for key in keys)
    limit = max(_FEW, int(_FEW_SHARE * len(rows)))
    return [
        row | _keys(row) | {"block_words": tuple(key for key in keys if 1 < counts[key] <= limit)}
        for row, keys in zip(rows, words, strict=True)
    ]


def _keys(row: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    if row["bare"] == "nominal":  # descriptions never link documents by their words
        return dict.fromkeys(RULES, ())
    people: set[str] = set()
    if row["nameclass"] == "person":
        people = {row["surname_key"], *row["words"].split()}
    elif not row["kind"] and len(row["core"]) == 1:
        people = {row["translit"]}
    places = {row["place_translit"]} if row["nameclass"] == "place" else set()
    identity = {"id:" + row["identity"]} if row["identity"] else set()
    return {
        "block_names": tuple(
            sorted({*row["keys"], *row["cores"], *identity, row["behind"]} - {""})
        ),
        "block_acronyms": tuple(sorted({*row["acronyms"], *row["fits"]})),
        "block_people": tuple(sorted(people - {""})),
        "block_places": tuple(sorted(places - {""})),
    }


def _words(row: Mapping[str, Any], knowledge: MatchingKnowledge) -> list[str]:
    """Rare words by sound, pairs of neighbouring words, the first word."""
    if row["bare"] == "nominal":
        return []
    core = row["core"]
    letters = "~" + skeleton("".join(core))
    if row["nameclass"] != "other":
        return [letters] if len(letters) > 4 else []
    single = [translit_key(word) for word in core if not knowledge.is_common(word)]
    pairs = [f"{a} {b}" for a, b in pairwise(core)]
    first = [f"first {word}" for word in core[:1]]
    return sorted({*single, *pairs, *first, *([letters] if len(letters) > 4 else [])})


def estimate(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """The most pairs that each rule can make."""
    counts: dict[str, Counter[str]] = {rule: Counter() for rule in RULES}
    for row in rows:
        for rule in RULES:
            counts[rule].update(row[rule])
    return {rule: sum(n * (n - 1) // 2 for n in found.values()) for rule, found in counts.items()}


def check_budget(rows: Sequence[Mapping[str, Any]], budget: int) -> int:
    """The estimated pairs. Raises BudgetError with the numbers if they exceed the budget."""
    pairs = estimate(rows)
    total = sum(pairs.values())
    if total > budget:
        worst = max(pairs, key=lambda rule: (pairs[rule], rule))
        raise BudgetError(
            f"up to {total:,} pairs of {len(rows):,} records would be compared, "
            f"the budget is {budget:,}; most by the rule {WHAT[worst]!r} ({pairs[worst]:,})",
            hint="Raise matching.pair_budget, or resolve fewer documents at once.",
        )
    return total
