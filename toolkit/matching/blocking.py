"""Which records are compared at all: they share a key of one of the rules below.

A rule is a list column of keys; Splink joins on them. Keys that too many records share are left
out, so that a generic word never makes a pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.errors import BudgetError
from toolkit.matching.lists import holders, kept, with_columns

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Shared = tuple[pa.Array, Numbers]

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


def pairs_with(records: pa.Table, changed: Sequence[int]) -> pa.Table:
    """The pairs that the rules make of the records with these numbers, among themselves and with
    all others, as Splink takes them: match_key (the number of the first join that makes it),
    join_key_l < join_key_r. `records` are in the order of their ids."""
    import numpy as np
    import pyarrow as pa

    own = np.array(changed, np.int64)
    none = np.empty(0, np.int64)
    left, right, join = [none], [none], [none]
    for number, (rule, other) in enumerate(JOINS):
        made, met = _sharing(records, own, rule, other)
        met_too, made_too = _sharing(records, own, other, rule)
        left += [made, made_too]
        right += [met, met_too]
        join.append(np.full(len(made) + len(made_too), number))
    ends = np.stack([np.concatenate(left), np.concatenate(right)])
    once, first = np.unique(ends[0] * records.num_rows + ends[1], return_index=True)
    sides = np.divmod(once, max(records.num_rows, 1))
    ordered = sides[0] < sides[1]  # a join of one column makes each pair both ways
    ids = records["record_id"].combine_chunks()
    keys = pa.array(map(str, range(len(JOINS))), pa.string())
    return pa.table({
        "match_key": keys.take(pa.array(np.concatenate(join)[first][ordered])),
        "join_key_l": ids.take(pa.array(sides[0][ordered])),
        "join_key_r": ids.take(pa.array(sides[1][ordered])),
    })  # fmt: skip


def _sharing(records: pa.Table, own: Numbers, rule: str, other: str) -> tuple[Numbers, Numbers]:
    """Records of `own` and records, of which the first has a key in the column `rule` that the
    second has in the column `other`."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    mine = records[rule].combine_chunks().take(pa.array(own))
    keys = mine.flatten().dictionary_encode()
    every = records[other].combine_chunks()
    key = pc.index_in(every.flatten(), keys.dictionary).fill_null(-1).to_numpy()
    met, key = holders(every)[key >= 0], key[key >= 0]
    # those of `own` by their keys, in a row for each key
    held = own[holders(mine)][np.argsort(keys.indices, kind="stable")]
    counts = np.bincount(keys.indices, minlength=len(keys.dictionary))
    begins, times = (np.cumsum(counts) - counts)[key], counts[key]
    within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    return held[np.repeat(begins, times) + within], np.repeat(met, times)


def estimate(records: pa.Table) -> dict[str, int]:
    """The most pairs that each join can make, by the rule on its left."""
    return _totals(_shared(records))


def _totals(shared: Mapping[str, Shared]) -> dict[str, int]:
    return {left: int(_made(shared, left, right)[0].sum()) for left, right in JOINS}


def _shared(records: pa.Table) -> dict[str, Shared]:
    """The keys of each rule, and how many records have each."""
    found = {}
    for rule in RULES:
        counts = records[rule].combine_chunks().flatten().value_counts()
        found[rule] = counts.field("values"), counts.field("counts").to_numpy()
    return found


def _made(shared: Mapping[str, Shared], left: str, right: str) -> tuple[Numbers, Numbers]:
    """The most pairs of each key on the left, and on which of both sides more records have it: how
    many. A join of two columns is done both ways: half each."""
    import numpy as np
    import pyarrow.compute as pc

    keys, counts = shared[left]
    if left == right:
        return counts * (counts - 1) // 2, counts
    others, numbers = shared[right]
    at = pc.index_in(keys, others).fill_null(-1).to_numpy()
    met = np.append(numbers, 0)[at]
    return (counts * met + 1) // 2, np.maximum(counts, met)


def tighten(records: pa.Table, budget: int) -> tuple[pa.Table, tuple[Dropped, ...]]:
    """The records without the keys that make the most pairs, so far as the budget asks for it.

    Keys that few records share stay, even where they make too many pairs together.
    """
    shared = _shared(records)
    surplus = sum(_totals(shared).values()) - budget
    if surplus <= 0:
        return records, ()
    large: list[tuple[int, str, str, str]] = []
    for left, right in JOINS:
        pairs, most = _made(shared, left, right)
        for at in (most > _SUBSTANCE).nonzero()[0].tolist():
            large.append((int(pairs[at]), left, right, shared[left][0][at].as_py()))
    gone: dict[str, dict[str, int]] = defaultdict(dict)
    for made, left, _, key in sorted(large, key=lambda item: (-item[0], item[1:])):
        if surplus <= 0:
            break
        gone[left][key] = made
        surplus -= made
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
