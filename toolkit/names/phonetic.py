"""Keys that are equal for the romanisations of one name.

`latin` writes Cyrillic and Greek in Latin letters by the table below; `translit_key` then folds
what romanisations differ in (kh/h, y/i/j, w/v, ie/ye). Different names stay different: Volodymyr
and Vladimir, Oleksandr and Alexander.
"""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.names.normalise import fold, strip_marks

_CYRILLIC = (
    "а=a б=b в=v г=g ґ=g д=d е=e є=ie ж=zh з=z и=y і=i ї=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t"
    " у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ы=y э=e ю=iu я=ia ё=e ъ= ь= ј=j љ=lj њ=nj ћ=c ђ=d џ=dzh"
    " ѓ=g ќ=k ѕ=dz ў=u"
)
_GREEK = (
    "α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch"
    " ψ=ps ω=o"
)
_TABLE = str.maketrans(dict(pair.split("=") for pair in f"{_CYRILLIC} {_GREEK}".split()))
_GREEK_MARKS = str.maketrans("άέήίόύώϊϋΐΰ", "αεηιουωιυιυ")

# In order; every left side is a variant of its right side. Capitals stand for one sound. A pattern
# is tried on keys that hold the left side; without one, it is replaced as it stands.
_FOLDS: tuple[tuple[str, str, re.Pattern[str] | None], ...] = (
    ("shch", "S", None), ("tsch", "C", None), ("tch", "C", None), ("sch", "S", None),
    ("ch", "C", None), ("sh", "S", None),
    ("dzh", "J", None), ("dj", "J", None), ("zh", "Z", None),
    ("kh", "h", None), ("gh", "g", None), ("ph", "f", None), ("th", "t", None), ("dh", "d", None),
    ("ts", "T", None), ("tz", "T", None),
    ("c", "k", re.compile(r"c(?![eiy])")), ("ck", "k", None), ("q", "k", None),
    ("x", "ks", None), ("w", "v", None),
    ("ou", "u", re.compile("ou|oo")), ("oo", "u", None),
    ("y", "i", None), ("j", "i", None),
    ("ie", "e", re.compile("i+e")),
    ("ae", "a", None), ("oe", "o", None), ("ue", "u", None),
)  # fmt: skip
_FOLDED = re.compile("|".join(dict.fromkeys(variant for variant, *_ in _FOLDS)))
_NO_LETTER = re.compile(r"[^a-z]")
_REPEATED = re.compile(r"([a-zA-Z])\1+")


@lru_cache(maxsize=32768)
def latin(text: str) -> str:
    """`fold(text)` with Cyrillic and Greek in Latin letters; other scripts as they are."""
    key = fold(text)
    if key.isascii():
        return key
    return strip_marks(key.translate(_GREEK_MARKS).replace("ου", "ou").translate(_TABLE))


@lru_cache(maxsize=32768)
def skeleton(text: str) -> str:
    """First letter and sorted consonants of `translit_key`: equal for many slips of the pen."""
    key = translit_key(text)
    return key[:1] + "".join(sorted(set(key[1:]) - set("aeiou")))


@lru_cache(maxsize=32768)
def translit_key(token: str) -> str:
    """A key equal for transliterations of one word; the folded word for scripts without table."""
    key = latin(token)
    if not (key.isascii() and key.isalpha()):  # else it is nothing but letters, as most words are
        if not any("a" <= char <= "z" for char in key) or any(char.isdigit() for char in key):
            return key  # another script, or a designation such as A330
        key = _NO_LETTER.sub("", key)
    if _FOLDED.search(key):
        for variant, sound, pattern in _FOLDS:
            if variant in key:
                key = pattern.sub(sound, key) if pattern else key.replace(variant, sound)
    if not _REPEATED.search(key):
        return key
    return _REPEATED.sub(r"\1", key)
