"""Mentions that were made elsewhere: checked against their documents, completed from knowledge."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from toolkit.errors import MentionError
from toolkit.knowledge import Knowledge
from toolkit.mentions.extractor import Extraction
from toolkit.mentions.gazetteer import gazetteer
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


# An organisation that is called like a place ("Stuttgart", the club): not the place itself.
LONGEST = 1_000  # characters of a name
_BROKEN = re.compile("[\0\ud800-\udfff]")
NAMESAKE = "given, namesake of a place"


def read_mention(row: Mapping[str, Any], documents: Mapping[str, Document], where: str) -> Mention:
    """One given mention, checked. Raises MentionError that says what does not fit and where."""
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
    if _BROKEN.search(norm):
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
    return Mention(
        document.doc_id, start, end, sys.intern(text), kind, form, norm,
        source="given", rule="given", zone=_zone(document, start),
    )  # fmt: skip


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
    seen: Counter[tuple[int, int]] = Counter()
    completed = []
    for m in sorted(mentions, key=lambda m: (m.start, -m.end, m.type, m.form)):
        if copy := seen[m.start, m.end]:
            m = replace(m, copy=copy)
        seen[m.start, m.end] += 1
        entry = lookup.whole(m.text) if m.form != "nominal" else None
        fits = entry is not None and _fits(m, entry.type, entry.rule)
        if entry is not None and m.type == "ORG" and entry.type in ("GPE", "LOC"):
            m = replace(m, rule=NAMESAKE)
        elif entry is not None and fits:
            form = entry.form if m.form == "name" else m.form
            m = replace(m, knowledge_id=entry.knowledge_id, norm=m.norm or entry.norm, form=form)
        elif m.form == "name" and is_acronym(m.text):
            m = replace(m, form="acronym")
        completed.append(m)
    return Extraction(tuple(completed))


def _fits(mention: Mention, kind: str, rule: str) -> bool:
    """Does the known thing fit the type that was given ("Jordan" as a person does not)?"""
    if rule == "ambiguous acronym" or mention.type == "PERSON":
        return kind == "PERSON" and mention.type == "PERSON"
    if mention.type in ("OTHER", kind):
        return True
    if kind in ("GPE", "LOC"):
        return mention.type in ("GPE", "LOC")
    return mention.type not in ("GPE", "LOC") or kind == "ORG"
