"""Rows -> paragraphs: lines that run on are joined, words cut at the end of a line made whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.documents.pdf.rows import Row

LEADING = 1.45  # of the usual distance of lines: more is a gap between paragraphs
SIZES = 1.08  # ratio of sizes from which on two rows are set in different type
INDENT = 0.8  # of the size
FOOTNOTE = 0.93  # of the size of the text: type of notes at the foot of a page
_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*(?:\[\d{1,3}\])?$")
_BULLET = re.compile(r"(?:[•▪◦‣·●■–—*-]|\(?\d{1,3}[.)]|\(?[a-z]\)|\(?[ivx]{1,5}\))\s+\S")
_LEADERS = re.compile(r"(?:[.…·]\s?){4,}\s*(?:\d{1,4}|[ivxlc]{1,7})$")  # a table of contents
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CUT = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_GOES_ON = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Rows that are read as one, with the number of the page where they begin (from 0)."""

    rows: tuple[Row, ...]
    page: int

    @property
    def size(self) -> float:
        return self.rows[0].size

    @property
    def is_open(self) -> bool:
        """Whether the last row may go on in another column or on another page."""
        last = self.rows[-1]
        return last.cells == 1 and not _ENDED.search(last.text)


def paragraphs_of(block: Sequence[Row], page: int) -> list[Paragraph]:
    """The paragraphs of one block of rows, from top to bottom."""
    if not block:
        return []
    groups: list[list[Row]] = [[block[0]]]
    leading = _leading(block)
    left, right = _edges(block)
    for above, row in pairwise(block):
        if _runs_on(above, row, leading, left, right[_size_key(above)]):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [Paragraph(tuple(rows), page) for rows in groups]


def continues(before: Paragraph, after: Paragraph) -> bool:
    """Whether a paragraph goes on at the top of the next column or page."""
    first, last = after.rows[0], before.rows[-1]
    if not before.is_open or first.cells > 1 or _BULLET.match(first.text):
        return False
    if max(first.size, last.size) > SIZES * min(first.size, last.size):
        return False
    if first.text[0].islower() or _CUT.search(last.text) or last.text.endswith(","):
        return True
    if len(before.rows) < 2:
        return False
    widest = max(row.right - row.left for row in before.rows)
    return last.right - last.left > 0.9 * widest


def _leading(block: Sequence[Row]) -> float:
    """The usual distance between base lines of rows in the same type, in sizes of the type."""
    steps = sorted(
        (a.bottom - b.bottom) / a.size
        for a, b in pairwise(block)
        if 0 < a.bottom - b.bottom < 2.2 * a.size and _same_type(a, b)
    )
    return steps[len(steps) // 4] if steps else 1.1


def _edges(block: Sequence[Row]) -> tuple[float, dict[int, float]]:
    """The left edge of the text, and the right edge by size of type."""
    right: dict[int, float] = {}
    for row in block:
        key = _size_key(row)
        right[key] = max(right.get(key, 0.0), row.right)
    lefts = sorted(row.left for row in block)
    return lefts[len(lefts) // 3], right


def _size_key(row: Row) -> int:
    return round(row.size)


def _same_type(a: Row, b: Row) -> bool:
    return max(a.size, b.size) <= SIZES * min(a.size, b.size)


def _runs_on(above: Row, row: Row, leading: float, left: float, right: float) -> bool:
    """Whether `row` goes on with what `above` began."""
    if above.cells > 1 or row.cells > 1 or not _same_type(above, row):
        return False
    if _LEADERS.search(above.text):
        return False
    step = above.bottom - row.bottom
    if not 0 < step <= LEADING * leading * above.size:
        return False
    if _CUT.search(above.text) and row.text[0].islower():
        return True
    if _BULLET.match(row.text) and not above.text.endswith(","):
        return False
    ended = bool(_ENDED.search(above.text))
    indented = row.left - left > INDENT * row.size and row.left - above.left > INDENT * row.size
    if indented and ended:
        return False
    first = row.text.split(None, 1)[0]
    width = (row.right - row.left) * len(first) / max(len(row.text), 1)
    fits = above.right + 0.3 * above.size + width < right - 0.5 * above.size
    return not fits or (row.text[0].islower() and not ended)


class Joiner:
    """Joins rows to text. What a hyphen at the end of a line means is learnt from the words of
    the whole document: "co-" + "operation" is what the document writes elsewhere."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._words: set[str] = set()
        for row in rows:
            words = _WORD.findall(row.text.casefold())
            self._words.update(words[:-1] if _CUT.search(row.text) else words)

    def text(self, rows: Sequence[Row]) -> str:
        text = rows[0].text
        for row in rows[1:]:
            text = self.join(text, row.text)
        return text

    def join(self, before: str, after: str, blank: str = " ") -> str:
        """`before` and `after` as one text; `blank` stands behind the first word of `after` where
        a cut word was made whole, else between the two."""
        cut, goes_on = _CUT.search(before), _GOES_ON.match(after)
        if cut and goes_on:
            hyphen = "-" if self._keeps_hyphen(cut[1], goes_on[0]) else ""
            whole = before[: cut.end(1)] + hyphen
            if blank == " ":
                return whole + after
            word, found, rest = after.partition(" ")
            return whole + word + (blank + rest if found else "")
        if before.endswith(("-", "–", "/")) and after[:1].isalnum() and before[-2:-1].isalnum():
            return before + ("" if blank == " " else blank) + after
        return before + blank + after

    def _keeps_hyphen(self, first: str, second: str) -> bool:
        low, high = first.casefold(), second.casefold()
        if low + high in self._words:
            return False
        if f"{low}-{high}" in self._words or not second[0].islower() or first.isupper():
            return True
        return len(low) > 2 and low in self._words and high in self._words
