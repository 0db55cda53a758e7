"""Mentions as W3C Web Annotations: one collection, an annotation a line.

A target is a document with two selectors: TextPositionSelector counts Unicode code points, as the
recommendation asks and as our offsets do, TextQuoteSelector holds the words and what is around
them. Bodies tag the type (`tagging`), the form (`describing`) and name the entity (`identifying`).
`toolkit resolve --mentions` reads such a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from toolkit.export.jsonl import dump
from toolkit.export.jsonld import urn
from toolkit.store import Store

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # code points of prefix and suffix
MENTIONS = """
SELECT m.doc_id, m.mention_id, m.start_at, m.end_at, m.text, m.type, m.form, c.entity_id, e.name
FROM mentions m JOIN entity_chains c USING (chain_id) JOIN entities e USING (entity_id)
ORDER BY m.doc_id, m.start_at, m.end_at, m.nested, m.copy
"""


def write(store: Store, path: Path) -> None:
    """An AnnotationCollection with one page that holds all."""
    total = store.value("SELECT count(*) FROM mentions")
    head = {
        "@context": CONTEXT, "id": urn("annotations", "mentions"), "type": "AnnotationCollection",
        "label": "Mentions", "total": total,
    }  # fmt: skip
    page = {"id": urn("annotations", "mentions", "1"), "type": "AnnotationPage", "startIndex": 0}
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(dump(head)[:-1] + ', "first": ' + dump(page)[:-1] + ', "items": [')
        for number, annotation in enumerate(_annotations(store)):
            stream.write((",\n" if number else "\n") + dump(annotation))
        stream.write("\n]}}\n")


def _annotations(store: Store) -> Iterator[dict[str, Any]]:
    rows = (row for batch in store.stream(MENTIONS) for row in batch)
    for doc_id, mentions in groupby(rows, key=itemgetter(0)):
        text = store.value("SELECT text FROM documents WHERE doc_id = ?", [doc_id])
        for mention in mentions:
            yield _annotation(text, *mention)


def _annotation(
    text: str, doc_id: str, mention_id: str, start: int, end: int, exact: str, kind: str,
    form: str, entity_id: str, name: str,
) -> dict[str, Any]:  # fmt: skip
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return {
        "id": urn("mention", mention_id),
        "type": "Annotation",
        "motivation": "identifying",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": kind},
            {"type": "TextualBody", "purpose": "describing", "value": form},
            {"type": "SpecificResource", "purpose": "identifying",
             "source": {"id": urn("entity", entity_id), "label": name}},
        ],
        "target": {
            "source": urn("document", doc_id),
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {"type": "TextQuoteSelector", "exact": exact, "prefix": before, "suffix": after},
            ],
        },
    }  # fmt: skip
