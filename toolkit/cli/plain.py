"""Text from documents, file names and people, made safe to print. Nothing else prints it.

A terminal obeys escape sequences, a bidirectional control turns a line around, and a newline in a
name fakes a line of ours. Such characters are written as escapes. Nothing is read as markup.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

CELL = 60


def plain(value: object) -> str:
    """`value` as one printable line: what cannot be seen is written as an escape (\\x1b, \\u202e),
    spaces of every width become a space."""
    return "".join(c if c.isprintable() else _escape(c) for c in str(value))


def sentence(text: str) -> str:
    """Running text as one printable line: line breaks and runs of spaces become one space."""
    return plain(" ".join(text.split()))


def shorten(value: object, width: int = CELL) -> str:
    """One printable line of at most `width` terminal columns, cut with an ellipsis."""
    text = plain(value)
    if columns(text) <= width:
        return text
    kept, used = [], 0
    for character in text:
        used += columns(character)
        if used >= width:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def columns(text: str) -> int:
    """How many columns a terminal needs for `text`."""
    return sum(_width(character) for character in text)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """Aligned lines, the head first. Columns that hold only numbers are set to the right."""
    cells = [[shorten(cell) for cell in row] for row in rows]
    widths = [max(columns(text) for text in column) for column in zip(head, *cells, strict=True)]
    right = [
        bool(rows) and all(isinstance(row[i], int | float) for row in rows)
        for i in range(len(head))
    ]  # fmt: skip
    return [
        "  ".join(
            _pad(text, width, to_right)
            for text, width, to_right in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in (head, *cells)
    ]


def _pad(text: str, width: int, to_right: bool) -> str:
    space = " " * (width - columns(text))
    return space + text if to_right else text + space


def _escape(character: str) -> str:
    if unicodedata.category(character) == "Zs":
        return " "
    return character.encode("unicode_escape").decode("ascii")


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
