"""Names that were all written in one case, as they are written in running text.

Tools that build knowledge graphs often write every name in capitals. Then an acronym looks like any
other name, and the names lose what tells them apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

Case = Literal["upper", "lower", ""]
_WORD = re.compile(r"[^\W_]+(?:[.&'’][^\W_]+)*")
_SMALL = frozenset(
    "a an and as at but by de del der des di do du el en et for from in la le of on or the to und "
    "van von with y".split()
)
SHARE = 0.9  # of the names are in one case: the table is
FEW = 3  # letters: an unseen word in capitals that is so short stays an acronym
RUNNING = 0.5  # more capitals among the letters of a text say nothing of how words are written


def case_of(names: Iterable[str]) -> Case:
    """The case of nearly all names that have letters of two cases; "" where they are mixed."""
    counts: Counter[Case] = Counter()
    for name in names:
        if name.upper() != name.lower():
            counts["upper" if name.isupper() else "lower" if name.islower() else ""] += 1
    cases: tuple[Case, ...] = ("upper", "lower")
    return next((case for case in cases if 0 < SHARE * counts.total() <= counts[case]), "")


class Casing:
    """How words are written, learned from running texts about the names."""

    def __init__(self, texts: Iterable[str], known: Callable[[str], bool], case: Case) -> None:
        """`known` says of a word in lower case whether it is an everyday word or a given name;
        `case` is that of the names."""
        self._known, self._case = known, case
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for text in filter(_runs, texts):
            for word in _WORD.findall(text):
                counts[word.casefold()][word] += 1
        self._written: Mapping[str, str] = {
            key: min(forms, key=lambda form: (-forms[form], form)) for key, forms in counts.items()
        }

    def name(self, name: str, text: str = "") -> str:
        """`name` as `text`, which is about it, writes it, else word by word as texts do."""
        found = _quoted(name, text) if _runs(text) else ""
        if found and not found.islower():
            return found
        return _WORD.sub(lambda match: self._word(match[0], match.start() > 0), name)

    def _word(self, word: str, inside: bool) -> str:
        if any(c.isdigit() for c in word):
            return word
        key = word.casefold()
        written = self._written.get(key, "")
        if inside and key in _SMALL:
            return key
        if written and not written.islower():
            return written
        if self._case == "upper" and not written and len(word) <= FEW and not self._known(key):
            return word
        return word[:1].upper() + word[1:].lower()


def _runs(text: str) -> bool:
    """Is it a text with small letters, not one in capitals?"""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) <= RUNNING * len(letters)


def _quoted(name: str, text: str) -> str:
    """The first place where a text writes the name in another case, or ""."""
    words: Sequence[str] = [re.escape(word) for word in name.split()]
    if not words:
        return ""
    for found in re.finditer(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", text, re.IGNORECASE):
        if " ".join(found[0].split()) != " ".join(name.split()):
            return " ".join(found[0].split())
    return ""
