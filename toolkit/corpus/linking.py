"""What the last run left of linking in the store, and how a run changes it.

Rows that stay as they are are not written again: a run on one new document writes little.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from toolkit import matching
from toolkit.config import RunSettings, Settings
from toolkit.edition import edition
from toolkit.matching import Earlier, Linked, Records, Ties, Worked
from toolkit.memory import give_back
from toolkit.store import Store
from toolkit.types import content_id

STORED_PAIRS = """
SELECT record_l, record_r, match_weight, terms, probability FROM pairs
SEMI JOIN asked l ON l.record_id = record_l SEMI JOIN asked r ON r.record_id = record_r
ORDER BY record_l, record_r
"""
WORKED_NAMES = "SELECT naming AS written, unnest(from_json(features, ?)) FROM namings"
ASKED = f"SELECT {', '.join(matching.ASKED)} FROM records"
WEAKEST = """
SELECT r.cluster_id, any_value(e.weakest_link) FROM records r JOIN record_chains USING (record_id)
JOIN entity_chains USING (chain_id) JOIN entities e USING (entity_id)
WHERE r.cluster_id IN (SELECT cluster_id FROM asked) GROUP BY r.cluster_id
"""
PAIR_COLUMNS = ("record_l", "record_r", "match_weight", "probability")
LARGE = 20_000  # records
TABLES = ("records", "record_chains", "pairs", "unresolved", "ties", "namings", "alarms")


def linking_mark(settings: Settings, knowledge: str, model: matching.Model, aliases: str) -> str:
    """Changes whenever records, weights or clusters of the same mentions may; the others than
    `settings` and `model` are fingerprints."""
    return content_id(
        "", edition(), knowledge, aliases, model.name, model.fingerprint,
        settings.matching.fingerprint, settings.clustering.fingerprint,
    )  # fmt: skip


def is_current(store: Store, mark: str) -> bool:
    """Whether what the last run left was made as it would be made now."""
    return bool(store.value("SELECT value FROM meta WHERE key = 'linked'") == mark)


def read_worked(store: Store) -> Worked:
    """What the last runs worked out of names."""
    return Worked(
        store.table(WORKED_NAMES, [matching.worked_shape()]),
        store.table(ASKED),
    )


def read_earlier(store: Store, threshold: float) -> Earlier:
    """The records, clusters and strong pairs of the last run."""
    rows = store.rows("SELECT record_id, cluster_id, identity FROM records")
    return Earlier(
        store.table("SELECT record_id, digest FROM records"),
        {row[0]: row[1] for row in rows},
        {row[0]: row[2] for row in rows if row[2]},
        store.table("SELECT record_l, record_r FROM pairs WHERE match_weight >= ?", [threshold]),
        _ties(store),
        lambda asked: _stored_pairs(store, asked),
    )


def read_weakest(store: Store, clusters: Sequence[str]) -> dict[str, float | None]:
    """The weakest link of these clusters in the last run, of those that it had."""
    with store.lending("asked", _table(("cluster_id",), [(cluster,) for cluster in clusters])):
        return dict(store.rows(WEAKEST))


def _ties(store: Store) -> Ties:
    rows = store.rows("SELECT record_l, record_r, same FROM ties")
    return Ties.of([row[:2] for row in rows if row[2]], [row[:2] for row in rows if not row[2]])


def _stored_pairs(store: Store, asked: Sequence[str]) -> pa.Table:
    with store.lending("asked", _ids(asked)):
        return matching.stored_pairs(store.rows(STORED_PAIRS))


def write_linked(
    store: Store, records: Records, linked: Linked, model: matching.Model, run: RunSettings
) -> None:
    """Bring records, their chains, pairs and ties to what was linked, in a transaction. Lets go of
    many records and pairs as soon as they are written."""
    _write_records(store, records, linked, run)
    end_step(records)
    _write_chains(store, records)
    if len(records) >= LARGE:
        records.forget()
    end_step(records)
    _write_pairs(store, linked, model)
    with store.lending("asked", _ids([*linked.dirty, *linked.gone])):
        store.rows("DELETE FROM unresolved WHERE record_id IN (SELECT record_id FROM asked)")
    store.append("unresolved", ("record_id", "cluster_id"), [
        (item.record_id, cluster_id)
        for item in linked.clusters.unresolved for cluster_id in item.candidates
    ])  # fmt: skip
    store.clear("ties")
    told = [(*pair, True) for pair in sorted(linked.ties.must)]
    told += [(*pair, False) for pair in sorted(linked.ties.cannot)]
    store.append("ties", ("record_l", "record_r", "same"), told)
    if len(records) >= LARGE:
        linked.forget()
    end_step(records)


def end_step(records: Records) -> None:
    """What a step of a large run needed for itself must not add to what the next ones need."""
    if len(records) >= LARGE:
        give_back()


def write_worked(store: Store, worked: Worked, run: RunSettings) -> None:
    """Keep what was worked out; ways of writing that nothing has now are forgotten."""
    for part in worked.told(run):
        store.append_arrow("namings", part)
    if store.value("SELECT count(*) FROM namings") > len(worked.used):
        with store.lending("asked", pa.table({"written": worked.used})):
            store.rows("DELETE FROM namings WHERE naming NOT IN (SELECT written FROM asked)")
    worked.forget()


def write_mark(store: Store, mark: str) -> None:
    store.rows("DELETE FROM meta WHERE key = 'linked'")
    store.append("meta", ("key", "value"), [("linked", mark)])


def _write_records(store: Store, records: Records, linked: Linked, run: RunSettings) -> None:
    with store.lending("asked", _ids([*linked.dirty, *linked.gone])):
        store.rows("DELETE FROM records WHERE record_id IN (SELECT record_id FROM asked)")
    part = records.part(linked.dirty) if len(linked.dirty) < len(records) else records
    digests = part.digests(run)
    done = 0
    for told in part.texts(run):
        own = part.columns.slice(done, len(told))
        clusters = [linked.cluster_of[i] for i in part.ids[done : done + len(told)]]
        store.append_arrow("records", pa.table({
            "record_id": own["record_id"], "kind": own["kind"].fill_null(""), "name": own["name"],
            **{name: _filled(own[name]) for name in matching.ASKED}, "features": told,
            "digest": digests.slice(done, len(told)), "cluster_id": pa.array(clusters, pa.string()),
        }))  # fmt: skip
        done += len(told)


def _filled(column: pa.ChunkedArray) -> pa.Array:
    """Texts or lists of texts with '' and [] for what is missing."""
    return pa.array(matching.plain(column.combine_chunks()), column.type)


def _write_chains(store: Store, records: Records) -> None:
    """Which chains each record holds now."""
    ids = records.columns["record_id"].take(records.homes["record"])
    chains = pa.table({"record_id": ids, "chain_id": records.homes["chain_id"]})
    synchronise(store, "record_chains", "chain_id", chains)


def _write_pairs(store: Store, linked: Linked, model: matching.Model) -> None:
    """Pairs of changed records go, new ones come; verdicts on those that stay are brought up to
    date."""
    with store.lending("asked", _ids([*linked.changed, *linked.gone])):
        store.rows(
            "DELETE FROM pairs WHERE record_l IN (SELECT record_id FROM asked) "
            "OR record_r IN (SELECT record_id FROM asked)"
        )
    new, decided = linked.pairs, linked.clusters.decided
    at = _decided(new, decided)
    if new.num_rows:
        columns = {name: new[name] for name in (*PAIR_COLUMNS, "blocking_rule")}
        columns["terms"] = matching.terms_json(new, model)
        columns |= {name: decided[name].take(at) for name in ("verdict", "reason")}
        store.append_arrow("pairs", pa.table(columns))
    if len(at) < decided.num_rows:
        numbers = pa.array(range(decided.num_rows), pa.int64())
        told = decided.filter(pc.invert(pc.is_in(numbers, at.cast(pa.int64()))))
        with store.lending("told", told):
            store.rows(
                "UPDATE pairs SET verdict = t.verdict, reason = t.reason FROM told t "
                "WHERE t.record_l = pairs.record_l AND t.record_r = pairs.record_r "
                "AND (t.verdict <> pairs.verdict OR t.reason <> pairs.reason)"
            )


def _decided(new: pa.Table, decided: pa.Table) -> pa.Array:
    """The number of the decision on every new pair."""
    if all(new[side].equals(decided[side]) for side in PAIR_COLUMNS[:2]):
        return pa.array(range(new.num_rows), pa.int64())
    ends = (
        pc.binary_join_element_wise(*(table[side] for side in PAIR_COLUMNS[:2]), " ")
        for table in (new, decided)
    )
    return pc.index_in(*ends).combine_chunks()


def synchronise(store: Store, table: str, key: str, now: pa.Table) -> None:
    """Bring a table of the schema to the rows of `now`, which has all its columns, by writing only
    the differences. `key` is its primary key; no other column may be NULL but for numbers."""
    names = now.column_names
    same = " AND ".join(f"n.{name} IS NOT DISTINCT FROM t.{name}" for name in names)
    columns = ", ".join(names)
    with store.lending("now", now):
        other = store.table(
            f"SELECT {key} FROM {table} t FULL JOIN now n USING ({key}) WHERE NOT ({same})"
        )
        with store.lending("other", other):
            store.rows(f"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM other)")
            store.rows(
                f"INSERT INTO {table} ({columns}) "
                f"SELECT {columns} FROM now SEMI JOIN other USING ({key})"
            )


def _ids(ids: Iterable[str]) -> pa.Table:
    return _table(("record_id",), [(record_id,) for record_id in sorted(ids)])


def _table(columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> pa.Table:
    return pa.table({
        name: pa.array([row[at] for row in rows], pa.string()) for at, name in enumerate(columns)
    })  # fmt: skip
