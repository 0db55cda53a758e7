"""The name inside a phrase that someone marked as one: "its new iPhone 4", "Jobs, aged 55"."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.names.organisations import ORDINALS

# Words in small letters that make another thing of what follows ("eastern Ukraine").
_TELLING = frozenset(
    "former ex anti pro non pre post north south east west northern southern eastern western"
    " central upper lower greater inner outer mainland rural urban downtown occupied eurozone"
    " mid sub trans inter pan neo last next previous annual".split()
) | frozenset(ORDINALS)
# Behind another word these begin a part of the phrase that is not its head.
_LINKING = frozenset(
    "of in on at to for with by from into near off over under between among around through against"
    " within without about and or as than that which who".split()
)
_CLAUSE = re.compile(r",\s+(?=(?:the|a|an|aged|who|which|whose)\b|\d+\b|[a-zß-öø-ÿ])")


@lru_cache(maxsize=32768)
def designation(text: str, particles: frozenset[str] = frozenset()) -> str:
    """`text` from its first word with a capital, up to a clause about it.

    A text without capitals and one whose head is another word ("a boutique in Paris") are kept
    whole; so are particles and words that make another thing of the name ("former", "second").
    """
    text = " ".join(text.split())
    clause = _CLAUSE.search(text) if "," in text else None
    if clause and any(map(str.isupper, text[: clause.start()])):
        text = text[: clause.start()]
    if text[:1].isupper():  # most names begin with their first word
        return text
    words = text.split(" ")
    first = next((at for at, word in enumerate(words) if _names(word)), 0)
    if not _names(words[first]):
        return text
    if any(word.casefold() in _LINKING for word in words[1:first]):
        return text  # "a boutique in Paris" is no Paris
    while first and (words[first - 1] in particles or _telling(words[first - 1])):
        first -= 1
    return " ".join(words[first:])


def is_description(text: str) -> bool:
    """Does a phrase of several words with a capital end in a plain word ("Obama team")?"""
    words = text.split()
    last = words[-1].strip(".,;:\"'”’") if words else ""
    return len(words) > 1 and last.isalpha() and last.islower() and any(map(str.isupper, text))


def _names(word: str) -> bool:
    return any(char.isupper() or char.isdigit() for char in word)


def _telling(word: str) -> bool:
    return word.split("-")[0] in _TELLING
