"""Gold: what a person found in the documents. One JSON object a line:

{"doc_id", "start", "end", "text", "type"?, "alt_types"?, "entity_id"?, "linked"?, "form"?, "zone"?,
"nested"?}; "kind" is another word for "form".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

from toolkit.documents import Skipped
from toolkit.errors import InputError
from toolkit.mentions import read_mention
from toolkit.mentions.given import TYPE_NAMES
from toolkit.side_files import TABLES, parse_json, read_lines
from toolkit.types import BODY, TYPES, Document

DESCRIPTIONS = ("nominal", "pronoun")
PEOPLES = "NORP"  # a people has the type of its place: Dutch = GPE, European = LOC


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated name. `type` is one of TYPES, or "" where any is right; `others` are right,
    too. `entity_id` is "" where it is not known what else in the corpus means the same."""

    doc_id: str
    start: int
    end: int
    text: str
    type: str = ""
    others: tuple[str, ...] = ()
    entity_id: str = ""

    def accepts(self, kind: str) -> bool:
        return not self.type or kind == self.type or kind in self.others


@dataclass(frozen=True, slots=True)
class GoldFile:
    """The gold of the documents that are in a store.

    `mentions` are the names of the body, `passed` its descriptions ("the ministry", "she"), both
    ordered by document and span. `documents` are those with at least one line of gold. `left_out`
    counts lines of other zones, nested names and descriptions, `elsewhere` lines of documents that
    the store does not have.
    """

    mentions: tuple[Gold, ...]
    documents: tuple[str, ...]
    left_out: int = 0
    elsewhere: int = 0
    skipped: tuple[Skipped, ...] = ()
    passed: tuple[Gold, ...] = ()


def read_gold(path: Path, documents: Mapping[str, Document], strict: bool = False) -> GoldFile:
    """Gold from a JSONL file, checked against the documents (by doc_id).

    A line that does not fit is left out and listed, or with `strict` an error with file:line.
    Raises InputError where the file cannot be read or none of it is of these documents.
    """
    kept: list[Gold] = []
    passed: list[Gold] = []
    skipped: list[Skipped] = []
    annotated: set[str] = set()
    left_out = elsewhere = 0
    for where, line in read_lines(path, TABLES):
        try:
            row = _row(line, where)
            if row.get("doc_id") is not None and str(row["doc_id"]) not in documents:
                elsewhere += 1
                continue
            mention = _gold(row, documents, where)
        except InputError as error:
            if strict:
                raise
            skipped.append(Skipped(error.where, error.what, error.hint))
            continue
        annotated.add(mention.doc_id)
        described = _form(row) in DESCRIPTIONS
        if not _in_body(row):
            left_out += 1
        else:
            left_out += described
            (passed if described else kept).append(mention)
    if not annotated:
        raise _nothing(path, skipped)
    return GoldFile(
        _ordered(kept), tuple(sorted(annotated)), left_out, elsewhere, tuple(skipped),
        _ordered(passed),
    )  # fmt: skip


def _ordered(found: list[Gold]) -> tuple[Gold, ...]:
    key = attrgetter("doc_id", "start", "end", "type", "entity_id", "others")
    return tuple(sorted(found, key=key))


def _row(line: bytes, where: str) -> dict[str, Any]:
    try:
        row = parse_json(line)
    except ValueError as error:
        raise InputError("not JSON in UTF-8", where=where) from error
    if not isinstance(row, dict):
        raise InputError("not a JSON object", where=where)
    return row


def _gold(row: Mapping[str, Any], documents: Mapping[str, Document], where: str) -> Gold:
    mention = read_mention(row, documents, where)
    others = row.get("alt_types") or []
    if not isinstance(others, list) or not all(isinstance(name, str) for name in others):
        raise InputError("alt_types has to be a list of types", where=where)
    for name in ("nested", "linked"):
        if not isinstance(row.get(name), bool | None):
            raise InputError(f"{name} has to be true or false", where=where)
    given = str(row.get("type") or "").upper()
    places = ["LOC"] if given == PEOPLES else []
    known = row.get("entity_id") is not None and row.get("linked") is not False
    return Gold(
        mention.doc_id, mention.start, mention.end, mention.text,
        mention.type if given else "",
        tuple(sorted({_type(name) for name in [*others, *places]} - {mention.type})),
        str(row["entity_id"]) if known else "",
    )  # fmt: skip


def _type(name: str) -> str:
    name = name.upper()
    return name if name in TYPES else TYPE_NAMES.get(name, "OTHER")


def _form(row: Mapping[str, Any]) -> object:
    return row.get("form") or row.get("kind")


def _in_body(row: Mapping[str, Any]) -> bool:
    """Flat mentions of the body, as a comparison counts them."""
    return (row.get("zone") or BODY) == BODY and not row.get("nested")


def _nothing(path: Path, skipped: list[Skipped]) -> InputError:
    if skipped:
        first = skipped[0]
        return InputError(first.what, where=first.where, hint=first.hint)
    hint = "A doc_id is the path below the folder that was resolved, without suffix."
    return InputError("no gold for any document of the store", where=path.name, hint=hint)
