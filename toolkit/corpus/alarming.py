"""What is odd about the joined entities of a store: found when they are joined, and kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import pyarrow as pa

from toolkit import matching
from toolkit.corpus.decisions import Pair, stored_links
from toolkit.entities.alarms import MEMBER, Alarm, Joined, Member, find_alarms, ordered, unusual
from toolkit.store import Store

SEVERAL = """
SELECT cluster_id FROM records SEMI JOIN asked USING (cluster_id) GROUP BY cluster_id
HAVING count(*) > 1 ORDER BY cluster_id
"""
JOINED = """
WITH members AS (
    SELECT record_id, features FROM records SEMI JOIN asked USING (cluster_id)
), held AS (
    SELECT record_id, chain_id FROM record_chains SEMI JOIN members USING (record_id)
), counts AS (
    SELECT h.record_id, count(*) AS mentions FROM mentions m JOIN held h USING (chain_id)
    WHERE m.zone = 'body' AND NOT m.nested AND m.form <> 'nominal' GROUP BY 1
), entity AS (
    SELECT h.record_id, min(e.entity_id) AS entity_id FROM held h
    JOIN entity_chains e USING (chain_id) GROUP BY 1
)
SELECT e.entity_id, n.name AS called, coalesce(c.mentions, 0) AS counted,
    unnest(from_json(r.features, ?))
FROM members r JOIN entity e USING (record_id) JOIN entities n USING (entity_id)
LEFT JOIN counts c USING (record_id) ORDER BY e.entity_id, r.record_id
"""
PAIRS = """
SELECT p.record_l, p.record_r, p.match_weight FROM pairs p
JOIN records r ON r.record_id = p.record_l SEMI JOIN asked USING (cluster_id)
WHERE p.verdict IN ('merged', 'merged through others') AND p.match_weight >= ? ORDER BY ALL
"""
FORGOTTEN = """
DELETE FROM alarms WHERE left_id NOT IN (SELECT record_id FROM records)
OR left_id IN (SELECT record_id FROM records SEMI JOIN asked USING (cluster_id))
"""
KEPT = """
WITH home AS (
    SELECT r.record_id, min(e.entity_id) AS entity_id FROM record_chains r
    SEMI JOIN alarms a ON a.left_id = r.record_id JOIN entity_chains e USING (chain_id) GROUP BY 1
)
SELECT e.entity_id, e.name, a.* FROM alarms a JOIN home h ON h.record_id = a.left_id
JOIN entities e USING (entity_id) ANTI JOIN (
    SELECT record_id FROM records SEMI JOIN asked USING (cluster_id)
) again ON again.record_id = a.left_id
"""
# By entity with an alarm, and of all joined entities together (NULL), how many names they have.
NAMES = """
WITH joined AS (
    SELECT cluster_id, min(record_id) AS record_id,
        count(DISTINCT lower(regexp_replace(trim(name), '\\s+', ' ', 'g'))) AS names
    FROM records GROUP BY cluster_id HAVING count(*) > 1
)
SELECT NULL, avg(names) FROM joined
UNION ALL SELECT e.entity_id, any_value(names) FROM joined JOIN record_chains USING (record_id)
JOIN entity_chains e USING (chain_id) WHERE entity_id IN (SELECT unnest(?)) GROUP BY e.entity_id
"""
EVERY = "SELECT DISTINCT cluster_id FROM records"
HOMES = f"{EVERY} WHERE record_id IN (SELECT unnest(?))"
AT_ONCE = 5_000  # clusters of several records
COLUMNS = ("kind", "text", "left_name", "right_name", "left_id", "right_id", "weight")


def note_alarms(
    store: Store, clusters: Collection[str], must: Collection[Pair], threshold: float
) -> None:
    """Look at these clusters, in the transaction that wrote them, and keep what is odd about them;
    `must` are the pairs of records that people tied."""
    with store.lending("asked", _asked(clusters)):
        store.rows(FORGOTTEN)
    found = _look(store, clusters, must, threshold)
    store.append("alarms", COLUMNS, [
        (a.kind, a.text, a.left, a.right, a.left_id, a.right_id, a.weight) for a in found
    ])  # fmt: skip


def read_alarms(store: Store, threshold: float) -> list[Alarm]:
    """What is odd about the entities of the last run, by name of the entity.

    What people said since then counts: of entities with records that they tied, or tie no longer,
    is found anew what speaks against them.
    """
    must = stored_links(store)[0]
    again = _moved(store, must)
    with store.lending("asked", _asked(again)):
        kept = [Alarm(*row) for row in store.rows(KEPT)]
    if again:
        kept += _look(store, again, must, threshold)
    sizes = dict(store.rows(NAMES, [sorted({alarm.entity_id for alarm in kept})]))
    return unusual(ordered(kept), sizes, sizes.pop(None) or 0.0)


def _moved(store: Store, must: Iterable[Pair]) -> list[str]:
    """Clusters that were not looked at with these ties: all where an older version made them."""
    if not store.value("SELECT count(*) FROM meta WHERE key = 'linked'"):
        return [cluster for (cluster,) in store.rows(EVERY)]
    before = store.rows("SELECT record_l, record_r FROM ties WHERE same")
    ends = {record for pair in set(must).symmetric_difference(before) for record in pair}
    return [cluster for (cluster,) in store.rows(HOMES, [sorted(ends)])] if ends else []


def _look(
    store: Store, clusters: Collection[str], must: Collection[Pair], threshold: float
) -> list[Alarm]:
    """What is odd about these clusters. Each is looked at by itself, so that the records of few are
    held at a time."""
    with store.lending("asked", _asked(clusters)):
        ids = [cluster for (cluster,) in store.rows(SEVERAL)]
    parts = (ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE))
    return ordered(alarm for part in parts for alarm in _look_at(store, part, must, threshold))


def _look_at(
    store: Store, clusters: Sequence[str], must: Iterable[Pair], threshold: float
) -> list[Alarm]:
    names: dict[str, str] = {}
    members: dict[str, list[Member]] = defaultdict(list)
    home: dict[str, str] = {}
    pairs: dict[str, list[tuple[str, str, float]]] = defaultdict(list)
    with store.lending("asked", _asked(clusters)):
        joined = store.table(JOINED, [matching.features_shape(MEMBER)])
        for row in matching.rows_of(joined):
            entity_id = row["entity_id"]
            names[entity_id] = row["called"]
            home[row["record_id"]] = entity_id
            members[entity_id].append(Member(row, row["counted"]))
        for left, right, weight in store.rows(PAIRS, [threshold]):
            if left in home:
                pairs[home[left]].append((left, right, weight))
    held = _held(must, members, home)
    return find_alarms((
        Joined(entity_id, names[entity_id], tuple(members[entity_id]), tuple(pairs[entity_id]),
               tuple(held[entity_id]))
        for entity_id in sorted(members)
    ), threshold)  # fmt: skip


def _held(
    must: Iterable[Pair], members: Mapping[str, Sequence[Member]], home: Mapping[str, str]
) -> dict[str, list[Pair]]:
    """Pairs that judgements or one known identity tie, by entity."""
    held: dict[str, list[Pair]] = defaultdict(list)
    for left, right in sorted(must):
        if left in home and home[left] == home.get(right):
            held[home[left]].append((left, right))
    for entity_id, rows in members.items():
        first: dict[str, str] = {}
        for member in rows:
            known = str(member.row["identity"] or "")
            if known and first.setdefault(known, member.record_id) != member.record_id:
                held[entity_id].append((first[known], member.record_id))
    return held


def _asked(clusters: Collection[str]) -> pa.Table:
    return pa.table({"cluster_id": pa.array(sorted(clusters), pa.string())})
