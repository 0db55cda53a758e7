"""Acronyms: what a long form may be shortened to, and whether a short form fits it."""

from __future__ import annotations

import re
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
_ENOUGH = 0.6
_ENOUGH_IN_A_ROW = 0.5


@lru_cache(maxsize=65536)
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


@lru_cache(maxsize=65536)
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


@lru_cache(maxsize=65536)
def matches(acronym: str, long_form: str) -> bool:
    """May `acronym` stand for `long_form`?

    Every letter begins a word or goes on inside a begun word, in order; the first letter begins
    the first or second content word; most content words are used, or half of them in one row.
    Two or three letters must use all content words, unless they stand in one row.
    """
    letters = letters_of(acronym)
    words = _words(long_form)
    content = [word for word in words if _is_content(word)]
    if len(letters) < 2 or len(content) < 2 or letters == "".join(words).upper():
        return False
    digits = re.findall(r"\d+", letters)
    if any(number not in words and number not in long_form for number in digits):
        return False
    needed = len(content) if len(letters) <= 3 else _ENOUGH * len(content)
    if len(content) == 2 and len(letters) > 2 and not any(map(str.isupper, content)):
        return letters in initials(long_form)  # "German Navy" is not GNA
    if _used(letters, words, False) >= needed or _used(letters, words, True) >= len(content):
        return True
    row = "".join(word[0].upper() for word in content)
    in_a_row = len(letters) >= 3 and row.find(letters) in (0, 1)
    return in_a_row and len(letters) >= _ENOUGH_IN_A_ROW * len(content)


@lru_cache(maxsize=65536)
def usable_letters(long_form: str) -> frozenset[str]:
    """All letters and digits, in capitals, that an acronym which `matches` may have."""
    found: set[str] = set()
    for word in _words(long_form):
        whole = word.isupper() or word.isdigit()
        found.update(word.upper() if whole else word.upper()[:3] + _capitals(word).upper())
    return frozenset(found)


def _used(letters: str, words: list[str], function_words: bool) -> int:
    """The most content words that the letters can begin, -1 if they do not fit.

    With `function_words` letters may stand for them too, and no content word may be left out.
    """
    upper = [word.upper() for word in words]
    if not function_words:
        upper = [word if _is_content(word) else "" for word in upper]
    return _rest((0, 0), letters, (words, upper), {})


def _rest(
    at: tuple[int, int], letters: str, both: tuple[list[str], list[str]],
    known: dict[tuple[int, int], int],
) -> int:  # fmt: skip
    """The most content words that the letters from `at[0]` on can begin, in words from `at[1]` on;
    `both` are the words and what of each in capitals may be used."""
    letter, first = at
    if letter == len(letters):
        return 0
    if at in known:
        return known[at]
    words, upper = both
    content = 0
    best = -1
    for number in range(first, len(words)):
        is_content = _is_content(words[number])
        content += is_content
        if letter == 0 and not (is_content and content <= 2):
            continue
        for taken in _ways(letters[letter:], words[number], upper[number]):
            further = _rest((letter + taken, number + 1), letters, both, known)
            if further >= 0:
                best = max(best, further + is_content)
    known[at] = best
    return best


def _ways(letters: str, word: str, upper: str) -> list[int]:
    """How many of the next letters a word may give: a prefix, or its own capitals."""
    if not upper or not letters.startswith(upper[0]):
        return []
    if not _is_content(word):
        return [1]
    limit = len(upper) if word.isupper() or word.isdigit() else 3
    found = [n for n in range(1, min(len(letters), len(upper), limit) + 1)
             if letters[:n] == upper[:n]]  # fmt: skip
    own = _capitals(word).upper()
    if len(own) > 1 and letters.startswith(own) and len(own) not in found:
        found.append(len(own))
    return found
