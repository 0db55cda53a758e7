"""Questions as a file for a spreadsheet or a script, and the filled file back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import InputError, UsageError
from toolkit.side_files import DECISIONS, parse_json, read_side_file

if TYPE_CHECKING:
    from toolkit.corpus.questions import Question, Queue, Side
    from toolkit.entities import Judgement

TEXTS = (
    "question_id", "left", "right", "left_kind", "right_kind", "left_doc", "right_doc",
    "left_sentences", "right_sentences", "asked_because", "now", "if_same", "if_different",
)  # fmt: skip
FIGURES = ("probability", "match_weight", "effect", "priority")
ANSWERS = ("verdict", "by", "why")
NEEDED = ("left", "right", "verdict")
WORDS = {
    "same": "same", "s": "same", "different": "different", "d": "different",
    "related": "related", "unsure": "unsure",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filled:
    """What a file answers; `empty` rows have no verdict yet."""

    judgements: tuple[Judgement, ...]
    empty: int


def write_questions(queue: Queue, path: Path) -> Path:
    """One row a question with an empty verdict, by, why. Raises UsageError for another suffix."""
    from toolkit.cli.files import lines_of, write_text

    rows = [_row(question) for question in queue]
    if path.suffix == ".jsonl":
        return write_text(path, lines_of(rows, ascii_only=False))
    if path.suffix != ".csv":
        raise UsageError("questions go to .csv or .jsonl", where=str(path))
    from toolkit.documents.spreadsheet import guard

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = (*ANSWERS[:1], *TEXTS, *FIGURES, *ANSWERS[1:])
    writer.writerow(names)
    for row in rows:
        writer.writerow(guard(v) if isinstance(v, str) else v for v in (row[n] for n in names))
    return write_text(path, text.getvalue())


def _row(question: Question) -> dict[str, Any]:
    known = question.explanation
    values = (
        question.question_id, question.left.name, question.right.name, question.left.kind,
        question.right.kind, question.left.doc_id, question.right.doc_id,
        _sentences(question.left), _sentences(question.right),
        f"{question.reason}: {question.text}", "same" if question.joined else "different",
        "; ".join(question.if_same), "; ".join(question.if_different),
    )  # fmt: skip
    figures = (
        round(question.probability, 4), known.match_weight if known else None,
        round(question.effect.size, 4), question.priority,
    )  # fmt: skip
    row = dict(zip((*TEXTS, *FIGURES), (*values, *figures), strict=True))
    return dict.fromkeys(ANSWERS[:1], "") | row | dict.fromkeys(ANSWERS[1:], "")


def _sentences(side: Side) -> str:
    return " / ".join(
        f"{quote.group}, {quote.doc_id}: {' '.join(quote.sentence.split())}"
        for quote in side.quotes
    )


def read_answers(path: Path, author: str, at: str) -> Filled:
    """The filled rows as judgements. Raises InputError with file and line."""
    try:
        text = read_side_file(path, DECISIONS).decode("utf-8-sig")
    except FileNotFoundError as error:
        raise InputError("no such file of answers", where=path.name) from error
    except (OSError, UnicodeDecodeError) as error:
        hint = "Save it as CSV UTF-8."
        raise InputError(f"cannot be read: {error}", where=path.name, hint=hint) from error
    rows = _objects(text, path) if path.suffix == ".jsonl" else _table(text, path)
    found, empty = [], 0
    for number, row in rows:
        answer = _answer(row, f"{path.name}:{number}", author, at)
        if answer is None:
            empty += 1
        else:
            found.append(answer)
    return Filled(tuple(found), empty)


def _objects(text: str, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                row = parse_json(line)
            except ValueError as error:
                where = f"{path.name}:{number}"
                raise InputError(f"no valid JSON: {error}", where=where) from error
            if not isinstance(row, dict):
                raise InputError("no JSON object", where=f"{path.name}:{number}")
            yield number, row


def _table(text: str, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows of a CSV; spreadsheets of some languages write semicolons or tabs between the cells."""
    head = text.split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        hint = "Keep the columns of the exported file; fill the column verdict."
        raise InputError(f"the column {missing[0]!r} is missing", where=path.name, hint=hint)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise InputError(f"no readable CSV: {error}", where=path.name) from error


def _answer(row: dict[str, Any], where: str, author: str, at: str) -> Judgement | None:
    from toolkit.entities import Judgement

    for name in (*NEEDED, "question_id", "left_doc", "right_doc", "by", "why"):
        if not isinstance(row.get(name, ""), str | None):
            raise InputError(f"{name!r} is no text", where=where)
    said = (row.get("verdict") or "").strip().casefold()
    if not said:
        return None
    if said not in WORDS:
        hint = "One of: same, different, related, unsure; or leave it empty."
        raise InputError(f"unknown verdict {said!r}", where=where, hint=hint)
    left, left_doc, right, right_doc = _names(row, where)
    return Judgement(
        left, right, WORDS[said], (row.get("by") or "").strip() or author, at,
        (row.get("why") or "").strip(), left_doc=left_doc, right_doc=right_doc,
    )  # fmt: skip


def _names(row: dict[str, Any], where: str) -> tuple[str, ...]:
    """left, left_doc, right, right_doc as they were before a guard against formulas.

    The id of the question shows whether the row still asks what was asked.
    """
    from toolkit.corpus.questions import question_id
    from toolkit.documents.spreadsheet import unguard

    cells = [row.get(name) or "" for name in ("left", "left_doc", "right", "right_doc")]
    bare = [unguard(cell) for cell in cells]
    asked = row.get("question_id") or ""
    for names in (bare, cells) if asked else (bare,):
        if not names[0].strip() or not names[2].strip():
            raise InputError("a name is missing", where=where)
        if not asked or question_id(*names) == asked:
            return tuple(names)
    hint = "Change only the columns verdict, by and why, or empty question_id."
    raise InputError("the names are not those of the question", where=where, hint=hint)
