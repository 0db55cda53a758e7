"""Pages of runs -> one text with zones, page breaks and a title.

Pages are divided by a form feed, as other programs do it: `lines.page_of` reads it. What stands
at the edge of pages and comes back is a zone of its own line, put before or after the paragraph
that runs over the break, so that no sentence is torn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.documents.furniture import furniture
from toolkit.documents.lines import PAGE
from toolkit.documents.pdf.columns import blocks_of
from toolkit.documents.pdf.paragraphs import FOOTNOTE, Joiner, Paragraph, continues, paragraphs_of
from toolkit.documents.pdf.rows import Row, rows_of
from toolkit.documents.pdf.runs import Run
from toolkit.types import Zone

BREAK = "\n\n"
TITLE_ROWS = 5
TITLE_SIZE = 1.15  # of the size of the text


@dataclass
class Layout:
    text: str = ""
    zones: list[Zone] = field(default_factory=list)
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Page:
    head: list[tuple[Row, str]]
    body: list[Paragraph]
    foot: list[tuple[Row, str]]


def lay_out(pages: Sequence[Sequence[Run]]) -> Layout:
    """The text of all pages; empty where there is none."""
    upright = [[run for run in page if run.upright] for page in pages]
    turned = [[run for run in page if not run.upright] for page in pages]
    rows = [rows_of(page) for page in upright]
    kinds = furniture([[(row.text, row.size) for row in page] for page in rows])
    joiner = Joiner(row for page in rows for row in page)
    built = [
        _page(number, runs, page, found)
        for number, (runs, page, found) in enumerate(zip(upright, rows, kinds, strict=True))
    ]
    size = _text_size(built)
    writer = _Writer(joiner, size)
    for number, page in enumerate(built):
        writer.page(page, [Row(r.text, *r[1:6]) for r in turned[number]], first=not number)
    writer.finish()
    return Layout(writer.text, writer.zones, _title(built, joiner, size))


def _page(number: int, runs: Sequence[Run], rows: Sequence[Row], kinds: dict[int, str]) -> _Page:
    """One page: what comes back taken out, the rest in reading order."""
    edge = [(rows[i], kind) for i, kind in sorted(kinds.items())]
    heads = [entry for entry in edge if entry[1] == "page_header"]
    taken = [row for row, _ in edge]
    middle = [r for r in runs if not any(_within(r, row) for row in taken)]
    body = [p for block in blocks_of(middle) for p in paragraphs_of(block, number)]
    half = (rows[0].top + rows[-1].bottom) / 2 if rows else 0.0
    top = [e for e in edge if e in heads or e[0].bottom > half]
    return _Page(top, body, [e for e in edge if e not in top])


def _within(run: Run, row: Row) -> bool:
    middle = (run.bottom + run.top) / 2
    inside = row.left - 1 <= run.left and run.right <= row.right + 1
    return inside and row.bottom <= middle <= row.top


def _text_size(pages: Sequence[_Page]) -> float:
    """The size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for paragraph in page.body:
            sizes[round(paragraph.size, 1)] += sum(len(row.text) for row in paragraph.rows)
    return max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 0.0


def _title(pages: Sequence[_Page], joiner: Joiner, size: float) -> str:
    """What is set in the largest type of the first page, if it is larger than the text."""
    body = pages[0].body if pages else []
    large = [p for p in body if p.size >= TITLE_SIZE * size and len(p.rows) <= TITLE_ROWS]
    if not large:
        return ""
    best = max(large, key=lambda p: p.size)
    return joiner.text(best.rows)


class _Writer:
    """Puts paragraphs, headers and page breaks into one text."""

    def __init__(self, joiner: Joiner, size: float) -> None:
        self.text = ""
        self.zones: list[Zone] = []
        self._joiner, self._size = joiner, size
        self._open: Paragraph | None = None  # the last paragraph, not written yet
        self._so_far = ""

    def page(self, page: _Page, turned: Sequence[Row], first: bool) -> None:
        body, notes = self._notes(page.body)
        goes_on = bool(body) and self._open is not None and continues(self._open, body[0])
        if goes_on:
            self._add(body.pop(0), PAGE)
        self._flush()
        if not (goes_on or first):
            self.text += BREAK + PAGE
        self._edge(page.head)
        for paragraph in body:
            if self._open is not None and continues(self._open, paragraph):
                self._add(paragraph, " ")
            else:
                self._flush()
                self._open, self._so_far = paragraph, self._joiner.text(paragraph.rows)
        self._hold(page, turned, notes)

    def _hold(self, page: _Page, turned: Sequence[Row], notes: Sequence[Paragraph]) -> None:
        """Notes and footers of a page stand before a paragraph that may go on on the next."""
        waiting, so_far = self._open, self._so_far
        if waiting is not None and not waiting.is_open:
            self._flush()
            waiting = None
        self._open = None
        for note in notes:
            self._line(self._joiner.text(note.rows))
        self._edge([*((row, "margin_text") for row in turned), *page.foot])
        self._open, self._so_far = waiting, so_far

    def _notes(self, body: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
        """The paragraphs of a page, and the footnotes below them."""
        last = len(body)
        while last > 1 and body[last - 1].size < FOOTNOTE * self._size:
            last -= 1
        return body[:last], body[last:]

    def _add(self, paragraph: Paragraph, blank: str) -> None:
        assert self._open is not None
        self._so_far = self._joiner.join(
            self._so_far, self._joiner.text(paragraph.rows), blank=blank
        )
        self._open = Paragraph(self._open.rows + paragraph.rows, self._open.page)

    def _flush(self) -> None:
        if self._open is not None:
            self._line(self._so_far)
            self._open = None

    def _edge(self, rows: Sequence[tuple[Row, str]]) -> None:
        for row, kind in rows:
            start = self._line(row.text)
            self.zones.append(Zone(start, len(self.text), kind))

    def _line(self, text: str) -> int:
        """Add a paragraph; where it begins. Rows of one table stand on lines of their own."""
        if self.text and not self.text.endswith((PAGE, "\n")):
            self.text += BREAK
        start = len(self.text)
        self.text += text
        return start

    def finish(self) -> None:
        self._flush()
        self.text += "\n" if self.text else ""


def unread(pages: Sequence[Sequence[Run]]) -> Iterator[int]:
    """Numbers, from 1, of the pages without text."""
    return (number for number, page in enumerate(pages, 1) if not page)
