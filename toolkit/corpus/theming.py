"""Themes of the documents of a store: what stands in a document is looked for once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import pyarrow as pa

from toolkit import themes
from toolkit.config import ThemeSettings
from toolkit.edition import edition
from toolkit.store import Store, read_documents, read_sentences
from toolkit.store.phrases import tallied, write_phrases
from toolkit.types import ThemeEvidence, content_id

if TYPE_CHECKING:
    from toolkit.progress import Progress

ASKED = "doc_id IN (SELECT unnest(?))"
# Spans of names and roles by document, in order. Places are evidence of a theme ("support for
# Ukraine").
MASKED = """
SELECT doc_id, start_at, end_at FROM mentions
WHERE type NOT IN ('GPE', 'LOC') AND form <> 'nominal' AND NOT nested AND {where}
UNION ALL SELECT doc_id, start_at, end_at FROM roles WHERE {where} ORDER BY ALL
"""
# Spans of all names and roles: they are no phrases.
NAMES = """
SELECT doc_id, start_at, end_at FROM mentions WHERE form <> 'nominal' AND NOT nested AND {where}
UNION ALL SELECT doc_id, start_at, end_at FROM roles WHERE {where} ORDER BY ALL
"""
PLACES = """
SELECT phrase, doc_id, sentence, start_at, end_at, text FROM phrases SEMI JOIN asked USING (phrase)
ORDER BY doc_id, start_at, end_at, phrase
"""
COVERS = f"""
SELECT doc_id, start_at, end_at FROM theme_evidence
WHERE NOT starts_with(theme_id, ?) AND {ASKED}
"""
AT_ONCE = 1_000  # documents
MANY = 20_000  # places of phrases
Spans = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True)
class Evidence:
    """Evidence of a codebook in `looked_at`, the documents where it was not known; `mark` says by
    which codebook."""

    mark: str
    looked_at: tuple[str, ...]
    rows: tuple[ThemeEvidence, ...]


def masked_names(store: Store, doc_ids: Sequence[str] | None = None) -> Spans:
    """Spans of names and roles by doc_id: what they say is no evidence of a theme."""
    return _spans(store, MASKED, doc_ids)


def named_spans(store: Store, doc_ids: Sequence[str] | None = None) -> Spans:
    """Spans of names of all kinds and of roles by doc_id."""
    return _spans(store, NAMES, doc_ids)


def _spans(store: Store, sql: str, doc_ids: Sequence[str] | None) -> Spans:
    found: Spans = defaultdict(list)
    where, asked = ("true", []) if doc_ids is None else (ASKED, [list(doc_ids)] * 2)
    for doc_id, start, end in store.rows(sql.format(where=where), asked):
        found[doc_id].append((start, end))
    return found


def find_themes(store: Store, codebook: themes.Codebook, progress: Progress) -> Evidence:
    """Evidence in the documents where it was not looked for yet."""
    mark = content_id("", codebook.fingerprint, edition())
    new = _outdated(store, "themed", mark)
    rows: list[ThemeEvidence] = []
    done = 0
    for part in _parts(new):
        masked, documents = masked_names(store, part), read_documents(store, part)
        telling = [d.doc_id for d in documents if codebook.may_show(d.text, masked[d.doc_id])]
        sentences = read_sentences(store, telling)
        for document in documents:
            if document.doc_id in sentences:
                spans = masked[document.doc_id]
                rows += codebook.find(document, sentences[document.doc_id], spans)
            done += 1
            progress("themes", done, len(new))
    return Evidence(mark, tuple(new), tuple(rows))


def find_emerging(
    store: Store, settings: ThemeSettings, evidence: Evidence, progress: Progress
) -> tuple[list[themes.Emerging], list[ThemeEvidence]]:
    """Phrases that no codebook knows, and where they stand."""
    if not settings.emerging:
        return [], []
    _look_for_phrases(store, progress)
    count = "SELECT count(*) FROM documents WHERE lang IN (SELECT unnest(?))"
    documents = store.value(count, [list(themes.ENGLISH)])
    least = settings.emerging_documents or themes.fewest_documents(documents)
    tallies = (themes.Tally(*row) for row in tallied(store, least, _phrases_mark()))
    ranked = themes.rank(tallies, settings.emerging)
    covers = _Covers(store, evidence)
    return themes.choose(ranked, lambda wanted: _places(store, covers, wanted), settings.emerging)


class _Covers:
    """Where codebooks have evidence: that of the last run, and what was found now."""

    def __init__(self, store: Store, evidence: Evidence) -> None:
        self._store, self._looked_at = store, frozenset(evidence.looked_at)
        self._new: Spans = defaultdict(list)
        for row in evidence.rows:
            self._new[row.doc_id].append((row.start, row.end))

    def of(self, doc_ids: Sequence[str]) -> Spans:
        held: Spans = defaultdict(list)
        kept = [doc_id for doc_id in doc_ids if doc_id not in self._looked_at]
        for doc_id, start, end in self._store.rows(COVERS, [themes.PREFIX, kept]):
            held[doc_id].append((start, end))
        return {doc_id: themes.merged(held[doc_id] or self._new[doc_id]) for doc_id in doc_ids}


def _places(
    store: Store, covers: _Covers, wanted: Sequence[str]
) -> Mapping[str, Sequence[themes.Place]]:
    """By phrase, in the order of documents."""
    found: dict[str, list[themes.Place]] = {phrase: [] for phrase in wanted}
    with store.lending("asked", pa.table({"phrase": pa.array(wanted, pa.string())})):
        rows = store.rows(PLACES)
    for at in range(0, len(rows), MANY):
        part = rows[at : at + MANY]
        known = covers.of(list(dict.fromkeys(row[1] for row in part)))
        for phrase, doc_id, sentence, start, end, text in part:
            told = themes.overlaps(known[doc_id], start, end)
            found[phrase].append(themes.Place(doc_id, sentence, start, end, text, told))
    return found


def _look_for_phrases(store: Store, progress: Progress) -> None:
    """The phrases of documents where they were not looked for yet are kept, some documents at a
    time, so that an interrupted run goes on where it was."""
    mark = _phrases_mark()
    new = _outdated(store, "phrased", mark)
    finder, done = themes.phrases(), 0
    for part in _parts(new):
        masked, sentences = named_spans(store, part), read_sentences(store, part)
        rows = []
        for document in read_documents(store, part):
            if document.lang in themes.ENGLISH:
                held = sentences.get(document.doc_id, ())
                rows += [
                    (
                        document.doc_id,
                        o.sentence,
                        o.phrase,
                        o.start,
                        o.end,
                        document.text[o.start : o.end],
                        o.whole,
                    )
                    for o in themes.occurrences(finder, document, held, masked[document.doc_id])
                ]
            done += 1
            progress("phrases", done, len(new))
        with store.transaction():
            write_phrases(store, part, rows, mark)


def _phrases_mark() -> str:
    return content_id("", themes.phrases_version(), edition())


def _outdated(store: Store, column: str, mark: str) -> list[str]:
    """Documents whose `column`, a name in our code, says that they were looked at otherwise."""
    sql = f"SELECT doc_id FROM documents WHERE {column} <> ? ORDER BY doc_id"
    return [str(row[0]) for row in store.rows(sql, [mark])]


def _parts(doc_ids: Sequence[str]) -> Iterator[list[str]]:
    every = iter(doc_ids)
    return iter(lambda: list(islice(every, AT_ONCE)), [])
