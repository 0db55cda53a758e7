"""Chains that are written alike, so that each way of writing is worked out once.

A corpus has many chains and few names: a million mentions are some hundred thousand ways to write.
"""

from __future__ import annotations

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


@dataclass(frozen=True)
class ChainTables:
    """Chains as Arrow tables, in any order.

    chains: chain_id, doc_id, type, knowledge_id; mentions: chain_id, start_at, text, form, norm;
    roles: chain_id, title, organisation. Every chain has a mention.
    """

    chains: pa.Table
    mentions: pa.Table
    roles: pa.Table


FORM = ["form", "text", "norm"]
# One row = one way of writing, in the order in which chains have them.
WAYS = """
CREATE TABLE ways AS
SELECT way, type, knowledge_id, list_sort(forms) AS forms FROM given
"""
# A way as a digest (128 bits of SHA-256). A lone word of unknown kind may be a person: that is
# `as_person`.
TOLD = """
WITH texts AS (
    SELECT way, to_json({'type': type, 'known': knowledge_id, 'forms': forms})::VARCHAR AS own,
        CASE WHEN type = 'OTHER' THEN
            to_json({'type': 'PERSON', 'known': knowledge_id, 'forms': forms})::VARCHAR
        END AS person
    FROM ways
)
SELECT substr(sha256(own), 1, 32) AS written, substr(sha256(person), 1, 32) AS as_person
FROM texts ORDER BY way
"""
ASKED = """
SELECT type, knowledge_id, list_transform(forms, lambda f: f.text) AS text,
    list_transform(forms, lambda f: f.form) AS form, list_transform(forms, lambda f: f.norm) AS norm
FROM ways WHERE way IN (SELECT unnest(?)) ORDER BY way
"""


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
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    chains = tables.chains.sort_by("chain_id")
    ids = chains["chain_id"].combine_chunks()
    holder = pc.index_in(tables.mentions["chain_id"], ids).to_numpy().astype(np.int64)
    form, mention = _numbered(tables.mentions, FORM)
    held, several = _forms_held(holder, form)
    kinds = chains.select(["type", "knowledge_id"]).append_column("held", [held])
    way, chain = _numbered(kinds, kinds.column_names)
    forms = _lists(held[chain], several, tables.mentions.select(FORM).take(mention))
    given = kinds.take(chain).set_column(2, "forms", forms)
    work.register("given", given.append_column("way", pa.array(np.arange(len(chain)))))
    work.sql(WAYS)

    def ways(numbers: Sequence[int]) -> pa.Table:
        return work.sql(ASKED, params=[list(numbers)]).to_arrow_table()

    told = work.sql(TOLD).to_arrow_table()
    documents, document = ranked(chains["doc_id"])
    return Alike(
        told["written"].combine_chunks(), told["as_person"].combine_chunks(), ways,
        ids, way, documents, document, holder, tables.mentions["start_at"].to_numpy(),
    )  # fmt: skip


def _numbered(table: pa.Table, names: Sequence[str]) -> tuple[Numbers, Numbers]:
    """For every row the number of its values in these columns, counted in the order in which they
    come, and for every number the first row that has it."""
    import numpy as np

    code = np.zeros(table.num_rows, np.int64)
    for name in names:
        column = table[name].combine_chunks().dictionary_encode()
        code = code * len(column.dictionary) + column.indices.to_numpy()
    _, first, number = np.unique(code, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[number], np.sort(first)


def _forms_held(holder: Numbers, form: Numbers) -> tuple[Numbers, list[Numbers]]:
    """For every chain the number of its set of forms, and the sets of several forms. A set of one
    form has the number of that form, and those of several are numbered from there on."""
    import numpy as np

    forms = int(form.max(initial=-1)) + 1
    chain, form = np.divmod(distinct(holder * forms + form), max(forms, 1))
    begins = np.flatnonzero(np.diff(chain, prepend=-1))
    held = form[begins]
    several: list[Numbers] = []
    known: dict[bytes, int] = {}
    ends = np.append(begins[1:], len(chain))
    for at in np.flatnonzero(ends - begins > 1).tolist():
        members = form[begins[at] : ends[at]]
        number = known.setdefault(members.tobytes(), forms + len(several))
        if number == forms + len(several):
            several.append(members)
        held[at] = number
    return held, several


def _lists(held: Numbers, several: Sequence[Numbers], forms: pa.Table) -> pa.ListArray:
    """The forms of these sets."""
    import numpy as np
    import pyarrow as pa

    sets = [several[at - len(forms)] for at in held[held >= len(forms)].tolist()]
    sizes = np.ones(len(held), np.int64)
    sizes[held >= len(forms)] = [len(members) for members in sets]
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    flat = np.empty(offsets[-1], np.int64)
    flat[np.repeat(held < len(forms), sizes)] = held[held < len(forms)]
    flat[np.repeat(held >= len(forms), sizes)] = np.concatenate([np.empty(0, np.int64), *sets])
    values = forms.take(flat).to_struct_array().combine_chunks()
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), values)


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
