"""What is given of each document. Of JSON Lines only the document is looked for here: they are read
and checked where the chains of their document are made, by several processes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.corpus.given_mentions import given_mentions
from toolkit.documents import Skipped
from toolkit.errors import MentionError
from toolkit.mentions.given import Span, read_span
from toolkit.side_files import TABLES, numbered_lines, parse_json
from toolkit.types import Document

_DOC_ID = re.compile(rb'"doc_id"\s*:\s*(?:"([^"\\]*)")?')
_KEY = b'"doc_id"'
_NONE = b"\n"  # begins no line
_ESCAPED = b"\\u00"  # may be a letter of a key
LINES = (".jsonl", ".ndjson")
_BYTES = 100  # of a line, in the middle


class Lines(NamedTuple):
    """Neighbouring lines of one document that are still to be read, and the number of the first."""

    number: int
    text: bytes

    def rows(self) -> Sequence[dict[str, Any] | bytes]:
        """The row of each line; where one of them has to be read by itself, the bytes of each.

        A line that begins with its only `{` and ends with its only `}` can only be one object of
        a list that has as many of them; so all are read at once, in half the time.
        """
        text = self.text.replace(b"\r\n", b"\n").strip()
        count = text.count(b"\n") + 1
        braces = text.count(b"{") == text.count(b"}") == text.count(b"}\n{") + 1 == count
        if braces and text[:1] == b"{" and text[-1:] == b"}":
            with suppress(ValueError):
                rows: list[dict[str, Any]] = parse_json(b"[" + text.replace(b"}\n{", b"},{") + b"]")
                if len(rows) == count:
                    return rows
        return self.text.split(b"\n")


Item = Span | Lines
Left = tuple[int, Skipped]  # the number of a row, and why it was left out


def sort_out(
    source: Any, documents: Mapping[str, Document], strict: bool,
    columns: Mapping[str, str] | None = None,
) -> tuple[dict[str, list[Item]], list[Left]]:  # fmt: skip
    """What is given of each document, by doc_id, and what is left out for sure.

    Raises MentionError for the first row that does not fit when `strict`, and what
    `given_mentions` raises.
    """
    if not (strict or columns) and _holds_lines(source):
        return _sort_lines(Path(source), documents)
    found: dict[str, list[Item]] = defaultdict(list)
    left: list[Left] = []
    for number, (where, row) in enumerate(given_mentions(source, documents, columns)):
        try:
            doc_id, span = _checked(row, documents, where)
        except MentionError as error:
            if strict:
                raise
            left.append((number, skipped(error)))
            continue
        found[doc_id].append(span)
    return found, left


def _holds_lines(source: Any) -> bool:
    """Whether the source is a file of rows that can be read one by one."""
    if not isinstance(source, str | Path):
        return False
    return Path(source).suffix.lower() in LINES and not Path(source).is_dir()


def likely_rows(source: Any) -> float:
    """About as many mentions as a file of lines may hold by its size; 0 of other sources."""
    with suppress(OSError):
        return Path(source).stat().st_size / _BYTES if _holds_lines(source) else 0
    return 0


def _sort_lines(
    path: Path, documents: Mapping[str, Document]
) -> tuple[dict[str, list[Item]], list[Left]]:
    found: dict[str, list[Item]] = defaultdict(list)
    left: list[Left] = []
    for doc_id, lines in _runs(numbered_lines(path, TABLES)):
        if doc_id in documents and doc_id:
            found[doc_id].append(lines)
            continue
        for number, text in enumerate(lines.text.split(b"\n"), lines.number):
            try:
                doc_id, span = read_line(text, f"{path.name}:{number}", documents)
            except MentionError as error:
                left.append((number, skipped(error)))
                continue
            found[doc_id].append(span)
    return found, left


def _runs(lines: Iterable[tuple[int, bytes]]) -> Iterator[tuple[str, Lines]]:
    """Neighbouring lines of one document, with its doc_id as `document_of` tells it."""
    doc_id, first, held = "", 1, list[bytes]()
    opening = _NONE  # how such a line begins that says its document at once
    for number, text in lines:
        plain = text.startswith(opening) and text.count(_KEY) == 1 and _ESCAPED not in text
        told = doc_id if plain else document_of(text)
        if told != doc_id or number != first + len(held):
            if held:
                yield doc_id, Lines(first, b"\n".join(held))
            doc_id, first, held = told, number, []
            found = _DOC_ID.match(text, 1) if told else None
            opening = text[: found.end()] if found else _NONE
        held.append(text)
    if held:
        yield doc_id, Lines(first, b"\n".join(held))


def document_of(line: bytes) -> str:
    """The doc_id of a row, without reading it; '' where only reading tells.

    A text that holds the key more than once, or characters of a key as numbers, may mean another
    one than the first; a row with the key somewhere inside has none, whatever is said here.
    """
    found = _DOC_ID.findall(line)
    if len(found) != 1 or _ESCAPED in line:
        return ""
    return str(found[0], "utf-8", "replace")


def read_line(
    line: dict[str, Any] | bytes, where: str, documents: Mapping[str, Document]
) -> tuple[str, Span]:
    """The mention of a line, which may be read already. Raises MentionError."""
    try:
        row = parse_json(line) if isinstance(line, bytes) else line
    except ValueError as error:
        raise MentionError(f"not JSON in UTF-8: {error}", where=where) from error
    return _checked(row if isinstance(row, dict) else "not a JSON object", documents, where)


def _checked(
    row: dict[str, Any] | str, documents: Mapping[str, Document], where: str
) -> tuple[str, Span]:
    if isinstance(row, str):
        raise MentionError(row, where=where)
    return read_span(row, documents, where)


def skipped(error: MentionError) -> Skipped:
    return Skipped(error.where, error.what, error.hint)
