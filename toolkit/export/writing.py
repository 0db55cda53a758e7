"""Chooses the format by the suffix and puts the finished file in its place."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.comparison import tables, to_dict
from toolkit.comparison.result import Comparison
from toolkit.errors import InputError, UsageError
from toolkit.export import delimited, jsonl, jsonld, parquet
from toolkit.export import graph as graphs
from toolkit.export.jsonl import dump
from toolkit.export.tables import TABLES, Table, from_arrow
from toolkit.graph import Part
from toolkit.store import Store

if TYPE_CHECKING:
    import networkx as nx

_TABULAR: dict[str, Callable[[Table, Path], None]] = {
    ".jsonl": jsonl.write,
    ".csv": delimited.write,
    ".parquet": parquet.write,
}
SUFFIXES: dict[str, tuple[str, ...]] = {
    "mentions": tuple(_TABULAR),
    "entities": (*_TABULAR, ".jsonld"),
    "pairs": tuple(_TABULAR),
    "themes": tuple(_TABULAR),
    "emerging": tuple(_TABULAR),
    "graph": tuple(graphs.WRITERS),
    "comparison": (".json", *_TABULAR),
}


def write(
    what: str,
    store: Store,
    path: Path,
    comparison: Comparison | None = None,
    graph: nx.Graph | Part | None = None,
    layout: bool = True,
) -> None:
    """Write mentions, entities, pairs, themes, the graph or the comparison to `path`.

    The format is that of the suffix; `layout` places the nodes of a GEXF file. The file appears
    only when it is complete; an earlier one stays until then. Equal content gives equal bytes.

    Raises UsageError for an unknown table or suffix, for a graph or comparison that was not
    given, and for a store that is not resolved; InputError where `path` cannot be written.
    """
    suffix = path.suffix.lower()
    if what not in SUFFIXES:
        raise UsageError(f"nothing is called {what!r} here", hint="One of: " + ", ".join(SUFFIXES))
    if suffix not in SUFFIXES[what]:
        hint = "Use one of: " + " ".join(SUFFIXES[what])
        raise UsageError(f"{what} cannot be written as {suffix or 'a file without suffix'!r}",
                         where=path.name, hint=hint)  # fmt: skip
    if what == "graph":
        fill = _graph_filler(suffix, graph, layout)
    else:
        fill = _filler(what, suffix, store, comparison)
    try:
        _replace(path, fill)
    except OSError as error:
        what_failed = error.strerror or type(error).__name__
        raise InputError(f"cannot be written: {what_failed}", where=path.name) from error


def _graph_filler(
    suffix: str, graph: nx.Graph | Part | None, layout: bool
) -> Callable[[Path], None]:
    if graph is None:
        raise UsageError("no graph was given to export")
    return lambda target: graphs.WRITERS[suffix](graph, target, layout)


def _filler(
    what: str, suffix: str, store: Store, comparison: Comparison | None
) -> Callable[[Path], None]:
    """What fills the file; tables are opened here, so that errors come before any file is made."""
    if what == "comparison":
        if comparison is None:
            raise UsageError("no comparison was given to export")
        if suffix == ".json":
            text = dump(to_dict(comparison)) + "\n"
            return lambda target: _write_text(target, text)
        table = from_arrow(tables.actors(comparison))
        return lambda target: _TABULAR[suffix](table, target)
    table = TABLES[what](store)
    if suffix == ".jsonld":
        return lambda target: jsonld.write(store, target)
    return lambda target: _TABULAR[suffix](table, target)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _replace(path: Path, fill: Callable[[Path], None]) -> None:
    """Fill a temporary file in the same folder, then rename it; leave nothing behind on errors."""
    handle, name = tempfile.mkstemp(prefix=".export-", suffix=".part", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        fill(temporary)
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)  # mkstemp makes files that only their owner can read
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
