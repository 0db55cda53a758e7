"""Short names decide last: a bare surname or acronym joins a cluster only if it is the one."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.matching.candidates import Candidates
from toolkit.matching.levels import COMPARISONS
from toolkit.matching.lists import shared
from toolkit.matching.merging import Merger, Pair
from toolkit.matching.model import column

if TYPE_CHECKING:
    import pyarrow as pa

_NAMES = tuple(column(item) for item in COMPARISONS if item.short)
# What `place` looks at in records, besides what clusters do.
ASKED = ("near_rare", "information")
# What `short_pairs` looks at, besides the two records and their weight.
COLUMNS = tuple(f"level_{name}" for name in (*_NAMES, "number", "names_nearby"))
_LEVELS = frozenset(level for item in COMPARISONS for level in item.short)
_BOTH_ALONE = "surname equal, both alone"
_VOUCHED = "two or more rare ones"
_GENERIC = "generic"
_SAME_GENERIC = "same generic name"
_ELSEWHERE = "a generic name does not identify across documents"
_TOLD_APART = "the text itself tells things with a generic name apart"


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A short name that fits two or more clusters and joined none of them."""

    record_id: str
    name: str
    candidates: tuple[str, ...]


class ShortPair(NamedTuple):
    """`short` is the record whose name says less; `alone`: both names are short; `vouched`: both
    are seen with several of the same rare names. `generic` is how many of both names are generic (2
    where they are one), `key` the pair as it was scored."""

    short: str
    long: str
    weight: float
    alone: bool
    vouched: bool
    generic: int
    key: Pair


class _Said(dict[str, tuple[str, tuple[Any, ...]]]):
    """Of records why their name is no full one, and how much it says, to be compared."""

    def __init__(self, rows: Mapping[str, dict[str, Any]]) -> None:
        super().__init__()
        self._rows = rows

    def __missing__(self, record: str) -> tuple[str, tuple[Any, ...]]:
        row = self._rows[record]
        numbered = bool(row["years"] or row["counts"])
        says = (not row["bare"], numbered, len(row["core"]), row["information"], record)
        found = self[record] = (row["bare"], says)
        return found


def short_pairs(pairs: pa.Table, rows: Mapping[str, dict[str, Any]]) -> list[ShortPair | None]:
    """Of every pair, which has record_l, record_r, match_weight and COLUMNS: what `place` asks of
    it if its level says that one name is short, else None."""
    import pyarrow as pa
    import pyarrow.compute as pc

    said = _Said(rows)
    every = (pairs[f"level_{name}"].cast(pa.string()) for name in _NAMES)
    levels = shared(pc.coalesce(*every))
    told = (shared(pairs[name]) for name in ("record_l", "record_r", *COLUMNS[len(_NAMES) :]))
    found: list[ShortPair | None] = []
    for left, right, number, nearby, level, weight in zip(
        *told, levels, pairs["match_weight"].to_pylist(), strict=True
    ):
        (bare_l, says_l), (bare_r, says_r) = said[left], said[right]
        generic = (bare_l == _GENERIC) + (bare_r == _GENERIC)
        if level == _SAME_GENERIC:  # one of them may be known: "the Ministry" of a known state
            generic = 2
        undated = number is not None and number.startswith("one without")
        if level not in _LEVELS and not undated and not generic:
            found.append(None)
            continue
        short, long = (left, right) if says_l < says_r else (right, left)
        alone = bool(bare_l and bare_r) or level == _BOTH_ALONE
        key = (left, right) if left < right else (right, left)
        found.append(ShortPair(short, long, weight, alone, nearby == _VOUCHED, generic, key))
    return found


def place(merger: Merger, pairs: Sequence[ShortPair]) -> tuple[Unresolved, ...]:
    """Merge short names that have one candidate; report those with more, which stay alone.

    `pairs` come strongest first. Repeats until nothing changes, because two candidates may turn
    out to be one cluster.
    """
    options: dict[str, dict[str, float]] = {}
    open_ = []
    for pair in pairs:
        if reason := _refused(pair, merger.rows):
            merger.reasons[pair.key] = reason
        else:
            open_.append(pair)
        if not pair.alone and reason != _ELSEWHERE and not merger.obstacle(pair.short, pair.long):
            found = options.setdefault(pair.short, {})
            found[pair.long] = max(found.get(pair.long, pair.weight), pair.weight)
    candidates = Candidates(merger, options)
    _merge(candidates, open_)
    return _report(merger, candidates, sorted(options))


def _merge(candidates: Candidates, pairs: Iterable[ShortPair]) -> None:
    """Decide on the pairs until nothing changes; on each again where a merge concerns it."""
    find = candidates.merger.find
    waiting = [(pair, -1) for pair in pairs]
    before = -1
    while before < candidates.merges:
        before = candidates.merges
        open_ = []
        for pair, since in waiting:
            homes = find(pair.short), find(pair.long)
            if homes[0] == homes[1]:
                continue
            if candidates.moved((pair.short, pair.long), homes, since):
                since = candidates.merges
                _decide(candidates, pair, homes[1])
            open_.append((pair, since))
        waiting = open_


def _refused(pair: ShortPair, rows: Mapping[str, dict[str, Any]]) -> str:
    """Why the pair is no evidence, whatever else is merged; '' if it is. A generic name says
    nothing about other documents, unless they are about the same."""
    if pair.vouched or not pair.generic:
        return ""
    if set(rows[pair.short]["documents"]).isdisjoint(rows[pair.long]["documents"]):
        return _ELSEWHERE
    return _TOLD_APART if pair.generic == 2 else ""


def _decide(candidates: Candidates, pair: ShortPair, home: str) -> None:
    """`home` is the cluster of the longer name, which the shorter one does not belong to."""
    merger = candidates.merger
    sides = (pair.short, pair.long) if pair.alone else (pair.short,)
    for record in sides:
        found = candidates.of(record)
        if len(found) > 1:
            leader = candidates.leader(record)
            if pair.alone or leader != home:
                merger.reasons[pair.key] = _fits_many(leader, len(found))
                return
    if pair.alone and all(_has_long(merger, record) for record in sides):
        merger.reasons[pair.key] = "two short names do not join two longer ones"
        return
    candidates.attempt(pair.key)


@functools.lru_cache(maxsize=1024)  # as one text: a million pairs may have the same reason
def _fits_many(leader: str, count: int) -> str:
    stronger = "another fits better" if leader else "none clearly best"
    return f"the short name fits {count} clusters, {stronger}"


def _has_long(merger: Merger, record: str) -> bool:
    members = merger.clusters[merger.find(record)].records
    return any(not merger.rows[member]["bare"] for member in members)


def _report(
    merger: Merger, candidates: Candidates, records: Sequence[str]
) -> tuple[Unresolved, ...]:
    found = []
    for record in records:
        fitting = candidates.of(record)
        if merger.find(record) not in fitting and len(fitting) > 1:
            name = str(merger.rows[record]["name"])
            found.append(Unresolved(record, name, tuple(sorted(fitting))))
    return tuple(found)
