"""Mentions that a caller gives, as rows with their places: from files, frames and Docs of spaCy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from toolkit.corpus.given_rows import (
    close_to,
    doc_with_facts,
    known_columns,
    listed,
    placed_rows,
    plain_value,
    renamed,
)
from toolkit.documents.rows import read_rows, table_suffix
from toolkit.errors import InputError
from toolkit.mentions import read_annotations
from toolkit.mentions.docbin import rows_of_doc
from toolkit.side_files import TABLES, parse_json, read_lines
from toolkit.types import Document, Mention

COLUMNS = ("doc_id", "start", "end", "text", "type", "form", "norm")
NEEDED = COLUMNS[:4]
Documents = Mapping[str, Document]


def given_mentions(
    source: Any, documents: Documents, columns: Mapping[str, str] | None = None
) -> Iterable[tuple[str, Any]]:
    """(where, row); a row that cannot be read is the text of its error.

    Raises InputError where a table has not the columns of mentions, UsageError for a name in
    `columns` that is none of ours.
    """
    said = known_columns(columns, COLUMNS)
    if not isinstance(source, str | Path):
        return _of_values(source, documents, said)
    path = Path(source)
    annotations = read_annotations(path, documents)
    if annotations is not None:
        return annotations
    if table_suffix(path) in ("", ".jsonl", ".ndjson"):
        return _of_lines(path, said)
    return _of_table(path, said)


def _of_table(path: Path, columns: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    for where, row in read_rows(path):
        yield where, _counted(renamed(row, columns, where)) if isinstance(row, dict) else row


def _of_values(
    source: Any, documents: Documents, columns: Mapping[str, str]
) -> Iterator[tuple[str, Any]]:
    by_text: dict[str, list[str]] = defaultdict(list)
    checked = False
    for where, row in placed_rows(source, "mention"):
        if found := doc_with_facts(row):
            if not by_text:
                for doc_id, document in documents.items():
                    by_text[document.text].append(doc_id)
            doc, facts = found
            place = where.replace("mention", "document")
            yield from rows_of_doc(place, doc, facts, documents, by_text)
        elif isinstance(row, Mention):
            yield where, {name: getattr(row, name) for name in COLUMNS}
        elif isinstance(row, Mapping):
            row = renamed(row, columns, where)
            if not checked:
                _check_columns(row, where)
                checked = True
            yield where, {name: plain_value(value) for name, value in row.items()}
        else:
            yield where, f"a {type(row).__name__}, no row with doc_id, start, end and text"


def _check_columns(row: Mapping[str, Any], where: str) -> None:
    """A column that the first row lacks is lacking everywhere: one error instead of thousands."""
    lacking = [name for name in NEEDED if name not in row]
    if lacking:
        name = lacking[0]
        ask = f"{close_to(name, row)}Say which one it is: columns={{{name!r}: '...'}}."
        raise InputError(f"no column {name}", where=where, hint=f"{ask} It has: {listed(row)}.")


def _counted(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose offsets may be text, as in CSV."""
    whole = {k: int(v) for k in ("start", "end") if (v := str(row.get(k))).isdecimal()}
    return row | whole


def _of_lines(path: Path, columns: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    for where, line in read_lines(path, TABLES):
        try:
            row = parse_json(line)
        except ValueError as error:
            yield where, f"not JSON in UTF-8: {error}"
            continue
        yield where, renamed(row, columns, where) if isinstance(row, dict) else "not a JSON object"
