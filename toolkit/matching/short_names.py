"""Short names decide last: a bare surname or acronym joins a cluster only if it is the one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.matching.levels import COMPARISONS
from toolkit.matching.merging import Merger
from toolkit.matching.model import column

SHARED, LEAD = 2, 3  # rare names shared with the one candidate, and times those of the next
DOMINANT = 10  # times the documents of the next candidate
MARGIN = 3.0  # bits by which one candidate must lead the next to decide an ambiguous name
_NAMES = tuple(column(item) for item in COMPARISONS if item.short)
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
    ordered = sorted((left, right), key=lambda row: (_says(row), row["record_id"]))
    alone = bool(left["bare"] and right["bare"]) or level == _BOTH_ALONE
    vouched = pair["level_names_nearby"] == "two or more rare ones"
    ids = (ordered[0]["record_id"], ordered[1]["record_id"])
    return ShortPair(*ids, pair["match_weight"], alone, vouched)


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
    leaders = _Leaders(merger)
    changed = True
    while changed:
        changed = False
        for pair in pairs:
            changed |= _decide(leaders, pair, options)
    return _report(merger, options)


def _apart(pair: ShortPair, rows: Mapping[str, dict[str, Any]]) -> bool:
    """A generic name says nothing about other documents, unless they are about the same."""
    left, right = rows[pair.short], rows[pair.long]
    if pair.vouched or not _generic(left, right):
        return False
    return not set(left["documents"]) & set(right["documents"])


def _decide(leaders: _Leaders, pair: ShortPair, options: Mapping[str, dict[str, float]]) -> bool:
    merger = leaders.merger
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
        found = _candidates(merger, record, options)
        if len(found) > 1:
            leader = leaders.of(record, found)
            if pair.alone or leader != merger.find(pair.long):
                merger.reasons[pair.key] = _fits_many(leader, len(found))
                return False
    if pair.alone and all(_has_long(merger, record) for record in sides):
        merger.reasons[pair.key] = "two short names do not join two longer ones"
        return False
    return merger.attempt(pair.key)


def _fits_many(leader: str, count: int) -> str:
    stronger = "another fits better" if leader else "none clearly best"
    return f"the short name fits {count} clusters, {stronger}"


def _candidates(
    merger: Merger, record: str, options: Mapping[str, dict[str, float]]
) -> dict[str, float]:
    """Clusters that the record may belong to, with the weight of the best pair."""
    found: dict[str, float] = {}
    for other, weight in options.get(record, {}).items():
        root = merger.find(other)
        found[root] = max(found.get(root, weight), weight)
    return found


class _Leaders:
    """The candidate that context decides for, of a short name with several. What was found stands
    until a candidate grows: a cluster with the same root and size is the same cluster."""

    def __init__(self, merger: Merger) -> None:
        self.merger = merger
        self._found: dict[str, tuple[dict[str, tuple[float, int]], str]] = {}
        self._values: dict[tuple[str, str], tuple[int, set[str]]] = {}

    def of(self, record: str, found: Mapping[str, float]) -> str:
        """The only candidate of the documents of the record, or the one that is far ahead, seen
        with the same names, or meant by nearly all documents; '' if there is none."""
        state = {root: (found[root], self._size(root)) for root in found}
        before = self._found.get(record)
        if before is None or before[0] != state:
            before = self._found[record] = (state, self._leader(record, found))
        return before[1]

    def _leader(self, record: str, found: Mapping[str, float]) -> str:
        documents = self.merger.rows[record]["documents"]
        beside = [
            root for root in sorted(found)
            if not self._held(root, "documents").isdisjoint(documents)
        ]  # fmt: skip
        if len(beside) == 1:
            return beside[0]
        ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        if ranked[0][1] - ranked[1][1] >= MARGIN:
            return ranked[0][0]
        return self._beside_same_names(record, found) or self._dominant(found)

    def _beside_same_names(self, record: str, found: Mapping[str, float]) -> str:
        """The one candidate that is seen with the same rare names as the short name."""
        near = set(self.merger.rows[record]["near_rare"])
        shared = {root: len(near & self._held(root, "near_rare")) for root in found}
        ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
        clear = ranked[0][1] >= SHARED and ranked[0][1] >= LEAD * ranked[1][1]
        return ranked[0][0] if clear else ""

    def _dominant(self, found: Mapping[str, float]) -> str:
        """The candidate that nearly all documents mean, as "Obama" was one man in the news."""
        documents = {root: len(self._held(root, "documents")) for root in found}
        ranked = sorted(documents.items(), key=lambda item: (-item[1], item[0]))
        return ranked[0][0] if ranked[0][1] >= DOMINANT * max(1, ranked[1][1]) else ""

    def _size(self, root: str) -> int:
        return len(self.merger.clusters[root].records)

    def _held(self, root: str, column: str) -> set[str]:
        """What the records of a cluster have in a column of lists."""
        size, before = self._size(root), self._values.get((root, column))
        if before is None or before[0] != size:
            members, rows = self.merger.clusters[root].records, self.merger.rows
            values = {value for member in members for value in rows[member][column]}
            before = self._values[root, column] = (size, values)
        return before[1]


def _has_long(merger: Merger, record: str) -> bool:
    members = merger.clusters[merger.find(record)].records
    return any(not merger.rows[member]["bare"] for member in members)


def _report(merger: Merger, options: Mapping[str, dict[str, float]]) -> tuple[Unresolved, ...]:
    found = []
    for record in sorted(options):
        candidates = _candidates(merger, record, options)
        if merger.find(record) not in candidates and len(candidates) > 1:
            name = str(merger.rows[record]["name"])
            found.append(Unresolved(record, name, tuple(sorted(candidates))))
    return tuple(found)
