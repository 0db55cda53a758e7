"""The pattern language of codebooks, compiled to regular expressions.

docs/reference/codebook.md describes it for people. A pattern is a row of elements:
`word` (any inflection, British or American), `=word` (as written), `stem*`, `Name` and `EU`
(a capital: a name that may stand in an entity span; all capitals: case counts), `a-b` (hyphen,
space or nothing between), `a|b`, `{list}`, `word?`, `...` (up to 3 words between), `...5`,
`<number>`, `<percent>`, `<Capitals>`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from toolkit.themes.words import FUNCTION_WORDS, forms

HYPHENS = "-‐‑‒–"
_POSSESSIVE = "(?:['’]s?)?"
_BREAK = rf"(?:\s+|[{HYPHENS}])"
_JOIN = _POSSESSIVE + _BREAK
_JOIN_TO_GAP = _POSSESSIVE + ",?" + _BREAK
_GAP_WORD = r"[^\s;:!?]+\s+"
_GAP = re.compile(r"\.\.\.(\d*)")
_CAPITAL = r"(?-i:[A-ZÀ-ÖØ-Þ])[\w'’&-]*"
# Bounded, so that no text, however odd, takes more than linear time.
_NUMBER = r"\d{1,15}(?:[.,]\d{1,15}){0,5}"
MOST_BETWEEN = 20  # words of a gap
MOST_WAYS = 2_000  # in which a pattern may fit at one place; ours stay below 110
_LONGEST_PART = 40  # letters that a star stands for where a hyphen may be left out after it
_INNER_STAR = rf"\w{{0,{_LONGEST_PART}}}"
PLACEHOLDERS = {
    "<number>": _NUMBER,
    "<percent>": _NUMBER + r"\s?(?:%|per\s?cent|percentage points?)",
    "<Capitals>": rf"{_CAPITAL}(?:,?\s+(?:(?-i:and|of|for|the|&)\s+){{0,2}}{_CAPITAL}){{0,15}}",
}


class PatternError(ValueError):
    """A pattern that cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its expression, the words that betray it (lower case; empty = any), and the
    names it holds. `ways` are those in which it may fit at one place."""

    regex: str
    clues: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    optional: bool = False
    gap: bool = False
    ways: int = 1


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern. `clues` has one set of words for each element that must be there: a
    sentence that lacks any of them cannot match, which is cheap to know beforehand."""

    text: str
    source: str
    clues: tuple[frozenset[str], ...]
    names: frozenset[str]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.source, re.IGNORECASE)


def compile_pattern(text: str, lists: Mapping[str, Sequence[str]]) -> Pattern:
    """The pattern written as `text`; `lists` are the word lists that `{name}` refers to.

    Raises PatternError.
    """
    elements = [_element(part, lists) for part in text.split()]
    if not elements:
        raise PatternError("an empty pattern")
    for end in (elements[0], elements[-1]):
        if end.gap or end.optional:
            raise PatternError("a pattern begins and ends with a word that must be there")
    if (ways := math.prod(element.ways for element in elements)) > MOST_WAYS:
        what = f"its gaps, stars and optional words allow {ways:,} ways to fit, over {MOST_WAYS:,}"
        raise PatternError(f"{what}: divide it")
    pieces: list[str] = []
    for here, after in zip(elements, [*elements[1:], None], strict=True):
        if here.gap or after is None:
            pieces.append(here.regex)
            continue
        joined = here.regex + (_JOIN_TO_GAP if after.gap else _JOIN)
        pieces.append(f"(?:{joined})?" if here.optional else joined)
    required = [element for element in elements if not element.gap and not element.optional]
    clues = tuple(element.clues for element in required if element.clues)
    names = frozenset[str]().union(*(element.names for element in elements))
    return Pattern(text, rf"(?<!\w){''.join(pieces)}(?!\w)", clues, names)


def _element(part: str, lists: Mapping[str, Sequence[str]]) -> Element:
    gap = _GAP.fullmatch(part)
    if gap:
        most = int(gap[1][:9] or 3)
        if most > MOST_BETWEEN:
            raise PatternError(f"a gap of more than {MOST_BETWEEN} words")
        return Element(f"(?:{_GAP_WORD}){{0,{most}}}?", gap=True, ways=most + 1)
    if part in PLACEHOLDERS:
        return Element(PLACEHOLDERS[part], ways=16 if part == "<Capitals>" else 1)
    optional = part.endswith("?")
    part = part.removesuffix("?")
    phrases: list[str] = []
    for choice in part.split("|"):
        if choice.startswith("{") and choice.endswith("}"):
            if choice[1:-1] not in lists:
                raise PatternError(f"no word list is named {choice[1:-1]!r}")
            phrases += lists[choice[1:-1]]
        else:
            phrases.append(choice)
    return _choice(tuple(phrases), optional)


@lru_cache(maxsize=8192)  # the same lists and words stand in many patterns
def _choice(phrases: tuple[str, ...], optional: bool) -> Element:
    """The element of these alternatives."""
    found = [_phrase(phrase) for phrase in phrases]
    sources = sorted({source for source, _, _ in found}, key=lambda s: (-len(s), s))
    sure = all(clue for _, clue, _ in found)
    clues = frozenset[str]().union(*(clue for _, clue, _ in found)) if sure else frozenset[str]()
    names = frozenset[str]().union(*(name for _, _, name in found))
    stars = max(source.count(_INNER_STAR) for source in sources)
    ways = (_LONGEST_PART + 1) ** min(stars, 9) * (1 + optional)
    return Element(f"(?:{'|'.join(sources)})", clues, names, optional, ways=ways)


@lru_cache(maxsize=8192)
def _phrase(phrase: str) -> tuple[str, frozenset[str], frozenset[str]]:
    """One alternative, perhaps of several words: expression, clues (any one of them), names."""
    parts = re.split(r"(\s+|-)", phrase.strip())
    words = parts[::2]
    if not all(words):
        raise PatternError(f"{phrase!r} is not a word")
    pieces, names, clue = [], set[str](), frozenset[str]()
    for position, word in enumerate(words):
        source, found, named = _word(word)
        between = parts[2 * position + 1] if position + 1 < len(words) else ""
        if between == "-" and word.endswith("*"):
            source = source.removesuffix(r"\w*") + _INNER_STAR
        if between:
            source += _POSSESSIVE + (_BREAK + "?" if between == "-" else _BREAK)
        pieces.append(source)
        names |= named
        last = position == len(words) - 1
        if not clue and (last or word.lower() not in FUNCTION_WORDS):
            clue = found
    if clue and "-" in parts:  # "startup" shows no "start"
        clue |= _closed(parts)
    return "".join(pieces), clue, frozenset(names)


def _closed(parts: Sequence[str]) -> frozenset[str]:
    """The solid forms of a hyphenated word, with any inflection of its last part."""
    joined = [""]
    for position, word in enumerate(parts[::2]):
        endings = sorted(forms(word)) if position == len(parts) // 2 else [word.lower()]
        joined = [head + tail for head in joined for tail in endings]
    return frozenset(joined)


@lru_cache(maxsize=8192)
def _word(word: str) -> tuple[str, frozenset[str], frozenset[str]]:
    bare = word.strip("=*").replace("’", "'")
    if not re.fullmatch(r"[\w'.&+%]+", bare):
        raise PatternError(f"{word!r} is not a word")
    source = re.escape(bare).replace("'", "['’]")
    lower = bare.lower()
    if word.endswith("*"):
        return source + r"\w*", frozenset(), frozenset()
    clue = frozenset((re.split(r"\W", lower)[0],))
    if word.startswith("="):
        return source, clue, frozenset()
    if bare[0].isupper():
        names = frozenset((lower, lower + "s"))
        cased = f"(?-i:{source}s?)" if bare.isupper() else source + "s?"
        return cased, names if bare.isalnum() else clue, names
    if not bare.isalpha():
        return source, clue, frozenset()
    found = forms(bare)
    ordered = sorted(found, key=lambda form: (-len(form), form))
    return ordered[0] if len(ordered) == 1 else f"(?:{'|'.join(ordered)})", found, frozenset()
