"""Runs of a page -> blocks of rows in the order in which people read them.

A page has columns where a vertical strip stays free of text between two sides that are both text:
lines that fill their side, or sides that the file itself writes one after the other. Rows that
cross the strip (a title, a wide picture's caption) divide the page into bands. What looks like the
cells of a table is read row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from toolkit.documents.pdf.rows import Row, rows_of
from toolkit.documents.pdf.runs import Run

STEP = 2.0  # points between the places where a strip is looked for
MARGIN = 0.15  # of the width of the text where no strip may lie, on either side
STRIP = 0.7  # of the size: the least width of a strip
CROSSING = 0.25  # of the rows of the fuller side that may cross a strip
LEAST_ROWS = 3  # on each side
FILLED = 0.6  # of the width of a side: the median run of running text
TURNS = 0.3  # a table changes sides at every row, columns hardly ever


def blocks_of(runs: Sequence[Run], depth: int = 0) -> list[list[Row]]:
    """Blocks in reading order, each from top to bottom."""
    strip = _strip(runs) if depth < 3 else None
    if strip is None:
        rows = rows_of(runs)
        return [rows] if rows else []
    wide = [r for r in runs if r.left < strip - 1 and r.right > strip + 1]
    sides = [r for r in runs if not (r.left < strip - 1 and r.right > strip + 1)]
    edges = [row.bottom for row in rows_of(wide)]
    blocks: list[list[Row]] = []
    above = float("inf")
    for bottom in [*edges, float("-inf")]:
        crossing = [r for r in wide if bottom <= _height(r) < above]
        top = min((r.bottom for r in crossing), default=bottom)
        band = [r for r in sides if top <= _height(r) < above]
        for side in ([r for r in band if r.right <= strip + 1],
                     [r for r in band if r.right > strip + 1]):  # fmt: skip
            blocks += blocks_of(side, depth + 1)
        if crossing:
            blocks.append(rows_of(crossing))
        above = bottom
    return _joined(blocks, wide)


def _height(run: Run) -> float:
    return (run.bottom + run.top) / 2


def _joined(blocks: list[list[Row]], wide: Sequence[Run]) -> list[list[Row]]:
    """Rows that cross the strip right below one another are one block."""
    texts = {(r.left, r.bottom) for r in wide}
    found: list[list[Row]] = []
    joining = False
    for block in blocks:
        crossing = any((row.left, row.bottom) in texts for row in block)
        if crossing and joining:
            found[-1].extend(block)
        else:
            found.append(block)
        joining = crossing
    return found


def _strip(runs: Sequence[Run]) -> float | None:
    """The middle of the strip that divides the runs into columns, or None."""
    if len(runs) < 2 * LEAST_ROWS:
        return None
    low, high = min(r.left for r in runs), max(r.right for r in runs)
    size = median(r.size for r in runs)
    count = int((high - low) / STEP) + 1
    if high - low < 10 * size or count > 10_000:
        return None
    change = [0] * (count + 2)
    for run in runs:
        change[max(0, int((run.left - low) / STEP))] += 1
        change[min(count, int((run.right - low) / STEP)) + 1] -= 1
    crossing, total = [], 0
    for step in change[:count]:
        total += step
        crossing.append(total)
    first, last = int(count * MARGIN), int(count * (1 - MARGIN))
    best: tuple[int, float, float] | None = None
    for begin, end in _free(crossing, first, last):
        width = (end - begin) * STEP
        if width >= STRIP * size:
            middle = low + (begin + end) / 2 * STEP
            rank = (max(crossing[begin:end]), -width, middle)
            best = rank if best is None else min(best, rank)
    return best[2] if best and _divides(runs, best[2], size) else None


def _free(crossing: Sequence[int], first: int, last: int) -> list[tuple[int, int]]:
    """Stretches that as few runs cross as any other stretch, and some more."""
    found: list[tuple[int, int]] = []
    for allowed in sorted(set(crossing[first:last]))[:6]:
        begin = -1
        for at in range(first, last + 1):
            free = at < last and crossing[at] <= allowed
            if free and begin < 0:
                begin = at
            elif not free and begin >= 0:
                found.append((begin, at))
                begin = -1
    return found


def _divides(runs: Sequence[Run], strip: float, size: float) -> bool:
    """Whether both sides of a strip are columns of text."""
    left = [r for r in runs if r.right <= strip + 1]
    right = [r for r in runs if r.left >= strip - 1]
    fewer = min(len({round(r.bottom / size) for r in side}) for side in (left, right))
    if fewer < LEAST_ROWS:
        return False
    crossing = len(runs) - len(left) - len(right)
    if crossing > CROSSING * max(len(left), len(right)) + 2:
        return False
    sides = [r.right <= strip + 1 for r in runs if r.right <= strip + 1 or r.left >= strip - 1]
    turns = sum(a != b for a, b in pairwise(sides))
    prose = all(_is_prose(side) for side in (left, right))
    return prose or (turns <= TURNS * fewer and any(_is_prose(s) for s in (left, right)))


def _is_prose(side: Sequence[Run]) -> bool:
    low, high = min(r.left for r in side), max(r.right for r in side)
    return median(r.right - r.left for r in side) >= FILLED * (high - low)
