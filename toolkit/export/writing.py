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
from toolkit.export import (
    annotation,
    delimited,
    discourse,
    followthemoney,
    jsonl,
    jsonld,
    parquet,
)
from toolkit.export import graph as graphs
from toolkit.export.jsonl import dump
from toolkit.export.tables import TABLES, Table, forms, from_arrow
from toolkit.graph import Part
from toolkit.store import Store

if TYPE_CHECKING:
    import networkx as nx
    import pyarrow as pa

_TABULAR: dict[str, Callable[[Table, Path], None]] = {
    ".jsonl": jsonl.write,
    ".csv": delimited.write,
    ".parquet": parquet.write,
}
# Formats that other programs read: what is written, by the end of the file's name.
_FOREIGN: dict[tuple[str, str], Callable[[Store, Path], None]] = {
    ("entities", ".jsonld"): jsonld.write,
    ("entities", ".ftm.json"): followthemoney.write,
    ("entities", ".openrefine.csv"): lambda store, path: delimited.write(forms(store), path),
    ("mentions", ".jsonld"): annotation.write,
    ("themes", ".dna.csv"): lambda store, path: delimited.write(discourse.statements(store), path),
}
SUFFIXES: dict[str, tuple[str, ...]] = {
    what: (*_TABULAR, *(suffix for named, suffix in _FOREIGN if named == what)) for what in TABLES
} | {"graph": tuple(graphs.WRITERS), "comparison": (".json", *_TABULAR)}
# Names for `--format`, for files that are called otherwise.
FORMATS = {
    "jsonl": ".jsonl", "csv": ".csv", "parquet": ".parquet", "json": ".json", "jsonld": ".jsonld",
    "followthemoney": ".ftm.json", "openrefine": ".openrefine.csv", "dna": ".dna.csv",
    "graphml": ".graphml", "gexf": ".gexf",
}  # fmt: skip


def suffix_of(what: str, path: Path) -> str:
    """The format that the end of a name says: the longest one that is known for `what`."""
    name = path.name.lower()
    fitting = [suffix for suffix in SUFFIXES[what] if name.endswith(suffix) and name != suffix]
    return max(fitting, key=len, default=path.suffix.lower())


def write(
    what: str,
    store: Store,
    path: Path,
    comparison: Comparison | None = None,
    graph: nx.Graph | Part | None = None,
    layout: bool = True,
    form: str = "",
) -> None:
    """Write mentions, entities, pairs, themes, judgements, the graph or the comparison to `path`.

    The format is `form`, a name of FORMATS, or that of the suffix; `layout` places the nodes of a
    GEXF file. The file appears only when it is complete; an earlier one stays until then. Equal
    content gives equal bytes.

    Raises UsageError for an unknown table or suffix, for a graph or comparison that was not
    given, and for a store that is not resolved; InputError where `path` cannot be written.
    """
    if what not in SUFFIXES:
        raise UsageError(f"nothing is called {what!r} here", hint="One of: " + ", ".join(SUFFIXES))
    suffix = _format(form) if form else suffix_of(what, path)
    if suffix not in SUFFIXES[what]:
        hint = "Use one of: " + " ".join(SUFFIXES[what])
        raise UsageError(f"{what} cannot be written as {suffix or 'a file without suffix'!r}",
                         where=path.name, hint=hint)  # fmt: skip
    if what == "graph":
        fill = _graph_filler(suffix, graph, layout)
    else:
        fill = _filler(what, suffix, store, comparison)
    _place(path, fill)


def write_arrow(table: pa.Table, path: Path) -> Path:
    """Write an Arrow table as .parquet, .csv or .jsonl; returns `path`.

    Raises UsageError for another suffix, InputError where `path` cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in _TABULAR:
        hint = "Use one of: " + " ".join(_TABULAR)
        raise UsageError(f"a table cannot be written as {suffix!r}", where=path.name, hint=hint)

    def fill(target: Path) -> None:
        if suffix == ".parquet":
            parquet.write_arrow(table, target)
        else:
            _TABULAR[suffix](from_arrow(table), target)

    _place(path, fill)
    return path


def _format(name: str) -> str:
    if name not in FORMATS:
        hint = "One of: " + ", ".join(FORMATS)
        raise UsageError(f"no format is called {name!r}", hint=hint)
    return FORMATS[name]


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
    if (what, suffix) in _FOREIGN:
        return lambda target: _FOREIGN[what, suffix](store, target)
    return lambda target: _TABULAR[suffix](table, target)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _place(path: Path, fill: Callable[[Path], None]) -> None:
    try:
        _replace(path, fill)
    except OSError as error:
        what_failed = error.strerror or type(error).__name__
        raise InputError(f"cannot be written: {what_failed}", where=path.name) from error


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
