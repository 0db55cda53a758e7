"""Finding names in texts to put stand-ins in their place, and where the offsets go."""

from __future__ import annotations

import bisect
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Span = tuple[int, int, str]  # start, end, stand-in
_WORD = re.compile(r"[^\W_]+")
_SHORT = 3  # words of a person's name up to this length are not looked for alone


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text with its names replaced; `moves` are (start, end, new start, new end), in order."""

    text: str
    moves: tuple[tuple[int, int, int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a span went; one that ends inside a replaced name takes all of the stand-in."""
        return self._at(start, "start"), max(self._at(end, "end"), self._at(start, "start"))

    def _at(self, offset: int, side: str) -> int:
        reach = offset if side == "start" else offset - 1
        at = bisect.bisect_right(self.moves, reach, key=lambda move: move[0]) - 1
        if at < 0:
            return offset
        _, end, new_start, new_end = self.moves[at]
        if offset >= end:
            return offset - end + new_end
        return new_start if side == "start" else new_end


@dataclass
class Names:
    """Written forms by their first word. Several words match in any case, a single one as it is
    written, capitalised or in capitals: "May" is no reason to replace "may"."""

    _starts: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    _cases: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, texts: Iterable[str], stand_in: str, person: bool = False) -> None:
        """The first stand-in of a form stays. Of persons each longer word is looked for, too."""
        written = list(texts)
        if person:
            words = (word for text in written for word in _WORD.findall(text))
            written += [word for word in words if len(word) > _SHORT and word[0].isupper()]
        for text in written:
            words_of = _WORD.findall(text)
            if words_of and sum(map(len, words_of)) > 1:
                form = " ".join(words_of)
                self._starts[words_of[0].casefold()].setdefault(form.casefold(), stand_in)
                self._cases[form.casefold()] |= {form, form.upper(), form.capitalize()}

    def spans(self, text: str, any_case: bool = False) -> list[Span]:
        """The names in a text, from left to right, the longest first, none inside another."""
        words = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]
        found, at = [], 0
        while at < len(words):
            hit = self._longest(words, at, text, any_case)
            if hit is None:
                at += 1
            else:
                size, stand_in = hit
                found.append((words[at][0], words[at + size - 1][1], stand_in))
                at += size
        return found

    def _longest(
        self, words: Sequence[tuple[int, int, str]], at: int, text: str, any_case: bool
    ) -> tuple[int, str] | None:
        best: tuple[int, str] | None = None
        for form, stand_in in self._starts.get(words[at][2].casefold(), {}).items():
            size = form.count(" ") + 1
            if at + size > len(words) or (best and size <= best[0]):
                continue
            part = words[at : at + size]
            if " ".join(word for *_, word in part).casefold() != form or _broken(part, text):
                continue
            if size > 1 or any_case or part[0][2] in self._cases[form]:
                best = (size, stand_in)
        return best

    def replaced(self, text: str, any_case: bool = False) -> str:
        return _put(text, self.spans(text, any_case)).text

    def text(self, text: str, known: Sequence[Span]) -> Redacted:
        """`known` spans are names for certain; what is found beside them is replaced, too."""
        taken = sorted(known, key=lambda span: (span[0], -span[1]))
        kept: list[Span] = []
        for span in sorted([*taken, *self.spans(text)], key=lambda s: (s[0], -s[1])):
            if not kept or span[0] >= kept[-1][1]:
                kept.append(span)
            elif span[1] > kept[-1][1]:  # two names that overlap become one stand-in
                kept[-1] = (kept[-1][0], span[1], kept[-1][2])
        return _put(text, kept)


def _broken(words: Sequence[tuple[int, int, str]], text: str) -> bool:
    """Whether something long or a sentence's end stands between two words of a name."""
    return any(
        after[0] - before[1] > 3 or re.search(r"[;:!?]|\n\s*\n", text[before[1] : after[0]])
        for before, after in itertools.pairwise(words)
    )


def _put(text: str, spans: Sequence[Span]) -> Redacted:
    pieces, moves, last, size = [], [], 0, 0
    for start, end, stand_in in spans:
        pieces += [text[last:start], stand_in]
        size += start - last
        moves.append((start, end, size, size + len(stand_in)))
        size, last = size + len(stand_in), end
    return Redacted("".join([*pieces, text[last:]]), tuple(moves))
