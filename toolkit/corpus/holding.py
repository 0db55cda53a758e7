"""Chains and entities as tables: what resolution asks of the store, and how entities get ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from toolkit.matching import ChainTables, Records
from toolkit.store import Store
from toolkit.types import content_id

if TYPE_CHECKING:
    import pyarrow as pa

# What is known of an entity before it has an id.
DRAFT = ["first", "kind", "name", "knowledge_id", "weakest_link", "draft_id"]

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


def identified(
    kept: pa.Table | None, new: pa.Table, weakest: Mapping[str, float | None]
) -> pa.Table:
    """All entities as the store has them, and `first`, the first chain of each. `new` are as
    `drafted` gives them, `weakest` tells the weakest link of their clusters. `kept` are those of
    the last run (None: nothing is known of it), which keep their id unless others come to share
    it, or do so no longer.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    links = [weakest.get(cluster) for cluster in new["cluster_id"].to_pylist()]
    new = new.append_column("weakest_link", pa.array(links, pa.float64())).select(DRAFT)
    if kept is None:
        return _told_apart(new)
    steady = pc.and_(
        pc.xor(pc.equal(kept["entity_id"], kept["draft_id"]), _shared(kept["draft_id"])),
        pc.invert(pc.is_in(kept["draft_id"], new["draft_id"])),
    )
    again = kept.filter(pc.invert(steady)).select(DRAFT)
    made = _told_apart(pa.concat_tables([new, again.cast(new.schema)]))
    settled = kept.filter(steady).select(made.column_names)
    return pa.concat_tables([settled.cast(made.schema), made])


def _told_apart(drafts: pa.Table) -> pa.Table:
    """With ids, and in their order. Those that would share one are told apart by their first chain,
    and only those: a draft has to come with all others of its draft id."""
    import pyarrow as pa
    import pyarrow.compute as pc

    shared = _shared(drafts["draft_id"])
    alike = [drafts[name].filter(shared).to_pylist() for name in ("draft_id", "first")]
    apart = pa.array([content_id("e", *one) for one in zip(*alike, strict=True)], pa.string())
    ids = pc.replace_with_mask(drafts["draft_id"].combine_chunks(), shared, apart)
    return drafts.add_column(1, "entity_id", ids).sort_by("entity_id")


def _shared(ids: pa.ChunkedArray) -> pa.Array:
    """Of every id whether it stands there more than once."""
    import numpy as np
    import pyarrow as pa

    at = ids.combine_chunks().dictionary_encode().indices
    return pa.array((np.bincount(at) > 1)[at])
