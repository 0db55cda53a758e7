"""Judgements about names -> links between records, and what came of each judgement."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from toolkit.corpus import aliases
from toolkit.entities import Constraints, Judgement, constraints
from toolkit.entities.contradictions import Contradiction, contradictions, kept_apart
from toolkit.entities.finding import heirs
from toolkit.entities.judgements import add, kept, standing
from toolkit.errors import NotFoundError, UsageError
from toolkit.matching import Records
from toolkit.names.normalise import name_key
from toolkit.store import Store

Pair = tuple[str, str]
NAMED = (
    "SELECT DISTINCT text, doc_id, chain_id FROM mentions WHERE form <> 'nominal' "
    "AND text IN (SELECT unnest(?)) ORDER BY ALL"
)


def append(store: Store, found: Sequence[Judgement]) -> None:
    """Add judgements after those in the store, at once for good, also while a run works apart."""
    lines = [replace(judgement, line=0) for judgement in found]
    with store.published() as apart, store.transaction():
        add(store, lines)
    if apart:
        with store.transaction():
            add(store, lines)


def take_over(store: Store, found: Sequence[Judgement]) -> None:
    """Add the lines of a file; those that the store holds already are not repeated."""
    held = {replace(judgement, line=0) for judgement in kept(store)}
    append(store, [judgement for judgement in found if replace(judgement, line=0) not in held])


def undo(store: Store, judgement: Judgement, exactly: bool = False) -> None:
    """Append lines that take the standing judgements about two names back.

    Unless `exactly` is said, those that speak of certain bearers of the names are meant as well.
    """
    held = standing(kept(store))
    meant = [
        j for j in held
        if (j.key == judgement.key if exactly else j.names == judgement.names)
    ]  # fmt: skip
    if not meant:
        raise NotFoundError(f"no judgement about {judgement.left!r} and {judgement.right!r}")
    append(store, [
        replace(judgement, doc_id=j.doc_id, left_doc=j.left_doc, right_doc=j.right_doc,
                left=j.left, right=j.right)
        for j in meant
    ])  # fmt: skip


class NamedRecords:
    """Finds the records that a name, or an entity id of the last run, stands for."""

    def __init__(
        self, store: Store, record_of: Mapping[str, str],
        judgements: Iterable[Judgement] | None = None,
    ) -> None:  # fmt: skip
        """`record_of` maps chains to records. With `judgements` only their names are known."""
        self._store, self._record_of = store, record_of
        texts = [text for (text,) in store.rows("SELECT DISTINCT text FROM mentions ORDER BY 1")]
        keys = {text: name_key(text) for text in texts}
        if judgements is not None:
            asked = {name_key(name) for j in judgements for name in (j.left, j.right)}
            keys = {text: key for text, key in keys.items() if key in asked}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_document: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._document: dict[str, str] = {}
        for text, doc_id, chain_id in store.rows(NAMED, [list(keys)]):
            if record := record_of.get(chain_id):
                self._by_name[keys[text]].add(record)
                self._by_document[keys[text], doc_id].add(record)
                self._document[record] = min(doc_id, self._document.get(record, doc_id))

    @classmethod
    def stored(cls, store: Store, judgements: Iterable[Judgement] | None = None) -> NamedRecords:
        """Those of the last run."""
        record_of = dict(store.rows("SELECT chain_id, record_id FROM record_chains"))
        return cls(store, record_of, judgements)

    @cached_property
    def _by_entity(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for entity, chain in self._store.rows("SELECT entity_id, chain_id FROM entity_chains"):
            if chain in self._record_of:
                found[entity].add(self._record_of[chain])
        return dict(found)

    def find(self, name: str, doc_id: str) -> list[str]:
        """Record ids, sorted; empty where nothing is called so."""
        key = name_key(name)
        found = self._by_document.get((key, doc_id)) if doc_id else self._by_name.get(key)
        found = found or self._by_entity.get(name)
        if not found:
            later = heirs(self._store, name, self._by_entity)
            found = {record for entity in later for record in self._by_entity[entity]}
        return sorted(found)

    def is_written(self, name: str) -> bool:
        """Does a document name something so? Else it may be the id of an entity."""
        return name_key(name) in self._by_name

    def document(self, record_id: str) -> str:
        """The first document of a record."""
        return self._document.get(record_id, "")

    def both(self, judgement: Judgement) -> tuple[list[str], list[str]]:
        """The records of the left and of the right name."""
        left, right = judgement.sides
        return self.find(*left), self.find(*right)

    def pairs(self, judgements: Iterable[Judgement], same: bool) -> list[Pair]:
        """The pairs of records that the judgements speak of; a record is never paired with
        itself. `same` ties all records of both names; else see `kept_apart`."""
        found: set[Pair] = set()
        for judgement in judgements:
            if not same:
                apart, _ = kept_apart(judgement, self.find)
                found.update((min(pair), max(pair)) for pair in apart)
                continue
            left, right = self.both(judgement)
            tied = sorted({*left, *right}) if left and right else []
            found.update((tied[0], other) for other in tied[1:])
        return sorted(found)


def links(store: Store, records: Records, decided: Constraints) -> tuple[list[Pair], list[Pair]]:
    """(must-links, cannot-links) between records.

    Raises UsageError, with every judgement on the way, where judgements contradict each other.
    """
    if not decided.all:
        return [], []
    record_of = {c: record for record, ids in records.chain_ids.items() for c in ids}
    named = NamedRecords(store, record_of, decided.all)
    refuse([c for c in contradictions(decided, named.find, named.document) if c.same])
    return named.pairs(decided.must_link, True), named.pairs(decided.cannot_link, False)


def told(store: Store) -> list[Judgement]:
    """All that is said of two names: by the alias tables of the last run, and by people, whose
    word comes last and counts."""
    return [*aliases.of_last_run(store), *kept(store)]


def stored_links(store: Store) -> tuple[list[Pair], list[Pair]]:
    """(must-links, cannot-links) between the records of the last run."""
    decided = constraints(told(store))
    if not decided.all:
        return [], []
    named = NamedRecords.stored(store, decided.all)
    return named.pairs(decided.must_link, True), named.pairs(decided.cannot_link, False)


def refuse(found: Sequence[Contradiction]) -> None:
    """Raises UsageError with who said what and when, and how to take each line back."""
    if not found:
        return
    first = found[0].judgement
    what = f"{first.left!r} and {first.right!r} are judged both the same and different"
    if len(found) > 1:
        what = f"{len(found)} pairs of names are judged both the same and different"
    details = [line for contradiction in found for line in contradiction.lines]
    voices = dict.fromkeys(j for c in found for j in (c.judgement, *c.same))
    undoing = [_taking_back(j) for j in voices]
    raise UsageError(
        what, details=(*details, "take one of them back:", *(f"  {how}" for how in undoing)),
        hint="Nothing was changed: decide which judgement is wrong, undo it, and resolve again.",
    )  # fmt: skip


def _taking_back(judgement: Judgement) -> str:
    if judgement.by.startswith(aliases.BY):
        return f"take the row out of the {judgement.by}"
    return shlex.join(["toolkit", "judge", "STORE", judgement.left, judgement.right, "--undo"])
