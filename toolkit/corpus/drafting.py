"""Clusters -> entities that have no id yet. Most clusters are one name that is written one way, and
of these there are very many: they become columns without an object for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from toolkit import entities
from toolkit.corpus.aliases import Known, with_known
from toolkit.entities import Held, TypedForm
from toolkit.store import Store

if TYPE_CHECKING:
    import pyarrow as pa

# One row = the mentions of a cluster that are written, typed and counted alike.
FORMS = """
SELECT h.cluster_id, m.text, m.form, m.type,
    m.zone = 'body' AND NOT m.nested AND m.form <> 'nominal' AS counted,
    count(*) AS count, sum(m.confidence) AS confidence
FROM mentions m JOIN homes h USING (chain_id) GROUP BY ALL ORDER BY ALL
"""
# One row = a known thing that mentions of a cluster mean.
KNOWN = """
SELECT h.cluster_id, c.knowledge_id, count(*)
FROM mentions m JOIN chains c USING (chain_id) JOIN homes h USING (chain_id)
WHERE c.knowledge_id <> '' GROUP BY ALL ORDER BY ALL
"""
# One row = a cluster and its first chain.
FIRST = """
SELECT cluster_id, min(chain_id) AS first FROM homes GROUP BY cluster_id ORDER BY cluster_id
"""
COLUMNS = ("cluster_id", "first", "kind", "name", "knowledge_id", "draft_id")


def drafted(
    store: Store, homes: pa.Table, kept: pa.Table | None, names: Mapping[str, str], told: Known
) -> pa.Table:
    """The entities of all clusters but those that are `kept`, with COLUMNS; `first` is their first
    chain.

    `homes` has the chain_id and cluster_id of all chains, `names` the usual names of known things;
    `told` is what tables of aliases say.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if kept is not None:
        homes = homes.filter(pc.invert(pc.is_in(homes["cluster_id"], kept["cluster_id"])))
    with store.lending("homes", homes):
        first, forms, known = (store.table(sql) for sql in (FIRST, FORMS, KNOWN))
    holder, knowing = (pc.index_in(t["cluster_id"], first["cluster_id"]) for t in (forms, known))
    several = np.bincount(holder, minlength=first.num_rows) > 1
    several[knowing.to_numpy()] = True
    several |= bool(told.ids)  # any form may have an id there
    apart, of_several = pa.array(several), pa.array(several[holder.to_numpy()])
    lone, rest = forms.filter(pc.invert(of_several)), _held(forms.filter(of_several), known)
    return pa.concat_tables([
        _alone(first.filter(pc.invert(apart)), lone["text"].to_pylist(), lone["type"].to_pylist()),
        _several(first.filter(apart), with_known(rest, told), names),
    ])  # fmt: skip


def _alone(first: pa.Table, texts: Sequence[str], kinds: Sequence[str]) -> pa.Table:
    """Of clusters that are written one way each, and are no known thing."""
    made = list(map(entities.lone_draft, texts, kinds))
    names, ids = zip(*made, strict=True) if made else ((), ())
    return _table(first, kinds, names, [""] * len(made), ids)


def _several(first: pa.Table, held: Mapping[str, Held], names: Mapping[str, str]) -> pa.Table:
    """Of the other clusters, in the order of their ids."""
    made = entities.drafts(held, names, {})
    told = [draft.entity for draft in made]
    return _table(
        first, [one.kind for one in told], [one.name for one in told],
        [one.knowledge_id for one in told], [draft.draft_id for draft in made],
    )  # fmt: skip


def _held(forms: pa.Table, known: pa.Table) -> dict[str, Held]:
    """What clusters hold besides their chains, by cluster id."""
    typed: dict[str, list[TypedForm]] = defaultdict(list)
    for cluster_id, *form in _rows(forms):
        typed[cluster_id].append(TypedForm(*form))
    ids: dict[str, dict[str, int]] = defaultdict(dict)
    for cluster_id, knowledge_id, count in _rows(known):
        ids[cluster_id][knowledge_id] = count
    return {name: Held((), every, ids.get(name, {})) for name, every in typed.items()}


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in table.columns), strict=True)


def _table(first: pa.Table, *columns: Sequence[str]) -> pa.Table:
    import pyarrow as pa

    made = [pa.array(column, pa.string()) for column in columns]
    return pa.table([*first.columns, *made], names=COLUMNS)
