"""Finds the lines that lead around a site or a document: menus, breadcrumbs, tables of contents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from toolkit.documents.boilerplate import phrases
from toolkit.documents.lines import Line, fold_line

Claims = Iterator[tuple[int, str]]  # numbers of lines with their kind
Detector = Callable[[Sequence[Line], Sequence[str], str], Claims]

ITEM_WORDS = 4  # of an item of a menu
ITEMS = 2  # items that a menu must have that menus usually have
TEXT_END = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_LEADERS = re.compile(r"(?:[.…·]\s?){4,}\s*(?:\d{1,4}|[ivxlc]{1,7})$")
_CRUMBS = re.compile(r"\s[>»›→]\s")
_BAR = re.compile(r"\s*[|·•]\s*|\s{2,}|\t")


def menus(lines: Sequence[Line], kinds: Sequence[str], lang: str) -> Claims:
    """Short lines one below the other, from the first to the last that is usual in menus, where
    there are two ("Home", "Who is who", "Contact"); and the same in one line, with bars."""
    usual = phrases().menu
    run: list[int] = []  # the short lines up to here, with nothing else between them
    for number, line in enumerate(lines):
        if not line.text:
            continue
        parts = [fold_line(part) for part in _BAR.split(line.text)]
        if len(parts) > 1 and sum(part in usual for part in parts) >= max(ITEMS, len(parts) / 2):
            yield number, "navigation"
        elif line.words <= ITEM_WORDS and not TEXT_END.search(line.text):
            run.append(number)
        else:
            yield from _menu(lines, run)
            run = []
    yield from _menu(lines, run)


def _menu(lines: Sequence[Line], run: Sequence[int]) -> Claims:
    usual = phrases().menu
    items = [at for at, number in enumerate(run) if fold_line(lines[number].text) in usual]
    if len(items) >= ITEMS:
        yield from ((number, "navigation") for number in run[items[0] : items[-1] + 1])


def breadcrumbs(lines: Sequence[Line], kinds: Sequence[str], lang: str) -> Claims:
    """ "Home > News > 2025": names of pages with arrows between them."""
    for number, line in enumerate(lines):
        if 0 < len(line.text) <= 200 and len(_CRUMBS.findall(line.text)) >= 2:
            parts = [part.split() for part in _CRUMBS.split(line.text)]
            if all(0 < len(part) <= 8 for part in parts) and not TEXT_END.search(line.text):
                yield number, "navigation"


def contents(lines: Sequence[Line], kinds: Sequence[str], lang: str) -> Claims:
    """Lines of a table of contents: a heading, dots, the number of a page."""
    for number, line in enumerate(lines):
        if 0 < len(line.text) <= 300 and _LEADERS.search(line.text):
            yield number, "table_of_contents"
