"""The steps of `resolve`, in order: chains -> records -> pairs -> clusters -> entities -> themes.

Everything is computed first and written in one transaction: a run that fails leaves the store
with what it had. What the last run left is taken where nothing that it depends on changed.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from toolkit import entities, matching, themes
from toolkit.config import RunSettings, Settings
from toolkit.corpus import linking
from toolkit.corpus.alarming import note_alarms
from toolkit.corpus.aliases import Aliases, Known, known_in
from toolkit.corpus.checking import check_whole
from toolkit.corpus.decisions import links
from toolkit.corpus.drafting import drafted
from toolkit.corpus.holding import chain_tables, homes_of, identified, kept_entities
from toolkit.corpus.theming import Evidence, find_emerging, find_themes
from toolkit.corpus.wiring import matching_knowledge, matching_model
from toolkit.entities.history import Change
from toolkit.entities.judgements import kept
from toolkit.knowledge import Knowledge
from toolkit.memory import give_back
from toolkit.progress import Progress
from toolkit.store import Store
from toolkit.types import ThemeEvidence

if TYPE_CHECKING:
    import pyarrow as pa

# How many chains of an earlier entity an entity holds now. Most have the chains that they had: of
# these nothing has to be told. Those of which no chain is left come with NULL.
SHARES = """
WITH shares AS MATERIALIZED (
    SELECT o.entity_id AS old, n.entity_id AS new, count(*) AS chains
    FROM entity_chains o JOIN now n USING (chain_id) GROUP BY ALL
)
SELECT old, new, chains FROM shares WHERE old <> new
OR old IN (SELECT old FROM shares GROUP BY old HAVING count(*) > 1)
OR new IN (SELECT new FROM shares GROUP BY new HAVING count(*) > 1)
UNION ALL SELECT entity_id, NULL, 0 FROM entities
WHERE entity_id NOT IN (SELECT old FROM shares) ORDER BY ALL
"""
# Each with what its mentions were found by.
DOCUMENTS = """
SELECT md5(string_agg(concat_ws(chr(0), doc_id, sha256, group_id, extraction), chr(1)
ORDER BY doc_id)) FROM documents
"""
BARE = """
SELECT u.name, string_agg(DISTINCT c.name, ' | ' ORDER BY c.name)
FROM unresolved JOIN records u USING (record_id)
JOIN records c ON c.record_id = unresolved.cluster_id GROUP BY unresolved.record_id, u.name
"""


@dataclass(frozen=True)
class Resolution:
    """All that a run found, before it is written. `entities` are as the store has them, with their
    first chain; `named` tells the entity of each chain, `moved` the clusters that do not hold what
    they held; `anew` says that nothing of the last run was taken over."""

    records: matching.Records
    model: matching.Model
    linked: matching.Linked
    worked: matching.Worked
    mark: str
    entities: pa.Table
    named: pa.Table
    moved: frozenset[str]
    codebook: themes.Codebook
    evidence: Evidence
    emerging: tuple[Sequence[themes.Emerging], Sequence[ThemeEvidence]] = ((), ())
    given_up: tuple[str, ...] = ()
    anew: bool = False
    aliases: Known = field(default_factory=Known)


def fingerprint(store: Store, settings: Settings, versions: dict[str, str]) -> str:
    """Equal for two runs that must give the same result."""
    state: dict[str, Any] = {
        "documents": store.value(DOCUMENTS),
        "given": store.value("SELECT sum(hash(mention_id || text || type)) FROM mentions"),
        "judgements": store.rows("SELECT * EXCLUDE (at_time) FROM judgements ORDER BY line"),
        "settings": [
            settings.mentions.fingerprint, settings.matching.fingerprint,
            settings.clustering.fingerprint, settings.themes.fingerprint,
        ],
        "versions": versions,
    }  # fmt: skip
    return hashlib.sha256(json.dumps(state, default=str).encode()).hexdigest()[:16]


def compute(
    store: Store, settings: Settings, knowledge: Knowledge, codebook: themes.Codebook,
    progress: Progress, aliases: Aliases | None = None, force: bool = False,
) -> Resolution:  # fmt: skip
    """Resolve the chains of the store; with `force` nothing of the last run is taken over. Raises
    BudgetError, ConfigError, UsageError."""
    model = matching_model(settings.matching)
    aliases = aliases or Aliases()
    mark = linking.linking_mark(settings, knowledge.fingerprint, model, aliases.fingerprint)
    current = linking.is_current(store, mark) and not force
    give_back()
    worked = linking.read_worked(store) if current else matching.Worked()
    progress("records", 0, 1)
    known = matching_knowledge(knowledge)
    records = matching.build_records(chain_tables(store), known, settings.run, worked)
    records, given_up = matching.within_budget(records, settings.matching)
    linking.end_step(records)
    progress("records", 1, 1)
    progress("pairs", 0, 1)
    told = known_in(store, aliases)
    standing = entities.constraints([*told.same, *kept(store)])
    ties = matching.Ties.of(*links(store, records, standing))
    cuts = settings.clustering
    earlier = linking.read_earlier(store, cuts.threshold) if current else matching.Earlier()
    linked = matching.link(records, earlier, model, (settings.matching, cuts, settings.run), ties)
    linking.end_step(records)
    progress("pairs", 1, 1)
    names = {**knowledge.usual_names, **told.names}
    found, named, moved = _entities(store, records, linked, names, current, told)
    linking.end_step(records)
    progress("entities", len(found), len(found))
    evidence = find_themes(store, codebook, progress)
    emerging = find_emerging(store, settings.themes, evidence, progress)
    return Resolution(
        records, model, linked, worked, mark, found, named, moved, codebook, evidence, emerging,
        given_up, not current, told,
    )  # fmt: skip


def _entities(
    store: Store, records: matching.Records, linked: matching.Linked,
    names: Mapping[str, str], current: bool, told: Known,
) -> tuple[pa.Table, pa.Table, frozenset[str]]:  # fmt: skip
    """All entities, entity_id and chain_id of all chains, and the clusters that moved."""
    homes = homes_of(records, linked.cluster_of)
    weakest = dict(linked.clusters.weakest)
    kept = kept_entities(store, homes, weakest) if current else None
    new = drafted(store, homes, kept, names, told)
    clusters = new["cluster_id"].to_pylist()
    if current:  # an entity may have to be named anew although its cluster stays as it was
        weakest = linking.read_weakest(store, clusters) | weakest
    found = identified(kept, new, weakest)
    # the ids that `linked` has: others would be held beside them
    ids = {cluster: cluster for cluster in linked.cluster_of.values()}
    moved = {ids[cluster] for cluster in clusters} | {linked.cluster_of[i] for i in linked.dirty}
    return found, _chains(store, homes, found), frozenset(moved)


def _chains(store: Store, homes: pa.Table, found: pa.Table) -> pa.Table:
    """entity_id and chain_id of all chains."""
    with store.lending("homes", homes), store.lending("found", found):
        return store.table(
            "WITH named AS (SELECT h.cluster_id, f.entity_id FROM found f "
            "JOIN homes h ON h.chain_id = f.first) "
            "SELECT n.entity_id, h.chain_id FROM homes h JOIN named n USING (cluster_id)"
        )


def themes_found(store: Store) -> int:
    """How many themes of codebooks have evidence."""
    count = "SELECT count(DISTINCT theme_id) FROM theme_evidence WHERE NOT starts_with(theme_id, ?)"
    return int(store.value(count, [themes.PREFIX]))


def publish(
    store: Store, found: Resolution, mark: str, facts: Mapping[str, Any], run: RunSettings
) -> tuple[list[Change], dict[str, Any]]:
    """Write a run in one transaction; the changes of earlier entity ids and all facts of the run
    are returned. Raises AssertionError, and nothing is written, where what was written does not
    hold together."""
    with store.transaction():
        changes = _history(store, found)
        if found.anew:
            store.clear(*linking.TABLES)
        linking.write_worked(store, found.worked, run)
        linking.write_linked(store, found.records, found.linked, found.model, run)
        linking.write_mark(store, found.mark)
        _write_entities(store, found)
        _write_themes(store, found)
        store.append("entity_history", ("old_id", "new_id", "change"), changes)
        store.rows("UPDATE documents SET resolved = true WHERE NOT resolved")
        check_whole(store)
        number = int(store.value("SELECT coalesce(max(number), 0) FROM runs")) + 1
        when = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        every = {**facts, **_counted(store, changes), "given_up": found.given_up}
        row = (number, mark, json.dumps(every, sort_keys=True), when)
        store.append("runs", ("number", "fingerprint", "facts", "finished_at"), [row])
        note_alarms(store, found.moved, found.linked.ties.must, facts["threshold"])
    return changes, every


def _history(store: Store, found: Resolution) -> list[Change]:
    with store.lending("now", found.named):
        shares = store.rows(SHARES)
    previous = dict.fromkeys(old for old, *_ in shares)
    left = [share for share in shares if share[1] is not None]
    return entities.history(left, previous, set(found.entities["entity_id"].to_pylist()))


def _counted(store: Store, changes: Sequence[Change]) -> dict[str, Any]:
    """What the store holds now, as the facts of a run tell it."""
    verdicts = dict(store.rows("SELECT verdict, count(*) FROM pairs GROUP BY verdict"))
    counts = {
        name: store.value(f"SELECT count(*) FROM {name}")
        for name in ("documents", "mentions", "chains", "records", "pairs", "entities")
    }
    bare = {f"{name}: {candidates}" for name, candidates in store.rows(BARE)}
    return counts | {
        "merged": verdicts.get("merged", 0), "refused": verdicts.get("refused", 0),
        "unresolved": sorted(bare), "moved": len({old for old, *_ in changes}),
    }  # fmt: skip


def _write_entities(store: Store, found: Resolution) -> None:
    linking.synchronise(store, "entities", "entity_id", found.entities.drop_columns("first"))
    linking.synchronise(store, "entity_chains", "chain_id", found.named)


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
