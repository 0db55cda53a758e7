"""Short names decide last: a bare surname or acronym joins a cluster only if it is the one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.matching.candidates import Candidates
from toolkit.matching.levels import COMPARISONS
from toolkit.matching.merging import Merger
from toolkit.matching.model import column

_NAMES = tuple(column(item) for item in COMPARISONS if item.short)
# What `place` looks at in records, besides what clusters do.
ASKED = ("near_rare", "information")
# What `short_pair` looks at.
COLUMNS = tuple(f"level_{name}" for name in (*_NAMES, "number", "names_nearby"))
_LEVELS = frozenset(level for item in COMPARISONS for level in item.short)
_BOTH_ALONE = "surname equal, both alone"


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A short name that fits two or more clusters and joined none of them."""

    record_id: str
    name: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShortPair:
    """`short` is the record whose name says less; `alone`: both names are short; `vouched`: both
    are seen with several of the same rare names."""

    short: str
    long: str
    weight: float
    alone: bool
    vouched: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return (min(self.short, self.long), max(self.short, self.long))


def short_pair(pair: Mapping[str, Any], rows: Mapping[str, dict[str, Any]]) -> ShortPair | None:
    """The pair, shorter name first, if its level says that one name is short."""
    left, right = rows[pair["record_l"]], rows[pair["record_r"]]
    level = next((pair[f"level_{c}"] for c in _NAMES if pair[f"level_{c}"]), "")
    undated = (pair["level_number"] or "").startswith("one without")
    if level not in _LEVELS and not undated and not _generic(left, right):
        return None
    alone = bool(left["bare"] and right["bare"]) or level == _BOTH_ALONE
    vouched = pair["level_names_nearby"] == "two or more rare ones"
    ends = ((_says(left), pair["record_l"]), (_says(right), pair["record_r"]))
    return ShortPair(min(ends)[1], max(ends)[1], pair["match_weight"], alone, vouched)


def _generic(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    return "generic" in (left["bare"], right["bare"])


def _says(row: Mapping[str, Any]) -> tuple[bool, bool, int, float]:
    numbered = bool(row["years"] or row["counts"])
    return (not row["bare"], numbered, len(row["core"]), row["information"])


def place(merger: Merger, pairs: Sequence[ShortPair]) -> tuple[Unresolved, ...]:
    """Merge short names that have one candidate; report those with more, which stay alone.

    `pairs` come strongest first. Repeats until nothing changes, because two candidates may turn
    out to be one cluster.
    """
    rows = merger.rows
    options: dict[str, dict[str, float]] = {}
    for pair in pairs:
        if not pair.alone and not _apart(pair, rows):
            if not merger.obstacle(pair.short, pair.long):
                found = options.setdefault(pair.short, {})
                found[pair.long] = max(found.get(pair.long, pair.weight), pair.weight)
    candidates = Candidates(merger, options)
    changed = True
    while changed:
        changed = False
        for pair in pairs:
            changed |= _decide(candidates, pair)
    return _report(merger, candidates, sorted(options))


def _apart(pair: ShortPair, rows: Mapping[str, dict[str, Any]]) -> bool:
    """A generic name says nothing about other documents, unless they are about the same."""
    left, right = rows[pair.short], rows[pair.long]
    if pair.vouched or not _generic(left, right):
        return False
    return not set(left["documents"]) & set(right["documents"])


def _decide(candidates: Candidates, pair: ShortPair) -> bool:
    merger = candidates.merger
    if merger.find(pair.short) == merger.find(pair.long):
        return False
    if _apart(pair, merger.rows):
        merger.reasons[pair.key] = "a generic name does not identify across documents"
        return False
    both = merger.rows[pair.short]["bare"] == merger.rows[pair.long]["bare"] == "generic"
    if both and not pair.vouched:
        merger.reasons[pair.key] = "the text itself tells things with a generic name apart"
        return False
    sides = (pair.short, pair.long) if pair.alone else (pair.short,)
    for record in sides:
        found = candidates.of(record)
        if len(found) > 1:
            leader = candidates.leader(record)
            if pair.alone or leader != merger.find(pair.long):
                merger.reasons[pair.key] = _fits_many(leader, len(found))
                return False
    if pair.alone and all(_has_long(merger, record) for record in sides):
        merger.reasons[pair.key] = "two short names do not join two longer ones"
        return False
    return candidates.attempt(pair.key)


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
