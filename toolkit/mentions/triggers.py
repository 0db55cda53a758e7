"""Words without which a rule finds nothing, told once for each word and asked once for each line.

A rule that needs a word (a noun for ships, a bracket, a digit) marks it and gets a bit. What a line
holds are the bits of all its words, so that rules whose words it lacks cost nothing.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Sequence, Set

from toolkit.mentions.tokens import MOST_WORDS, fold_word


class Triggers(dict[str, int]):
    """word of a text -> bits of the rules that it may start; remembered, as words come again."""

    def __init__(self) -> None:
        self._tests: list[Callable[[str], bool]] = []

    def mark(self, words: Set[str], folded: bool = True) -> int:
        """The bit of some words, in small letters, or as they are written."""
        if folded:
            return self.test(lambda text: fold_word(text) in words)
        return self.test(words.__contains__)

    def test(self, told: Callable[[str], bool]) -> int:
        """The bit of all words of which something can be told."""
        self._tests.append(told)
        return 1 << (len(self._tests) - 1)

    def held(self, texts: Sequence[str]) -> int:
        """The bits of some words together."""
        return functools.reduce(operator.or_, filter(None, map(self.__getitem__, texts)), 0)

    def __missing__(self, text: str) -> int:
        if len(self) >= MOST_WORDS:
            self.clear()
        self[text] = bits = sum(1 << at for at, told in enumerate(self._tests) if told(text))
        return bits
