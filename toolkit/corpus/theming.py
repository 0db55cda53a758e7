"""Themes of the documents of a store: what stands in a document is looked for once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from toolkit import themes
from toolkit.config import ThemeSettings
from toolkit.edition import edition
from toolkit.store import Store, read_documents, read_sentences
from toolkit.types import ThemeEvidence, content_id

if TYPE_CHECKING:
    import pyarrow as pa

    from toolkit.progress import Progress

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
ASKED = "doc_id IN (SELECT unnest(?))"
# How often each phrase stands in the corpus, of those in enough documents.
TALLIES = """
WITH enough AS (
    SELECT phrase FROM (SELECT DISTINCT phrase, doc_id FROM phrases)
    GROUP BY phrase HAVING count(*) >= ?
)
SELECT phrase, count(*), count(*) FILTER (whole <> phrase),
    count(DISTINCT whole) FILTER (whole <> phrase), count(DISTINCT doc_id)
FROM phrases SEMI JOIN enough USING (phrase) GROUP BY phrase ORDER BY phrase
"""
# Where phrases stand, and whether evidence of a codebook (`covers`) overlaps them.
PLACES = """
SELECT p.phrase, p.doc_id, p.sentence, p.start_at, p.end_at,
    substring(d.text, p.start_at + 1, p.end_at - p.start_at),
    EXISTS (SELECT 1 FROM covers c
        WHERE c.doc_id = p.doc_id AND c.start_at < p.end_at AND c.end_at > p.start_at)
FROM phrases p JOIN documents d USING (doc_id)
WHERE p.phrase IN (SELECT unnest(?)) ORDER BY p.phrase, p.doc_id, p.start_at, p.end_at
"""
COVERS = """
SELECT doc_id, start_at, end_at FROM theme_evidence
WHERE NOT starts_with(theme_id, ?) AND doc_id NOT IN (SELECT unnest(?))
"""
COLUMNS = ("doc_id", "sentence", "phrase", "start_at", "end_at", "whole")
AT_ONCE = 1_000  # documents
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
    tallies = (themes.Tally(*row) for row in store.rows(TALLIES, [least]))
    ranked = themes.rank(tallies, settings.emerging)
    with store.lending("covers", _covers(store, evidence)):
        return themes.choose(ranked, lambda wanted: _places(store, wanted), settings.emerging)


def _covers(store: Store, evidence: Evidence) -> pa.Table:
    """Where codebooks have evidence: that of the last run, and what was found now."""
    import pyarrow as pa

    kept = store.table(COVERS, [themes.PREFIX, list(evidence.looked_at)])
    new = pa.table(
        {
            "doc_id": [row.doc_id for row in evidence.rows],
            "start_at": [row.start for row in evidence.rows],
            "end_at": [row.end for row in evidence.rows],
        },
        schema=kept.schema,
    )
    return pa.concat_tables([kept, new])


def _places(store: Store, wanted: Sequence[str]) -> Mapping[str, Sequence[themes.Place]]:
    found: dict[str, list[themes.Place]] = {phrase: [] for phrase in wanted}
    for phrase, *place in store.rows(PLACES, [list(wanted)]):
        found[phrase].append(themes.Place(*place))
    return found


def _look_for_phrases(store: Store, progress: Progress) -> None:
    """The phrases of documents where they were not looked for yet are kept, some documents at a
    time, so that an interrupted run goes on where it was."""
    mark = content_id("", themes.phrases_version(), edition())
    new = _outdated(store, "phrased", mark)
    finder, done = themes.phrases(), 0
    for part in _parts(new):
        masked, sentences = named_spans(store, part), read_sentences(store, part)
        rows = []
        for document in read_documents(store, part):
            if document.lang in themes.ENGLISH:
                held = sentences.get(document.doc_id, ())
                rows += [
                    (document.doc_id, o.sentence, o.phrase, o.start, o.end, o.whole)
                    for o in themes.occurrences(finder, document, held, masked[document.doc_id])
                ]
            done += 1
            progress("phrases", done, len(new))
        with store.transaction():
            store.rows(f"DELETE FROM phrases WHERE {ASKED}", [part])
            store.append("phrases", COLUMNS, rows)
            store.rows(f"UPDATE documents SET phrased = ? WHERE {ASKED}", [mark, part])


def _outdated(store: Store, column: str, mark: str) -> list[str]:
    """Documents whose `column`, a name in our code, says that they were looked at otherwise."""
    sql = f"SELECT doc_id FROM documents WHERE {column} <> ? ORDER BY doc_id"
    return [str(row[0]) for row in store.rows(sql, [mark])]


def _parts(doc_ids: Sequence[str]) -> Iterator[list[str]]:
    every = iter(doc_ids)
    return iter(lambda: list(islice(every, AT_ONCE)), [])
