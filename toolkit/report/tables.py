"""The full tables of a comparison, written beside a page that carries only a sample."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from toolkit.comparison.result import Comparison
from toolkit.types import BODY

if TYPE_CHECKING:
    import pyarrow as pa

Tables = Mapping[str, "Callable[[], pa.Table]"]


def full_tables(comparison: Comparison, sources: bool) -> Tables:
    """Name -> how to make the table. Without `sources` no sentence that has no evidence is in."""
    from toolkit.comparison import tables

    return {
        "actors": lambda: tables.actors(comparison),
        "themes": lambda: tables.themes(comparison),
        "mentions": lambda: tables.mentions(comparison),
        "theme_evidence": lambda: tables.theme_evidence(comparison),
        "documents": lambda: _documents(comparison),
        "sentences": lambda: _sentences(comparison, sources),
    }


def _documents(comparison: Comparison) -> pa.Table:
    """All documents with the SHA-256 of their text, in the order of the page."""
    import pyarrow as pa

    rows = [source.document for source in comparison.sources]
    names = ("doc_id", "group", "title", "date", "lang", "publisher", "source", "sha256")
    fields = pa.schema([(name, pa.string()) for name in names])
    return pa.table({name: [getattr(row, name) for row in rows] for name in names}, fields)


def _sentences(comparison: Comparison, full: bool) -> pa.Table:
    """Sentences with their offsets, which count code points of the document's text."""
    import pyarrow as pa

    cited = {(e.doc_id, e.sentence) for e in comparison.evidence}
    cited |= {(e.doc_id, e.sentence) for theme in comparison.themes for e in theme.evidence}
    rows = [
        (source.document.doc_id, s.number, s.start, s.end, s.zone == BODY,
         source.document.text[s.start : s.end])
        for source in comparison.sources
        for s in source.sentences
        if full or (source.document.doc_id, s.number) in cited
    ]  # fmt: skip
    fields = [
        ("doc_id", pa.string()), ("sentence", pa.int64()), ("start", pa.int64()),
        ("end", pa.int64()), ("counted", pa.bool_()), ("text", pa.string()),
    ]  # fmt: skip
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(fields)
    return pa.table(
        {name: list(column) for (name, _), column in zip(fields, columns, strict=True)},
        pa.schema(fields),
    )
