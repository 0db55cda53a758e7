"""Text of documents made safe for a console: what `print` and a notebook show of results."""

from __future__ import annotations


def printable(text: str) -> str:
    """`text` in its lines; a character that a terminal obeys, that hides or that turns a line
    around is written as an escape (\\x1b, \\u202e)."""
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character.isprintable() or character == "\n":
        return character
    return character.encode("unicode_escape").decode("ascii")
