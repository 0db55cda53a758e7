"""Candidate phrases of a sentence, and what makes two of them variants of one.

A phrase is a run of nouns and adjectives that ends in a noun ("long-term defence investment"), its
parts that end in a noun too, and two such runs with "of" between ("stockpiling of critical raw
materials"). Its key is its head and the set of the other words, brought to one form each: singular,
American spelling, the noun of an adjective (industrial: industry), hyphens opened. Phrases with
equal keys are variants: "defence industry cooperation", "defence-industrial cooperation" and
"cooperation of the defense industries". Nothing else joins them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from toolkit.knowledge.phrasing import Phrasing
from toolkit.themes.words import FUNCTION_WORDS, american

SHORTEST = 3  # letters of a word
LONGEST = 4  # words of a part
LONGEST_RUN = 7  # words of a run that is looked at; longer ones are lists without commas
# A word, or signs in a row: blanked names are many of these.
_TOKEN = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|(?:[^\s\w]|[\d_])+")
_ARTICLES = ("the", "a", "an", "our", "its", "their")
_STEM = 4  # letters that an adjective and its noun share
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word in its place; `parts` are its normal forms (a hyphen compound has several)."""

    start: int
    end: int
    text: str
    noun: bool
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase in its place. `run` is the key of the longest phrase that it is part of."""

    key: Key
    start: int
    end: int
    run: Key


class Phrases:
    """Finds candidates; holds no state of documents."""

    def __init__(self, known: Phrasing) -> None:
        self.known = known
        self.told = lru_cache(maxsize=50_000)(self._told)

    def candidates(self, text: str, start: int, end: int) -> Iterator[Candidate]:
        """The phrases of a sentence; names are already blanked out in `text`."""
        before: list[Word] = []
        joined = False
        for run, of in self._runs(text, start, end):
            yield from self._parts(run)
            if joined and before and run:
                yield from self._of(before, run)
            before, joined = run, of

    def _runs(self, text: str, start: int, end: int) -> Iterator[tuple[list[Word], bool]]:
        """Maximal runs, each with whether "of" (and an article) leads from it to the next."""
        run: list[Word] = []
        of = False
        first = True
        for match in _TOKEN.finditer(text, start, end):
            token = match[0]
            found = self.told(token, first)
            first = False
            if found is not None:
                run.append(Word(match.start(), match.end(), token, *found))
                of = False
            elif run:
                of = token.lower() == "of"
                yield self._trimmed(run), of
                run = []
            elif of and token.lower() not in _ARTICLES:
                yield [], False
                of = False
        if run:
            yield self._trimmed(run), False

    def _told(self, token: str, first: bool) -> tuple[bool, tuple[str, ...]] | None:
        """Whether a token may be a noun, and its normal forms; None for what no phrase may hold:
        grammar, verbs, adverbs, names, signs."""
        if not token[0].isalpha() or len(token) < 2:
            return None
        if not token.islower() and not (first and self._usual(token)):
            return None
        return self._read(token.lower().replace("’", "'"))

    def _usual(self, token: str) -> bool:
        """Whether a word that begins a sentence is a word, not a name."""
        word = token.lower()
        listed = (word, _singular(word), word.split("-")[0])
        return token[1:].islower() and any(w in self.known.tiers for w in listed)

    def _read(self, token: str) -> tuple[bool, tuple[str, ...]] | None:
        """Whether a token may be a noun, and its normal forms."""
        token = token.removesuffix("'s").removesuffix("'")
        if "'" in token or len(token) < SHORTEST or self._grammar(token):
            return None
        if "-" in token:
            return self._compound(token)
        kind = self._kind(token)
        if kind in ("v", "r"):
            return None
        return kind == "n", (self.normal(token),)

    def _grammar(self, word: str) -> bool:
        return word in FUNCTION_WORDS or word in self.known.no_parts

    def _compound(self, token: str) -> tuple[bool, tuple[str, ...]] | None:
        pieces = [piece for piece in token.split("-") if piece]
        if not pieces:
            return None
        last = self._kind(pieces[-1])
        if any(map(self._grammar, (piece.removesuffix("s") for piece in pieces))):
            # "start-ups" are "startups"; "so-called" is no noun.
            particle = self._grammar(pieces[-1].removesuffix("s"))
            return particle or last == "n", (self.normal("".join(pieces)),)
        return last == "n", tuple(dict.fromkeys(self.normal(piece) for piece in pieces))

    def _kind(self, word: str) -> str:
        """v, r, a or n. Forms of a verb are verbs, unless they are known as something else."""
        known = self.known
        if word in known.classes:
            return known.classes[word]
        if word.endswith(("ing", "ed")):
            stem = word.removesuffix("ing").removesuffix("ed")
            bases = {stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem}
            if any(known.classes.get(base) == "v" for base in bases):
                return "v"
            if word.endswith("ed") and any(base in known.tiers for base in bases):
                return "a"
        if word.endswith("s") and known.classes.get(_singular(word)) == "v":
            return "v"
        if word.endswith("ly") and word not in known.tiers:
            return "r"
        return "n"

    def normal(self, word: str) -> str:
        """Singular, American, and for an adjective its noun where both are of one stem."""
        base = american(_singular(word)) if self._kind(word) == "n" else american(word)
        noun = self.known.nouns.get(word, "")
        return american(noun) if noun[:_STEM] == word[:_STEM] and noun else base

    def _trimmed(self, run: Sequence[Word]) -> list[Word]:
        """Without vague words before and adjectives behind; nothing where the run is too long."""
        kept = list(run)
        while kept and kept[0].parts[0] in self.known.vague_modifiers:
            kept.pop(0)
        while kept and not kept[-1].noun:
            kept.pop()
        return kept if len(kept) <= LONGEST_RUN else []

    def _parts(self, run: Sequence[Word]) -> Iterator[Candidate]:
        """The run and its parts that end in a noun and say something."""
        whole = _key(run) if run else ()
        for first in range(len(run)):
            if run[first].parts[0] in self.known.vague_modifiers:
                continue
            for last in range(first, min(len(run), first + LONGEST)):
                if run[last].noun and self._telling(run[first : last + 1]):
                    words = run[first : last + 1]
                    yield Candidate(_key(words), words[0].start, words[-1].end, whole)

    def _telling(self, words: Sequence[Word]) -> bool:
        """A vague head needs a word before it that is neither vague nor an adjective."""
        head = words[-1].parts[-1]
        if head not in self.known.vague_heads and words[-1].text not in self.known.vague_heads:
            return True
        return any(w.noun and w.parts[0] not in self.known.vague_heads for w in words[:-1])

    def _of(self, before: Sequence[Word], run: Sequence[Word]) -> Iterator[Candidate]:
        """A run, "of", and another run or its beginning: told the other way round."""
        head = before[-2:] if len(before) > 1 and not before[-2].noun else before[-1:]
        if head[-1].parts[-1] in self.known.vague_heads:
            return
        longest = run[: LONGEST - len(head)]
        whole = _key([*longest, *head])
        for last in range(len(longest)):
            words = longest[: last + 1]
            if words[-1].noun and self._telling(words):
                yield Candidate(_key([*words, *head]), head[0].start, words[-1].end, whole)


def _key(words: Sequence[Word]) -> Key:
    """The head first, then the other words: a political party is no party politics."""
    head = words[-1].parts[-1]
    return head, *sorted({part for word in words for part in word.parts} - {head})


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    return word[:-1]
