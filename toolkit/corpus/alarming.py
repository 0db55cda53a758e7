"""The joined entities of a store, and what is odd about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from toolkit import matching
from toolkit.corpus.decisions import stored_links
from toolkit.entities.alarms import MEMBER, Alarm, Joined, Member, find_alarms
from toolkit.store import Store

JOINED = """
WITH joined AS (SELECT cluster_id FROM records GROUP BY cluster_id HAVING count(*) > 1),
counts AS (
    SELECT r.record_id, count(*) AS mentions FROM mentions m JOIN record_chains r USING (chain_id)
    WHERE m.zone = 'body' AND NOT m.nested AND m.form <> 'nominal' GROUP BY 1
),
entity AS (
    SELECT r.record_id, min(e.entity_id) AS entity_id FROM record_chains r
    JOIN entity_chains e USING (chain_id) GROUP BY 1
)
SELECT e.entity_id, n.name AS called, coalesce(c.mentions, 0) AS counted,
    unnest(from_json(r.features, ?))
FROM records r JOIN joined USING (cluster_id) JOIN entity e USING (record_id)
JOIN entities n ON n.entity_id = e.entity_id LEFT JOIN counts c ON c.record_id = r.record_id
ORDER BY e.entity_id, r.record_id
"""
PAIRS = """
SELECT p.record_l, p.record_r, p.match_weight FROM pairs p
WHERE p.verdict IN ('merged', 'merged through others') AND p.match_weight >= ? ORDER BY ALL
"""


def read_alarms(store: Store, threshold: float) -> list[Alarm]:
    """What is odd about the entities of the last run, by name of the entity."""
    names: dict[str, str] = {}
    members: dict[str, list[Member]] = defaultdict(list)
    home: dict[str, str] = {}
    joined = store.table(JOINED, [matching.features_shape(MEMBER)])
    for row in matching.rows_of(joined):
        entity_id = row["entity_id"]
        names[entity_id] = row["called"]
        home[row["record_id"]] = entity_id
        members[entity_id].append(Member(row, row["counted"]))
    pairs: dict[str, list[tuple[str, str, float]]] = defaultdict(list)
    for left, right, weight in store.rows(PAIRS, [threshold]):
        if left in home:
            pairs[home[left]].append((left, right, weight))
    held = _held(store, members, home)
    joined = [
        Joined(entity_id, names[entity_id], tuple(members[entity_id]), tuple(pairs[entity_id]),
               tuple(held[entity_id]))
        for entity_id in sorted(members)
    ]  # fmt: skip
    return find_alarms(joined, threshold)


def _held(
    store: Store, members: Mapping[str, list[Member]], home: Mapping[str, str]
) -> dict[str, list[tuple[str, str]]]:
    """Pairs that judgements or one known identity tie, by entity."""
    held: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for left, right in stored_links(store)[0]:
        if left in home and home[left] == home.get(right):
            held[home[left]].append((left, right))
    for entity_id, rows in members.items():
        first: dict[str, str] = {}
        for member in rows:
            known = str(member.row["identity"] or "")
            if known and first.setdefault(known, member.record_id) != member.record_id:
                held[entity_id].append((first[known], member.record_id))
    return held
