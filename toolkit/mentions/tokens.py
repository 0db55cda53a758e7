"""Words of a sentence with exact offsets, in the few shapes that the rules look at."""

from __future__ import annotations

import re
from typing import NamedTuple

# In order: abbreviations with full stops (U.S., H.E.), one initial (J.), a possessive, a word,
# any other sign. A word may hold digits (A330, DFNC2).
TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|[A-ZÀ-ÞА-Я]\.(?=\s*[A-ZÀ-ÞА-Я])"
    r"|[A-ZÀ-Þ]\.(?=\s+(?:van|von|de|del|der|di|da|du|al|el|bin|ten|ter)\s)"
    r"|(?<=\w)['’ʼ]s\b"
    r"|[^\W_]+"
    r"|\S"
)


NAMELIKE = frozenset(("cap", "upper", "initial"))


class Token(NamedTuple):
    """`shape` is cap (Word), upper (NATO, G7, U.S.), initial (J.), number, lower, possessive or
    sign. `glued` says that no space stands before it, `is_name` that the shape is that of a name.
    """

    start: int
    end: int
    text: str
    lower: str
    shape: str
    glued: bool
    is_name: bool


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Tokens of `text[start:end]`; offsets are into `text`."""
    found = []
    last = -1
    for match in TOKEN.finditer(text, start, end):
        word = match.group()
        at, last_before = match.start(), last
        last = match.end()
        shape = _shape(word)
        named = shape in NAMELIKE
        found.append(Token(at, last, word, fold_word(word), shape, at == last_before, named))
    return found


def fold_word(word: str) -> str:
    return word.replace("’", "'").replace("ʼ", "'").casefold()


def _shape(word: str) -> str:
    first = word[0]
    if not first.isalnum():
        return "possessive" if first in "'’ʼ" and len(word) == 2 else "sign"
    if word[-1] == ".":
        return "initial" if len(word) == 2 else "upper"
    if word.islower():
        return "lower" if first.isalpha() else "number"
    if first.isdigit() and not any(map(str.isalpha, word)):
        return "number"
    if first.isdigit():
        return "upper" if sum(map(str.isalpha, word)) > 1 and word.isupper() else "number"
    if word.isupper():
        return "upper" if len(word) > 1 else "cap"
    if first.isupper() or first.istitle():
        return "cap"
    # "eFP", "iPhone": a capital right after one small letter makes a name, too
    return "cap" if len(word) > 2 and first.islower() and word[1].isupper() else "lower"
