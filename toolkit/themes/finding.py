"""Finding the evidence of themes in a document.

A sentence is searched only for patterns whose words are all in it; the index maps one telling
word of every pattern to the pattern. This keeps hundreds of patterns as fast as a few.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from toolkit.themes.pattern import Pattern
from toolkit.types import BODY, Document, Sentence, ThemeEvidence

if TYPE_CHECKING:
    from toolkit.themes.codebook import Theme

_WORD = re.compile(r"\w+")
# Stands for a hidden name: no word, no space, no punctuation that would end a gap.
_HIDDEN = "\ufffc"
Span = tuple[int, int]


class Finder:
    """The search of one codebook; holds no state of documents."""

    def __init__(self, themes: Sequence[Theme]) -> None:
        self.themes = themes
        self.place = {theme.theme_id: number for number, theme in enumerate(themes)}
        self.ancestors = [self._ancestors(theme) for theme in themes]
        self.patterns = [(i, p) for i, theme in enumerate(themes) for p in theme.patterns]
        self.names = frozenset[str]().union(*(pattern.names for _, pattern in self.patterns))
        self.index: dict[str, list[int]] = defaultdict(list)
        self.always: list[int] = []
        self.others: list[tuple[frozenset[str], ...]] = []  # clues beside the one in the index
        used = Counter(word for _, p in self.patterns for clue in p.clues for word in clue)
        for number, (_, pattern) in enumerate(self.patterns):
            clues = sorted(pattern.clues, key=lambda c: (sum(used[w] for w in c), sorted(c)))
            for word in sorted(clues[0]) if clues else ():
                self.index[word].append(number)
            if not clues:
                self.always.append(number)
            self.others.append(tuple(clues[1:]))

    def may_show(self, text: str, masked: Sequence[Span]) -> bool:
        """Are all words of some pattern in the text, outside names unless it looks inside?"""
        words = {word.lower() for word in _WORD.findall(text)}
        wanted = {number for word in words & self.index.keys() for number in self.index[word]}
        likely = [number for number in wanted if self._fits(number, words)]
        if likely and not self.always:
            free = {word.lower() for word in _WORD.findall(self._hide(text, masked))}
            return any(self._looks_inside(n) or self._fits(n, free) for n in likely)
        return bool(self.always)

    def _fits(self, number: int, words: set[str]) -> bool:
        return not any(clue.isdisjoint(words) for clue in self.patterns[number][1].clues)

    def _looks_inside(self, number: int) -> bool:
        return self.themes[self.patterns[number][0]].within_names

    def find(
        self, document: Document, sentences: Sequence[Sentence], masked: Sequence[Span]
    ) -> list[ThemeEvidence]:
        plain, hidden = document.text, self._hide(document.text, masked)
        rows: list[ThemeEvidence] = []
        for sentence in sentences:
            if sentence.zone != BODY:
                continue
            spans = self._in_sentence(plain, hidden, sentence.start, sentence.end)
            for theme, start, end in spans:
                rows.append(
                    ThemeEvidence(
                        self.themes[theme].theme_id, document.doc_id, start, end,
                        plain[start:end], sentence.number,
                    )
                )  # fmt: skip
        return sorted(rows, key=lambda row: (row.start, row.end, self.place[row.theme_id]))

    def _in_sentence(
        self, plain: str, hidden: str, start: int, end: int
    ) -> Iterator[tuple[int, int, int]]:
        words = {word.lower() for word in _WORD.findall(plain, start, end)}
        found: dict[int, set[Span]] = defaultdict(set)
        for number in self._likely(words):
            theme, pattern = self.patterns[number]
            text = plain if self.themes[theme].within_names else hidden
            found[theme].update(m.span() for m in pattern.regex.finditer(text, start, end))
        gathered: dict[int, set[Span]] = defaultdict(set)
        for theme, spans in found.items():
            masks = self.themes[theme].masks
            free = spans and _unmasked(spans, masks, words, (plain, start, end))
            for receiver in (theme, *self.ancestors[theme]) if free else ():
                gathered[receiver] |= free
        for theme in sorted(gathered):
            for span in _longest(gathered[theme]):
                yield theme, *span

    def _likely(self, words: set[str]) -> list[int]:
        """The patterns that have all their clues among the words of a sentence."""
        wanted = {number for word in words for number in self.index.get(word, ())}
        likely = list(self.always)
        for number in wanted:
            for clue in self.others[number]:  # a plain loop: most of the time goes here
                if clue.isdisjoint(words):
                    break
            else:
                likely.append(number)
        return likely

    def fits(
        self, document: Document, sentences: Sequence[Sentence], masked: Sequence[Span]
    ) -> Counter[tuple[str, str, str]]:
        """How often each pattern and each mask fits in the body, whatever comes of it."""
        plain, hidden = document.text, self._hide(document.text, masked)
        found: Counter[tuple[str, str, str]] = Counter()
        for sentence in sentences:
            if sentence.zone != BODY:
                continue
            place = (sentence.start, sentence.end)
            words = {word.lower() for word in _WORD.findall(plain, *place)}
            for number in self._likely(words):
                theme, pattern = self.themes[self.patterns[number][0]], self.patterns[number][1]
                text = plain if theme.within_names else hidden
                found[theme.theme_id, "patterns", pattern.text] += _times(pattern, text, place)
            for theme in self.themes:
                for mask in theme.masks:
                    if not any(clue.isdisjoint(words) for clue in mask.clues):
                        found[theme.theme_id, "not", mask.text] += _times(mask, plain, place)
        return found

    def _hide(self, text: str, masked: Sequence[Span]) -> str:
        """The text without names, except those that the patterns themselves name."""
        return hidden(text, masked, self._known)

    def _known(self, name: str) -> bool:
        return all(word.lower() in self.names for word in _WORD.findall(name))

    def _ancestors(self, theme: Theme) -> tuple[int, ...]:
        found: list[int] = []
        while theme.parent:
            found.append(self.place[theme.parent])
            theme = self.themes[found[-1]]
        return tuple(found)


def hidden(
    text: str, masked: Sequence[Span], shown: Callable[[str], bool] = lambda name: False
) -> str:
    """The text with names blanked out, sign for sign; those that are `shown` stay."""
    pieces, at = [], 0
    for start, end in sorted(masked):
        start = max(start, at)
        if start >= end:
            continue
        name = text[start:end]
        pieces += [text[at:start], name if shown(name) else _HIDDEN * len(name)]
        at = end
    return "".join(pieces) + text[at:]


def _times(pattern: Pattern, text: str, place: Span) -> int:
    return sum(1 for _ in pattern.regex.finditer(text, *place))


def _longest(spans: set[Span], joined: bool = False) -> list[Span]:
    """Spans that do not overlap: from the left, the longest first; or overlapping ones joined."""
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
        elif joined:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
    return kept


def _unmasked(
    spans: set[Span], masks: Sequence[Pattern], words: set[str], place: tuple[str, int, int]
) -> set[Span]:
    """The spans that no mask touches; `place` is the text with the ends of the sentence."""
    barred = _longest(
        {
            match.span()
            for mask in masks
            if not any(clue.isdisjoint(words) for clue in mask.clues)
            for match in mask.regex.finditer(*place)
        },
        joined=True,
    )
    ends = [end for _, end in barred]

    def free(span: Span) -> bool:
        after = bisect_right(ends, span[0])  # the first mask that ends behind the span's start
        return after == len(barred) or barred[after][0] >= span[1]

    return {span for span in spans if free(span)}
