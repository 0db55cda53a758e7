"""Judgements about names -> links between records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkit.entities import Constraints, Judgement, constraints
from toolkit.entities.judgements import keep, kept
from toolkit.errors import NotFoundError
from toolkit.matching import Records
from toolkit.names.normalise import name_key
from toolkit.store import Store

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

    def __init__(self, store: Store, records: Records, judgements: Iterable[Judgement]) -> None:
        self._store = store
        self._record_of = {
            chain_id: record for record, ids in records.chain_ids.items() for chain_id in ids
        }
        asked = {name_key(name) for j in judgements for name in (j.left, j.right)}
        self._texts: dict[str, list[str]] = defaultdict(list)
        for (text,) in store.rows("SELECT DISTINCT text FROM mentions ORDER BY 1"):
            if (key := name_key(text)) in asked:
                self._texts[key].append(text)

    def find(self, name: str, doc_id: str) -> list[str]:
        """Record ids, sorted; empty where nothing is called so."""
        sql = (
            "SELECT DISTINCT chain_id FROM mentions "
            "WHERE form <> 'nominal' AND text IN (SELECT unnest(?))"
        )
        values: list[object] = [self._texts[name_key(name)]]
        if doc_id:
            sql, values = sql + " AND doc_id = ?", [*values, doc_id]
        found = self._store.rows(sql, values) or self._store.rows(
            "SELECT chain_id FROM entity_chains WHERE entity_id = ?", [name]
        )
        return sorted({self._record_of[c] for (c,) in found if c in self._record_of})

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


def links(store: Store, records: Records, standing: Constraints) -> tuple[list[Pair], list[Pair]]:
    """(must-links, cannot-links) between records."""
    judged = (*standing.must_link, *standing.cannot_link)
    if not judged:
        return [], []
    named = NamedRecords(store, records, judged)
    return named.pairs(standing.must_link, True), named.pairs(standing.cannot_link, False)
