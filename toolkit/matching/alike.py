"""Chains that are written alike, so that each way of writing is worked out once.

A corpus has many chains and few names: a million mentions are some hundred thousand ways to write.
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.types import Chain

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
_WAYS = """
SELECT type, knowledge_id, list_transform(forms, lambda f: f.text) AS text,
    list_transform(forms, lambda f: f.form) AS form, list_transform(forms, lambda f: f.norm) AS norm
FROM ways WHERE way IN (SELECT unnest(?)) ORDER BY way
"""


@dataclass(frozen=True)
class ChainTables:
    """Chains as Arrow tables, in any order.

    chains: chain_id, doc_id, type, knowledge_id; mentions: chain_id, start_at, text, form, norm;
    roles: chain_id, title, organisation. Every chain has a mention.
    """

    chains: pa.Table
    mentions: pa.Table
    roles: pa.Table


@dataclass(frozen=True)
class Alike:
    """Chains numbered in the order of their ids, and the ways in which they are written.

    `written` has a digest for every way, of kind, known identity and distinct forms; `as_person`
    the same for the kind PERSON, of ways of unknown kind. `way` and `document` are numbers by
    chain, `documents` the sorted doc_ids; `holder` and `start` are the chain and the place of
    every mention. `ways` gives ways by their numbers: type, knowledge_id, and as lists the texts,
    forms and norms of the distinct forms.
    """

    written: pa.Array
    as_person: pa.Array
    ways: Callable[[Sequence[int]], pa.Table]
    chain_ids: pa.Array
    way: Numbers
    documents: list[str]
    document: Numbers
    holder: Numbers
    start: Numbers


def tables_of(chains: Iterable[Chain]) -> ChainTables:
    """Chain objects as tables."""
    import pyarrow as pa

    def table(names: str, rows: list[tuple[object, ...]]) -> pa.Table:
        columns = zip(*rows, strict=True) if rows else ([] for _ in names.split())
        types = [pa.int32() if name == "start_at" else pa.string() for name in names.split()]
        arrays = [pa.array(list(c), kind) for c, kind in zip(columns, types, strict=True)]
        return pa.table(arrays, names=names.split())

    chains = list(chains)
    return ChainTables(
        table("chain_id doc_id type knowledge_id",
              [(c.chain_id, c.doc_id, c.type, c.knowledge_id) for c in chains]),
        table("chain_id start_at text form norm",
              [(c.chain_id, m.start, m.text, m.form, m.norm) for c in chains for m in c.mentions]),
        table("chain_id title organisation",
              [(c.chain_id, r.title, r.organisation) for c in chains for r in c.roles]),
    )  # fmt: skip


def find_alike(tables: ChainTables, work: duckdb.DuckDBPyConnection) -> Alike:
    """Group chains by how they are written. `work` has to stay open while ways are asked for."""
    work.register("chains", tables.chains)
    work.register("mentions", tables.mentions)
    sql = importlib.resources.files("toolkit.matching").joinpath("alike.sql")
    for statement in filter(str.strip, sql.read_text(encoding="utf-8").split(";\n")):
        work.sql(statement)

    def ways(numbers: Sequence[int]) -> pa.Table:
        return work.sql(_WAYS, params=[list(numbers)]).to_arrow_table()

    told = work.sql("SELECT written, as_person FROM told ORDER BY way").to_arrow_table()
    members = work.sql("SELECT chain_id, doc_id, way FROM members ORDER BY chain").to_arrow_table()
    places = work.sql("SELECT chain, start_at FROM places").to_arrow_table()
    documents, document = ranked(members["doc_id"])
    return Alike(
        told["written"].combine_chunks(), told["as_person"].combine_chunks(), ways,
        members["chain_id"].combine_chunks(), members["way"].to_numpy(), documents, document,
        places["chain"].to_numpy(), places["start_at"].to_numpy(),
    )  # fmt: skip


def distinct(values: Numbers) -> Numbers:
    """The distinct values, sorted; by sorting, which is faster here than a table of hashes."""
    import numpy as np

    ordered = np.sort(values)
    first: Numbers = ordered[np.diff(ordered, prepend=ordered[:1] - 1) != 0]
    return first


def ranked(texts: pa.ChunkedArray) -> tuple[list[str], Numbers]:
    """The distinct values in order, and for every value its number among them."""
    import numpy as np
    import pyarrow as pa

    coded = pa.chunked_array(texts, pa.string()).combine_chunks().dictionary_encode()
    values = coded.dictionary.to_pylist()
    order = sorted(range(len(values)), key=values.__getitem__)
    rank = np.empty(len(values), np.int64)
    rank[np.array(order, np.int64)] = np.arange(len(values))
    return [values[at] for at in order], rank[coded.indices.to_numpy()]
