"""How a surname sounds, whatever alphabet and language it was written from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from toolkit.names.normalise import fold
from toolkit.names.phonetic import translit_key

# Where Ukrainian writes h, Russian writes g: "Hryshchenko", "Gryshchenko".
_UKRAINIAN = re.compile(r"h(?:r[aeiouy]\w*|\w*(?:enko|chuk|[iy]uk|sk[iy][iyj]))")


def usual(rows: Iterable[Iterable[str]]) -> dict[str, str]:
    """Folded spelling -> the first of its row, of rows of spellings of one surname."""
    folded = [[re.sub(r"[^\w]", "", fold(word)) for word in row] for row in rows]
    return {spelling: row[0] for row in folded for spelling in row}


def surname_sound(key: str, spellings: Mapping[str, str]) -> str:
    """The `translit_key` of a folded surname; one key for the spellings of one name that the
    table gives, each with the usual one."""
    usual = spellings.get(key, key)
    return _sound(usual)


@lru_cache(maxsize=32768)
def _sound(key: str) -> str:
    return translit_key("g" + key[1:] if _UKRAINIAN.fullmatch(key) else key)
