"""Decisions of people about names: appended lines, read again on every run.

A line of judgements.jsonl: {"left", "right", "verdict": "same|different|related|unsure", "by",
"at", "why"}, optionally "doc_id" (holds for the names of that document only), "left_doc" and
"right_doc" (which bearer of that name is meant: the one of this document) and "undone": true, which
takes an earlier decision about the same two names back. A table (.csv .tsv .parquet) has the same
names as columns.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.documents.rows import read_rows, strictly, table_suffix
from toolkit.errors import InputError
from toolkit.names.normalise import name_key
from toolkit.side_files import DECISIONS, parse_json, read_side_file
from toolkit.store import Store
from toolkit.value import Value

VERDICTS = ("same", "different", "related", "unsure")
LONGEST = 10_000  # characters of a text in a line
_BROKEN = re.compile("[\0\ud800-\udfff]")
_SCOPES = ("doc_id", "left_doc", "right_doc")
_TEXTS = ("left", "right", "verdict", "by", "at", "why", *_SCOPES)
_COLUMNS = ("line", "left_name", "right_name", "verdict", "doc_id", "by_whom", "at_time", "why",
            "undone", "left_doc", "right_doc")  # fmt: skip
_TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}

Side = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Judgement(Value):
    """One line: `left` and `right` are names or entity ids, `doc_id` "" = everywhere.

    `left_doc` and `right_doc` name a document each where a name has several bearers.
    """

    left: str
    right: str
    verdict: str
    by: str = ""
    at: str = ""
    why: str = ""
    doc_id: str = ""
    undone: bool = False
    line: int = 0
    left_doc: str = ""
    right_doc: str = ""

    @property
    def sides(self) -> tuple[Side, Side]:
        """Left and right, each as (name, document that it is looked for in or "")."""
        return (
            (self.left, self.left_doc or self.doc_id),
            (self.right, self.right_doc or self.doc_id),
        )

    @property
    def key(self) -> tuple[Side, ...]:
        """Equal for decisions about the same two names, in either order."""
        return tuple(sorted((name_key(name), doc_id) for name, doc_id in self.sides))

    @property
    def names(self) -> frozenset[str]:
        """The two names without their documents, folded."""
        return frozenset(name for name, _ in self.key)

    def __str__(self) -> str:
        """ "A" = "B" (by whom, when: why), on one line."""
        sign = {"same": "=", "different": "≠", "related": "≠ (related)"}.get(self.verdict, "?")
        left, right = (
            f"“{' '.join(name.split())}”" + (f" in {doc_id}" if doc_id else "")
            for name, doc_id in self.sides
        )
        said = ", ".join(part for part in (self.by or "someone", self.at) if part)
        why = f": {' '.join(self.why.split())}" if self.why.strip() else ""
        return f"{left} {sign} {right} ({said}{why})"


@dataclass(frozen=True, slots=True)
class Constraints:
    """Pairs that must be one entity, and pairs that must not; each in the order of the lines."""

    must_link: tuple[Judgement, ...]
    cannot_link: tuple[Judgement, ...]

    @property
    def all(self) -> tuple[Judgement, ...]:
        return (*self.must_link, *self.cannot_link)


def read(path: Path) -> list[Judgement]:
    """The lines of a file of judgements, .jsonl or a table. Raises InputError with file:line."""
    if table_suffix(path) in ("", ".jsonl", ".ndjson"):
        return _read_lines(path)
    placed = enumerate(strictly(read_rows(path)), start=1)
    return [
        Judgement(**_checked(_filled(row, where), where), line=number)
        for number, (where, row) in placed
        if any(value not in (None, "") for value in row.values())
    ]


def _read_lines(path: Path) -> list[Judgement]:
    try:
        lines = read_side_file(path, DECISIONS).decode("utf-8-sig").split("\n")
    except FileNotFoundError as error:
        raise InputError("no such file of judgements", where=path.name) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", where=path.name) from error
    return [
        _judgement(line, f"{path.name}:{number}", number)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]


def _filled(row: dict[str, Any], where: str) -> dict[str, Any]:
    """A row of a table: what it leaves empty is left out, truths are written as words."""
    kept = {str(name).strip(): value for name, value in row.items() if value not in (None, "")}
    undone = str(kept.pop("undone", "false")).strip().casefold()
    if undone not in _TRUTHS:
        hint = "Write true or false."
        raise InputError("'undone' is neither true nor false", where=where, hint=hint)
    if isinstance(kept.get("verdict"), str):
        kept["verdict"] = kept["verdict"].strip().casefold()
    return kept | {"undone": _TRUTHS[undone]}


def as_row(judgement: Judgement) -> dict[str, Any]:
    """The object of a line of judgements.jsonl; empty scopes are left out."""
    row = {
        name: getattr(judgement, name)
        for name in _TEXTS
        if name not in _SCOPES or getattr(judgement, name)
    }
    return row | ({"undone": True} if judgement.undone else {})


def append(path: Path, judgement: Judgement) -> None:
    """Add one line at the end; earlier lines are never changed."""
    row = as_row(judgement)
    try:
        torn = path.exists() and path.stat().st_size > 0 and not path.read_bytes().endswith(b"\n")
        with path.open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(("\n" if torn else "") + json.dumps(row, ensure_ascii=False) + "\n")
    except (OSError, UnicodeEncodeError) as error:
        raise InputError(f"cannot be written: {error}", where=path.name) from error


def constraints(judgements: Iterable[Judgement]) -> Constraints:
    """What the decisions demand: later lines win, an undone one takes the earlier back.

    same -> must link; different and related -> cannot link; unsure -> nothing.
    """
    held = standing(judgements)
    must = tuple(j for j in held if j.verdict == "same")
    cannot = tuple(j for j in held if j.verdict in ("different", "related"))
    return Constraints(must, cannot)


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The last line about each two names, where it was not taken back; in order."""
    last: dict[tuple[Side, ...], Judgement] = {}
    for judgement in judgements:
        last.pop(judgement.key, None)
        if not judgement.undone:
            last[judgement.key] = judgement
    return list(last.values())


def keep(store: Store, judgements: Sequence[Judgement]) -> None:
    """Replace the judgements in the store by these."""
    store.clear("judgements")
    add(store, judgements)


def add(store: Store, judgements: Sequence[Judgement]) -> None:
    """Write judgements after those in the store."""
    last = int(store.value("SELECT coalesce(max(line), 0) FROM judgements"))
    store.append("judgements", _COLUMNS, [
        (j.line or number, j.left, j.right, j.verdict, j.doc_id, j.by, j.at, j.why, j.undone,
         j.left_doc, j.right_doc)
        for number, j in enumerate(judgements, start=last + 1)
    ])  # fmt: skip


def kept(store: Store) -> list[Judgement]:
    """The judgements in the store, in the order of their lines."""
    rows = store.rows(
        "SELECT left_name, right_name, verdict, by_whom, at_time, why, doc_id, undone, line, "
        "left_doc, right_doc FROM judgements ORDER BY line"
    )
    return [Judgement(*row) for row in rows]


def _judgement(line: str, where: str, number: int) -> Judgement:
    try:
        row = parse_json(line)
    except ValueError as error:
        raise InputError(f"no valid JSON: {error}", where=where) from error
    if not isinstance(row, dict):
        raise InputError("no JSON object", where=where)
    return Judgement(**_checked(row, where), line=number)


def _checked(row: dict[str, Any], where: str) -> dict[str, Any]:
    if unknown := sorted(set(row) - {*_TEXTS, "undone"}):
        raise InputError(f"unknown field {unknown[0]!r}", where=where, hint="Known: " + ", ".join(
            (*_TEXTS, "undone")))  # fmt: skip
    undone = row.get("undone", False)
    if not isinstance(undone, bool):
        raise InputError("'undone' is neither true nor false", where=where)
    values = {name: row.get(name) or "" for name in _TEXTS}
    for name, value in values.items():
        if not isinstance(value, str):
            raise InputError(f"{name!r} is no text", where=where)
        if len(value) > LONGEST or _BROKEN.search(value):
            what = "is too long" if len(value) > LONGEST else "holds what is no character"
            raise InputError(f"{name!r} {what}", where=where)
    for name in ("left", "right"):
        if not values[name].strip():
            raise InputError(f"{name!r} is missing or empty", where=where)
    if values["verdict"] not in VERDICTS and not (undone and not values["verdict"]):
        hint = "One of: " + ", ".join(VERDICTS)
        raise InputError(f"unknown verdict {values['verdict']!r}", where=where, hint=hint)
    return {**values, "undone": undone}
