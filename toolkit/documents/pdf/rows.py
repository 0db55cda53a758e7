"""Runs -> rows of a page: what stands on one base line, from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.documents.pdf.runs import CELL, SPACE, Run

RAISED = 0.15  # of the size: how far a footnote mark stands above the base line
SMALL = 0.8  # of the size: how large a footnote mark is at most
_MARK = re.compile(r"\d{1,3}(?:,\s?\d{1,3})*|[*†‡]")
_LABEL = re.compile(
    r"[•▪◦‣·●■–—*-]|\(?(?:\d{1,3}\.)*\d{1,3}[.)]?|\(?[a-zA-Z][.)]|\(?[ivx]{1,5}[.)]"
)
_UNIT = re.compile(r"(?:^|[\s\d(])(?:[kcdm]?m|[CN]O|H|CO)$")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of type. `cells` > 1 where wide gaps divide it, save that behind the mark of a list
    or the number of a heading; `size` is that of most of it."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    cells: int = 1


def rows_of(runs: Iterable[Run]) -> list[Row]:
    """Rows from top to bottom."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: (-(r.bottom + r.top) / 2, r.left)):
        if lines and _on_line(lines[-1], run):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [_row(sorted(line, key=lambda r: r.left)) for line in lines]


def _on_line(line: Sequence[Run], run: Run) -> bool:
    largest = max(line, key=lambda r: r.size)
    shared = min(largest.top, run.top) - max(largest.bottom, run.bottom)
    return shared > 0.55 * min(largest.size, run.size)


def _row(runs: Sequence[Run]) -> Row:
    size = max(runs, key=lambda r: (len(r.text), r.size)).size
    base = min((r.bottom for r in runs if r.size > SMALL * size), default=runs[0].bottom)
    text, cells, reach = "", 1, runs[0].left
    for run in runs:
        gap = run.left - reach
        if text and gap > CELL * size and not _LABEL.fullmatch(text):
            text, cells = f"{text} | {run.text}", cells + 1
        elif text and _is_mark(run, size, base, text):
            text += f"[{run.text}]"
        elif text and gap > SPACE * size and not run.text.startswith((",", ".")):
            text = f"{text} {run.text}"
        else:
            text += run.text
        reach = max(reach, run.right)
    return Row(text, runs[0].left, min(r.bottom for r in runs), reach,
               max(r.top for r in runs), size, cells)  # fmt: skip


def _is_mark(run: Run, size: float, base: float, before: str) -> bool:
    """Whether a run is the mark of a footnote: small, raised, a number; no square metres."""
    raised = run.size <= SMALL * size and run.bottom > base + RAISED * size
    return raised and bool(_MARK.fullmatch(run.text)) and not _UNIT.search(before)
