"""What a codebook finds in documents, pattern by pattern: the work of those who write one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from toolkit.themes.codebook import Codebook
from toolkit.types import Document, Sentence
from toolkit.value import Value

SHOWN = 3  # different texts of evidence that are kept for a theme
Read = tuple[Document, Sequence[Sentence], Sequence[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class FoundTheme(Value):
    """Evidence of one theme; `examples` are its most frequent texts."""

    theme_id: str
    label: str
    documents: int
    evidence: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UsedPattern(Value):
    """How often one pattern of a theme fits. `key` is where it stands: patterns or not."""

    theme_id: str
    key: str
    pattern: str
    matches: int


@dataclass(frozen=True, slots=True, repr=False)
class Checked(Value):
    """What a codebook found. `patterns` has all of them, also those that never fit."""

    documents: int
    words: int
    themes: tuple[FoundTheme, ...]
    patterns: tuple[UsedPattern, ...]

    @property
    def unused(self) -> list[UsedPattern]:
        return [pattern for pattern in self.patterns if not pattern.matches]

    @property
    def silent(self) -> list[str]:
        """Themes without evidence."""
        return [theme.theme_id for theme in self.themes if not theme.evidence]

    def of(self, themes: Collection[str]) -> Checked:
        """The same for some themes only."""
        return replace(
            self,
            themes=tuple(t for t in self.themes if t.theme_id in themes),
            patterns=tuple(p for p in self.patterns if p.theme_id in themes),
        )

    def __str__(self) -> str:
        return (
            f"{len(self.themes) - len(self.silent)} of {len(self.themes)} themes have evidence in "
            f"{self.documents:,} documents, {len(self.unused)} patterns never fit"
        )

    def to_dict(self) -> dict[str, Any]:
        return {
            "documents": self.documents, "words": self.words,
            "themes": [asdict(theme) for theme in self.themes],
            "patterns": [asdict(pattern) for pattern in self.patterns],
        }  # fmt: skip


def check(book: Codebook, documents: Iterable[Read]) -> Checked:
    """Look for `book` in documents, each with its sentences and the spans of its names.

    A pattern may fit and yet give no evidence of its own: because `not` bars it, or because a
    longer match of the theme covers it.
    """
    texts: dict[str, Counter[str]] = defaultdict(Counter)
    spread: Counter[str] = Counter()
    used: Counter[tuple[str, str, str]] = Counter()
    read = words = 0
    for document, sentences, masked in documents:
        read += 1
        words += len(document.text.split())
        found = book.find(document, sentences, masked)
        spread.update({row.theme_id for row in found})
        for row in found:
            texts[row.theme_id][" ".join(row.text.split())] += 1
        used.update(book.fits(document, sentences, masked))
    themes = [
        FoundTheme(
            theme.theme_id, theme.label, spread[theme.theme_id], texts[theme.theme_id].total(),
            tuple(_most(texts[theme.theme_id])),
        )
        for theme in book.themes
    ]  # fmt: skip
    keys = [
        (theme.theme_id, key, pattern.text)
        for theme in book.themes
        for key, patterns in (("patterns", theme.patterns), ("not", theme.masks))
        for pattern in patterns
    ]
    return Checked(read, words, tuple(themes), tuple(UsedPattern(*k, used[k]) for k in keys))


def _most(texts: Counter[str]) -> list[str]:
    return sorted(texts, key=lambda text: (-texts[text], text))[:SHOWN]
