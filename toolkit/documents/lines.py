"""A text as lines with exact offsets, and the folding in which phrases are compared with them."""

from __future__ import annotations

import re
from typing import NamedTuple

BREAK = r"\r\n|[\n\r\u2028\u2029]"
_LINE = re.compile(rf"([^\n\r\u2028\u2029]*)(?:{BREAK}|\Z)")
_WORDS = re.compile(r"\w+")


class Line(NamedTuple):
    """One line: `text[start:end]` of the document without its line break; `text` is stripped."""

    start: int
    end: int
    text: str

    @property
    def words(self) -> int:
        return len(self.text.split())


def split_lines(text: str) -> list[Line]:
    """All lines in order, blank ones with an empty `text`."""
    found = [Line(m.start(), m.end(1), m[1].strip()) for m in _LINE.finditer(text)]
    if found and found[-1].start == len(text):
        found.pop()  # the empty match after a final line break
    return found


def fold_line(text: str) -> str:
    """Words in lower case, joined by single blanks; punctuation and marks are left out."""
    return " ".join(_WORDS.findall(text.casefold()))
