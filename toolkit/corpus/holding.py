"""What resolution asks of the store as tables: how chains are named, what clusters hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from toolkit.entities import Held, TypedForm
from toolkit.matching import ChainTables, Records
from toolkit.store import Store

# One row = the mentions of a cluster that are written, typed and counted alike.
FORMS = """
SELECT h.cluster_id, m.text, m.form, m.type,
    m.zone = 'body' AND NOT m.nested AND m.form <> 'nominal' AS counted,
    count(*), sum(m.confidence)
FROM mentions m JOIN homes h USING (chain_id) GROUP BY ALL ORDER BY ALL
"""
# One row = a known thing that mentions of a cluster mean.
KNOWN = """
SELECT h.cluster_id, c.knowledge_id, count(*)
FROM mentions m JOIN chains c USING (chain_id) JOIN homes h USING (chain_id)
WHERE c.knowledge_id <> '' GROUP BY ALL ORDER BY ALL
"""


def chain_tables(store: Store) -> ChainTables:
    """The chains of the store as matching takes them."""
    return ChainTables(
        store.table("SELECT chain_id, doc_id, type, knowledge_id FROM chains"),
        store.table("SELECT chain_id, start_at, text, form, norm FROM mentions"),
        store.table("SELECT chain_id, title, organisation FROM roles"),
    )


def held_by_cluster(
    store: Store, members: Mapping[str, Sequence[str]], records: Records
) -> dict[str, Held]:
    """What every cluster holds, by cluster id; `members` are the records of each."""
    import pyarrow as pa

    chains = {
        cluster_id: sorted(chain for record in held for chain in records.chain_ids[record])
        for cluster_id, held in members.items()
    }
    homes = pa.table({
        "chain_id": pa.array((c for held in chains.values() for c in held), pa.string()),
        "cluster_id": pa.array((k for k, held in chains.items() for _ in held), pa.string()),
    })  # fmt: skip
    forms: dict[str, list[TypedForm]] = defaultdict(list)
    known: dict[str, dict[str, int]] = defaultdict(dict)
    with store.lending("homes", homes):
        for cluster_id, *form in store.rows(FORMS):
            forms[cluster_id].append(TypedForm(*form))
        for cluster_id, knowledge_id, count in store.rows(KNOWN):
            known[cluster_id][knowledge_id] = count
    return {
        cluster_id: Held(tuple(held), forms[cluster_id], known.get(cluster_id, {}))
        for cluster_id, held in chains.items()
    }
