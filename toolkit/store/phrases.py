"""Phrases of documents, and how often each stands in all: kept, and brought up to date where places
of a phrase came or went."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.store.database import Store

COLUMNS = ("doc_id", "sentence", "phrase", "start_at", "end_at", "text", "whole")
ASKED = "doc_id IN (SELECT unnest(?))"
# Nearly all phrases are rare: most are left aside by the number of rows that share their hash,
# without looking at any phrase.
TALLY = """
INSERT INTO tallies
WITH often AS (
    SELECT hash(phrase) % 1000000 AS bucket FROM phrases GROUP BY bucket HAVING count(*) >= ?
), likely AS MATERIALIZED (
    SELECT phrase, doc_id, whole FROM phrases
    WHERE hash(phrase) % 1000000 IN (SELECT bucket FROM often)
), enough AS (
    SELECT phrase FROM (SELECT DISTINCT phrase, doc_id FROM likely)
    GROUP BY phrase HAVING count(*) >= ?
)
SELECT phrase, count(*), count(*) FILTER (whole <> phrase),
    count(DISTINCT whole) FILTER (whole <> phrase), count(DISTINCT doc_id)
FROM likely SEMI JOIN enough USING (phrase) GROUP BY phrase
"""
TALLY_AGAIN = """
INSERT INTO tallies
SELECT phrase, count(*), count(*) FILTER (whole <> phrase),
    count(DISTINCT whole) FILTER (whole <> phrase), count(DISTINCT doc_id)
FROM phrases SEMI JOIN untallied USING (phrase) GROUP BY phrase HAVING count(DISTINCT doc_id) >= ?
"""


def note_phrases(store: Store, doc_ids: Sequence[str]) -> None:
    """Note that phrases of these documents come or go; nothing where nothing is tallied yet."""
    if store.value("SELECT count(*) FROM meta WHERE key = 'tallied'"):
        store.rows(
            f"INSERT INTO untallied SELECT DISTINCT phrase FROM phrases WHERE {ASKED}",
            [list(doc_ids)],
        )


def write_phrases(
    store: Store, doc_ids: Sequence[str], rows: Sequence[Sequence[object]], mark: str
) -> None:
    """Replace the phrases of these documents, in a transaction; `mark` says how they were found."""
    note_phrases(store, doc_ids)
    store.rows(f"DELETE FROM phrases WHERE {ASKED}", [list(doc_ids)])
    store.append("phrases", COLUMNS, rows)
    note_phrases(store, doc_ids)
    store.rows(f"UPDATE documents SET phrased = ? WHERE {ASKED}", [mark, list(doc_ids)])


def tallied(store: Store, least: int, mark: str) -> list[tuple[str, int, int, int, int]]:
    """Of every phrase in at least so many documents, ordered: the phrase, its places, those inside
    a longer one, how many different longer ones, and documents. `mark` says how phrases are found.
    """
    # a little more is tallied than is asked for, so that one more document changes no threshold
    tallied_from = 1 << (least.bit_length() - 1)
    mark = f"{mark} {tallied_from}"
    with store.transaction():
        if store.value("SELECT value FROM meta WHERE key = 'tallied'") != mark:
            store.clear("tallies", "untallied")
            store.rows(TALLY, [tallied_from] * 2)
            store.rows("DELETE FROM meta WHERE key = 'tallied'")
            store.append("meta", ("key", "value"), [("tallied", mark)])
        elif store.value("SELECT count(*) FROM untallied"):
            store.rows("DELETE FROM tallies WHERE phrase IN (SELECT phrase FROM untallied)")
            store.rows(TALLY_AGAIN, [tallied_from])
            store.clear("untallied")
    return store.rows(
        "SELECT phrase, places, inside, wholes, documents FROM tallies WHERE documents >= ? "
        "ORDER BY phrase", [least],
    )  # fmt: skip
