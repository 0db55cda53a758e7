"""What identifies an organisation, programme, event or document in its name."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from toolkit.names import places
from toolkit.names.acronyms import FUNCTION_WORDS
from toolkit.names.normalise import spell, strip_marks, tokens

_COUNTING = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS = {word: at for at, word in enumerate(_COUNTING.split(), start=1)} | {"inaugural": 1}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
TENS = {word: 10 * at for at, word in enumerate(_TENS, start=2)}
_UNCOUNTED = FUNCTION_WORDS | ORDINALS.keys()
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_DIGITS = re.compile(r"(\d+)(st|nd|rd|th)?")


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers in a name, each kind sorted and without repeats."""

    years: tuple[int, ...] = ()
    ordinals: tuple[int, ...] = ()
    romans: tuple[int, ...] = ()
    digits: tuple[int, ...] = ()

    @property
    def counts(self) -> tuple[int, ...]:
        """What numbers an edition: "Second" = "2nd" = "II" = "2"; years are not counts."""
        return tuple(sorted({*self.ordinals, *self.romans, *self.digits}))


_NONE = Numbers()
# Without a digit, an ordinal or a word of Roman signs an ASCII name holds no number.
_NUMBERED = re.compile(
    rf"\d|(?<![^\W_])(?:[IVX]+|(?i:{'|'.join(ORDINALS)}))(?![^\W_])"
)  # fmt: skip


class Core(NamedTuple):
    """A name taken apart: `words` identify it; the rest is legal form, place and number."""

    words: tuple[str, ...]
    places: tuple[str, ...]
    legal: tuple[str, ...]
    place_words: tuple[str, ...] = ()


@lru_cache(maxsize=32768)
def numbers(name: str) -> Numbers:
    """Years (1000 to 2199), ordinals, Roman numerals and other whole numbers of a name.

    Designations such as A330 or G7 are words, not numbers. A Roman numeral stands in capitals,
    after a first word, in a name that is not all in capitals.
    """
    if name.isascii() and not _NUMBERED.search(name):  # most names, much faster
        return _NONE
    years, ordinals, romans, digits = set(), set(), set(), set()
    words = re.findall(r"[^\W_]+", strip_marks(name))
    shouted = name.upper() == name
    for at, word in enumerate(words):
        folded = word.casefold()
        found = _DIGITS.fullmatch(folded) if folded[0].isdigit() else None
        if folded in ORDINALS:
            tens = TENS.get(words[at - 1].casefold(), 0) if at and ORDINALS[folded] < 10 else 0
            ordinals.add(tens + ORDINALS[folded])  # "seventy-third"
        elif found:
            number = int(found[1]) if len(found[1]) < 12 else 0
            if found[2]:
                ordinals.add(number)
            elif len(found[1]) == 4 and 1000 <= number < 2200:
                years.add(number)
            else:
                digits.add(number)
        elif not (at and not shouted and word[0] in "IVX"):
            continue
        elif _ROMAN.fullmatch(word) and _stands_alone(word, at, words):
            romans.add(_roman(word))
    return Numbers(*(tuple(sorted(kind)) for kind in (years, ordinals, romans, digits)))


def _stands_alone(word: str, at: int, words: list[str]) -> bool:
    return len(word) > 1 or at == len(words) - 1


def _roman(word: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[char] for char in word]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def is_number(token: str) -> bool:
    """Is a folded token a number or an ordinal (Roman numerals are not told from letters)?"""
    if token in ORDINALS:
        return True
    return token[:1].isdigit() and _DIGITS.fullmatch(token) is not None


def core(
    name: str,
    legal_forms: frozenset[str] = frozenset(),
    lookup: places.Lookup | None = None,
    organs: Set[str] = frozenset(),
) -> Core:
    """The identifying words of a name in one spelling; numbers and function words set apart.

    `legal_forms` are folded ("gmbh", "s a"), `lookup` maps folded place names and adjectives to
    codes, `organs` are nouns that a state has one of ("parliament"). A place is taken out only
    if two words or an organ noun stay: "New York Times" keeps its city.
    """
    words = _ordinals_as_one(tokens(name)) if numbers(name).ordinals else tokens(name)
    legal = _legal(words, legal_forms)
    words = words[: len(words) - len(legal)]
    opening = _opening_legal(words, legal_forms)
    words, legal = words[len(opening) :], (*opening, *legal)
    spans = places.find(words, lookup) if lookup else ()
    named = set(numbers(name).romans)
    kept = [word for word in words if _counts(word, named)]
    removed: tuple[str, ...] = ()
    if spans:
        inside = {at for span in spans for at in range(span.start, span.end)}
        rest = [word for at, word in enumerate(words) if at not in inside and _counts(word, named)]
        if len(rest) >= 2 or any(word in organs for word in rest):
            kept, removed = rest, tuple(words[at] for at in sorted(inside))
    codes = tuple(sorted({span.code for span in spans}))
    return Core(tuple(map(spell, kept)), codes, legal, removed)


def _ordinals_as_one(words: tuple[str, ...]) -> tuple[str, ...]:
    """ "seventy", "third" -> "third": the number itself is read by `numbers`."""
    following = (*words[1:], "")
    return tuple(word for word, after in zip(words, following, strict=True)
                 if not (word in TENS and ORDINALS.get(after, 10) < 10))  # fmt: skip


def _counts(word: str, romans: set[int]) -> bool:
    if word in _UNCOUNTED or (word[:1].isdigit() and is_number(word)):
        return False
    return not (romans and _ROMAN.fullmatch(word.upper()) and _roman(word.upper()) in romans)


@lru_cache(maxsize=16)
def _ends(forms: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The first and the last words of legal forms: few names have one of them at that end."""
    told = [form.split(" ") for form in forms]
    return frozenset(words[0] for words in told), frozenset(words[-1] for words in told)


def _legal(words: tuple[str, ...], legal_forms: frozenset[str]) -> tuple[str, ...]:
    """The legal forms at the end of a name; at least one other word stays."""
    end = len(words)
    last = _ends(legal_forms)[1]
    if not words or words[-1] not in last:
        return ()
    while size := next((size for size in range(min(4, end - 1), 0, -1)
                        if " ".join(words[end - size : end]) in legal_forms), 0):  # fmt: skip
        end -= size
    return words[end:]


def _opening_legal(words: tuple[str, ...], legal_forms: frozenset[str]) -> tuple[str, ...]:
    """A legal form before the name; short ones ("SA", "SAS") are more often names themselves."""
    if not words or words[0] not in _ends(legal_forms)[0]:
        return ()
    for size in range(min(4, len(words) - 1), 0, -1):
        opening = " ".join(words[:size])
        if len(opening) > 3 and opening in legal_forms:
            return words[:size]
    return ()


@lru_cache(maxsize=32768)
def head(name: str) -> str:
    """The head noun: the last word before "of", "for", "on" and the like, in one spelling."""
    words = [word for word in tokens(name) if not is_number(word)]
    while len(words) > 1 and len(words[-1]) > 1 and _ROMAN.fullmatch(words[-1].upper()):
        words.pop()
    for at, word in enumerate(words):
        if at and word in FUNCTION_WORDS and word != "and":
            return spell(words[at - 1])
    return spell(words[-1]) if words else ""


def location(name: str) -> str:
    """The words after the last "in", which often say where something is, not which it is."""
    words = tokens(name)
    if "in" not in words:
        return ""
    at = max(i for i, word in enumerate(words) if word == "in")
    return " ".join(words[at + 1 :]) if at else ""
