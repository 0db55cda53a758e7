"""What a person should know of their judgements after a run: those that wait, those that the texts,
the knowledge or the rules speak against, and those that reach further than they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, product
from typing import Any

from toolkit import matching
from toolkit.config import ClusteringSettings
from toolkit.corpus.decisions import NamedRecords, Pair, told
from toolkit.corpus.replaying import Parts, Replay
from toolkit.entities import Judgement, constraints
from toolkit.entities.contradictions import contradictions
from toolkit.entities.judgements import kept, standing
from toolkit.store import Store

Row = Mapping[str, Any]
LISTED = 3  # bearers of a name, and other documents, that are told
FEATURES = "SELECT features FROM records WHERE record_id IN (SELECT unnest(?)) ORDER BY record_id"
CLUSTERS = """
SELECT record_id, cluster_id FROM records
WHERE cluster_id IN (SELECT cluster_id FROM records WHERE record_id IN (SELECT unnest(?)))
ORDER BY record_id
"""


def judgement_notes(store: Store, settings: ClusteringSettings) -> tuple[str, ...]:
    """Sentences about the standing judgements, in their order: names that no document holds,
    names that a document's own text ties although they are judged different, a "same" that ties
    several bearers of a name or what the rules tell apart, and one of a document that other
    documents share."""
    held = standing(kept(store))
    if not held:
        return ()
    named = NamedRecords.stored(store, [*held, *told(store)])
    said = _Said(store, named, held, settings)
    found = [note for judgement in held for note in _missing(judgement, named)]
    decided = constraints(held)
    for contradiction in contradictions(decided, named.find, named.document):
        steps = "; ".join(contradiction.steps)
        found.append(f"{contradiction.judgement} cannot hold everywhere: {steps}")
    for judgement in decided.all:
        found += said.of(judgement)
    return tuple(found)


def _missing(judgement: Judgement, named: NamedRecords) -> Iterable[str]:
    for name, doc_id in judgement.sides:
        if not named.find(name, doc_id):
            where = f"document {doc_id}" if doc_id else "no document"
            named_so = "does not name" if doc_id else "names"
            yield f"{judgement} is kept and waits: {where} {named_so} {_quoted(name)}"


class _Said:
    """What is told of judgements that hold."""

    def __init__(
        self, store: Store, named: NamedRecords, held: Sequence[Judgement],
        settings: ClusteringSettings,
    ) -> None:  # fmt: skip
        self._store, self._named, self._held = store, named, held
        self._settings = settings

    def of(self, judgement: Judgement) -> Iterable[str]:
        left, right = self._named.both(judgement)
        if not (left and right):
            return
        if judgement.verdict == "same":
            yield from list(self._bearers(judgement)) or self._against_rules(judgement, left, right)
        elif shared := self._identities(left) & self._identities(right):
            yield f"{judgement} holds, although both are known as {_some(sorted(shared))}"
        for name, doc_id in judgement.sides:
            if others := self._elsewhere(name, doc_id):
                yield (
                    f"{judgement} holds in {_some(others)} as well: nothing in its names tells "
                    f"{_quoted(name)} of {doc_id} from the one there. If a text was given twice, "
                    "leave one of the two out."
                )

    def _against_rules(
        self, judgement: Judgement, left: Sequence[str], right: Sequence[str]
    ) -> Iterable[str]:
        """Why the names would never have been joined without the judgement."""
        known = self._identities(left), self._identities(right)
        if all(known) and known[0] != known[1]:
            both = " and ".join(sorted(known[0] | known[1]))
            yield f"{judgement} holds, although they are known as two things: {both}"
            return
        against = (matching.conflict(self._rows[a], self._rows[b]) for a, b in product(left, right))
        if reason := next(filter(None, against), ""):
            yield f"{judgement} holds, although the rules would keep them apart: {reason}"

    def _bearers(self, judgement: Judgement) -> Iterable[str]:
        """Where a name stands for several things that only the judgement makes one."""
        sides = zip(judgement.sides, self._named.both(judgement), strict=True)
        for (name, doc_id), records in sides:
            if doc_id or len(records) < 2 or not self._named.is_written(name):
                continue
            parts = self._parts(judgement, records)
            if len(parts) > 1:
                yield (
                    f"{judgement} joins {len(parts)} things called {_quoted(name)} that nothing "
                    f"else makes one: {_some(sorted(map(self._told, parts)))}. If one of them is "
                    "meant, take it back and judge with --left-doc or "
                    "--right-doc and a document of that one."
                )

    def _parts(self, judgement: Judgement, records: Sequence[str]) -> list[list[str]]:
        """The records by what would be one thing without this judgement."""
        inside = self._members[self._cluster_of[records[0]]]
        others = [
            pair for voice, pairs in self._pairs.items() if voice != judgement
            for pair in pairs if inside.issuperset(pair)
        ]  # fmt: skip
        found = self._replays.partition(inside, self._settings, others)
        return [part for whole in found if (part := sorted({*whole} & {*records}))]

    @cached_property
    def _rows(self) -> Mapping[str, Row]:
        """Features of the records that someone spoke of."""
        asked = {record for j in self._held for side in self._named.both(j) for record in side}
        rows = self._store.rows(FEATURES, [sorted(asked)])
        return matching.from_json(row[0] for row in rows).by_id()

    @cached_property
    def _pairs(self) -> Mapping[Judgement, list[Pair]]:
        """All that is judged to be the same, by people or by alias tables."""
        every = constraints(told(self._store)).must_link
        return {judgement: self._named.pairs([judgement], True) for judgement in every}

    @cached_property
    def _cluster_of(self) -> Mapping[str, str]:
        """Of all records that are in a cluster with one that someone spoke of."""
        rows = self._store.rows(CLUSTERS, [sorted(self._rows)])
        return {str(record): str(cluster) for record, cluster in rows}

    @cached_property
    def _members(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for record, cluster in self._cluster_of.items():
            found[cluster].add(record)
        return found

    @cached_property
    def _replays(self) -> Parts:
        """Clusters with judged records, and nothing of what was judged to be the same."""
        clusters = sorted(self._members)
        replay = Replay.read(self._store, self._settings.threshold, clusters)
        return Parts(replace(replay, must_links=()))

    def _identities(self, records: Sequence[str]) -> set[str]:
        return {str(self._rows[record]["identity"] or "") for record in records} - {""}

    def _elsewhere(self, name: str, doc_id: str) -> list[str]:
        """Other documents that hold the records of a name of this document."""
        records = self._named.find(name, doc_id) if doc_id else ()
        documents = chain.from_iterable(self._rows[record]["documents"] for record in records)
        return sorted(set(documents) - {doc_id})

    def _told(self, records: Sequence[str]) -> str:
        """A bearer: its fullest name and a document."""
        rows = [self._rows[record] for record in records]
        fullest = max(rows, key=lambda row: (not row["bare"], row["information"], row["name"]))
        return f"{_quoted(fullest['name'])} ({min(fullest['documents'])})"


def _some(texts: Sequence[str]) -> str:
    more = f" and {len(texts) - LISTED} more" if len(texts) > LISTED else ""
    return ", ".join(texts[:LISTED]) + more


def _quoted(name: str) -> str:
    return f"“{' '.join(name.split())}”"
