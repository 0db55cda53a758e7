"""Names of any script in Latin letters.

Cyrillic and Greek go by the tables of `phonetic`, which our romanisation keys expect; every other
script goes by anyascii. Scripts that write few vowels are compared by their consonants.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from toolkit.names.normalise import fold, strip_marks
from toolkit.names.phonetic import latin, translit_key

# Scripts whose romanisation by letters has the vowels and sounds of the spoken name.
_SPELT_OUT = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN")
_VOWELS = re.compile(r"[aeiouyw'`]")
# Sounds that one of the scripts does not tell apart: p/b and v/f in Arabic, l/r in Japanese.
_ONE_SOUND = str.maketrans("pvlcqzgJZ", "bfrkksjjs")


@lru_cache(maxsize=32768)
def script(text: str) -> str:
    """The script of the first letter, as Unicode names it ("LATIN", "CJK"); '' without letter."""
    for char in text:
        if char.isalpha():
            return unicodedata.name(char, "").split(" ")[0].split("-")[0]
    return ""


@lru_cache(maxsize=32768)
def romanise(text: str) -> str:
    """`text` folded and in ASCII, whatever its script; words stay words."""
    found = latin(text)
    if not found.isascii():
        from anyascii import anyascii

        found = fold(anyascii(strip_marks(found)))
    return found


def spelt_out(text: str) -> bool:
    """Does the script of `text` write vowels, so that romanised letters can be compared?"""
    return script(text) in ("", *_SPELT_OUT)


@lru_cache(maxsize=32768)
def consonants(token: str) -> str:
    """What names in scripts without vowels keep: "Perez" and the Arabic "byryz" give "brs"."""
    key = translit_key(_VOWELS.sub("", romanise(token)))
    return re.sub(r"(.)\1+", r"\1", key.translate(_ONE_SOUND))
