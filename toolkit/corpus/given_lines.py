"""What is given of each document. Of JSON Lines only the document is looked for here: they are read
and checked where the chains of their document are made, by several processes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
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
_ESCAPED = b"\\u00"  # may be a letter of a key
LINES = (".jsonl", ".ndjson")


class Line(NamedTuple):
    """A row that is still to be read, and the number of its line."""

    number: int
    text: bytes


Item = Span | Line
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


def _sort_lines(
    path: Path, documents: Mapping[str, Document]
) -> tuple[dict[str, list[Item]], list[Left]]:
    found: dict[str, list[Item]] = defaultdict(list)
    left: list[Left] = []
    for number, text in numbered_lines(path, TABLES):
        doc_id, item = document_of(text), Line(number, text)
        if doc_id and doc_id in documents:
            found[doc_id].append(item)
            continue
        try:
            doc_id, span = read_line(item, path.name, documents)
        except MentionError as error:
            left.append((number, skipped(error)))
            continue
        found[doc_id].append(span)
    return found, left


def document_of(line: bytes) -> str:
    """The doc_id of a row, without reading it; '' where only reading tells.

    A text that holds the key more than once, or characters of a key as numbers, may mean another
    one than the first; a row with the key somewhere inside has none, whatever is said here.
    """
    found = _DOC_ID.findall(line)
    if len(found) != 1 or _ESCAPED in line:
        return ""
    return str(found[0], "utf-8", "replace")


def rows_of_lines(items: Sequence[Item]) -> Sequence[dict[str, Any] | None]:
    """The rows of lines that are read together, in half the time; None for each where one of them
    has to be read by itself.

    A line that begins with its only `{` and ends with its only `}` can only be one object of a
    list that has as many of them.
    """
    texts = [item.text.strip() for item in items if isinstance(item, Line)]
    plain = len(texts) == len(items) and all(
        text[:1] == b"{" and text[-1:] == b"}" and text.count(b"{") == text.count(b"}") == 1
        for text in texts
    )
    with suppress(ValueError):
        rows: list[dict[str, Any]] = parse_json(b"[" + b",".join(texts) + b"]") if plain else []
        if len(rows) == len(items):
            return rows
    return [None] * len(items)


def read_line(
    line: Line, name: str, documents: Mapping[str, Document], row: Any = None
) -> tuple[str, Span]:
    """The mention of a line of the file called `name`, whose `row` may be known already. Raises
    MentionError."""
    where = f"{name}:{line.number}"
    try:
        row = parse_json(line.text) if row is None else row
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
