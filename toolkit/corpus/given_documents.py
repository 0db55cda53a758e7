"""Documents that a caller gives as values: every row is checked, and an error says which cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from toolkit.corpus.given_rows import (
    TAKEN,
    close_to,
    doc_with_facts,
    known_columns,
    listed,
    missing,
    placed_rows,
    plain_value,
    renamed,
)
from toolkit.documents.metadata import iso_date, language_code
from toolkit.documents.tables import LONGEST_FACT, LONGEST_ID
from toolkit.errors import InputError
from toolkit.types import Document

FACTS = ("group", "title", "date", "lang", "publisher", "source")
COLUMNS = ("doc_id", "text", *FACTS)
# What other tools call the two columns that every document needs; only said in a hint.
USUAL = {
    "doc_id": ("id", "docid", "document_id", "uid", "key", "filename", "file", "url"),
    "text": ("content", "body", "article", "document", "speech", "raw_text", "sentence"),
}
_NUL = "\0"
_TOLD = 20  # warnings of one sort


class GivenDocuments:
    """Reads documents from values; `warnings` are what was left out of them."""

    def __init__(self, columns: Mapping[str, str] | None = None) -> None:
        self.columns = known_columns(columns, COLUMNS)
        self.warnings: list[str] = []
        self._seen: set[str] = set()

    def read(self, items: Sequence[Any]) -> Iterator[Document]:
        """The documents of all items. Raises InputError with the number of the row, its column and
        what to do."""
        for number, item in enumerate(items, 1):
            noun = "row" if len(items) == 1 else f"input {number}, row"
            yield from (self._document(where, row) for where, row in placed_rows(item, noun))
        if len(self.warnings) > _TOLD:
            self.warnings[_TOLD:] = [f"and {len(self.warnings) - _TOLD} more of such warnings"]

    def _document(self, where: str, row: Any) -> Document:
        if isinstance(row, Document):
            return _checked_text(row, where)
        found = doc_with_facts(row)
        if found is not None:
            doc, facts = found
            row = {**{k: v for k, v in facts.items() if k in COLUMNS}, "text": doc.text}
            if missing(row.get("doc_id")):
                hint = (
                    'Set doc.user_data["doc_id"], or give pairs of Doc and {"doc_id": ...} as '
                    "nlp.pipe(..., as_tuples=True) does."
                )
                raise _no_document("a Doc of spaCy has no doc_id", where, hint)
        elif isinstance(row, Mapping):
            row = renamed(row, self.columns, where)
        else:
            raise _no_document(f"this is {_kind(row)}", where, TAKEN)
        return self._of_row(where, row)

    def _of_row(self, where: str, row: Mapping[str, Any]) -> Document:
        self._look_at_names(row)
        doc_id = plain_value(_cell(row, "doc_id", where))
        if isinstance(doc_id, bool) or not isinstance(doc_id, str | int) or not str(doc_id).strip():
            hint = "Give every document a text or a whole number as its id."
            raise _no_document(f"the column doc_id holds {_kind(doc_id)}", where, hint)
        text = _cell(row, "text", where)
        if not isinstance(text, str):
            hint = 'Leave such rows out, as frame.dropna(subset=["text"]) does.'
            raise _no_document(f"the column text holds {_kind(text)}, not text", where, hint)
        given = {name: self._fact(name, row.get(name), where) for name in FACTS}
        kept: dict[str, Any] = {name: value for name, value in given.items() if value}
        for name, value in {"doc_id": str(doc_id), **kept}.items():
            most = LONGEST_ID if name in ("doc_id", "group") else LONGEST_FACT
            if len(value) > most:
                what = f"the column {name} is longer than {most:,} characters"
                raise InputError(what, where=where)
        return _checked_text(Document(str(doc_id), text, **kept), where)

    def _fact(self, name: str, value: Any, where: str) -> str:
        value = plain_value(value)
        if value is None:
            return ""
        if not isinstance(value, str | int | float):
            raise InputError(f"the column {name} holds {_kind(value)}, not text", where=where)
        text = str(value).strip()
        if name == "lang":
            return language_code(text)
        if name != "date":
            return text
        date = iso_date(text)
        if text and not date:
            self.warnings.append(f"{where}: the date {text[:40]!r} is not ISO, left out")
        return date

    def _look_at_names(self, row: Mapping[str, Any]) -> None:
        """A column that is nearly called as one of ours is told of once."""
        for name in map(str, row):
            if name in self._seen or name in COLUMNS:
                continue
            self._seen.add(name)
            free = [ours for ours in FACTS if ours not in row]
            if meant := close_to(name.lower(), free):
                self.warnings.append(f"the column {name[:40]!r} is not read. {meant.strip()}")


def check_text(document: Document, where: str = "") -> None:
    """A store holds Unicode: half of a surrogate pair is no character."""
    try:
        document.text.encode("utf-8")
    except UnicodeEncodeError as error:
        what = f"no character at {error.start}: {document.text[error.start]!r}"
        raise InputError(what, where=where or document.doc_id) from error


def _checked_text(document: Document, where: str) -> Document:
    place = f"{where} ({document.doc_id[:80]})"
    check_text(document, place)
    facts: Iterable[str] = (document.doc_id, *(getattr(document, name) for name in FACTS))
    for text in facts:
        if _NUL in text or re.search("[\ud800-\udfff]", text):
            raise InputError("a NUL character or half a surrogate pair", where=place)
    return document


def _cell(row: Mapping[str, Any], name: str, where: str) -> Any:
    if name in row:
        return row[name]
    usual = next((other for other in USUAL[name] if other in row), "")
    meant = f"columns={{{name!r}: {usual or '...'!r}}}"
    ask = f"Is it {usual!r}? Say so: {meant}." if usual else f"Say which one it is: {meant}."
    raise _no_document(f"no column {name}", where, f"{ask} It has: {listed(row)}.")


def _no_document(what: str, where: str, hint: str) -> InputError:
    return InputError(f"a document needs doc_id and text: {what}", where=where, hint=hint)


def _kind(value: Any) -> str:
    if missing(value):
        return "nothing"
    if value == "":
        return "an empty text"
    return f"a {type(value).__name__} ({value!r:.40})"
