"""Readers of tables of documents: docs.jsonl and docs.csv.

Fields: `doc_id` and `text`; `group`, `date` (ISO), `lang`, `publisher`, `title`, `source` may
follow. A bad line is skipped with its number, the rest is read.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.documents.decoding import Undecodable, decode
from toolkit.documents.formats import DAMAGED, File, Raw, damage, load, open_file
from toolkit.documents.metadata import iso_date, language_code
from toolkit.documents.result import Skipped
from toolkit.documents.spreadsheet import unguard
from toolkit.errors import InputError

NOT_DOCUMENTS = "a table of mentions (it has start and end), no documents"
_DELIMITERS = ",;\t"
_BROKEN = re.compile("[\0\ud800-\udfff]")


def read_jsonl(file: File) -> Iterator[Raw | Skipped]:
    """One document a line, read line by line; `max_bytes` bounds a line, `max_total` them all."""
    try:
        with open_file(file) as stream:
            number = total = 0
            while line := stream.readline(file.max_bytes + 1):
                number += 1
                total += len(line)
                if total > file.max_total:
                    yield _bad(file, number, f"the rest is left out: over {file.max_total:,} bytes")
                    return
                if len(line) > file.max_bytes:
                    while line and not line.endswith(b"\n"):
                        line = stream.readline(file.max_bytes)
                    yield _bad(file, number, f"longer than {file.max_bytes:,} bytes")
                elif line.strip():
                    yield _json_document(file, number, line)
    except DAMAGED as error:
        raise damage(error) from error


def _json_document(file: File, number: int, line: bytes) -> Raw | Skipped:
    try:
        row = json.loads(decode(line).text)
    except Undecodable as error:
        return _bad(file, number, f"{error.what}, at byte {error.offset} of the line")
    except (ValueError, RecursionError) as error:
        return _bad(file, number, f"no valid JSON: {error}")
    if not isinstance(row, dict):
        return _bad(file, number, "no JSON object")
    if isinstance(row.get("start"), int) and isinstance(row.get("end"), int):
        raise InputError(NOT_DOCUMENTS, hint="give it with --mentions")
    return _document(file, number, row)


def read_csv(file: File) -> Iterator[Raw | Skipped]:
    """A table with a header line; the delimiter is a comma, a semicolon or a tab."""
    decoded = load(file, file.max_total)
    header = decoded.text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    before = csv.field_size_limit(max(file.max_bytes, 1))  # the default ends at 128 KB
    try:
        rows = csv.DictReader(io.StringIO(decoded.text, newline=""), delimiter=delimiter)
        names = set(rows.fieldnames or ())
        if {"start", "end"} <= names:
            raise InputError(NOT_DOCUMENTS, hint="give it with --mentions")
        if missing := sorted({"doc_id", "text"} - names):
            raise InputError(f"the header has no column {missing[0]!r}")
        number = rows.line_num + 1  # a row is named by its first line
        for row in rows:
            bare = {k: unguard(v) if isinstance(v, str) else v for k, v in row.items()}
            yield _document(file, number, bare)
            number = rows.line_num + 1
    except csv.Error as error:
        raise InputError(f"line {number}: {error}") from error
    finally:
        csv.field_size_limit(before)


def _document(file: File, number: int, row: Mapping[str, Any]) -> Raw | Skipped:
    text, doc_id = row.get("text"), row.get("doc_id")
    if isinstance(doc_id, int) and not isinstance(doc_id, bool):
        doc_id = str(doc_id)
    if not isinstance(doc_id, str) or not doc_id.strip():
        return _bad(file, number, "field 'doc_id' is missing or empty")
    if not isinstance(text, str):
        return _bad(file, number, "field 'text' is missing or no text")
    given = {}
    for name in ("group", "title", "date", "lang", "publisher", "source"):
        value = row.get(name)
        if value is not None and not isinstance(value, str | int | float):
            return _bad(file, number, f"field {name!r} is no text")
        given[name] = "" if value is None else str(value).strip()
    if any(_BROKEN.search(value) for value in (doc_id, text, *given.values())):
        return _bad(file, number, "a NUL character or half a surrogate pair")
    date = iso_date(given["date"])
    warning = (
        f"the date {given['date']!r} is not ISO, left out" if given["date"] and not date else ""
    )
    return Raw(
        text, doc_id, given["group"], given["title"], date, language_code(given["lang"]),
        given["publisher"], given["source"], number, warning,
    )  # fmt: skip


def _bad(file: File, number: int, what: str) -> Skipped:
    return Skipped(f"{file.where}:{number}", what)
