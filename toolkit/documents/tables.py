"""Readers of tables of documents: docs.jsonl and docs.csv.

Fields: `text`; `doc_id`, `group`, `date` (ISO), `lang`, `publisher`, `title`, `source` may come
along. Documents of a CSV without a column `doc_id` are called by their lines: `press:2` on the
second line of press.csv. A bad line is skipped with its number, the rest is read.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from toolkit.documents.decoding import Undecodable, decode
from toolkit.documents.formats import DAMAGED, File, Raw, damage, load, open_file
from toolkit.documents.metadata import iso_date, language_code
from toolkit.documents.result import Skipped, printable
from toolkit.documents.spreadsheet import unguard
from toolkit.errors import InputError

NOT_DOCUMENTS = "a table of mentions (it has start and end), no documents"
MOST_LINES = 2_000_000  # of a table of one document a line; bounds the time of lines without text
MOST_ROWS = 10_000_000  # lines of a CSV, whose texts may have several
MOST_TOLD = 1_000  # bad lines of one file that are named one by one
LONGEST_ID = 1_000  # characters of a doc_id or a group
LONGEST_FACT = 10_000  # of a title, publisher or source
_FACTS = (("group", LONGEST_ID), *((name, LONGEST_FACT) for name in (
    "title", "date", "lang", "publisher", "source")))  # fmt: skip
_DELIMITERS = ",;\t"
_BROKEN = re.compile("[\0\ud800-\udfff]")


def read_jsonl(file: File) -> Iterator[Raw | Skipped]:
    """One document a line, read line by line; `max_bytes` bounds a line, `max_total` them all."""
    return _telling_some(file, _read_lines(file))


def _read_lines(file: File) -> Iterator[Raw | Skipped]:
    number, total = file.lines, file.begin
    try:
        with open_file(file) as stream:
            stream.seek(file.begin)
            while line := stream.readline(file.max_bytes + 1):
                number += 1
                total += len(line)
                too_long = len(line) > file.max_bytes
                if too_long:
                    total += _pass_over(stream, line, file)
                if over := _over(total, number, file):
                    yield _bad(file, number, f"the rest is left out: over {over}")
                    return
                if too_long:
                    yield _bad(file, number, f"longer than {file.max_bytes:,} bytes")
                elif line.strip():
                    yield _json_document(file, number, line)
    except DAMAGED as error:
        raise damage(error) from error


def _pass_over(stream: BinaryIO, line: bytes, file: File) -> int:
    """The bytes of the rest of a line, as far as the file may be read at all."""
    passed = 0
    while line and not line.endswith(b"\n") and passed <= file.max_total:
        line = stream.readline(file.max_bytes)
        passed += len(line)
    return passed


def _over(total: int, lines: int, file: File) -> str:
    """Which limit of a whole file is exceeded, "" where none is."""
    if total > file.max_total:
        return f"{file.max_total:,} bytes"
    return f"{MOST_LINES:,} lines" if lines > MOST_LINES else ""


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
    return _telling_some(file, _read_rows(file))


def _telling_some(file: File, found: Iterator[Raw | Skipped]) -> Iterator[Raw | Skipped]:
    """All documents, the first bad lines and the last; of those between only the number."""
    bad, last = 0, None
    for one in found:
        if isinstance(one, Skipped):
            bad, last = bad + 1, one
        if isinstance(one, Raw) or bad <= MOST_TOLD:
            yield one
    if last is not None and bad > MOST_TOLD:
        if bad > MOST_TOLD + 1:
            what = f"{bad - MOST_TOLD - 1:,} more lines that are no documents"
            yield Skipped(file.where, what)
        yield last


def _read_rows(file: File) -> Iterator[Raw | Skipped]:
    decoded = load(file, file.max_total)
    if decoded.text.count("\n") > MOST_ROWS:
        raise InputError(f"more than {MOST_ROWS:,} lines", hint="give it in several files")
    header = decoded.text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    before = csv.field_size_limit(max(file.max_bytes, 1))  # the default ends at 128 KB
    try:
        rows = csv.DictReader(io.StringIO(decoded.text, newline=""), delimiter=delimiter)
        names = set(rows.fieldnames or ())
        if {"start", "end"} <= names:
            raise InputError(NOT_DOCUMENTS, hint="give it with --mentions")
        if "text" not in names:
            raise InputError("the header has no column 'text'", hint=_columns(names))
        named = "doc_id" in names
        number = rows.line_num + 1  # a row is named by its first line
        for row in rows:
            bare = {k: unguard(v) if isinstance(v, str) else v for k, v in row.items()}
            if not named:
                bare["doc_id"] = f"{_stem(file.name)}:{number}"
            yield _document(file, number, bare)
            number = rows.line_num + 1
    except csv.Error as error:
        raise InputError(f"line {number}: {error}") from error
    finally:
        csv.field_size_limit(before)


def _stem(name: str) -> str:
    return re.sub(r"\.csv(\.gz)?$", "", name, flags=re.IGNORECASE)


def _columns(names: set[str]) -> str:
    """What to do about a header that names no texts."""
    found = ", ".join(sorted(printable(str(name)) for name in names if name))[:200]
    return f"Call the column with the texts 'text'. There are: {found or 'none'}"


def _document(file: File, number: int, row: Mapping[str, Any]) -> Raw | Skipped:
    text, doc_id = row.get("text"), row.get("doc_id")
    if isinstance(doc_id, int) and not isinstance(doc_id, bool):
        doc_id = str(doc_id)
    if not isinstance(doc_id, str) or not doc_id.strip():
        return _bad(file, number, "field 'doc_id' is missing or empty")
    if not isinstance(text, str):
        return _bad(file, number, "field 'text' is missing or no text")
    if len(doc_id) > LONGEST_ID:
        return _bad(file, number, "field 'doc_id' is too long")
    given = {}
    for name, longest in _FACTS:
        value = row.get(name)
        if value is None:
            given[name] = ""
            continue
        if not isinstance(value, str | int | float):
            return _bad(file, number, f"field {name!r} is no text")
        given[name] = str(value).strip()
        if len(given[name]) > longest:
            return _bad(file, number, f"field {name!r} is too long")
    if _BROKEN.search("\n".join((doc_id, text, *given.values()))):
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
