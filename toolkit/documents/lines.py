"""A text as lines with exact offsets, and the folding in which phrases are compared with them."""

from __future__ import annotations

import re
from typing import NamedTuple

PAGE = "\f"  # ends a page, in our texts of PDFs and in those of other programs
BREAK = r"\r\n|[\n\r\u2028\u2029]"
_LINE = re.compile(rf"([^\n\r\u2028\u2029]*)(?:{BREAK}|\Z)")
_WORDS = re.compile(r"\w+")


class Line(NamedTuple):
    """One line: `text[start:end]` of the document without its line break; `text` is stripped,
    `feeds` are the page breaks before it."""

    start: int
    end: int
    text: str
    feeds: int = 0

    @property
    def words(self) -> int:
        return len(self.text.split())


def split_lines(text: str) -> list[Line]:
    """All lines in order, blank ones with an empty `text`."""
    found = [
        Line(m.start(), m.end(1), m[1].strip(), m[1].count(PAGE)) for m in _LINE.finditer(text)
    ]
    if found and found[-1].start == len(text):
        found.pop()  # the empty match after a final line break
    return found


def fold_line(text: str) -> str:
    """Words in lower case, joined by single blanks; punctuation and marks are left out."""
    return " ".join(_WORDS.findall(text.casefold()))


def page_of(text: str, offset: int) -> int:
    """The page on which `offset` lies, from 1; 0 where the text is not divided into pages."""
    return text.count(PAGE, 0, offset) + 1 if PAGE in text else 0
