"""Which records are compared at all: they share a key of one of the rules below.

A rule is a list column of keys; Splink joins on them. Keys that too many records share are left
out, so that a generic word never makes a pair.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from toolkit.errors import BudgetError
from toolkit.matching.knowledge import MatchingKnowledge
from toolkit.names.phonetic import skeleton, translit_key

RULES = (
    "block_names", "block_acronyms", "block_people", "block_places", "block_words",
    "block_short", "block_long",
)  # fmt: skip
# The columns that are joined. Names that say little and are many (`block_short`) are compared with
# the names that they may be short for (`block_long`), but not among themselves, nor those.
JOINS = (*((rule, rule) for rule in RULES[:5]), RULES[5:], RULES[:4:-1])
# Splink leaves out rows where one of two joined lists is empty: these stand in, and join nothing.
NOTHING = {"block_short": ["-"], "block_long": ["+"]}
WHAT = {
    "block_names": "same name or same words",
    "block_acronyms": "acronym and long form",
    "block_people": "same surname or name word, by sound",
    "block_places": "same place name, by sound",
    "block_words": "shared rare word or word pair",
    "block_short": "short name and long name",
    "block_long": "short name and long name",
}
_FEW = 40  # records that may share a word for it to count as rare
_FEW_SHARE = 0.01
_MANY = 100  # records: a word that more share is rare in no corpus
_SHORT = ("acronym", "surname", "given", "generic")
# Pairs that are always compared, and pairs for each record of a large corpus. Development corpora
# need one or two a record (benchmarks/blocking.py).
ENOUGH, ENOUGH_EACH = 200_000, 10
_SUBSTANCE = 50  # keys that so few records share are never given up


@dataclass(frozen=True, slots=True)
class Dropped:
    """Keys of a rule that were given up to stay within the budget, and the pairs they made."""

    rule: str
    keys: int
    pairs: int

    def __str__(self) -> str:
        return (
            f"{self.keys:,} keys that many records share were given up ({WHAT[self.rule]}): "
            f"up to {self.pairs:,} pairs were not compared"
        )


def add_keys(rows: Sequence[dict[str, Any]], knowledge: MatchingKnowledge) -> None:
    """Fill the columns of RULES of the rows."""
    words = [_words(row, knowledge) for row in rows]
    counts = Counter(key for keys in words for key in keys)
    limit = min(max(_FEW, int(_FEW_SHARE * len(rows))), _MANY)
    for row, keys in zip(rows, words, strict=True):
        row.update(_keys(row))
        row["block_words"] = tuple([key for key in keys if 1 < counts[key] <= limit])
    _set_apart(rows)


def _keys(row: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The keys but for words."""
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
        "block_short": (),
        "block_long": (),
    }


def _set_apart(rows: Sequence[dict[str, Any]]) -> None:
    """Move the keys of names that would make pairs with the square of their number.

    One is a short name that a record of very many documents has; the other the long forms that fit
    an acronym, where these are very many.
    """
    bearers = Counter(row["keys"] for row in rows if row["bare"] in _SHORT)
    fitting = Counter(key for row in rows for key in row["fits"])
    wide = {key for key, count in fitting.items() if count > _MANY}
    crowd = [row for row in rows if row["bare"] in _SHORT and bearers[row["keys"]] > _MANY]
    wanted = {key for row in crowd for key in _sought(row)} | {f"a:{key}" for key in wide}
    crowded = {row["record_id"] for row in crowd}
    plain = {key[2:] for key in wanted}
    for row in rows if wanted or crowded else ():
        if row["record_id"] in crowded:
            row.update(dict.fromkeys(RULES, ()) | {"block_short": tuple(sorted(_sought(row)))})
        elif not plain.isdisjoint((*row["block_acronyms"], *row["block_people"])):
            own = {f"a:{key}" for key in row["acronyms"] if key in wide}
            row["block_short"] = tuple(sorted(own))
            row["block_long"] = tuple(sorted((_sought(row) & wanted) - own))
            kept = set(row["block_acronyms"]) - (wide - set(row["acronyms"]))
            row["block_acronyms"] = tuple(sorted(kept))


def _sought(row: Mapping[str, Any]) -> set[str]:
    """By what a short name finds the long one: acronyms and name words by sound."""
    return {f"a:{key}" for key in (*row["acronyms"], *row["fits"])} | {
        f"p:{key}" for key in row["block_people"]
    }


def _words(row: Mapping[str, Any], knowledge: MatchingKnowledge) -> list[str]:
    """Rare words by sound, pairs of neighbouring words, the first word."""
    if row["bare"] == "nominal":
        return []
    core = row["core"]
    letters = "~" + skeleton("".join(core))
    if row["nameclass"] == "person" or row["identity"]:
        return [letters] if len(letters) > 4 else []
    single = [translit_key(word) for word in core if not knowledge.is_common(word)]
    pairs = [f"{a} {b}" for a, b in pairwise(core)]
    first = [f"first {word}" for word in core[:1]]
    return sorted({*single, *pairs, *first, *([letters] if len(letters) > 4 else [])})


def partners(rows: Sequence[dict[str, Any]], changed: Set[str]) -> Iterator[dict[str, Any]]:
    """The rows whose ids are `changed`, and all that may be compared with one of them."""
    wanted: dict[str, set[str]] = {rule: set() for rule in RULES}
    for row in rows:
        if row["record_id"] in changed:
            for left, right in JOINS:
                wanted[right].update(row[left])
    for row in rows:
        if row["record_id"] in changed or any(
            row[rule] and not wanted[rule].isdisjoint(row[rule]) for rule in RULES
        ):
            yield row


def estimate(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """The most pairs that each join can make, by the rule on its left."""
    return _totals(_shared(rows))


def _totals(counts: Mapping[str, Counter[str]]) -> dict[str, int]:
    return {left: sum(_pairs(counts, left, right).values()) for left, right in JOINS}


def _shared(rows: Iterable[Mapping[str, Any]]) -> dict[str, Counter[str]]:
    """How many records have each key of each rule."""
    counts: dict[str, Counter[str]] = {rule: Counter() for rule in RULES}
    for row in rows:
        for rule in RULES:
            if row[rule]:
                counts[rule].update(row[rule])
    return counts


def _pairs(counts: Mapping[str, Counter[str]], left: str, right: str) -> dict[str, int]:
    """The most pairs of each key. A join of two columns is done both ways: half each."""
    if left == right:
        return {key: n * (n - 1) // 2 for key, n in counts[left].items() if n > 1}
    return {key: (n * counts[right][key] + 1) // 2 for key, n in counts[left].items()}


def tighten(
    rows: Sequence[dict[str, Any]], budget: int
) -> tuple[Sequence[dict[str, Any]], tuple[Dropped, ...]]:
    """The rows without the keys that make the most pairs, so far as the budget asks for it.

    Keys that few records share stay, even where they make too many pairs together.
    """
    counts = _shared(rows)
    surplus = sum(_totals(counts).values()) - budget
    if surplus <= 0:
        return rows, ()
    made = [
        (pairs, left, right, key)
        for left, right in JOINS
        for key, pairs in _pairs(counts, left, right).items()
        if max(counts[left][key], counts[right][key]) > _SUBSTANCE
    ]
    gone: dict[str, dict[str, int]] = defaultdict(dict)
    for pairs, left, _, key in sorted(made, key=lambda item: (-item[0], item[1:])):
        if surplus <= 0:
            break
        gone[left][key] = pairs
        surplus -= pairs
    dropped = tuple(Dropped(rule, len(k), sum(k.values())) for rule, k in sorted(gone.items()))
    return [_without(row, gone) for row in rows] if gone else rows, dropped


def _without(row: dict[str, Any], gone: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    kept = {rule: tuple(key for key in row[rule] if key not in keys) for rule, keys in gone.items()}
    return row | kept


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
