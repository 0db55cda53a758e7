"""Words of a sentence with exact offsets, in the few shapes that the rules look at."""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from itertools import accumulate, compress, repeat
from typing import NamedTuple

# In order: a word, which may hold digits (A330, DFNC2); abbreviations with full stops (U.S., H.E.),
# one initial (J.), a possessive, a single letter or digit, any other sign. All but the first and
# the last start with a single letter or a quote, so that most words match at once. White space
# fails at once, too, before any of them is tried.
TOKEN = re.compile(
    r"((?=\S)(?:[^\W_]{2,}"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[A-ZÀ-ÞА-Я]\.(?=\s*[A-ZÀ-ÞА-Я])"
    r"|[A-ZÀ-Þ]\.(?=\s+(?:van|von|de|del|der|di|da|du|al|el|bin|ten|ter)\s)"
    r"|(?<=\w)['’ʼ]s\b"
    r"|\S))"
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


# Between the halves of a word: a hyphen at the end of a line before a small letter, and signs that
# nobody sees. What each of these must hold, to be looked for first.
_BROKEN = re.compile(
    r"(?<=[^\W\d_])(?:-[ \t]*(?:\r\n|[\r\n])[ \t]*(?=[a-zß-öø-ÿ])"
    "|[\u00ad\u200b\u2060\ufeff]+[ \t]*(?:\r\n|[\r\n])?[ \t]*(?=[^\\W\\d_]))"
)
_BREAKS = ("-\n", "- \n", "-\r", "\u00ad", "\u200b", "\u2060", "\ufeff")
# First halves that keep their hyphen ("co-\noperation", "vice-\npresident").
HYPHENED = frozenset("co non anti counter post pre inter sub multi self vice then ex".split())
APART = "\0"  # between stretches: no word, no space, and hardly in a text
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


class Words(NamedTuple):
    """The tokens of a stretch of text and, column by column, what most rules look at first: texts,
    folded texts, offsets, and the indices of what has the shape of a name."""

    tokens: list[Token]
    texts: tuple[str, ...] = ()
    lowers: tuple[str, ...] = ()
    starts: Sequence[int] = ()
    names: Sequence[int] = ()


_looks = _Looks()


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Tokens of `text[start:end]`; offsets are into `text`."""
    return read_words(text, start, end).tokens


def written_words(text: str) -> tuple[str, ...]:
    """The texts of the tokens of a text, and no more."""
    return tuple(TOKEN.split(text)[1::2])


def first_word(text: str) -> str:
    """The text of the first token, '' where there is none."""
    found = TOKEN.search(text)
    return found[0] if found else ""


def read_words(text: str, start: int, end: int) -> Words:
    """Tokens of `text[start:end]` with their columns."""
    words = _columns(text[start:end], start, whole=True)[0]
    return _mended(text, words) if _may_break(text) and _BROKEN.search(text, start, end) else words


def _may_break(text: str) -> bool:
    return any(map(text.__contains__, _BREAKS))


def _mended(text: str, words: Words) -> Words:
    """The words with those put together that a line break or a soft hyphen cut in two: the token
    reaches over both halves, its text is the word ("Euro-\\npean" is "European")."""
    mended: list[Token] = []
    goes_on = 0  # where the second half of the last token begins
    for token in words.tokens:
        if token.start < goes_on:
            continue
        last = mended[-1] if mended else None
        if last is not None and token.start == goes_on:
            word = last.text + token.text
            mended[-1] = Token(last.start, token.end, word, *_looks[word][:2], last.glued,
                               _looks[word][2])  # fmt: skip
            continue
        cut = _BROKEN.match(text, token.start) if last is not None else None
        if cut and last and (token.text != "-" or last.lower not in HYPHENED):
            goes_on = cut.end()
        else:
            mended.append(token)
    return words_of(mended)


def read_stretches(text: str, stretches: Sequence[tuple[int, int]]) -> list[Words]:
    """Tokens of some stretches of a text, in order, each by itself as `read_words` reads it. All
    are read at once, which takes two thirds of the time."""
    if _may_break(text):
        return [read_words(text, start, end) for start, end in stretches]
    sheet, at = [], 0
    for start, end in stretches:
        if start <= at and at:  # nothing between two stretches that could hold them apart
            return [read_words(text, start, end) for start, end in stretches]
        sheet += [" " * (start - at - 1), APART if start else "", text[start:end]]
        at = end
    if APART in text or not stretches:
        return [read_words(text, start, end) for start, end in stretches]
    return _columns("".join(sheet), 0, whole=False)[-len(stretches) :]


def _columns(text: str, offset: int, whole: bool) -> list[Words]:
    """Tokens of a text with their columns, `whole` or of each of what APART holds apart."""
    parts = TOKEN.split(text)  # white space and tokens in turn
    texts = tuple(parts[1::2])
    if not texts:
        return [Words([])]
    # The hottest lines of all: whole columns at a time, which is much faster than word by word.
    edges = list(accumulate(map(len, parts), initial=offset))
    lowers, shapes, named = zip(*map(_looks.__getitem__, texts), strict=True)
    glued = list(map(operator.not_, parts[::2]))
    glued[0] = False
    ends = [len(texts)] if whole else _boundaries(texts)
    for end in ends[:-1]:
        glued[end + 1] = False
    starts = edges[1:-1:2]
    rows = zip(starts, edges[2::2], texts, lowers, shapes, glued, named, strict=False)
    tokens = list(map(tuple.__new__, repeat(Token), rows))
    if len(ends) == 1:
        return [Words(tokens, texts, lowers, starts, list(compress(range(len(texts)), named)))]
    found, first = [], 0
    for end in ends:
        names = list(compress(range(end - first), named[first:end]))
        found.append((tokens[first:end], texts[first:end], lowers[first:end],
                      starts[first:end], names))  # fmt: skip
        first = end + 1
    return list(map(Words._make, found))


def _boundaries(texts: tuple[str, ...]) -> list[int]:
    """Where the stretches of a text end: at APART, and at the end."""
    ends, at = [], -1
    try:
        while True:
            at = texts.index(APART, at + 1)
            ends.append(at)
    except ValueError:
        return [*ends, len(texts)]


def word_token(word: str) -> Token:
    """A word of a text as a token, wherever it stands."""
    return Token(0, len(word), word, *_looks[word][:2], False, _looks[word][2])


def words_of(tokens: list[Token]) -> Words:
    """Some tokens with their columns."""
    columns = list(zip(*tokens, strict=True)) or [(), (), (), ()]
    names = [at for at, token in enumerate(tokens) if token.is_name]
    return Words(tokens, columns[2], columns[3], columns[0], names)


def fold_word(word: str) -> str:
    if word.isascii():  # holds no quotes of typographers; nearly all words
        return word.lower()
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
