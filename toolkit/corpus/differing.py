"""Setting two resolved stores side by side.

Entities are matched by the names that they share: the same span of the same text. Ids are not
asked, because equal names may be two things, and one thing may change its name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from toolkit.corpus.difference import (
    APPEARED,
    MERGED,
    RENAMED,
    SPLIT,
    VANISHED,
    DocumentChanges,
    EntityChange,
    MentionChanges,
    Named,
)
from toolkit.store import Store

Place = tuple[str, int, int]  # doc_id (as in the store before), start, end
NAMES = (
    "SELECT m.doc_id, m.start_at, m.end_at, e.entity_id, m.zone = 'body' AND NOT m.nested "
    "FROM mentions m JOIN entity_chains e USING (chain_id) WHERE m.form <> 'nominal' ORDER BY ALL"
)
DOCUMENTS = "SELECT doc_id, sha256, group_id FROM documents ORDER BY doc_id"
CHANGES = (MERGED, SPLIT, APPEARED, VANISHED, RENAMED)


@dataclass(frozen=True)
class Side:
    """What one store holds: documents with digest and group, names with their entity."""

    documents: dict[str, tuple[str, str]]
    entities: dict[Place, str]
    counted: frozenset[Place]
    names: dict[str, str]

    @classmethod
    def read(cls, store: Store) -> Side:
        rows = store.rows(NAMES)
        return cls(
            {doc_id: (sha, group) for doc_id, sha, group in store.rows(DOCUMENTS)},
            {(doc_id, start, end): entity for doc_id, start, end, entity, _ in rows},
            frozenset((doc_id, start, end) for doc_id, start, end, _, counts in rows if counts),
            dict(store.rows("SELECT entity_id, name FROM entities")),
        )


@dataclass(frozen=True)
class Pairing:
    """Two stores with what is the same in both. `twin` maps the doc_ids of the store before to
    those of equal text in the store after."""

    before: Side
    after: Side
    twin: dict[str, str]

    @classmethod
    def of(cls, before: Side, after: Side) -> Pairing:
        """Equal text under the same doc_id first, then equal text under another, in order."""
        same = {
            doc_id for doc_id, (sha, _) in before.documents.items()
            if after.documents.get(doc_id, ("", ""))[0] == sha
        }  # fmt: skip
        free: dict[str, list[str]] = defaultdict(list)
        for doc_id, (sha, _) in after.documents.items():
            if doc_id not in same and doc_id not in before.documents:
                free[sha].append(doc_id)
        twin = {doc_id: doc_id for doc_id in sorted(same)}
        for doc_id, (sha, _) in before.documents.items():
            if doc_id not in twin and doc_id not in after.documents and free[sha]:
                twin[doc_id] = free[sha].pop(0)
        return cls(before, after, twin)

    @cached_property
    def shared(self) -> dict[tuple[str, str], int]:
        """(entity before, entity after) -> names that both hold."""
        found: Counter[tuple[str, str]] = Counter()
        for (doc_id, start, end), entity in self.before.entities.items():
            if (other := self.after_at((doc_id, start, end))) is not None:
                found[entity, other] += 1
        return dict(found)

    def after_at(self, place: Place) -> str | None:
        """The entity after of a name of the store before."""
        if place[0] not in self.twin:
            return None
        return self.after.entities.get((self.twin[place[0]], *place[1:]))

    @cached_property
    def children(self) -> dict[str, Counter[str]]:
        return _by_first(self.shared)

    @cached_property
    def parents(self) -> dict[str, Counter[str]]:
        return _by_first({(b, a): count for (a, b), count in self.shared.items()})


def _by_first(pairs: Mapping[tuple[str, str], int]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for (first, second), count in pairs.items():
        found[first][second] += count
    return dict(found)


def documents(pairing: Pairing) -> DocumentChanges:
    before, after = pairing.before.documents, pairing.after.documents
    twins = set(pairing.twin.values())
    both = [doc_id for doc_id in before if doc_id in after]
    return DocumentChanges(
        len(pairing.twin),
        tuple(d for d in after if d not in before and d not in twins),
        tuple(d for d in before if d not in after and d not in pairing.twin),
        tuple(d for d in both if before[d][0] != after[d][0]),
        tuple((old, new) for old, new in sorted(pairing.twin.items()) if old != new),
        tuple(d for d in both if before[d][1] != after[d][1]),
    )


def mentions(pairing: Pairing) -> MentionChanges:
    twins = set(pairing.twin.values())
    old = sum(doc_id in pairing.twin for doc_id, _, _ in pairing.before.entities)
    new = sum(doc_id in twins for doc_id, _, _ in pairing.after.entities)
    kept = sum(pairing.shared.values())
    return MentionChanges(kept, old - kept, new - kept)


def entities(pairing: Pairing) -> tuple[tuple[EntityChange, ...], int]:
    """(changes by sort, those of most names first; entities that hold the same names)."""
    found = [*_merged(pairing), *_split(pairing), *_alone(pairing, APPEARED)]
    found += [*_alone(pairing, VANISHED), *_renamed(pairing)]
    order = {change: number for number, change in enumerate(CHANGES)}
    found.sort(key=lambda c: (
        order[c.change], -c.mentions, [n.name for n in (*c.before, *c.after)],
        [n.entity_id for n in (*c.before, *c.after)],
    ))  # fmt: skip
    same = sum(
        _single(pairing, old, new) and pairing.before.names[old] == pairing.after.names[new]
        for old, new in pairing.shared
    )
    return tuple(found), same


def _single(pairing: Pairing, old: str, new: str) -> bool:
    return len(pairing.children[old]) == 1 and len(pairing.parents[new]) == 1


def _named(side: Side, counts: Mapping[str, int]) -> tuple[Named, ...]:
    """Entities by falling number of names, then name and id."""
    rows = [Named(entity, side.names[entity], count) for entity, count in counts.items()]
    return tuple(sorted(rows, key=lambda n: (-n.mentions, n.name, n.entity_id)))


def _merged(pairing: Pairing) -> Iterable[EntityChange]:
    for new, old in pairing.parents.items():
        if len(old) > 1:
            one = _named(pairing.after, {new: old.total()})
            yield EntityChange(MERGED, _named(pairing.before, old), one)


def _split(pairing: Pairing) -> Iterable[EntityChange]:
    for old, new in pairing.children.items():
        if len(new) > 1:
            one = _named(pairing.before, {old: new.total()})
            yield EntityChange(SPLIT, one, _named(pairing.after, new))


def _renamed(pairing: Pairing) -> Iterable[EntityChange]:
    for (old, new), count in pairing.shared.items():
        names = (pairing.before.names[old], pairing.after.names[new])
        if _single(pairing, old, new) and names[0] != names[1]:
            yield EntityChange(
                RENAMED, _named(pairing.before, {old: count}), _named(pairing.after, {new: count})
            )


def _alone(pairing: Pairing, change: str) -> Iterable[EntityChange]:
    """Entities that share no name with one of the other store."""
    appeared = change == APPEARED
    side = pairing.after if appeared else pairing.before
    known = set(pairing.twin.values()) if appeared else set(pairing.twin)
    matched = pairing.parents if appeared else pairing.children
    held: Counter[str] = Counter()
    here: Counter[str] = Counter()
    for place, entity in side.entities.items():
        if entity not in matched:
            held[entity] += 1
            here[entity] += place[0] in known
    for entity, count in held.items():
        rows = _named(side, {entity: count})
        why = _origin(here[entity], count, appeared)
        yield EntityChange(change, () if appeared else rows, rows if appeared else (), why)


def _origin(here: int, count: int, appeared: bool) -> str:
    """What brought, or took, names of which `here` of `count` are in documents that stayed."""
    documents_ = "new or changed documents" if appeared else "documents that went or changed"
    if not here:
        return f"in {documents_}"
    verb = "found only now" if appeared else "no longer found"
    return f"{verb} in the same documents" + (f", and in {documents_}" if here < count else "")


def groups_of(side: Side) -> Sequence[str]:
    return sorted({group for _, group in side.documents.values()})
