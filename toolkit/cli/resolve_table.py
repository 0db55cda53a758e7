"""`toolkit resolve-table`: which rows of a table of entities are one thing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from toolkit.cli.options import Call, Strict, command
from toolkit.cli.plain import plain, shorten
from toolkit.errors import InputError, ToolkitError, UsageError

if TYPE_CHECKING:
    from toolkit.corpus.resolved_table import ResolvedTable

PARTLY = 4
SUFFIXES = (".parquet", ".csv", ".jsonl")
SHOWN = 5
Column = Annotated[
    str, typer.Option(metavar="COLUMN", help="Where it is not found by its usual names.")
]


@command(
    "toolkit resolve-table output/entities.parquet -o resolved/ "
    "--relationships output/relationships.parquet",
    "toolkit resolve-table people.csv -o people-resolved.csv --name-column full_name",
)
def resolve_table(
    call: Call,
    table: Annotated[
        Path, typer.Argument(metavar="TABLE", help="Entities: .parquet .csv .tsv .jsonl")
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="OUT", help="A file for the rows, or a folder."),
    ],
    name_column: Column = "",
    type_column: Column = "",
    description_column: Column = "",
    id_column: Column = "",
    relationships: Annotated[
        Path | None, typer.Option(metavar="FILE", help="To be rewritten with the new names.")
    ] = None,
    source_column: Annotated[str, typer.Option(metavar="COLUMN", help="One end.")] = "",
    target_column: Annotated[str, typer.Option(metavar="COLUMN", help="The other end.")] = "",
    judgements: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Decisions that hold: .csv .jsonl")
    ] = None,
    aliases: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Names that mean one thing: name, alias, knowledge_id."),
    ] = None,
    threshold: Annotated[
        float, typer.Option(metavar="BITS", help="Of match weight, to join rows.")
    ] = 2.5,
    store: Annotated[
        Path | None,
        typer.Option(metavar="FILE.duckdb", help="A new store, for `toolkit explain` and the like"),
    ] = None,
    strict: Strict = False,
) -> int:
    """Resolve the entities of a knowledge graph.

    TABLE is GraphRAG's entities.parquet or any table with names, and where it has them types,
    descriptions and ids; columns are found by their usual names. Every row gets cluster_id,
    canonical_id, canonical_name, the weakest link that holds its cluster together and the
    probability of that link. A folder OUT gets five tables in the format of TABLE: entities (all
    rows), merged (one row a thing), renames (old and new id and name), pairs (what was compared
    and why it was joined or not), and relationships, rewritten, where they were given.
    """
    one_file = output.suffix.lower() in SUFFIXES
    if one_file and relationships is not None:
        hint = "Give a folder: -o resolved/"
        raise UsageError("one file cannot hold the relationships as well", where="-o", hint=hint)
    if output.suffix and not one_file and not output.is_dir():
        hint = f"Use one of {' '.join(SUFFIXES)}, or a folder."
        raise UsageError(f"no table is written as {output.suffix!r}", where=str(output), hint=hint)
    columns = {
        "name": name_column, "type": type_column, "description": description_column,
        "id": id_column,
    }  # fmt: skip
    values = call.overrides(matching__aliases=list(map(str, aliases)) if aliases else None)
    found = _resolve(call, table, store, {
        "columns": columns, "judgements": judgements, "threshold": threshold, "overrides": values,
    })  # fmt: skip
    if strict and found.skipped:
        raise InputError("a row without a name", where=f"{table.name}: row {found.skipped[0]}")
    call.screen.note(f"Columns: {plain(found.columns)}")
    call.screen.warn_all(found.notes)
    rewired = None
    if relationships is not None:
        rewired = found.rewire(relationships, source=source_column, target=target_column)
    tables: dict[str, Any] = {"entities": found.rows}
    if not one_file:
        tables |= {"merged": found.merged, "renames": found.renames, "pairs": found.pairs}
        tables |= {"relationships": rewired.table} if rewired else {}
    outputs = _write(tables, output, table, one_file)
    call.screen.result(str(found), *([str(rewired)] if rewired else []), *map(plain, outputs))
    for name, others in found.largest(SHOWN):
        call.screen.note(f"  {shorten(name)}: {shorten('; '.join(others), 100)}")
    call.screen.data({
        "counts": {"rows": len(found.rows), "clusters": found.clusters, "joined": found.joined,
                   "skipped": len(found.skipped)},
        "outputs": dict(zip(tables, map(str, outputs), strict=True)),
        "warnings": call.screen.warnings,
    })  # fmt: skip
    if store is not None and (largest := found.largest(1)):
        call.screen.next(["explain", str(store), largest[0][0], largest[0][1][0]])
    return PARTLY if found.skipped else 0


def _resolve(call: Call, table: Path, store: Path | None, how: dict[str, Any]) -> ResolvedTable:
    import toolkit
    from toolkit.cli.progress import progress

    new = store is not None and not store.exists()
    try:
        with progress(call.screen) as show:
            return toolkit.resolve_table(
                table, store=store or ":memory:", config=call.config,
                progress=show, **how,
            )  # fmt: skip
    except ToolkitError:
        if store is not None and new:  # nothing half-done is left
            store.unlink(missing_ok=True)
        raise


def _write(tables: dict[str, Any], output: Path, table: Path, one_file: bool) -> list[Path]:
    """The paths written, in the order of `tables`."""
    from toolkit.documents.rows import table_suffix
    from toolkit.export import write_arrow

    if one_file:
        return [write_arrow(tables["entities"].arrow, output)]
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be made: {error.strerror}", where=str(output)) from error
    known = {".tsv": ".csv", ".ndjson": ".jsonl"}
    suffix = table_suffix(table)
    suffix = known.get(suffix, suffix)
    return [write_arrow(t.arrow, output / f"{name}{suffix}") for name, t in tables.items()]
