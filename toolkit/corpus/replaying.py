"""Clustering again from what the store holds: for what-if questions, without scoring anything."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit import matching
from toolkit.config import ClusteringSettings
from toolkit.corpus.decisions import stored_links
from toolkit.store import Store

if TYPE_CHECKING:
    import pyarrow as pa

Pair = tuple[str, str]
Cell = tuple[str, str]  # (group, document)
COUNTED = (
    "SELECT r.record_id, d.group_id, m.doc_id, count(*) FROM mentions m "
    "JOIN record_chains r USING (chain_id) JOIN documents d USING (doc_id) "
    "WHERE m.zone = 'body' AND NOT m.nested AND m.form <> 'nominal' GROUP BY ALL ORDER BY ALL"
)


@dataclass(frozen=True)
class Replay:
    """Records, scored pairs and judgements of the last run, or of a part of it."""

    records: matching.Records
    pairs: pa.Table
    must_links: tuple[Pair, ...]
    cannot_links: tuple[Pair, ...]

    @classmethod
    def read(
        cls, store: Store, weakest: float, clusters: Collection[str] | None = None,
        probable: float = 0.0,
    ) -> Replay:  # fmt: skip
        """All records, or those of some clusters, with their pairs from `weakest` bits up, and
        also weaker ones that are more `probable` than this (0: none)."""
        where, values = "", []
        if clusters is not None:
            where, values = "WHERE cluster_id IN (SELECT unnest(?))", [sorted(clusters)]
        rows = store.rows(f"SELECT features FROM records {where} ORDER BY record_id", values)
        records = matching.from_json(row[0] for row in rows)
        ids = {str(row["record_id"]) for row in records.rows}
        pairs = store.rows(
            "SELECT record_l, record_r, match_weight, terms, probability FROM pairs "
            "WHERE match_weight >= ? OR probability > ? ORDER BY record_l, record_r",
            [weakest, probable or 1.0],
        )
        must, cannot = stored_links(store)
        return cls(
            records,
            matching.stored_pairs(pair for pair in pairs if pair[0] in ids and pair[1] in ids),
            tuple(pair for pair in must if ids.issuperset(pair)),
            tuple(pair for pair in cannot if ids.issuperset(pair)),
        )

    def cluster(self, settings: ClusteringSettings) -> matching.Clusters:
        return matching.cluster(
            self.records, self.pairs, settings, self.must_links, self.cannot_links
        )


class Parts:
    """Cuts small replays out of a large one, quickly and often."""

    def __init__(self, whole: Replay) -> None:
        self._rows = whole.records.by_id()
        self._pairs = whole.pairs.to_pylist()
        self._schema = whole.pairs.schema
        self._must, self._cannot = whole.must_links, whole.cannot_links
        self._at: dict[str, list[int]] = defaultdict(list)
        for number, pair in enumerate(self._pairs):
            self._at[pair["record_l"]].append(number)

    def partition(
        self, record_ids: Collection[str], settings: ClusteringSettings,
        same: Sequence[Pair] = (), different: Sequence[Pair] = (),
    ) -> tuple[tuple[str, ...], ...]:  # fmt: skip
        """The clusters of these records alone, with further links.

        Raises UsageError where the links contradict each other.
        """
        import pyarrow as pa

        ids = set(record_ids)
        chosen = [
            pair
            for number in sorted(n for record in ids for n in self._at.get(record, ()))
            for pair in (self._pairs[number],)
            if pair["record_r"] in ids
        ]
        found = matching.cluster(
            matching.Records(tuple(self._rows[record] for record in sorted(ids))),
            pa.Table.from_pylist(chosen, schema=self._schema),
            settings,
            [*(p for p in self._must if ids.issuperset(p)), *same],
            [*(p for p in self._cannot if ids.issuperset(p)), *different],
        )
        return tuple(found.members.values())


def counted_cells(store: Store) -> dict[str, Counter[Cell]]:
    """By record: how many mentions that count each (group, document) has."""
    found: dict[str, Counter[Cell]] = defaultdict(Counter)
    for record, group, doc_id, count in store.rows(COUNTED):
        found[record][group, doc_id] = count
    return dict(found)


def added(records: Iterable[str], cells: Mapping[str, Counter[Cell]]) -> Counter[Cell]:
    """The cells of several records together."""
    total: Counter[Cell] = Counter()
    for record in records:
        total.update(cells.get(record, {}))
    return total
