"""Judgements about names -> links between records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from toolkit.entities import Constraints, Judgement, constraints
from toolkit.entities.judgements import keep, kept
from toolkit.errors import NotFoundError
from toolkit.matching import Records
from toolkit.names.normalise import name_key
from toolkit.store import Store
from toolkit.types import Chain

Pair = tuple[str, str]


def append(store: Store, found: Sequence[Judgement]) -> None:
    """Add judgements after those in the store; lines that it holds already are not repeated."""
    before = kept(store)
    held = {replace(judgement, line=0) for judgement in before}
    new = [replace(j, line=0) for j in found if replace(j, line=0) not in held]
    with store.transaction():
        keep(store, [replace(j, line=0) for j in before] + new)


def undo(store: Store, judgement: Judgement) -> None:
    """Append a line that takes the standing judgement about two names back."""
    standing = constraints(kept(store))
    if judgement.key not in {j.key for j in (*standing.must_link, *standing.cannot_link)}:
        raise NotFoundError(f"no judgement about {judgement.left!r} and {judgement.right!r}")
    append(store, [judgement])


class NamedRecords:
    """Finds the records that a name, or an entity id of the last run, stands for."""

    def __init__(self, store: Store, chains: Sequence[Chain], records: Records) -> None:
        self._record_of = {
            chain_id: record for record, ids in records.chain_ids.items() for chain_id in ids
        }
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_document: dict[tuple[str, str], set[str]] = defaultdict(set)
        for chain in chains:
            record = self._record_of[chain.chain_id]
            for key in {name_key(m.text) for m in chain.mentions if m.form != "nominal"}:
                self._by_name[key].add(record)
                self._by_document[key, chain.doc_id].add(record)
        self._by_entity: dict[str, set[str]] = defaultdict(set)
        for entity_id, chain_id in store.rows("SELECT entity_id, chain_id FROM entity_chains"):
            if chain_id in self._record_of:
                self._by_entity[entity_id].add(self._record_of[chain_id])

    def find(self, name: str, doc_id: str) -> list[str]:
        """Record ids, sorted; empty where nothing is called so."""
        key = name_key(name)
        found = self._by_document[key, doc_id] if doc_id else self._by_name[key]
        return sorted(found or self._by_entity.get(name, set()))

    def pairs(self, judgements: Iterable[Judgement], same: bool) -> list[Pair]:
        """The pairs of records that the judgements speak of; a record is never paired with
        itself. `same` ties all records of both names, else each left to each right."""
        found: set[Pair] = set()
        for judgement in judgements:
            left = self.find(judgement.left, judgement.doc_id)
            right = self.find(judgement.right, judgement.doc_id)
            if same and left and right:
                tied = sorted({*left, *right})
                found.update((tied[0], other) for other in tied[1:])
            elif not same:
                found.update((min(a, b), max(a, b)) for a in left for b in right if a != b)
        return sorted(found)


def links(
    store: Store, chains: Sequence[Chain], records: Records, standing: Constraints
) -> tuple[list[Pair], list[Pair]]:
    """(must-links, cannot-links) between records."""
    if not (standing.must_link or standing.cannot_link):
        return [], []
    named = NamedRecords(store, chains, records)
    return named.pairs(standing.must_link, True), named.pairs(standing.cannot_link, False)


def clusters_of_chains(
    members: Mapping[str, Sequence[str]], records: Records, chains: Sequence[Chain]
) -> dict[str, list[Chain]]:
    """Chains by cluster id, each list ordered by document and first mention."""
    by_id = {chain.chain_id: chain for chain in chains}
    found = {}
    for cluster_id, record_ids in members.items():
        held = [by_id[c] for record in record_ids for c in records.chain_ids[record]]
        found[cluster_id] = sorted(held, key=lambda c: (c.doc_id, c.mentions[0].start, c.chain_id))
    return found
