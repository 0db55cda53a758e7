"""Which encoding makes words of the bytes: letters, signs and small words that come out of it tell.

A wrong encoding puts signs into words, capitals behind small letters, and letters side by side that
no language has. That shows in a line, where statistics of bytes need pages.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from toolkit.documents.language import function_words, read_knowledge

SAMPLE = 20_000  # characters beside which an encoding shows itself
TYPOGRAPHIC = frozenset("“”‘’„‚«»‹›–—…·•€£§°©®™№¿¡ºª\u00a0\u00ad")
_WORD = re.compile(r"[^\W\d_]+")
_SIGN_IN_WORD = re.compile(
    r"(?<=[^\W\d_])[^\w\s\x00-\x7f’‘·\u00ad-](?=[^\W\d_])|[ªº](?=[^\W\d_])"
    r"|[a-zA-Z][а-яёА-ЯЁα-ωΑ-Ω]|[а-яёА-ЯЁα-ωΑ-Ω][a-zA-Z]"  # two scripts in one word
)
ENOUGH = 0.9  # of the foreign letters belong to the language, and as many signs are signs of texts


class Fit(NamedTuple):
    """How well a text fits a language: shares of letters, of small words, of what is odd."""

    letters: float
    words: float
    odd: float

    @property
    def score(self) -> float:
        return 3 * self.letters + 2 * self.words - 5 * self.odd


@functools.cache
def _alphabets() -> tuple[dict[str, frozenset[str]], dict[str, list[str]]]:
    """Letters by language, and languages by encoding."""
    found: Mapping[str, Any] = read_knowledge("alphabets.yml")
    letters = {str(lang): frozenset(text) for lang, text in found["letters"].items()}
    return letters, {name: langs.split() for name, langs in found["encodings"].items()}


def likely_encoding(data: bytes) -> str:
    """The encoding that makes the best text of `data`, or "" where none makes a good one."""
    best, name = None, ""
    for encoding, languages in _alphabets()[1].items():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        fit = _fit(_telling(text), languages)
        if fit is not None and (best is None or fit.score > best.score):
            best, name = fit, encoding
    return name if best is not None and best.letters - best.odd >= ENOUGH else ""


def _telling(text: str) -> str:
    """The lines that hold more than ASCII, as much of them as is needed."""
    lines = [line for line in text.splitlines() if not line.isascii()]
    return "\n".join(lines)[:SAMPLE]


def _fit(text: str, languages: list[str]) -> Fit | None:
    """The best fit to one of the languages; None for control characters."""
    foreign = Counter(c.lower()[0] for c in text if c > "\x7f")
    if not foreign or any(unicodedata.category(c) == "Cc" for c in foreign):
        return None
    total = sum(foreign.values())
    signs = sum(n for c, n in foreign.items() if not c.isalpha() and c not in TYPOGRAPHIC)
    words = _WORD.findall(text)
    odd = (signs + len(_SIGN_IN_WORD.findall(text)) + 2 * sum(map(_odd_case, words))) / total
    letters = {c: n for c, n in foreign.items() if c.isalpha() and c not in TYPOGRAPHIC}
    spoken = Counter(
        lang for word in words for lang in function_words().languages.get(word.lower(), ())
    )
    known = _alphabets()[0]
    return max(
        (Fit(sum(n for c, n in letters.items() if c in known[lang]) / max(sum(letters.values()), 1)
             if letters else 1.0, spoken[lang] / max(len(words), 1), odd)
         for lang in languages),
        key=lambda fit: fit.score,
    )  # fmt: skip


def _odd_case(word: str) -> bool:
    """Does a capital follow a small letter: "reÁu"?"""
    return any(a.islower() and b.isupper() for a, b in pairwise(word))
