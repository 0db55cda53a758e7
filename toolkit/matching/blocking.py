"""Which records are compared at all: they share a key of one of the rules below.

A rule is a list column of keys; Splink joins on them. Keys that too many records share are left
out, so that a generic word never makes a pair.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.errors import BudgetError
from toolkit.matching.lists import counted, holding, kept, with_columns

if TYPE_CHECKING:
    import pyarrow as pa

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
MANY = 100  # records: a word that more share is rare in no corpus
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


def partners(records: pa.Table, changed: Sequence[int]) -> list[int]:
    """The numbers of the records that are `changed`, and of all that may be compared with one of
    them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    own = records.select(RULES).take(pa.array(changed, pa.int64()))
    found = set(changed)
    for rule in RULES:
        wanted = [own[left].combine_chunks().flatten() for left, right in JOINS if right == rule]
        found |= holding(records[rule], pc.unique(pa.concat_arrays(wanted)))
    return sorted(found)


def estimate(records: pa.Table) -> dict[str, int]:
    """The most pairs that each join can make, by the rule on its left."""
    return _totals(_shared(records))


def _totals(counts: Mapping[str, Counter[str]]) -> dict[str, int]:
    return {left: sum(_pairs(counts, left, right).values()) for left, right in JOINS}


def _shared(records: pa.Table) -> dict[str, Counter[str]]:
    """How many records have each key of each rule."""
    return {rule: Counter(counted(records[rule])) for rule in RULES}


def _pairs(counts: Mapping[str, Counter[str]], left: str, right: str) -> dict[str, int]:
    """The most pairs of each key. A join of two columns is done both ways: half each."""
    if left == right:
        return {key: n * (n - 1) // 2 for key, n in counts[left].items() if n > 1}
    return {key: (n * counts[right][key] + 1) // 2 for key, n in counts[left].items()}


def tighten(records: pa.Table, budget: int) -> tuple[pa.Table, tuple[Dropped, ...]]:
    """The records without the keys that make the most pairs, so far as the budget asks for it.

    Keys that few records share stay, even where they make too many pairs together.
    """
    counts = _shared(records)
    surplus = sum(_totals(counts).values()) - budget
    if surplus <= 0:
        return records, ()
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
    left_out = {rule: _without(records[rule].combine_chunks(), keys) for rule, keys in gone.items()}
    return (with_columns(records, left_out) if gone else records), dropped


def _without(lists: pa.Array, gone: Iterable[str]) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    here = pc.is_in(lists.flatten(), pa.array(sorted(gone), pa.string()))
    return kept(lists, ~here.to_numpy(zero_copy_only=False))


def check_budget(records: pa.Table, budget: int) -> int:
    """The estimated pairs. Raises BudgetError with the numbers if they exceed the budget."""
    pairs = estimate(records)
    total = sum(pairs.values())
    if total > budget:
        worst = max(pairs, key=lambda rule: (pairs[rule], rule))
        raise BudgetError(
            f"up to {total:,} pairs of {records.num_rows:,} records would be compared, "
            f"the budget is {budget:,}; most by the rule {WHAT[worst]!r} ({pairs[worst]:,})",
            hint="Raise matching.pair_budget, or resolve fewer documents at once.",
        )
    return total
