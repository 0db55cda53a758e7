"""Marks text that documents of the store share: reprints, and lines of a publisher's pages.

What is marked follows from all documents together and from nothing else, not from the order in
which they came. So it is found anew whenever a document comes, changes or goes, from what is kept
of each document; nothing has to be extracted again for it, because extractors read marked text as
any other and only the counting leaves it out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from toolkit.config import DocumentSettings
from toolkit.documents import (
    LEAST_DOCUMENTS,
    LEAST_WORDS,
    Reprint,
    Signatures,
    candidates,
    candidates_now,
    compare_all,
    find_repeated,
    paragraphs_of,
    signatures,
)
from toolkit.edition import edition
from toolkit.store import Store, read_documents, read_marks, read_sentences, write_marks
from toolkit.store.shared_text import (
    read_common_paragraphs,
    write_paragraphs,
    write_signatures,
)
from toolkit.types import BODY, REPEATED, REPRINT, SHARED, Document, Sentence, content_id

AT_ONCE = 2_000  # documents
MANY = 5  # where one in so many documents is new, all are compared anew: that is quicker
NEW = "SELECT doc_id FROM documents ANTI JOIN shingles USING (doc_id) ORDER BY doc_id"
SIGNATURES = """
SELECT doc_id, group_id, date, s.shingles FROM documents JOIN shingles s USING (doc_id)
WHERE s.words >= ?
"""
COLUMNS = ("doc_id", "source_id", "whole", "words", "share")


def is_marked(store: Store, settings: DocumentSettings) -> bool:
    """Whether the marks of the store were made with these settings."""
    held = store.value("SELECT value FROM meta WHERE key = 'shared_text'")
    return bool(held == _fingerprint(settings))


def shingles_of(store: Store, doc_ids: Sequence[str]) -> bytes:
    """The shingles of these documents, in a row."""
    sql = "SELECT shingles FROM shingles WHERE doc_id IN (SELECT unnest(?)) ORDER BY doc_id"
    return b"".join(row[0] for row in store.rows(sql, [list(doc_ids)]))


def mark(store: Store, settings: DocumentSettings, gone: bytes = b"") -> None:
    """Find shared text in all documents and write the marks that changed, in a transaction.
    `gone` are the shingles of documents that were there at the last time and are not, or not as
    they were."""
    held = store.value("SELECT value FROM meta WHERE key = 'shared_text'")
    if not str(held or "").startswith(edition() + " "):
        # another toolkit worked them out
        store.clear("shingles", "paragraphs", "likely_reprints")
    new = _look_at_new(store)
    reprints = _reprints(store, new, gone)
    now: dict[str, dict[int, str]] = {}
    if settings.repeated_lines == "leave out":
        copies = {r.doc_id for r in reprints if r.whole}
        for doc_id, numbers in _repeated(store, copies).items():
            now[doc_id] = dict.fromkeys(numbers, REPEATED)
    if settings.reprints == "once":
        for reprint in _inside(store, reprints):
            marks = dict.fromkeys(reprint.sentences, REPRINT)
            now[reprint.doc_id] = marks | now.get(reprint.doc_id, {})
    before = read_marks(store)
    changed = [i for i in sorted({*before, *now}) if before.get(i) != now.get(i)]
    bodies = _bodies(store, changed)
    words = {i: _words(*bodies[i], now.get(i, {})) for i in changed}
    sentences = {doc_id: rows for doc_id, (_, rows) in bodies.items()}
    write_marks(store, {i: now.get(i, {}) for i in changed}, sentences, words)
    store.clear("reprints")
    store.append("reprints", COLUMNS, [
        (r.doc_id, r.source_id, r.whole, r.words, r.share) for r in reprints
    ])  # fmt: skip
    store.rows("DELETE FROM meta WHERE key = 'shared_text'")
    store.append("meta", ("key", "value"), [("shared_text", _fingerprint(settings))])


def _repeated(store: Store, copies: Set[str]) -> dict[str, tuple[int, ...]]:
    """Numbers of the sentences that are lines of a publisher's pages, by doc_id."""
    common = read_common_paragraphs(store, LEAST_DOCUMENTS)
    if not common:
        return {}
    rows = store.rows("SELECT doc_id, group_id, publisher FROM documents ORDER BY doc_id")
    documents = [Document(doc_id, "", group, publisher=by) for doc_id, group, by in rows]
    return find_repeated(documents, common, copies)


def _inside(store: Store, reprints: Sequence[Reprint]) -> list[Reprint]:
    """Those of a source in the group of the copy."""
    asked = sorted({doc_id for r in reprints for doc_id in (r.doc_id, r.source_id)})
    sql = "SELECT doc_id, group_id FROM documents WHERE doc_id IN (SELECT unnest(?))"
    groups = dict(store.rows(sql, [asked]))
    return [r for r in reprints if groups[r.doc_id] == groups[r.source_id]]


def _look_at_new(store: Store) -> list[str]:
    """Signatures and paragraphs of the documents that have none: they depend on nothing else."""
    new = [str(row[0]) for row in store.rows(NEW)]
    for at in range(0, len(new), AT_ONCE):
        bodies = list(_bodies(store, new[at : at + AT_ONCE]).values())
        write_signatures(
            store, [(s.doc_id, s.words, s.shingles.tobytes()) for s in signatures(bodies)]
        )
        write_paragraphs(store, [
            (document.doc_id, *found)
            for document, sentences in bodies for found in paragraphs_of(document, sentences)
        ])  # fmt: skip
    return new


def _reprints(store: Store, new: Sequence[str], gone: bytes) -> list[Reprint]:
    """What documents print again of others. `new` are documents that were not looked at before,
    `gone` shingles of some that were."""
    import numpy as np

    every = Signatures.read(store.table(SIGNATURES, [LEAST_WORDS]))
    if MANY * len(new) > len(every.ids):
        pairs = sorted(candidates(every))
    else:
        held = store.rows("SELECT source_id, doc_id FROM likely_reprints")
        touched = np.frombuffer(shingles_of(store, new) + gone, np.uint64)
        pairs = candidates_now(every, held, touched)
    store.clear("likely_reprints")
    store.append("likely_reprints", ("source_id", "doc_id"), pairs)
    return compare_all(pairs, _bodies(store, sorted({doc_id for pair in pairs for doc_id in pair})))


def _bodies(store: Store, doc_ids: Sequence[str]) -> dict[str, tuple[Document, list[Sentence]]]:
    """These documents, each with its sentences as an extractor reads them."""
    sentences = read_sentences(store, doc_ids)
    return {
        document.doc_id: (document, unmarked(sentences.get(document.doc_id, ())))
        for document in read_documents(store, doc_ids)
    }


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
    return f"{edition()} {settings.reprints} {settings.repeated_lines}"
