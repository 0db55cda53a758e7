"""Phrases of several words, found at a word of a line."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.mentions.tokens import Token, tokenise


class PhraseIndex:
    """Finds the longest phrase that starts at a token. With `dots`, full stops after short words
    are ignored on both sides ("Lt. Gen." = "Lt Gen")."""

    def __init__(self, phrases: Iterable[str], dots: bool = False) -> None:
        self.dots = dots
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._seconds: dict[str, frozenset[str]] = {}  # of the longer ones
        self._alone: set[str] = set()
        for phrase in sorted(phrases):
            text = phrase.replace(".", "") if dots else phrase
            words = tuple(token.lower for token in tokenise(text, 0, len(text)))
            if words:
                self._by_first.setdefault(words[0], []).append(words)
        for first, rows in self._by_first.items():
            rows.sort(key=lambda words: (-len(words), words))
            self._seconds[first] = frozenset(words[1] for words in rows if len(words) > 1)
            if len(rows[-1]) == 1:
                self._alone.add(first)

    def end(self, tokens: list[Token], at: int) -> int | None:
        """Index after the longest phrase at `at`, which must open with a capital; or None."""
        if at >= len(tokens) or not tokens[at].is_name:
            return None
        first = self._bare(tokens[at])
        found = self._by_first.get(first)
        if found is None:
            return None
        if not self.dots:  # most have no second word here: told at once
            second = tokens[at + 1].lower if at + 1 < len(tokens) else ""
            if second not in self._seconds[first]:
                return at + 1 if first in self._alone else None
        for words in found:
            end = self._match(words, tokens, at)
            if end is not None:
                return end
        return None

    def starts(self, token: Token) -> bool:
        """May a phrase start with this word? Quick, since most words start none."""
        if self.dots and "." in token.lower:
            return token.is_name and self._bare(token) in self._by_first
        return token.is_name and token.lower in self._by_first

    def _match(self, words: tuple[str, ...], tokens: list[Token], at: int) -> int | None:
        cursor = at
        for word in words:
            while self.dots and cursor > at and is_sign(tokens, cursor, "."):
                cursor += 1
            if cursor >= len(tokens) or self._bare(tokens[cursor]) != word:
                return None
            cursor += 1
        if self.dots and is_sign(tokens, cursor, ".") and tokens[cursor].glued:
            cursor += 1
        return cursor

    def _bare(self, token: Token) -> str:
        return token.lower.replace(".", "") if self.dots else token.lower


def is_sign(tokens: list[Token], at: int, sign: str) -> bool:
    return at < len(tokens) and tokens[at].text == sign


def index_after(tokens: list[Token], offset: int) -> int:
    """Index of the first token at or after a text offset."""
    return next((i for i, t in enumerate(tokens) if t.start >= offset), len(tokens))
