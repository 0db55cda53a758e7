"""Words of a sentence with exact offsets, in the few shapes that the rules look at."""

from __future__ import annotations

import re
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Token:
    """`shape` is cap (Word), upper (NATO, G7, U.S.), initial (J.), number, lower, possessive or
    sign. `glued` says that no space stands before it."""

    start: int
    end: int
    text: str
    lower: str
    shape: str
    glued: bool

    @property
    def is_name(self) -> bool:
        return self.shape in ("cap", "upper", "initial")


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Tokens of `text[start:end]`; offsets are into `text`."""
    found = []
    last = -1
    for match in TOKEN.finditer(text, start, end):
        word = match.group()
        found.append(
            Token(match.start(), match.end(), word, fold_word(word), _shape(word),
                  match.start() == last)
        )  # fmt: skip
        last = match.end()
    return found


def fold_word(word: str) -> str:
    return word.replace("’", "'").replace("ʼ", "'").casefold()


def _shape(word: str) -> str:
    first = word[0]
    if first in "'’ʼ" and len(word) == 2:
        return "possessive"
    if not first.isalnum():
        return "sign"
    if word[-1] == ".":
        return "initial" if len(word) == 2 else "upper"
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return "number"
    if first.isdigit():
        return "upper" if len(letters) > 1 and all(c.isupper() for c in letters) else "number"
    if not (first.isupper() or first.istitle()):
        # "eFP", "iPhone": a capital right after one small letter makes a name, too
        return "cap" if len(word) > 2 and first.islower() and word[1].isupper() else "lower"
    if all(c.isupper() for c in letters) and len(word) > 1:
        return "upper"
    return "cap"
