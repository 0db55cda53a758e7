"""Finds curated names by their words: places with demonyms, known organisations.

Names are matched word by word, so line breaks, quotes and hyphens in the text do not matter and
no match starts or ends inside a word. Longest first.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.entries import Entry, fold_quotes, known_entries, place_entries
from toolkit.mentions.tokens import (
    MOST_WORDS,
    Token,
    Words,
    first_word,
    fold_word,
    tokenise,
    word_token,
    words_of,
)
from toolkit.pausing import seldom_collected

SMALL = frozenset("of the and for on in de la le des du to a an at & - '".split())

LOOSE = ("number", "sign", "possessive")  # shapes that say nothing of capitals


Longer = tuple[tuple[str, ...], list[Entry]]  # the words of a name and what bears it
Inside = list[tuple[int, int, Entry]]  # first and last word of names inside another


class Start(NamedTuple):
    """What starts with a word: longer names by their second word, longest first; the name that is
    the word alone, in an ordinary line and in one of capitals."""

    longer: dict[str, list[Longer]]
    alone: Entry | None
    shouted: Entry | None


class _Starting(dict[str, Start | None]):
    """word -> what starts with it; remembered, as words come again and again."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __missing__(self, text: str) -> Start | None:
        if len(self) >= MOST_WORDS:
            self.clear()
        self[text] = found = self._gazetteer.start(text)
        return found


class Gazetteer:
    """Look-up of all written forms of the curated knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._entries: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        # By first word: the names that are that word, longer ones by their second word, longest
        # first.
        self._single: dict[str, list[Entry]] = {}
        self._longer: dict[str, dict[str, list[Longer]]] = {}
        self._starting = _Starting(self)
        self._inside: dict[tuple[str, ...], Inside] = {}
        self._whole = functools.lru_cache(maxsize=32768)(self._find_whole)
        self.codes: dict[str, Entry] = {}
        self.definite: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._words = frozenset(knowledge.common_words) | knowledge.openers
        for entry in (*place_entries(knowledge), *known_entries(knowledge)):
            if entry.rule == "country code":
                self.codes[entry.written[0]] = entry
            else:
                self._entries[entry.words].append(entry)
        for known in knowledge.names:
            for phrase in known.definite:
                self.definite[phrase].append((known.known_id, known.name))
        self._arrange()

    def _arrange(self) -> None:
        for words, entries in sorted(self._entries.items(), key=lambda item: -len(item[0])):
            if len(entries) > 1:
                entries.sort(key=lambda e: (e.rule != "known name", e.knowledge_id))
            if len(words) == 1:
                self._single[words[0]] = entries
            else:
                longer = self._longer.setdefault(words[0], {})
                longer.setdefault(words[1], []).append((words, entries))

    def find(self, line: Line) -> tuple[list[Candidate], dict[int, Candidate]]:
        """Longest curated name at each word, with those inside it; the longest ones also by the
        index of their first token."""
        tokens, lowers, shouted = line.tokens, line.lowers, line.shouted
        final = len(tokens) - 1
        found: list[Candidate] = []
        known: dict[int, Candidate] = {}
        reached = 0
        starts = list(map(self._starting.__getitem__, line.texts))
        for at, start in compress(enumerate(starts), starts):
            if at < reached or start is None:
                continue
            longer, alone, loud = start
            names = longer.get(lowers[at + 1]) if longer and at < final else None  # few go on
            entry = self._among(names, line, (at, final + 1), shouted) if names else None
            entry = entry or (loud if shouted else alone)
            if entry is None:
                token = tokens[at]
                if token.text in self.codes and self._bracketed(tokens, at):
                    known[at] = code = self.code(token)
                    found.append(code)
                continue
            last = at + len(entry.words) - 1
            known[at] = name = _named(tokens[at], tokens[last], entry)
            found.append(name)
            if last > at:
                inside = self._nested(line, starts, at, last + 1)
                found += [_named(tokens[at + i], tokens[at + j], inner) for i, j, inner in inside]
            placed = entry.rule == "place" and not shouted
            following = self.code_after(tokens, last + 1) if placed else 0
            if following:
                known[following] = code = self.code(tokens[following])
                found.append(code)
            reached = last + 1
        return found, known

    def start(self, text: str) -> Start | None:
        """What may start with a word of a text; None where nothing does."""
        lower = fold_word(text)
        longer = self._longer.get(lower)
        single = self._single.get(lower, ())
        if longer and text.islower() and text[0].isalpha() and text not in SMALL:
            longer = _in_small_letters(longer, fold_quotes(text))
        if not longer and not single and text not in self.codes:
            return None
        piece = [word_token(text)]
        alone, shouted = (
            next((entry for entry in single if self._case_fits(piece, entry, loud)), None)
            for loud in (False, True)
        )
        if not longer and alone is shouted is None and text not in self.codes:
            return None
        return Start(longer or {}, alone, shouted)

    def _nested(self, line: Line, starts: Sequence[Start | None], first: int, end: int) -> Inside:
        """Shorter curated names inside a longer one: NATO in "NATO Parliamentary Assembly"; of a
        name as it is written always the same ones, so they are remembered."""
        written = line.texts[first:end]
        if not line.shouted and written in self._inside:
            return self._inside[written]
        found = []
        for at in range(first, end):
            start = starts[at]
            span = (at, end - (at == first))
            entry = self._longest(line, span, line.shouted, start) if start else None
            if entry is not None:
                found.append((at - first, at - first + len(entry.words) - 1, entry))
        if not line.shouted:
            if len(self._inside) >= MOST_WORDS:
                self._inside.clear()
            self._inside[written] = found
        return found

    def whole(self, text: str) -> Entry | None:
        """The entry whose written form is all of `text`, capitals as they are."""
        return self._whole(text)

    def _find_whole(self, text: str) -> Entry | None:
        first = first_word(text)
        if self._starting[first] is None and fold_word(first) != "the":  # most names
            return None
        tokens = [token for token in tokenise(text, 0, len(text)) if token.shape != "possessive"]
        words = words_of(tokens)
        for skip in (1, 0) if tokens and tokens[0].lower == "the" and len(tokens) > 1 else (0,):
            start = self._starting[words.texts[skip]] if tokens else None
            entry = self._longest(words, (skip, len(tokens)), False, start) if start else None
            if entry is not None and len(entry.words) == len(tokens) - skip:
                return entry
        return None

    def code(self, token: Token) -> Candidate:
        entry = self.codes[token.text]
        return Candidate(token.start, token.end, "GPE", "acronym", "country code", 1, 0.8,
                         entry.norm, entry.knowledge_id)  # fmt: skip

    def code_after(self, tokens: list[Token], at: int) -> int:
        """Index of a country code right after a place ("The Hague, NL"), 0 where there is none."""
        if at < len(tokens) and tokens[at].text == ",":
            at += 1
        return at if at < len(tokens) and tokens[at].text in self.codes else 0

    def _bracketed(self, tokens: list[Token], at: int) -> bool:
        """A country code alone in brackets: "Mark Rutte (NL)"."""
        return (
            0 < at < len(tokens) - 1 and tokens[at - 1].text == "(" and tokens[at + 1].text == ")"
        )

    def _longest(
        self, line: Line | Words, span: tuple[int, int], shouted: bool, start: Start
    ) -> Entry | None:
        """The longest name that starts at the first index of `span` and ends before the second;
        `start` is what may start there."""
        at, end = span
        names = start.longer.get(line.lowers[at + 1]) if at + 1 < end else None
        entry = self._among(names, line, span, shouted) if names else None
        return entry or (start.shouted if shouted else start.alone)

    def _among(
        self, names: Sequence[Longer], line: Line | Words, span: tuple[int, int], shouted: bool
    ) -> Entry | None:
        """The first of some names of several words that stands in a span from its start."""
        at, end = span
        for words, entries in names:
            after = at + len(words)
            if after <= end and line.lowers[at:after] == words:
                written = line.texts[at:after]
                for entry in entries:
                    if not shouted and written == entry.written:
                        return entry
                    if self._case_fits(line.tokens[at:after], entry, shouted):
                        return entry
        return None

    def _case_fits(self, piece: list[Token], entry: Entry, shouted: bool) -> bool:
        if entry.case == "any":
            return True
        if shouted:  # in a line of capitals an acronym that is also a word says nothing
            return len(piece) > 1 or piece[0].lower not in self._words or entry.form == "name"
        if len(piece) == 1 and entry.rule == "place" and piece[0].text.isupper():
            return entry.form == "acronym" or len(piece[0].text) > 3  # a dateline: "BERLIN, ..."
        if entry.case == "exact":
            written = tuple([token[2] for token in piece])
            if written == entry.written or tuple(map(fold_quotes, written)) == entry.plain:
                return True
            loud = entry.rule == "place" and len(piece) > 1  # "NEW YORK, 1 May"
            return loud and all(t.text.isupper() or t.shape in LOOSE for t in piece)
        return tuple([token[2] for token in piece]) == entry.written or all(
            t.is_name or t.shape in LOOSE or t.lower in SMALL or t.text == word
            for t, word in zip(piece, entry.written, strict=True)
        )


def _named(first: Token, last: Token, entry: Entry) -> Candidate:
    """An entry that stands in a line; made past the slow constructor, as most candidates are."""
    _, _, kind, form, norm, known, _, rule = entry
    return tuple.__new__(
        Candidate, (first[0], last[1], kind, form, rule, 1, 0.95, norm, known)
    )  # fmt: skip


def _in_small_letters(longer: dict[str, list[Longer]], text: str) -> dict[str, list[Longer]]:
    """Of the names that start with a word those that a text may have with that word in small
    letters: hardly any, and most words of a text are in small letters."""
    found: dict[str, list[Longer]] = {}
    for second, names in longer.items():
        for words, entries in names:
            fit = [e for e in entries if e.case == "any" or fold_quotes(e.written[0]) == text]
            if fit:
                found.setdefault(second, []).append((words, fit))
    return found


@functools.lru_cache(maxsize=4)
@seldom_collected()
def gazetteer(knowledge: Knowledge) -> Gazetteer:
    """The look-up for this knowledge; built once."""
    return Gazetteer(knowledge)
