"""Mentions that were made elsewhere: checked against their documents, completed from knowledge."""

from __future__ import annotations

import operator
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import itemgetter
from typing import Any

from toolkit.errors import MentionError
from toolkit.knowledge import Knowledge
from toolkit.mentions.extractor import Extraction
from toolkit.mentions.gazetteer import Gazetteer, gazetteer
from toolkit.names.acronyms import is_acronym
from toolkit.types import BODY, FORMS, TYPES, Document, Mention

# Names of other tag sets. NORP is a nation, a faith or a party; only the first is a place.
TYPE_NAMES = {
    "PER": "PERSON", "PEOPLE": "PERSON", "ORGANIZATION": "ORG", "ORGANISATION": "ORG",
    "NORP": "GPE", "COUNTRY": "GPE", "CITY": "GPE", "LOCATION": "LOC", "PLACE": "LOC",
    "FAC": "FACILITY", "WORK_OF_ART": "DOCUMENT", "LAW": "DOCUMENT", "PROGRAM": "PROGRAMME",
    "MISC": "OTHER", "": "OTHER",
}  # fmt: skip
_TYPES = {kind: kind for kind in TYPES} | TYPE_NAMES


# A mention but for its document: start, end, text, type, form, norm, zone.
Span = tuple[int, int, str, str, str, str, str]

# An organisation that is called like a place ("Stuttgart", the club): not the place itself.
LONGEST = 1_000  # characters of a name
_BROKEN = re.compile("[\0\ud800-\udfff]")
NAMESAKE = "given, namesake of a place"


def read_mention(row: Mapping[str, Any], documents: Mapping[str, Document], where: str) -> Mention:
    """One given mention, checked. Raises MentionError that says what does not fit and where."""
    doc_id, (start, end, text, kind, form, norm, zone) = read_span(row, documents, where)
    return Mention(doc_id, start, end, text, kind, form, norm, "", "given", "given", 1.0, zone)


def read_span(
    row: Mapping[str, Any], documents: Mapping[str, Document], where: str
) -> tuple[str, Span]:
    """As `read_mention`: the doc_id, and the rest of the mention as plain values."""
    start, end, text = row.get("start"), row.get("end"), row.get("text")
    if start is None or end is None or text is None or row.get("doc_id") is None:
        missing = [key for key in ("doc_id", "start", "end", "text") if row.get(key) is None]
        raise MentionError(f"no {' and no '.join(missing)}", where=where)
    document = documents.get(str(row["doc_id"]))
    if document is None:
        raise MentionError(f"unknown document {str(row['doc_id'])[:80]!r}", where=where)
    text, norm = str(text), str(row.get("norm") or "")
    if len(text) > LONGEST or len(norm) > LONGEST:
        raise MentionError(f"longer than {LONGEST:,} characters: no name", where=where)
    if not text.strip():
        raise MentionError("nothing but spaces: no name", where=where)
    if norm and _BROKEN.search(norm):
        raise MentionError("norm holds what is no character", where=where)
    if isinstance(start, bool) or not isinstance(start, int) or not isinstance(end, int):
        raise MentionError("start and end must be whole numbers", where=where)
    if not 0 <= start < end <= len(document.text):
        what = f"offsets {start}:{end} outside of {document.doc_id} (0:{len(document.text)})"
        raise MentionError(what, where=where)
    if document.text[start:end] != text:
        seen = document.text[start:end][:60]
        what = f"{document.doc_id}[{start}:{end}] is {seen!r}, not {text[:60]!r}"
        hint = "Offsets count Unicode code points into the text as ingested."
        raise MentionError(what, where=where, hint=hint)
    given = str(row.get("type") or "").upper()
    kind = _TYPES.get(given, "OTHER")
    form = str(row.get("form") or "")
    if form not in FORMS:
        form = "demonym" if given == "NORP" else "name"
    zone = _zone(document, start) if document.zones else BODY
    return document.doc_id, (start, end, sys.intern(text), kind, form, norm, zone)


def fitting_span(row: Mapping[str, Any], document: Document) -> Span | None:
    """As `read_span`, of a row as most are; None where that has to look at it."""
    start, end, text = row.get("start"), row.get("end"), row.get("text")
    if not (type(start) is int and type(end) is int and type(text) is str):
        return None
    if row.get("norm") or row.get("doc_id") != document.doc_id or document.text[start:end] != text:
        return None
    if not 0 <= start < end <= len(document.text) or len(text) > LONGEST or not text.strip():
        return None
    given, form = row.get("type"), row.get("form")
    kind = _TYPES.get(given) if type(given) is str and given != "NORP" else None
    if kind is None or not (form is None or form in FORMS):
        return None
    zone = _zone(document, start) if document.zones else BODY
    return start, end, sys.intern(text), kind, form or "name", "", zone


def _zone(document: Document, start: int) -> str:
    for zone in document.zones:
        if zone.start <= start < zone.end:
            return zone.kind
    return BODY


def complete(mentions: Iterable[Mention], knowledge: Knowledge) -> Extraction:
    """Given mentions of one document with what the knowledge adds: ids, forms, usual names.

    Nothing is dropped, moved or retyped; a mention given twice is numbered by `copy`.
    """
    lookup = gazetteer(knowledge)
    seen: dict[tuple[int, int], int] = {}
    completed = []
    for m in sorted(mentions, key=lambda m: (m.start, -m.end, m.type, m.form)):
        copy = seen.get((m.start, m.end), 0)
        seen[m.start, m.end] = copy + 1
        told = _told(lookup, m.text, m.type, m.form)
        if told is not None:
            form, norm, knowledge_id, rule = told
            m = replace(
                m, form=form, norm=m.norm or norm, knowledge_id=knowledge_id or m.knowledge_id,
                rule=rule or m.rule, copy=copy,
            )  # fmt: skip
        elif copy:
            m = replace(m, copy=copy)
        completed.append(m)
    return Extraction(tuple(completed))


def completed(doc_id: str, spans: Sequence[Span], knowledge: Knowledge) -> Extraction:
    """As `complete`, of checked spans of one document: each mention is made once, whole."""
    lookup = gazetteer(knowledge)
    found, last, copy = [], (-1, -1), 0
    for start, end, text, kind, form, norm, zone in _ordered(spans):
        copy = copy + 1 if (start, end) == last else 0
        last = (start, end)
        told = _told(lookup, text, kind, form)
        if told is None:
            made = (form, norm, "", "given", "given")
        else:
            form, known, knowledge_id, rule = told
            made = (form, norm or known, knowledge_id, "given", rule or "given")
        found.append(Mention(doc_id, start, end, text, kind, *made, 1.0, zone, False, copy))
    return Extraction(tuple(found))


def _ordered(spans: Sequence[Span]) -> Sequence[Span]:
    """By start, longest first; most are given so."""
    starts = list(map(itemgetter(0), spans))
    if all(map(operator.lt, starts, starts[1:])):
        return spans
    return sorted(spans, key=lambda span: (span[0], -span[1], span[3], span[4]))


@lru_cache(maxsize=32768)
def _told(lookup: Gazetteer, text: str, kind: str, form: str) -> tuple[str, str, str, str] | None:
    """What the knowledge says of mentions that are written and typed so: form, norm, id and rule,
    '' where they stay; None where it says nothing."""
    entry = lookup.whole(text) if form != "nominal" else None
    if entry is not None and kind == "ORG" and entry.type in ("GPE", "LOC"):
        return form, "", "", NAMESAKE
    if entry is not None and _fits(kind, entry.type, entry.rule):
        return (entry.form if form == "name" else form), entry.norm, entry.knowledge_id, ""
    return ("acronym", "", "", "") if form == "name" and is_acronym(text) else None


def _fits(given: str, kind: str, rule: str) -> bool:
    """Does the known thing fit the type that was given ("Jordan" as a person does not)?"""
    if rule == "ambiguous acronym" or given == "PERSON":
        return kind == "PERSON" and given == "PERSON"
    if given in ("OTHER", kind):
        return True
    if kind in ("GPE", "LOC"):
        return given in ("GPE", "LOC")
    return given not in ("GPE", "LOC") or kind == "ORG"
