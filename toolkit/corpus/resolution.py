"""The steps of `resolve`, in order: chains -> records -> pairs -> clusters -> entities -> themes.

Everything is computed first and written in one transaction: a run that fails leaves the store
with what it had.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from toolkit import entities, matching, themes
from toolkit.config import Settings
from toolkit.corpus.decisions import links
from toolkit.corpus.extraction import Progress
from toolkit.corpus.holding import chain_tables, held_by_cluster
from toolkit.corpus.theming import Evidence, find_emerging, find_themes
from toolkit.corpus.wiring import matching_knowledge
from toolkit.entities.judgements import kept
from toolkit.errors import UsageError
from toolkit.knowledge import Knowledge
from toolkit.store import Store
from toolkit.types import Entity, ThemeEvidence

if TYPE_CHECKING:
    import pyarrow as pa

RESULTS = ("records", "record_chains", "pairs", "entities", "entity_chains")
PAIR_COLUMNS = ("record_l", "record_r", "match_weight", "probability", "terms", "blocking_rule",
                "verdict", "reason")  # fmt: skip
AT_ONCE = 20_000  # rows that are written at once
UNRESOLVED = """
SELECT count(*) FROM documents WHERE extraction = '' OR doc_id IN (
    SELECT doc_id FROM chains WHERE chain_id NOT IN (SELECT chain_id FROM entity_chains))
"""


@dataclass(frozen=True)
class Resolution:
    """All that a run found, before it is written."""

    records: matching.Records
    model: matching.Model
    pairs: pa.Table
    clusters: matching.Clusters
    built: Sequence[tuple[Entity, tuple[str, ...]]]
    codebook: themes.Codebook
    evidence: Evidence
    emerging: tuple[Sequence[themes.Emerging], Sequence[ThemeEvidence]] = ((), ())
    given_up: tuple[str, ...] = ()

    @property
    def verdicts(self) -> Counter[str]:
        return Counter(decision.verdict for decision in self.clusters.decisions)


def fingerprint(store: Store, settings: Settings, versions: dict[str, str]) -> str:
    """Equal for two runs that must give the same result."""
    state: dict[str, Any] = {
        "documents": store.rows(
            "SELECT doc_id, sha256, group_id, extraction FROM documents ORDER BY doc_id"
        ),
        "given": store.value("SELECT sum(hash(mention_id || text || type)) FROM mentions"),
        "judgements": store.rows("SELECT * EXCLUDE (at_time) FROM judgements ORDER BY line"),
        "settings": [
            settings.mentions.fingerprint, settings.matching.fingerprint,
            settings.clustering.fingerprint, settings.themes.fingerprint,
        ],
        "versions": versions,
    }  # fmt: skip
    return hashlib.sha256(json.dumps(state, default=str).encode()).hexdigest()[:16]


def check_resolved(store: Store) -> None:
    """Raises UsageError where results would tell of only a part of the documents."""
    if not store.value("SELECT count(*) FROM runs"):
        raise UsageError("the corpus is not resolved yet", hint="Call resolve first.")
    if new := store.value(UNRESOLVED):
        what = f"{new} document{'s are' if new > 1 else ' is'} new or changed since the last run"
        raise UsageError(what, hint="Call resolve first.")


def compute(
    store: Store, settings: Settings, knowledge: Knowledge, codebook: themes.Codebook,
    progress: Progress,
) -> Resolution:  # fmt: skip
    """Resolve the chains of the store. Raises BudgetError, ConfigError, UsageError."""
    model = matching.load_model(settings.matching.model)
    progress("records", 0, 1)
    known = matching_knowledge(knowledge)
    records = matching.build_records(chain_tables(store), known, settings.run)
    records, given_up = matching.within_budget(records, settings.matching)
    progress("records", 1, 1)
    progress("pairs", 0, 1)
    pairs = matching.score(records, model, settings.matching, settings.run)
    progress("pairs", 1, 1)
    standing = entities.constraints(kept(store))
    must, cannot = links(store, records, standing)
    clusters = matching.cluster(records, pairs, settings.clustering, must, cannot)
    names = {**knowledge.place_names, **{k.known_id: k.name for k in knowledge.names}}
    held = held_by_cluster(store, clusters.members, records)
    built = entities.identify(held, names, clusters.weakest)
    progress("entities", len(built), len(built))
    evidence = find_themes(store, codebook, progress)
    emerging = find_emerging(store, settings.themes, evidence, progress)
    return Resolution(
        records, model, pairs, clusters, built, codebook, evidence, emerging, given_up
    )


def themes_found(store: Store) -> int:
    """How many themes of codebooks have evidence."""
    count = "SELECT count(DISTINCT theme_id) FROM theme_evidence WHERE NOT starts_with(theme_id, ?)"
    return int(store.value(count, [themes.PREFIX]))


def publish(store: Store, found: Resolution, mark: str, facts: dict[str, Any]) -> list[Any]:
    """Write a run in one transaction; the changes of earlier entity ids are returned."""
    before = _entity_chains(store)
    with store.transaction():
        store.clear(*RESULTS)
        _write_matching(store, found)
        _write_entities(store, found)
        _write_themes(store, found)
        changes = []
        if before:
            now = {entity.entity_id: set(chains) for entity, chains in found.built}
            changes = entities.history(before, now)
        store.append("entity_history", ("old_id", "new_id", "change"), changes)
        number = int(store.value("SELECT coalesce(max(number), 0) FROM runs")) + 1
        when = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        row = (number, mark, json.dumps(facts, sort_keys=True), when)
        store.append("runs", ("number", "fingerprint", "facts", "finished_at"), [row])
    return changes


def _entity_chains(store: Store) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for entity_id, chain_id in store.rows("SELECT entity_id, chain_id FROM entity_chains"):
        found[entity_id].add(chain_id)
    return dict(found)


def _write_matching(store: Store, found: Resolution) -> None:
    cluster_of = found.clusters.cluster_of()
    columns = ("record_id", "kind", "name", "features", "cluster_id")
    _append(store, "records", columns, (
        (row["record_id"], row["kind"], row["name"], matching.to_json(row),
         cluster_of[row["record_id"]])
        for row in found.records.rows
    ))  # fmt: skip
    chain_ids = found.records.chain_ids
    _append(store, "record_chains", ("record_id", "chain_id"), (
        (record, chain) for record, ids in chain_ids.items() for chain in ids
    ))  # fmt: skip
    if found.pairs.num_rows:
        store.append_arrow("pairs", _pair_rows(found))


def _append(
    store: Store, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows that are made on the way: a batch at a time is held."""
    every = iter(rows)
    while batch := list(islice(every, AT_ONCE)):
        store.append(table, columns, batch)


def _pair_rows(found: Resolution) -> pa.Table:
    """PAIR_COLUMNS of the scored pairs."""
    import pyarrow as pa

    pairs, decisions = found.pairs, found.clusters.decisions  # both by record_l, record_r
    columns = {name: pairs[name] for name in PAIR_COLUMNS if name in pairs.column_names}
    columns["terms"] = matching.terms_json(pairs, found.model)
    columns["verdict"] = pa.array([d.verdict for d in decisions], pa.string())
    columns["reason"] = pa.array([d.reason for d in decisions], pa.string())
    return pa.table(columns)


def _write_entities(store: Store, found: Resolution) -> None:
    columns = ("entity_id", "kind", "name", "knowledge_id", "weakest_link")
    _append(store, "entities", columns, (
        (e.entity_id, e.kind, e.name, e.knowledge_id, e.weakest_link) for e, _ in found.built
    ))  # fmt: skip
    _append(store, "entity_chains", ("entity_id", "chain_id"), (
        (e.entity_id, chain) for e, chains in found.built for chain in chains
    ))  # fmt: skip


def _write_themes(store: Store, found: Resolution) -> None:
    """The themes; their evidence in the documents that were looked at, that of phrases anew."""
    emerging, places = found.emerging
    rows = [(t.theme_id, t.label, t.parent) for t in found.codebook.themes]
    rows += [(t.theme_id, t.label, "") for t in emerging]
    store.clear("themes")
    store.append("themes", ("theme_id", "label", "parent"), rows)
    looked_at = list(found.evidence.looked_at)
    gone = "starts_with(theme_id, ?) OR doc_id IN (SELECT unnest(?))"
    store.rows(f"DELETE FROM theme_evidence WHERE {gone}", [themes.PREFIX, looked_at])
    columns = ("theme_id", "doc_id", "start_at", "end_at", "text", "sentence")
    store.append("theme_evidence", columns, [
        (e.theme_id, e.doc_id, e.start, e.end, e.text, e.sentence)
        for e in (*found.evidence.rows, *places)
    ])  # fmt: skip
    store.rows(
        "UPDATE documents SET themed = ? WHERE doc_id IN (SELECT unnest(?))",
        [found.evidence.mark, looked_at],
    )
