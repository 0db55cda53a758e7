"""Entities that may be several things: what speaks against them although they were joined.

An alarm changes nothing. It says where a person should look, and which two names to ask about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from toolkit.matching import kinds_conflict
from toolkit.value import Value

Row = Mapping[str, Any]

BRIDGE, SURNAMES, PLACES = "bridge", "several surnames", "mixed places"
KNOWN, KINDS, HEADS, LARGE = "several known things", "mixed kinds", "many heads", "many names"
_ORDER = (BRIDGE, SURNAMES, PLACES, KNOWN, KINDS, HEADS, LARGE)

# What is asked of the features of a record.
MEMBER = ("record_id", "name", "kind", "nameclass", "identity", "bare", "core", "head", "given",
          "surname", "surname_key", "places", "documents")  # fmt: skip

WEAK = 3.0  # bits above the threshold: a bridge beyond that is no doubt (8 to 1)
PART_MENTIONS, PART_SHARE = 3, 0.1  # what makes a part substantial, besides two names or documents
UNLIKE = 0.85  # surnames that are less alike than this (Jaro-Winkler) are two
MANY_HEADS = 3
MANY_NAMES, TIMES_USUAL = 8, 4.0  # distinct names, and how far above the mean of joined entities


@dataclass(frozen=True, slots=True)
class Alarm(Value):
    """What is odd about an entity. `left` and `right` are two of its names that may be two things,
    `left_id` and `right_id` their records; `weight` is of their pair (bits), None without one."""

    entity_id: str
    name: str
    kind: str
    text: str
    left: str
    right: str
    left_id: str
    right_id: str
    weight: float | None = None


@dataclass(frozen=True)
class Member:
    """A record of an entity: its features, and the mentions of it that count."""

    row: Row
    mentions: int

    @property
    def record_id(self) -> str:
        return str(self.row["record_id"])

    @property
    def name(self) -> str:
        return " ".join(str(self.row["name"]).split())


@dataclass(frozen=True)
class Joined:
    """An entity that was joined from several records. `pairs` are the scored ones (left record,
    right record, bits) that hold it together, `held` those that were tied whatever the score."""

    entity_id: str
    name: str
    members: tuple[Member, ...]
    pairs: tuple[tuple[str, str, float], ...] = ()
    held: tuple[tuple[str, str], ...] = ()


Found = tuple[str, str, Member, Member]  # kind, text, two members


def find_alarms(entities: Iterable[Joined], threshold: float) -> list[Alarm]:
    """The alarms of joined entities, of each by itself, in order; each kind once an entity.

    What someone judged to be the same (`held`) raises none between the two. Whether many names are
    too many only the other entities tell: see `unusual`.
    """
    alarms = []
    for entity in entities:
        for kind, text, left, right in _of(entity, threshold):
            pair = {left.record_id, right.record_id}
            weight = next((w for one, other, w in entity.pairs if pair == {one, other}), None)
            alarms.append(Alarm(
                entity.entity_id, entity.name, kind, text, left.name, right.name,
                left.record_id, right.record_id, weight,
            ))  # fmt: skip
    return ordered(alarms)


def ordered(alarms: Iterable[Alarm]) -> list[Alarm]:
    """By name and id of the entity, the gravest kind first."""
    return sorted(alarms, key=lambda a: (a.name, a.entity_id, _ORDER.index(a.kind)))


def unusual(alarms: Iterable[Alarm], names: Mapping[str, int], usual: float) -> list[Alarm]:
    """Without those for many names of entities that have no more than TIMES_USUAL the usual.

    `names` counts the distinct names of entities by id, `usual` is the mean of all joined ones.
    """
    left = []
    for alarm in alarms:
        if alarm.kind == LARGE:
            many = names[alarm.entity_id]
            if many <= TIMES_USUAL * usual:
                continue
            text = f"{many} distinct names, where joined entities have {usual:.1f}"
            alarm = replace(alarm, text=text)
        left.append(alarm)
    return left


def _of(entity: Joined, threshold: float) -> Iterable[Found]:
    one = _tied(entity)
    checks = (
        _bridge(entity, threshold), _surnames(entity), _disjoint(entity, "places", PLACES),
        _several(entity, "identity", KNOWN), _kinds(entity), _heads(entity), _large(entity),
    )  # fmt: skip
    for check in checks:
        for found in check:
            left, right = (one.get(member.record_id, member.record_id) for member in found[2:])
            if left != right:
                yield found
                break


def _tied(entity: Joined) -> dict[str, str]:
    """For the records that are tied whatever their score: the first record of those they are."""
    return {record: min(part) for record, part in _parts(entity.held).items()}


def _parts(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """For the records of pairs: all records that pairs connect, directly or through others."""
    parts: dict[str, set[str]] = {}
    for left, right in pairs:
        part, other = (parts.setdefault(end, {end}) for end in (left, right))
        if len(part) < len(other):
            part, other = other, part
        if part is not other:
            part |= other
            parts |= dict.fromkeys(other, part)
    return parts


def _bridge(entity: Joined, threshold: float) -> Iterable[Found]:
    """Weak pairs without which the entity falls into two substantial parts, the weakest first."""
    total = sum(member.mentions for member in entity.members)
    if total < 2 * PART_MENTIONS:
        return
    members = {member.record_id: member for member in entity.members}
    near: dict[str, set[str]] = defaultdict(set)
    for left, right in (*(pair[:2] for pair in entity.pairs), *entity.held):
        near[left].add(right)
        near[right].add(left)
    for left, right, weight in _maybe_bridges(entity, threshold, near):
        parts = [_reached(near, *ends) for ends in ((left, right), (right, left))]
        sides = [[members[record] for record in sorted(part)] for part in parts]
        if right not in parts[0] and all(_substantial(side, total) for side in sides):
            texts = (f"“{members[end].name}”" for end in (left, right))
            yield (
                BRIDGE, f"one pair of {weight:+.2f} bits, {' and '.join(texts)}, holds together "
                f"{_size(sides[0])} and {_size(sides[1])}", members[left], members[right],
            )  # fmt: skip


def _maybe_bridges(
    entity: Joined, threshold: float, near: Mapping[str, set[str]]
) -> list[tuple[str, str, float]]:
    """Weak pairs that nobody tied, of records that are compared with no third one in common and
    that strong pairs do not join; the weakest first. In most entities there is none."""
    weak = [
        (left, right, weight) for left, right, weight in entity.pairs
        if weight < threshold + WEAK and near[left].isdisjoint(near[right])
    ]  # fmt: skip
    if not weak:
        return []
    strong = _parts(pair[:2] for pair in entity.pairs if pair[2] >= threshold + WEAK)
    tied = {frozenset(pair) for pair in entity.held}
    return sorted(
        (
            pair for pair in weak
            if pair[1] not in strong.get(pair[0], ()) and frozenset(pair[:2]) not in tied
        ), key=lambda pair: (pair[2], pair[:2])
    )  # fmt: skip


def _reached(near: Mapping[str, set[str]], start: str, other: str) -> set[str]:
    """The records that are connected with `start` without its pair with `other`."""
    found, left = {start}, near[start] - {other}
    while left:
        found |= left
        left = set[str]().union(*(near[record] for record in left)) - found
    return found


def _substantial(side: Sequence[Member], total: int) -> bool:
    """Enough mentions, and more than one name or document: no odd spelling of one passage."""
    mentions = sum(member.mentions for member in side)
    documents = {doc for member in side for doc in member.row["documents"]}
    return (
        mentions >= max(PART_MENTIONS, PART_SHARE * total)
        and max(len(side), len(documents)) > 1
    )  # fmt: skip


def _size(side: Sequence[Member]) -> str:
    names = len({member.name.casefold() for member in side})
    mentions = sum(member.mentions for member in side)
    return f"{names} name{'s' * (names != 1)} ({mentions} mention{'s' * (mentions != 1)})"


def _surnames(entity: Joined) -> Iterable[Found]:
    """Full names of persons whose surnames are neither spelt nor sounded alike."""
    from jellyfish import jaro_winkler_similarity

    full = [m for m in _distinct(entity, "surname") if m.row["given"]]
    for left, right in combinations(full, 2):
        a, b = str(left.row["surname"]), str(right.row["surname"])
        inside = set(a.split()) & set(b.split())
        alike = left.row["surname_key"] == right.row["surname_key"] or inside
        if not alike and jaro_winkler_similarity(a, b) < UNLIKE:
            yield SURNAMES, f"full names with the surnames “{a}” and “{b}”", left, right


def _disjoint(entity: Joined, column: str, kind: str) -> Iterable[Found]:
    """Names that say different places."""
    saying = [m for m in _distinct(entity, column) if not m.row["identity"]]
    for left, right in combinations(saying, 2):
        one, two = set(left.row[column]), set(right.row[column])
        if not one & two:
            text = f"“{left.name}” and “{right.name}” name different places"
            yield kind, text, left, right


def _several(entity: Joined, column: str, kind: str) -> Iterable[Found]:
    for left, right in combinations(_distinct(entity, column), 2):
        ids = f"{left.row[column]} and {right.row[column]}"
        yield kind, f"“{left.name}” and “{right.name}” are known as {ids}", left, right


def _kinds(entity: Joined) -> Iterable[Found]:
    """Kinds that exclude each other, where no judgement or known identity joined them already."""
    tied = _tied(entity)
    told = {(tied.get(m.record_id), str(m.row["kind"])) for m in entity.members}
    for left, right in combinations(_distinct(entity, "kind"), 2):
        one, two = str(left.row["kind"]), str(right.row["kind"])
        joined = any({(same, one), (same, two)} <= told for same in tied.values())
        if kinds_conflict(one, two) and not joined:
            yield KINDS, f"“{left.name}” is a {one}, “{right.name}” a {two}", left, right


def _heads(entity: Joined) -> Iterable[Found]:
    """Long names that are built on several nouns: a council, an agency and a fund."""
    first: dict[str, Member] = {}
    for member in _ordered(entity.members):
        if member.row["nameclass"] not in ("person", "place") and member.row["head"]:
            if not member.row["bare"] and len(member.row["core"]) > 1:
                first.setdefault(str(member.row["head"]), member)
    if len(first) >= MANY_HEADS:
        listed = ", ".join(sorted(first))
        left, right = list(first.values())[:2]
        yield HEADS, f"names built on {len(first)} nouns: {listed}", left, right


def _large(entity: Joined) -> Iterable[Found]:
    names = {member.name.casefold() for member in entity.members}
    if len(names) >= MANY_NAMES:
        members = _ordered(entity.members)
        yield LARGE, f"{len(names)} distinct names", members[0], members[-1]


def _ordered(members: Iterable[Member]) -> list[Member]:
    """Members by falling mentions: of several odd names the ones that matter are told."""
    return sorted(members, key=lambda m: (-m.mentions, m.name, m.record_id))


def _distinct(entity: Joined, column: str) -> list[Member]:
    """The first member for each value of a column that is not empty; full names before short."""
    saying = [member for member in entity.members if member.row[column]]
    if len(saying) < 2:
        return saying
    first: dict[str, Member] = {}
    for member in sorted(_ordered(saying), key=lambda m: not m.row["given"]):
        first.setdefault(repr(member.row[column]), member)
    return list(first.values())


def by_entity(alarms: Iterable[Alarm]) -> dict[str, tuple[Alarm, ...]]:
    found: dict[str, list[Alarm]] = defaultdict(list)
    for alarm in alarms:
        found[alarm.entity_id].append(alarm)
    return {entity_id: tuple(rows) for entity_id, rows in found.items()}
