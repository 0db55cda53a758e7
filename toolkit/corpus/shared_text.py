"""Marks text that documents of the store share: reprints, and lines of a publisher's pages.

What is marked follows from all documents together and from nothing else, not from the order in
which they came. So it is found anew whenever a document comes, changes or goes; nothing has to be
extracted again for it, because extractors read marked text as any other and only the counting
leaves it out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.config import DocumentSettings
from toolkit.documents import Reprint, find_repeated, find_reprints
from toolkit.store import Store, read_documents, read_marks, read_sentences, write_marks
from toolkit.types import BODY, REPEATED, REPRINT, SHARED, Document, Sentence, content_id

VERSION = "1"
COLUMNS = ("doc_id", "source_id", "whole", "words", "share")


def is_marked(store: Store, settings: DocumentSettings) -> bool:
    """Whether the marks of the store were made with these settings."""
    held = store.value("SELECT value FROM meta WHERE key = 'shared_text'")
    return bool(held == _fingerprint(settings))


def mark(store: Store, settings: DocumentSettings) -> None:
    """Find shared text in all documents and write the marks that changed, in a transaction."""
    sentences = {doc_id: unmarked(rows) for doc_id, rows in read_sentences(store).items()}
    documents = read_documents(store)
    reprints = find_reprints(documents, sentences)
    groups = {d.doc_id: d.group for d in documents}
    inside = [r for r in reprints if groups[r.doc_id] == groups[r.source_id]]
    now: dict[str, dict[int, str]] = {}
    if settings.repeated_lines == "leave out":
        copies = {r.doc_id for r in reprints if r.whole}
        for doc_id, numbers in find_repeated(documents, sentences, copies).items():
            now.setdefault(doc_id, {}).update(dict.fromkeys(numbers, REPEATED))
    if settings.reprints == "once":
        for reprint in inside:
            marks = dict.fromkeys(reprint.sentences, REPRINT)
            now[reprint.doc_id] = marks | now.get(reprint.doc_id, {})
    before = read_marks(store)
    changed = {d.doc_id: d for d in documents if before.get(d.doc_id) != now.get(d.doc_id)}
    words = {i: _words(d, sentences.get(i, ()), now.get(i, {})) for i, d in changed.items()}
    write_marks(store, {i: now.get(i, {}) for i in changed}, sentences, words)
    store.clear("reprints")
    store.append("reprints", COLUMNS, [
        (r.doc_id, r.source_id, r.whole, r.words, r.share) for r in reprints
    ])  # fmt: skip
    store.rows("DELETE FROM meta WHERE key = 'shared_text'")
    store.append("meta", ("key", "value"), [("shared_text", _fingerprint(settings))])


def fingerprint(store: Store) -> str:
    """Changes whenever a mark does."""
    rows = store.rows(
        "SELECT doc_id, start_at, end_at, kind FROM zones WHERE kind IN (SELECT unnest(?)) "
        "ORDER BY ALL", [list(SHARED)],
    )  # fmt: skip
    return content_id("", rows)


def unmarked(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Sentences as an extractor reads them: shared text is body."""
    return [replace(s, zone=BODY) if s.zone in SHARED else s for s in sentences]


def without_marks(document: Document) -> Document:
    """A document as an extractor reads it: without zones of shared text."""
    return replace(document, zones=tuple(z for z in document.zones if z.kind not in SHARED))


def read_reprints(store: Store) -> list[tuple[Reprint, str, str]]:
    """Reprints, each with the groups of copy and source, ordered by doc_id and source_id."""
    rows = store.rows(
        "SELECT r.doc_id, r.source_id, r.whole, r.words, r.share, c.group_id, s.group_id "
        "FROM reprints r JOIN documents c ON c.doc_id = r.doc_id "
        "JOIN documents s ON s.doc_id = r.source_id ORDER BY 1, 2"
    )
    return [(Reprint(*row[:5]), row[5], row[6]) for row in rows]


def _words(document: Document, sentences: Sequence[Sentence], marks: Mapping[int, str]) -> int:
    """Words of the body that are not marked."""
    return sum(
        len(document.text[s.start : s.end].split())
        for s in sentences
        if s.zone == BODY and s.number not in marks
    )


def _fingerprint(settings: DocumentSettings) -> str:
    return f"{VERSION} {settings.reprints} {settings.repeated_lines}"
