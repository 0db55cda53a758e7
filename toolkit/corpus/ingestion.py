"""Documents and given mentions into the store: the first step of a corpus."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from toolkit.config import DocumentSettings, Settings
from toolkit.corpus import shared_text
from toolkit.corpus.chaining import AT_ONCE, SAMPLE, chaining, chains_of
from toolkit.corpus.given_lines import likely_rows, sort_out
from toolkit.corpus.loading import VALUES, Inputs
from toolkit.corpus.remembering import write_files
from toolkit.corpus.reprint_notes import reprint_notes
from toolkit.corpus.results import keep_results
from toolkit.documents import Loaded, Skipped
from toolkit.errors import InputError
from toolkit.store import ChainRows, Store, read_documents, write_chain_rows, write_documents
from toolkit.store.database import arrow
from toolkit.store.rows import remove_documents
from toolkit.types import Document, Sentence
from toolkit.value import Value
from toolkit.workers import Team

GIVEN = "given"
VALUE = (VALUES, "")  # where documents come from that are no files
STORED = (
    "SELECT doc_id, root, sha256, group_id, title, date, lang, publisher, source FROM documents "
    "WHERE doc_id IN (SELECT unnest(?)) ORDER BY doc_id"
)

FOUND = """
SELECT doc_id, d.extraction,
    (SELECT coalesce(sum(hash(m)), 0) FROM mentions m WHERE m.doc_id = d.doc_id),
    d.themed, d.phrased, d.resolved
FROM documents d ORDER BY doc_id
"""


@dataclass(frozen=True, slots=True)
class Ingested(Value):
    """What `ingest` did: doc_ids by what happened to them, inputs that were left out, warnings.
    `notes` tell of documents of the store that print one another's text."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def noting(self, skipped: tuple[Skipped, ...], warnings: tuple[str, ...]) -> Ingested:
        return replace(self, skipped=skipped, warnings=warnings)

    def __repr__(self) -> str:
        parts = [f"{len(self.added)} added", f"{len(self.changed)} changed"]
        parts += [f"{len(self.unchanged)} unchanged", f"{len(self.removed)} removed"]
        return "Ingested(" + ", ".join(parts) + f", {len(self.skipped)} skipped)"


@dataclass(frozen=True, slots=True)
class Given(Value):
    """What `add_mentions` did: how many mentions came in, and lines that were left out."""

    mentions: int
    documents: int
    skipped: tuple[Skipped, ...] = ()

    def __str__(self) -> str:
        return (
            f"{self.mentions:,} mentions in {self.documents:,} documents, "
            f"{len(self.skipped):,} left out"
        )


def _stored(item: Loaded) -> tuple[str, ...]:
    """The columns of STORED."""
    d = item.document
    return (
        d.doc_id,
        item.origin,
        d.sha256,
        d.group,
        d.title,
        d.date,
        d.lang,
        d.publisher,
        d.source,
    )


def plan(store: Store, inputs: Inputs, keep_missing: bool) -> Ingested:
    """What `synchronise` would do: new, changed and vanished documents, by all that is stored of
    them. Documents that were given as values have no folder to vanish from."""
    now = {item.document.doc_id: _stored(item) for item in inputs.loaded}
    before = {row[0]: row for row in store.rows("SELECT doc_id, root FROM documents")}
    before |= {row[0]: row for row in store.rows(STORED, [list(now)])}
    present = {*now, *inputs.kept}
    roots = inputs.origins | _moved(before, present, inputs.origins)
    added = [d for d in now if d not in before]
    changed = [d for d in now if d in before and _content(before[d]) != _content(now[d])]
    for doc_id in changed:
        if before[doc_id][1] not in roots | {VALUES} and now[doc_id][1] != VALUES:
            what = f"the store already holds another document {doc_id!r}, from another input"
            hint = "Give the folder above both, or use a store for each."
            raise InputError(what, hint=hint)
    gone = [d for d, b in before.items() if b[1] in roots and d not in present]
    same = present - set(added) - set(changed)
    parts = (added, changed, same, [] if keep_missing else gone)
    return Ingested(*(tuple(sorted(part)) for part in parts))


def _moved(before: Mapping[str, Sequence[str]], now: Set[str], origins: Set[str]) -> set[str]:
    """Inputs of the store that were loaded again from another place: of the same name, with most
    of their documents. Two folders that merely share a name stay two."""
    labels = {origin.rsplit(" ", 1)[0] for origin in origins}
    held: dict[str, list[bool]] = defaultdict(list)
    for doc_id, row in before.items():
        if row[1] not in origins and row[1].rsplit(" ", 1)[0] in labels:
            held[row[1]].append(doc_id in now)
    return {origin for origin, found in held.items() if 2 * sum(found) > len(found)}


def _content(row: Sequence[str]) -> tuple[str, ...]:
    """What is stored of a document but the input that it came from: a folder may move."""
    return (row[0], *row[2:])


def take_in(
    store: Store, settings: DocumentSettings, inputs: Inputs, keep_missing: bool, dry_run: bool
) -> Ingested:
    """Bring the store to what was loaded, or only say what that would change."""
    if dry_run:
        return plan(store, inputs, keep_missing).noting(inputs.skipped, inputs.warnings)
    done = synchronise(store, inputs, keep_missing, settings)
    done = done.noting(inputs.skipped, inputs.warnings)
    return replace(done, notes=reprint_notes(store, settings))


def synchronise(
    store: Store, inputs: Inputs, keep_missing: bool, settings: DocumentSettings
) -> Ingested:
    """Bring the store's documents to what was loaded: new and changed ones are written, those
    that vanished from a root that was loaded again leave, other roots stay. Then text that
    documents share is marked."""
    planned = plan(store, inputs, keep_missing)
    write = {*planned.added, *planned.changed}
    by_root: dict[str, list[tuple[Document, Sequence[Sentence]]]] = defaultdict(list)
    origins = {}
    for item in inputs.loaded:
        if item.document.doc_id in write:
            by_root[item.origin].append((item.document, item.sentences))
            origins[item.document.doc_id] = (item.file, item.made)
    marking = write or planned.removed or not shared_text.is_marked(store, settings)
    if marking:
        keep_results(store)
    with store.transaction():
        gone = shared_text.shingles_of(store, [*planned.changed, *planned.removed])
        remove_documents(store, planned.removed)
        for root in sorted(by_root):
            write_documents(store, root, by_root[root], origins)
        _adopt(store, inputs)
        write_files(store, inputs.memory.seen, inputs.files, inputs.origins)
        if marking:
            shared_text.mark(store, settings, gone)
    return planned


def _adopt(store: Store, inputs: Inputs) -> None:
    """Note of what unchanged documents were made now, so that a moved folder is kept in step."""
    now = {i.document.doc_id: (i.origin, i.file, i.made) for i in inputs.loaded}
    sql = "SELECT doc_id, root, file, made FROM documents WHERE doc_id IN (SELECT unnest(?))"
    held = {doc_id: tuple(rest) for doc_id, *rest in store.rows(sql, [list(now)])}
    known, made = inputs.memory.places, inputs.memory.made
    moved = [(doc_id, *place) for doc_id, place in now.items() if held[doc_id] != place]
    moved += [
        (doc_id, *place, made[doc_id])
        for doc_id, place in inputs.kept.items() if known.get(doc_id, VALUE) != place
    ]  # fmt: skip
    if moved:
        columns = ("doc_id", "root", "file", "made")
        with store.lending("found_at", arrow(columns, moved)):
            store.rows(
                "UPDATE documents SET root = f.root, file = f.file, made = f.made "
                "FROM found_at f WHERE f.doc_id = documents.doc_id"
            )


def add_given(
    store: Store, source: Any, settings: Settings, strict: bool,
    columns: Mapping[str, str] | None = None,
) -> Given:  # fmt: skip
    """Mentions made elsewhere: from a JSONL path or a table. Their documents get no others.

    Raises MentionError for the first line that does not fit when `strict`; otherwise such lines
    are left out and listed.
    """
    documents = {d.doc_id: d for d in read_documents(store)}
    name = Path(source).name if isinstance(source, str | Path) else ""
    work = chaining(settings.mentions.packs, name)
    mentions = having = 0

    def rows() -> Iterator[ChainRows]:
        nonlocal mentions, having
        for part in chained:
            mentions, having = mentions + part.mentions, having + part.documents
            left.extend(part.left)
            yield part.rows

    with Team(settings.run.threads) as team:
        team.get_ready(work, SAMPLE, min(len(documents), likely_rows(source)) / AT_ONCE)
        given, left = sort_out(source, documents, strict, columns)
        chained = chains_of(documents.values(), given, work, team)
        keep_results(store)
        with closing(chained), store.transaction():  # closing ends the workers, whatever happens
            before = _found_in(store)
            write_chain_rows(store, list(documents), rows(), GIVEN)
            _keep_same(store, before, _found_in(store))
    ordered = sorted(left, key=operator.itemgetter(0))
    return Given(mentions, having, tuple(skipped for _, skipped in ordered))


def _found_in(store: Store) -> dict[str, tuple[object, ...]]:
    """By doc_id: the extraction, a hash of the mentions and chains, and what is up to date."""
    return {row[0]: tuple(row[1:]) for row in store.rows(FOUND)}


def _keep_same(
    store: Store, before: Mapping[str, tuple[object, ...]], now: Mapping[str, tuple[object, ...]]
) -> None:
    """Documents with the mentions that they had are as up to date as they were."""
    same = [
        (doc_id, *before[doc_id][2:]) for doc_id in now if before[doc_id][:2] == now[doc_id][:2]
    ]
    if same:
        with store.lending("same", arrow(("doc_id", "themed", "phrased", "resolved"), same)):
            store.rows(
                "UPDATE documents SET themed = s.themed, phrased = s.phrased, "
                "resolved = s.resolved FROM same s WHERE s.doc_id = documents.doc_id"
            )
