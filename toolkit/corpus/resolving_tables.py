"""A table of entities that another tool made -> which of its rows are one thing."""

from __future__ import annotations

import importlib.resources
import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from toolkit import matching
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.entity_rows import take_in, written_names
from toolkit.corpus.entity_table import (
    Columns,
    EntityRow,
    as_arrow,
    entity_rows,
    find_columns,
    unknown_labels,
)
from toolkit.corpus.resolved_table import ADDED, ResolvedTable
from toolkit.corpus.watching import Watch, watching
from toolkit.corpus.wiring import matching_model
from toolkit.documents.rows import cell
from toolkit.entities.naming import WrittenForm, canonical_name
from toolkit.errors import InputError, UsageError
from toolkit.names.normalise import name_key
from toolkit.table import Table

Path = str | os.PathLike[str]
# Bits. More than for texts: rows that are written alike are one already, so that of the rest fewer
# are (benchmarks/tables.py: precision + .03, F the same over five development sets).
THRESHOLD = 2.5
# Themes say nothing of a table of names.
# Descriptions are too short for it to matter that two have no name in common.
SETTINGS = {
    "themes.packs": (),
    "themes.emerging": 0,
    "matching.nothing_nearby": "says nothing",
}
SHOWN = 5  # unknown labels, empty rows
ROWS = """
SELECT m.doc_id, m.form, e.entity_id, e.kind, e.weakest_link, e.knowledge_id
FROM mentions m JOIN entity_chains c USING (chain_id) JOIN entities e USING (entity_id)
WHERE m.start_at = 0 AND m.source = 'given'
"""
# By id of a row: form, cluster, kind, weakest link, knowledge id.
Found = Mapping[str, tuple[str, str, str, float | None, str]]


def resolve_table(
    table: Any, *, columns: Mapping[str, str] | None = None, store: Path = ":memory:",
    judgements: Path | None = None, threshold: float = THRESHOLD, config: Path | None = None,
    overrides: Mapping[str, Any] | None = None, progress: Watch = "auto",
) -> ResolvedTable:  # fmt: skip
    """Find which rows of a table of entities are one thing: GraphRAG's entities.parquet, or any
    table with names, and where it has them types and descriptions.

    `table` is a path (.parquet .csv .tsv .jsonl), a DataFrame, an Arrow table or rows. `columns`
    says which of its columns are "name", "type", "description" and "id"; others are found by
    their usual names. Names are compared as in any corpus, and what descriptions name is evidence
    for who is meant; rows that are written alike and of one kind are one thing. `store` keeps what
    explains every pair (`toolkit explain`); it must be new. `judgements` is a file of decisions,
    `threshold` the bits of match weight from which rows may be joined. `progress` is as in
    `Corpus.resolve`.

    Raises InputError for what cannot be read and UsageError where no column holds names.

        toolkit.resolve_table("entities.csv").merged.to_pandas()
    """
    arrow = as_arrow(table)
    chosen = find_columns(arrow.column_names, Columns(**dict(columns or {})))
    rows, empty = entity_rows(arrow, chosen)
    if not rows:
        raise InputError(f"no row has a name in the column {chosen.name!r}")
    values = {**SETTINGS, **(overrides or {}), "clustering.threshold": threshold}
    with Corpus.open(store, config=config, overrides=values) as corpus:
        if corpus._store.value("SELECT count(*) FROM documents"):
            hint = "Give the path of a new store."
            raise UsageError("the store holds something already", where=str(store), hint=hint)
        if judgements is not None:
            corpus.read_judgements(judgements)
        names = written_names(rows, corpus._knowledge)
        with watching(progress) as tell:
            take_in(corpus._store, rows, names, corpus.settings, tell)
            notes = _notes(rows, names, empty) + corpus.resolve(tell).notes
        return _result(corpus, arrow, chosen, rows, names, (empty, notes))


def _notes(
    rows: Sequence[EntityRow], names: Sequence[str], empty: Sequence[int]
) -> tuple[str, ...]:
    found = []
    if unknown := unknown_labels(rows):
        more = f" and {len(unknown) - SHOWN} more" if len(unknown) > SHOWN else ""
        found.append(f"types that say nothing here: {', '.join(unknown[:SHOWN])}{more}")
    if changed := sum(row.name != name for row, name in zip(rows, names, strict=True)):
        found.append(f"names are all in one case: {changed} were compared as texts write them")
    if empty:
        numbers = ", ".join(str(number + 1) for number in empty[:SHOWN])
        found.append(f"{len(empty)} rows without a name, in no cluster: row {numbers} ...")
    return tuple(found)


def _result(
    corpus: Corpus, arrow: Any, columns: Columns, rows: Sequence[EntityRow],
    names: Sequence[str], said: tuple[Sequence[int], tuple[str, ...]],
) -> ResolvedTable:  # fmt: skip
    import pyarrow as pa

    store = corpus._store
    found = {row[0]: row[1:] for row in store.rows(ROWS)}
    leaders = _leaders(rows, names, found, corpus._knowledge.usual_names)
    model = matching_model(corpus.settings.matching)
    sql = importlib.resources.files("toolkit.corpus").joinpath("pairs_of_rows.sql")
    pairs = store.table(sql.read_text(encoding="utf-8"))
    added = _added(arrow.num_rows, rows, found, leaders, model)
    kept = [name for name in arrow.column_names if name not in ADDED]
    result = arrow.select(kept).replace_schema_metadata(None)
    numbers = {key: row.number for key, row in leaders.items()}
    if columns.id and rows[0].row_id == cell(arrow.slice(rows[0].number, 1).to_pylist()[0],
                                             columns.id):  # fmt: skip
        at = pa.array(map(numbers.get, added["cluster_id"].to_pylist()), pa.int64())
        added["canonical_id"] = arrow[columns.id].take(at)  # in the type of the table's ids
    for name, values in added.items():
        result = result.append_column(name, values)
    empty, notes = said
    return ResolvedTable(
        Table(result), Table(pairs), columns, notes, tuple(n + 1 for n in empty), numbers
    )


def _leaders(
    rows: Sequence[EntityRow], names: Sequence[str], found: Found, known: Mapping[str, str]
) -> dict[str, EntityRow]:
    """The row that stands for each cluster: the first with the best name of the cluster, which is
    the usual one where the curated knowledge has it (`known`, by knowledge id)."""
    held: dict[str, list[tuple[EntityRow, str]]] = defaultdict(list)
    for row, name in zip(rows, names, strict=True):
        held[found[row.row_id][1]].append((row, name))
    leaders = {}
    for key, members in held.items():
        forms: dict[str, WrittenForm] = {}
        for row, name in members:
            count = forms[name].count if name in forms else 0
            forms[name] = WrittenForm(name, found[row.row_id][0], count + 1)
        _, _, kind, _, knowledge_id = found[members[0][0].row_id]
        usual = name_key(known.get(knowledge_id, ""))
        best = canonical_name(forms.values(), kind)
        best = next((name for name in forms if usual and name_key(name) == usual), best)
        leaders[key] = next(row for row, name in members if name == best)
    return leaders


def _added(
    size: int, rows: Sequence[EntityRow], found: Found, leaders: Mapping[str, EntityRow],
    model: matching.Model,
) -> dict[str, Any]:  # fmt: skip
    """The columns of ADDED, null for rows without a name."""
    import pyarrow as pa

    sizes: dict[str, int] = defaultdict(int)
    for row in rows:
        sizes[found[row.row_id][1]] += 1
    values: dict[str, list[Any]] = {name: [None] * size for name in ADDED}
    for row in rows:
        _, key, kind, weakest, _ = found[row.row_id]
        leader = leaders[key]
        chance = None if weakest is None else model.probability(weakest)
        told = (key, leader.row_id, leader.name, kind, sizes[key], weakest, chance)
        for name, value in zip(ADDED, told, strict=True):
            values[name][row.number] = value
    types = {"cluster_rows": pa.int64(), "weakest_link": pa.float64(), "probability": pa.float64()}
    return {name: pa.array(v, types.get(name, pa.string())) for name, v in values.items()}
