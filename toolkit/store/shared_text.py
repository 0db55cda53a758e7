"""Marks of text that documents share: zones that other documents may put on and take off again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from toolkit.store.changes import mark_changed
from toolkit.store.database import Store
from toolkit.types import SHARED, Sentence

KINDS = list(SHARED)
MENTION_ZONES = """
UPDATE mentions SET zone = s.zone FROM sentences s
WHERE s.doc_id = mentions.doc_id AND mentions.start_at >= s.start_at
  AND mentions.start_at < s.end_at AND s.zone IN (SELECT unnest(?))
  AND mentions.doc_id IN (SELECT unnest(?))
"""


def zone_mentions(store: Store, doc_ids: Sequence[str]) -> None:
    """Give mentions of these documents the shared zone of their sentence, or the body."""
    ids = list(doc_ids)
    store.rows(
        "UPDATE mentions SET zone = 'body' WHERE zone IN (SELECT unnest(?)) "
        "AND doc_id IN (SELECT unnest(?))", [KINDS, ids],
    )  # fmt: skip
    store.rows(MENTION_ZONES, [KINDS, ids])


def read_marks(store: Store) -> dict[str, dict[int, str]]:
    """Kind of shared zone by doc_id and number of sentence."""
    found: dict[str, dict[int, str]] = {}
    for doc_id, number, zone in store.rows(
        "SELECT doc_id, number, zone FROM sentences WHERE zone IN (SELECT unnest(?)) ORDER BY 1, 2",
        [KINDS],
    ):
        found.setdefault(doc_id, {})[number] = zone
    return found


def write_signatures(store: Store, rows: Sequence[tuple[str, int, bytes]]) -> None:
    """doc_id, words and shingles of documents that have none yet."""
    store.append("shingles", ("doc_id", "words", "shingles"), rows)


def write_paragraphs(store: Store, rows: Sequence[tuple[str, str, tuple[int, ...]]]) -> None:
    """doc_id, hash of the text and numbers of the sentences of each paragraph."""
    store.append("paragraphs", ("doc_id", "paragraph", "sentences"), rows)


def read_common_paragraphs(
    store: Store, documents: int
) -> dict[str, list[tuple[str, tuple[int, ...]]]]:
    """The paragraphs that at least so many documents have, by doc_id, in order."""
    found: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
    for doc_id, paragraph, numbers in store.rows(
        "SELECT doc_id, paragraph, sentences FROM paragraphs WHERE paragraph IN (SELECT paragraph "
        "FROM paragraphs GROUP BY paragraph HAVING count(DISTINCT doc_id) >= ?) ORDER BY ALL",
        [documents],
    ):
        found.setdefault(doc_id, []).append((paragraph, tuple(numbers)))
    return found


def write_marks(
    store: Store,
    marks: Mapping[str, Mapping[int, str]],
    sentences: Mapping[str, Sequence[Sentence]],
    words: Mapping[str, int],
) -> None:
    """Replace the marks of the documents that are keys of `marks`; {} takes them all off.

    `sentences` are those of all these documents, `words` their words that count now.
    """
    ids = sorted(marks)
    if not ids:
        return
    store.rows(
        "DELETE FROM zones WHERE kind IN (SELECT unnest(?)) AND doc_id IN (SELECT unnest(?))",
        [KINDS, ids],
    )
    store.rows(
        "UPDATE sentences SET zone = 'body' WHERE zone IN (SELECT unnest(?)) "
        "AND doc_id IN (SELECT unnest(?))", [KINDS, ids],
    )  # fmt: skip
    rows = [
        (doc_id, number, kind) for doc_id in ids for number, kind in sorted(marks[doc_id].items())
    ]
    for kind in KINDS:
        chosen = [row for row in rows if row[2] == kind]
        store.rows(
            "UPDATE sentences SET zone = ? FROM (SELECT unnest(?) AS doc_id, unnest(?) AS number) "
            "marked WHERE sentences.doc_id = marked.doc_id AND sentences.number = marked.number",
            [kind, [row[0] for row in chosen], [row[1] for row in chosen]],
        )
    zones = [(doc_id, *zone) for doc_id in ids for zone in _zones(sentences[doc_id], marks[doc_id])]
    store.append("zones", ("doc_id", "start_at", "end_at", "kind"), zones)
    store.rows(
        "UPDATE documents SET words = counted.words FROM (SELECT unnest(?) AS doc_id, "
        "unnest(?) AS words) counted WHERE documents.doc_id = counted.doc_id",
        [ids, [words[doc_id] for doc_id in ids]],
    )
    mark_changed(store, ids)
    zone_mentions(store, ids)


def _zones(sentences: Sequence[Sentence], marks: Mapping[int, str]) -> list[tuple[int, int, str]]:
    """Neighbouring sentences with one mark as one zone."""
    ordered = sorted(sentences, key=lambda s: s.start)
    found = []
    for kind, run in groupby(ordered, key=lambda s: marks.get(s.number, "")):
        if kind:
            members = list(run)
            found.append((members[0].start, members[-1].end, kind))
    return found
