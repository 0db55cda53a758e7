"""Statements for Discourse Network Analyzer: who is named together with which theme, as a table.

One row is a candidate: a person or organisation that a sentence names together with evidence of a
theme. `start` and `stop` count as DNA does, in UTF-16 units of the text (Java's characters), not in
code points. Whether the actor agrees is not known here: `agreement` is 1 everywhere, the value with
which DNA starts. `speech` says whether the sentence has a verb of saying.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from toolkit.export.tables import Table, columns, stream
from toolkit.knowledge import load
from toolkit.store import Store

COLUMNS = columns(
    "document_id title date source section start:integer stop:integer person organization concept "
    "agreement:integer speech:truth theme_id text"
)
ASTRAL = re.compile("[\U00010000-\U0010ffff]")
WORD = re.compile(r"[^\W\d_]+")


def statements(store: Store) -> Table:
    return Table(COLUMNS, _statements(store))


def _statements(store: Store) -> Iterator[tuple[Any, ...]]:
    verbs = load().speech_verbs
    for doc_id, rows in groupby(stream(store, "statements.sql"), key=itemgetter(0)):
        text = store.value("SELECT text FROM documents WHERE doc_id = ?", [doc_id])
        for *head, start, end, person, organization, concept, theme_id in rows:
            sentence = text[start:end]
            speech = not verbs.isdisjoint(word.casefold() for word in WORD.findall(sentence))
            yield (
                *head, _utf16(text, start), _utf16(text, end), person, organization, concept, 1,
                speech, theme_id, sentence,
            )  # fmt: skip


def _utf16(text: str, offset: int) -> int:
    """An offset in code points as one in UTF-16 units."""
    return offset + len(ASTRAL.findall(text, 0, offset))
