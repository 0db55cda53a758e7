"""What resolution asks of the store as tables: how chains are named, what clusters hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.entities import Draft, Held, TypedForm, told_apart
from toolkit.matching import ChainTables, Records
from toolkit.store import Store
from toolkit.types import Entity

if TYPE_CHECKING:
    import pyarrow as pa

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
# One row = a cluster that holds just the chains that one entity of the last run held, of documents
# that did not change since; its first chain, and that entity.
KEPT = """
WITH moved AS (
    SELECT cluster_id FROM homes SEMI JOIN (
        SELECT chain_id FROM chains SEMI JOIN
        (SELECT doc_id FROM documents WHERE NOT resolved) USING (doc_id)
    ) USING (chain_id)
),
held AS (SELECT entity_id, count(*) AS chains FROM entity_chains GROUP BY entity_id),
now AS (
    SELECT cluster_id, min(h.chain_id) AS first, count(*) AS chains, count(e.entity_id) AS known,
        min(e.entity_id) AS entity_id, max(e.entity_id) AS other
    FROM homes h ANTI JOIN moved USING (cluster_id) LEFT JOIN entity_chains e USING (chain_id)
    GROUP BY cluster_id
)
SELECT n.cluster_id, n.first, e.*
FROM now n JOIN held h USING (entity_id) JOIN entities e USING (entity_id)
WHERE n.entity_id = n.other AND n.chains = n.known AND n.chains = h.chains
ORDER BY n.cluster_id
"""


def chain_tables(store: Store) -> ChainTables:
    """The chains of the store as matching takes them."""
    return ChainTables(
        store.table("SELECT chain_id, doc_id, type, knowledge_id FROM chains"),
        store.table("SELECT chain_id, start_at, text, form, norm FROM mentions"),
        store.table("SELECT chain_id, title, organisation FROM roles"),
    )


def homes_of(records: Records, cluster_of: Mapping[str, str]) -> pa.Table:
    """chain_id and cluster_id of all chains."""
    import pyarrow as pa

    clusters = pa.array([cluster_of[record_id] for record_id in records.ids], pa.string())
    return pa.table({
        "chain_id": records.homes["chain_id"],
        "cluster_id": clusters.take(records.homes["record"].combine_chunks()),
    })  # fmt: skip


def kept_entities(store: Store, homes: pa.Table, weakest: Mapping[str, float | None]) -> pa.Table:
    """Entities of the last run that hold what they held, as `identified` gives them, with the id
    of their cluster; `weakest` are links of clusters that were found anew."""
    import pyarrow as pa
    import pyarrow.compute as pc

    with store.lending("homes", homes):
        kept = store.table(KEPT)
    found = pa.table({
        "cluster_id": pa.array(list(weakest), pa.string()),
        "weakest_link": pa.array(list(weakest.values()), pa.float64()),
    })  # fmt: skip
    at = pc.index_in(kept["cluster_id"], found["cluster_id"])
    links = pc.if_else(pc.is_valid(at), found["weakest_link"].take(at), kept["weakest_link"])
    return kept.set_column(kept.column_names.index("weakest_link"), "weakest_link", links)


def identified(kept: pa.Table | None, new: Sequence[Draft]) -> pa.Table:
    """All entities as the store has them, and `first`, the first chain of each. `kept` are those
    of the last run (None: nothing is known of it), which keep their id unless others come to share
    it, or do so no longer."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    settled = None
    if kept is not None:
        drafted = pa.array([draft.draft_id for draft in new], pa.string())
        coded = kept["draft_id"].combine_chunks().dictionary_encode()
        shared = (np.bincount(coded.indices) > 1)[coded.indices]
        steady = pc.and_(
            pc.xor(pc.equal(kept["entity_id"], kept["draft_id"]), pa.array(shared)),
            pc.invert(pc.is_in(kept["draft_id"], drafted)),
        )
        settled = kept.filter(steady).drop_columns("cluster_id")
        new = [*new, *map(_as_draft, kept.filter(pc.invert(steady)).to_pylist())]
    draft_of = {draft.chain_ids[0]: draft.draft_id for draft in new}
    built = told_apart(new)
    first = [chains[0] for _, chains in built]
    columns = {
        name: pa.array([getattr(entity, name) for entity, _ in built], pa.string())
        for name in ("entity_id", "kind", "name", "knowledge_id")
    }
    links = pa.array([entity.weakest_link for entity, _ in built], pa.float64())
    made = pa.table({
        "first": pa.array(first, pa.string()), **columns, "weakest_link": links,
        "draft_id": pa.array([draft_of[chain] for chain in first], pa.string()),
    })  # fmt: skip
    return made if settled is None else pa.concat_tables([settled.cast(made.schema), made])


def _as_draft(row: Mapping[str, Any]) -> Draft:
    entity = Entity("", row["kind"], row["name"], knowledge_id=row["knowledge_id"],
                    weakest_link=row["weakest_link"])  # fmt: skip
    return Draft(entity, (row["first"],), row["draft_id"])


def held_by_cluster(store: Store, homes: pa.Table, kept: pa.Table | None) -> dict[str, Held]:
    """What every cluster holds, by cluster id, but for those that are `kept`."""
    import pyarrow.compute as pc

    if kept is not None:
        homes = homes.filter(pc.invert(pc.is_in(homes["cluster_id"], kept["cluster_id"])))
    homes = homes.sort_by([("cluster_id", "ascending"), ("chain_id", "ascending")])
    chains: dict[str, list[str]] = defaultdict(list)
    for chain_id, cluster_id in zip(*(column.to_pylist() for column in homes.columns), strict=True):
        chains[cluster_id].append(chain_id)
    forms: dict[str, list[TypedForm]] = defaultdict(list)
    known_ids: dict[str, dict[str, int]] = defaultdict(dict)
    with store.lending("homes", homes):
        for cluster_id, *form in store.rows(FORMS):
            forms[cluster_id].append(TypedForm(*form))
        for cluster_id, knowledge_id, count in store.rows(KNOWN):
            known_ids[cluster_id][knowledge_id] = count
    return {
        cluster_id: Held(tuple(held), forms[cluster_id], known_ids.get(cluster_id, {}))
        for cluster_id, held in chains.items()
    }
