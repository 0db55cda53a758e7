"""Words of a sentence with exact offsets, in the few shapes that the rules look at."""

from __future__ import annotations

import functools
import re
from itertools import accumulate
from typing import NamedTuple

# In order: a word, which may hold digits (A330, DFNC2); abbreviations with full stops (U.S., H.E.),
# one initial (J.), a possessive, a single letter or digit, any other sign. All but the first and
# the last start with a single letter or a quote, so that most words match at once.
TOKEN = re.compile(
    r"([^\W_]{2,}"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[A-ZÀ-ÞА-Я]\.(?=\s*[A-ZÀ-ÞА-Я])"
    r"|[A-ZÀ-Þ]\.(?=\s+(?:van|von|de|del|der|di|da|du|al|el|bin|ten|ter)\s)"
    r"|(?<=\w)['’ʼ]s\b"
    r"|\S)"
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


MOST_WORDS = 200_000  # kept in memory; a corpus seldom has more distinct ones


class _Looks(dict[str, tuple[str, str, bool]]):
    """word -> (folded, shape, is_name): what does not depend on where a word stands; remembered,
    as words come again and again."""

    def __missing__(self, word: str) -> tuple[str, str, bool]:
        if len(self) >= MOST_WORDS:
            self.clear()
        shape = _shape(word)
        self[word] = found = (fold_word(word), shape, shape in NAMELIKE)
        return found


_looks = _Looks()
_make = functools.partial(tuple.__new__, Token)


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Tokens of `text[start:end]`; offsets are into `text`."""
    parts = TOKEN.split(text[start:end])  # white space and tokens in turn
    words = parts[1::2]
    if not words:
        return []
    # The hottest lines of all: whole columns at a time, which is much faster than word by word.
    edges = list(accumulate(map(len, parts), initial=start))
    lowers, shapes, names = zip(*map(_looks.__getitem__, words), strict=True)
    glued = [not space for space in parts[::2]]
    glued[0] = False
    rows = zip(edges[1::2], edges[2::2], words, lowers, shapes, glued, names, strict=False)
    return list(map(_make, rows))


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
