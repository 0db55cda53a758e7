"""Acronyms: what a long form may be shortened to, and whether a short form fits it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from toolkit.names.normalise import strip_marks

# Closed-class words that an acronym may leave out.
_CLOSED_CLASS = (
    "a an and at by for from in into of on or the through to under with within"
    " d da das de del della den der des di die do dos du e el en et fur i im l la las le les los"
    " og pour sur und van voor von y zu"
)
FUNCTION_WORDS = frozenset(_CLOSED_CLASS.split())
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
_SIGNS = re.compile(r"[.\-/&’']")
_DIGITS = re.compile(r"\d+")
_ENOUGH = 0.6
_ENOUGH_IN_A_ROW = 0.5


@lru_cache(maxsize=32768)
def is_acronym(text: str) -> bool:
    """Is the shape that of an acronym: 2 to 10 characters, mostly capitals, no space."""
    text = text.strip()
    if " " in text:
        return False
    bare = _SIGNS.sub("", text)
    if not 2 <= len(bare) <= 10 or not bare.isalnum() or not bare[0].isalnum():
        return False
    if bare[-1] == "s" and len(bare) > 2:
        bare = bare[:-1]
    capitals = sum(char.isupper() for char in bare)
    letters = sum(char.isalpha() for char in bare)
    if letters == 1:
        return capitals == 1 and len(bare) <= 3  # G7, G20
    small = letters - capitals
    return capitals >= 2 and bare[0].isupper() | bare[0].isdigit() and small * 2 <= capitals


@lru_cache(maxsize=32768)
def letters_of(acronym: str) -> str:
    """The letters and digits of an acronym in capitals, without a plural s."""
    bare = "".join(char for char in strip_marks(acronym) if char.isalnum())
    if len(bare) > 2 and bare[-1] == "s" and bare[-2].isupper():
        bare = bare[:-1]
    return bare.upper()


def _words(long_form: str) -> list[str]:
    text = re.sub(r"\b([dl])['’](?=\w)", r"\1 ", strip_marks(long_form), flags=re.IGNORECASE)
    words = [word.replace("’", "'") for word in _WORD.findall(text)]
    return ["and" if word == "&" else re.sub(r"'s$", "", word) for word in words]


def _is_content(word: str) -> bool:
    return word.casefold() not in FUNCTION_WORDS


@lru_cache(maxsize=32768)
def initials(long_form: str) -> tuple[str, ...]:
    """Plausible acronyms of a long form, sorted; empty for fewer than two words.

    Computed with and without function words, with words in capitals whole or by their first
    letter, and with hyphenated words as one or as several.
    """
    found: set[str] = set()
    for text in {long_form, re.sub(r"(?<=\w)-(?=\w)", "", long_form)}:
        words = _words(text)
        if sum(map(_is_content, words)) < 2:
            continue
        for chosen in (words, [word for word in words if _is_content(word)]):
            found.add("".join(word[0] for word in chosen))
            found.add("".join(_capitals(word) for word in chosen))
    return tuple(sorted({item.upper() for item in found if 2 <= len(item) <= 10}))


def _capitals(word: str) -> str:
    inner = "".join(char for char in word[1:] if char.isupper())
    whole = word.isupper() and 2 <= len(word) <= 5
    return word if whole else word[0] + ("" if word.isupper() else inner)


@lru_cache(maxsize=32768)
def matches(acronym: str, long_form: str) -> bool:
    """May `acronym` stand for `long_form`?

    Every letter begins a word or goes on inside a begun word, in order; the first letter begins
    the first or second content word; most content words are used, or half of them in one row.
    Two or three letters must use all content words, unless they stand in one row.
    """
    letters, form = letters_of(acronym), _read(long_form)
    count = sum(form.content)
    if len(letters) < 2 or count < 2 or letters == form.joined:
        return False
    digits = () if letters.isalpha() else _DIGITS.findall(letters)
    if any(number not in form.words and number not in long_form for number in digits):
        return False
    needed = count if len(letters) <= 3 else _ENOUGH * count
    if count == 2 and len(letters) > 2 and not form.shouted:
        return letters in initials(long_form)  # "German Navy" is not GNA
    if len(letters) <= min(3, count):  # all content words, and so each by one letter
        if letters == form.firsts:
            return True
    elif _used(letters, form, False) >= needed:
        return True
    elif not all(form.content) and _used(letters, form, True) >= count:
        return True
    in_a_row = len(letters) >= 3 and form.row.find(letters) in (0, 1)
    return in_a_row and len(letters) >= _ENOUGH_IN_A_ROW * count


@dataclass(frozen=True, slots=True)
class _Form:
    """A long form taken apart: its words, which of them are content, what each may give of its
    letters in capitals (its beginning, or its own capitals); all of it in one text; the first
    letters of the content words in a row, as written and as begun in capitals, and whether one of
    these is all in capitals."""

    words: tuple[str, ...]
    content: tuple[bool, ...]
    begins: tuple[str, ...]
    capitals: tuple[str, ...]
    joined: str
    row: str
    firsts: str
    shouted: bool


@lru_cache(maxsize=32768)
def _read(long_form: str) -> _Form:
    words = tuple(_words(long_form))
    content = tuple(map(_is_content, words))
    whole = [word.isupper() or word.isdigit() for word in words]
    telling = [word for word, counts in zip(words, content, strict=True) if counts]
    firsts = "".join(word.upper()[:1] for word in telling)
    return _Form(
        words, content,
        tuple(w.upper()[: len(w.upper()) if all_ else 3]
              for w, all_ in zip(words, whole, strict=True)),
        tuple(_capitals(word).upper() for word in words), "".join(words).upper(),
        "".join(word[0].upper() for word in telling), firsts, any(map(str.isupper, telling)),
    )  # fmt: skip


@lru_cache(maxsize=32768)
def usable_letters(long_form: str) -> frozenset[str]:
    """All letters and digits, in capitals, that an acronym which `matches` may have."""
    form = _read(long_form)
    return frozenset("".join((*form.begins, *form.capitals)))


def second_letters(long_form: str) -> set[str]:
    """Those that may be the second of an acronym which `matches`: they go on in a word or begin
    one."""
    form = _read(long_form)
    found = {begin[:1] for begin in form.begins}
    return found.union(*(part[1:2] for part in (*form.begins, *form.capitals)))


def _used(letters: str, form: _Form, function_words: bool) -> int:
    """The most content words that the letters can begin, -1 if they do not fit.

    With `function_words` letters may stand for them too.
    """
    known: dict[tuple[int, int], int] = {}

    def rest(letter: int, first: int) -> int:
        """As `_used`, of the letters from `letter` on, in words from `first` on."""
        if letter == len(letters):
            return 0
        if (letter, first) in known:
            return known[letter, first]
        content, best = 0, -1
        for number in range(first, len(form.words)):
            is_content = form.content[number]
            content += is_content
            if letter == 0 and not (is_content and content <= 2):
                continue
            if form.begins[number][:1] != letters[letter] or not (is_content or function_words):
                continue
            for taken in _ways(letters[letter:], form, number):
                further = rest(letter + taken, number + 1)
                if further >= 0:
                    best = max(best, further + is_content)
        known[letter, first] = best
        return best

    return rest(0, 0)


def _ways(letters: str, form: _Form, number: int) -> list[int]:
    """How many of the next letters a word that begins with the first may give: a prefix, or its
    own capitals; a function word gives one."""
    if not form.content[number]:
        return [1]
    begin, own = form.begins[number], form.capitals[number]
    found = [1]
    while (size := len(found)) < len(begin) and letters[: size + 1] == begin[: size + 1]:
        found.append(size + 1)
    if len(own) > 1 and letters.startswith(own) and len(own) not in found:
        found.append(len(own))
    return found
