"""What a corpus is given -> documents to look at, and those that are as the store has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from toolkit.config import Settings
from toolkit.corpus.given_documents import GivenDocuments, check_text
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
    inputs: Sequence[Any], settings: Settings, groups_from: str, memory: Memory,
    columns: Mapping[str, str] | None = None,
) -> Inputs:  # fmt: skip
    """Paths are read from disk; Documents, mappings and tables of them are taken as they are.
    `columns` says what they call ours ({"doc_id": "id"})."""
    paths = [Path(item) for item in inputs if isinstance(item, str | Path)]
    values = GivenDocuments(columns)
    given = list(values.read([item for item in inputs if not isinstance(item, str | Path)]))
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
        check_text(item.document)
    ids = [d.doc_id for d in given] + [x.document.doc_id for x in result.documents]
    twice = [d for d, n in Counter([*ids, *result.kept]).items() if n > 1]
    if twice:
        raise InputError(f"two documents with the id {min(twice)!r}", hint="Ids must be unique.")
    return Inputs(
        loaded, {**kept, **result.kept}, result.files, memory, result.skipped,
        (*values.warnings, *result.warnings),
    )  # fmt: skip
