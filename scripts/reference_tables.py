"""docs/reference/tables.md: columns of exports, tables and JSON, read off the code and one run."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import toolkit
from toolkit.export.discourse import statements
from toolkit.export.tables import TABLES, forms

ROOT = Path(__file__).resolve().parent.parent
GROUPS = ("nato", "eu")
KINDS = {"texts": "list of texts", "counts": "text -> integer", "truth": "true or false",
         "terms": "list of {label, weight, detail}"}  # fmt: skip
FURTHER = {"entities -o FILE.openrefine.csv": forms, "themes -o FILE.dna.csv": statements}
INTRODUCTION = """
    # Columns and keys

    What stands in the files that `toolkit export` writes, in the tables of a comparison, and in
    `compare --json`. Formats and where they are read again: [Exports](exports.md).

    ## Exports
    """
OF_GROUPS = """
    Of `comparison = corpus.compare(...)`; all have `.to_pandas()` and `.to_polars()` where these
    are installed. Columns that belong to a group end in its id, here `GROUP`.
    """
DATA = """
    ## compare --json

    One object. `[]` is an entry of a list, `{GROUP}` the id of a group, `{...}` any other
    key. Types are those seen in the comparison of the bundled documents; a figure that does
    not apply is `null`.
    """


def tables_page() -> str:
    parts = [inspect.cleandoc(INTRODUCTION)]
    with toolkit.open(":memory:", overrides={"run.threads": 1}) as corpus:
        corpus.ingest(ROOT / "sample_docs")
        corpus.resolve()
        comparison = corpus.compare(*GROUPS)
        for what, table in (TABLES | FURTHER).items():
            columns = table(corpus._store).columns
            rows = [f"| `{c.name}` | {KINDS.get(c.kind, c.kind)} |" for c in columns]
            parts += [f"### export {what}", _table("column", rows)]
    parts += ["## Tables of a comparison", inspect.cleandoc(OF_GROUPS)]
    for name, table in _tables(comparison):
        parts += [f"### comparison.{name}", _told(comparison, name), _columns(table)]
    parts += [inspect.cleandoc(DATA), _table("key", sorted(_keys(comparison.to_dict())))]
    return "\n\n".join(part for part in parts if part)


def _table(head: str, rows: list[str]) -> str:
    return "\n".join([f"| {head} | type |", "|---|---|", *rows])


def _tables(comparison: Any) -> Iterator[tuple[str, Any]]:
    yield "actors.all", comparison.actors.all
    for name in sorted(n for n in dir(type(comparison)) if not n.startswith("_")):
        member = inspect.getattr_static(type(comparison), name)
        if (getattr(member, "func", None) or getattr(member, "fget", None)) is not None:
            value = getattr(comparison, name)
            if hasattr(value, "to_pandas") and hasattr(value, "arrow"):
                yield name, value


def _told(comparison: Any, name: str) -> str:
    if name == "actors.all":
        return "Also `actors.shared` and `actors.only(GROUP)`, with the same columns."
    return inspect.getdoc(inspect.getattr_static(type(comparison), name)) or ""


def _columns(table: Any) -> str:
    seen: dict[str, str] = {}
    for field in table.arrow.schema:
        seen.setdefault(_grouped(field.name), str(field.type))
    return _table("column", [f"| `{k}` | {v.replace('<', '&lt;')} |" for k, v in seen.items()])


def _grouped(column: str) -> str:
    for group in GROUPS:
        column = column.removesuffix(f"_{group}") + ("_GROUP" * column.endswith(f"_{group}"))
    return column


def _keys(data: Mapping[str, Any]) -> list[str]:
    """Paths with the types of their values; what only holds others is not listed itself."""
    found: dict[str, set[str]] = {}
    _walk(data, "", found)
    return [f"| `{path}` | {' or '.join(sorted(kinds))} |"
            for path, kinds in found.items() if kinds]  # fmt: skip


FREE = {"network.totals", "overlap.regions", "uncertainty.regions"}  # keys that the texts make
KEYS = {str: "text", bool: "true or false", int: "integer", float: "real"}


def _walk(value: Any, path: str, found: dict[str, set[str]]) -> None:
    if isinstance(value, dict):
        free = path in FREE or not all(key.isidentifier() for key in value)
        for key, held in value.items():
            step = "{GROUP}" if key in GROUPS and not free else ("{...}" if free else _grouped(key))
            _walk(held, f"{path}.{step}" if path else step, found)
    elif isinstance(value, list):
        if not value:
            found.setdefault(path, set()).add("list")
        for held in value:
            _walk(held, f"{path}[]", found)
    elif value is None:
        found.setdefault(path, set())
    else:
        found.setdefault(path, set()).add(KEYS[type(value)])
