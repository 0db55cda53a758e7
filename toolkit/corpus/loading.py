"""What a corpus is given -> documents to look at, and those that are as the store has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from toolkit.config import Settings
from toolkit.documents import (
    Loaded,
    Memory,
    Raw,
    ReadResult,
    Seen,
    Skipped,
    made_from,
    prepare_all,
    read,
)
from toolkit.errors import InputError
from toolkit.types import Document

VALUES = "memory"  # the root of documents that came as values, not from a folder or file


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was found: documents that have to be looked at, and doc_ids of those that are as the
    store has them, with origin and file. `memory` is what the store knew."""

    loaded: tuple[Loaded, ...]
    kept: Mapping[str, tuple[str, str]]
    files: tuple[Seen, ...]
    memory: Memory
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def origins(self) -> set[str]:
        """The inputs that were read, but for documents that were given as values."""
        found = {item.origin for item in self.loaded} | {origin for origin, _ in self.kept.values()}
        return (found | {seen.origin for seen in self.files}) - {VALUES}


def load_inputs(
    inputs: Sequence[Any], settings: Settings, groups_from: str, memory: Memory
) -> Inputs:
    """Paths are read from disk; Documents, mappings and tables of them are taken as they are."""
    paths = [Path(item) for item in inputs if isinstance(item, str | Path)]
    given = [
        _document(row)
        for item in inputs if not isinstance(item, str | Path)
        for row in rows_of(item)
    ]  # fmt: skip
    made = {d.doc_id: made_from(memory.reading, d, Raw("")) for d in given}
    kept = {d.doc_id: (VALUES, "") for d in given if memory.is_known(d, made[d.doc_id])}
    new = [(d, VALUES, ()) for d in given if d.doc_id not in kept]
    loaded = tuple(
        replace(item, made=made[item.document.doc_id])
        for item in prepare_all(new, settings.run.threads)
    )
    result = ReadResult(())
    if paths:
        result = read(paths, settings.documents, groups_from, settings.run.threads, memory)
        loaded += result.documents
    for item in loaded:
        _check_text(item.document)
    ids = [d.doc_id for d in given] + [x.document.doc_id for x in result.documents]
    twice = [d for d, n in Counter([*ids, *result.kept]).items() if n > 1]
    if twice:
        raise InputError(f"two documents with the id {min(twice)!r}", hint="Ids must be unique.")
    return Inputs(
        loaded, {**kept, **result.kept}, result.files, memory, result.skipped, result.warnings
    )


def rows_of(item: Any) -> Iterable[Any]:
    """Rows of a DataFrame, an Arrow table, one Document or any iterable."""
    if isinstance(item, Document | Mapping):
        return [item]
    if hasattr(item, "to_pylist"):  # Arrow
        return list(item.to_pylist())
    if hasattr(item, "to_dicts"):  # polars
        return list(item.to_dicts())
    if hasattr(item, "to_dict") and hasattr(item, "columns"):  # pandas
        return list(item.to_dict("records"))
    return list(item)


def _document(row: Any) -> Document:
    if isinstance(row, Document):
        return row
    complete = isinstance(row, Mapping) and row.get("doc_id") and isinstance(row.get("text"), str)
    if not complete:
        raise InputError(
            "a document needs doc_id and text", hint="Give toolkit.Document or rows with both."
        )
    known = ("group", "title", "date", "lang", "publisher", "source")
    fields: dict[str, Any] = {key: str(row[key]) for key in known if row.get(key) is not None}
    return Document(str(row["doc_id"]), row["text"], **fields)


def _check_text(document: Document) -> None:
    """A store holds Unicode: half of a surrogate pair is no character."""
    try:
        document.text.encode("utf-8")
    except UnicodeEncodeError as error:
        what = f"no character at {error.start}: {document.text[error.start]!r}"
        raise InputError(what, where=document.doc_id) from error
