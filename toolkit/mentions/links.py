"""Names of organisations, events, programmes and documents inside a document."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from toolkit.knowledge import Knowledge
from toolkit.mentions.groups import Groups
from toolkit.mentions.renamed import RENAMED
from toolkit.names.acronyms import (
    FUNCTION_WORDS,
    is_acronym,
    letters_of,
    matches,
    usable_letters,
)
from toolkit.names.normalise import name_key, spell, tokens
from toolkit.names.organisations import numbers

Declared = Sequence[tuple[tuple[int, int], tuple[int, int], str]]
CALLED = "called"  # "X, formerly Y": said outright, so the two need not look alike
OUTRIGHT = (CALLED, RENAMED)
SIMILAR = 0.6  # share of content words that two long forms of one acronym have in common
NOT_NAMED = ("PERSON", "GPE", "LOC")


class NameLinks:
    """Joins the names of one document; each method is one rule."""

    def __init__(self, groups: Groups, knowledge: Knowledge) -> None:
        self.groups = groups
        self.knowledge = knowledge
        self._places = _place_words(knowledge)
        self._heads = knowledge.single_heads

    # --- what the text declares -----------------------------------------------------------

    def declared(self, aliases: Declared) -> None:
        """Definitions and appositions; the first definition of an acronym in a text holds, a
        later one only where it spells the same thing."""
        at_span = {(m.start, m.end): i for i, m in enumerate(self.groups.mentions)}
        for left, right, rule in aliases:
            a, b = at_span.get(left), at_span.get(right)
            if a is None or b is None or not (rule in OUTRIGHT or self._fits_earlier(a, b)):
                continue
            self.groups.join(b, a, rule, self.groups.mentions[a].text)

    def _fits_earlier(self, a: int, b: int) -> bool:
        """Long forms on both sides must tell of one thing."""
        left, right = self._long_forms(a), self._long_forms(b)
        if self.groups.root(a) == self.groups.root(b):
            return False
        return not (left and right) or any(self._same_thing(x, y) for x in left for y in right)

    def _long_forms(self, at: int) -> list[str]:
        return sorted({
            text for text, form in self.groups.written(at)
            if not is_acronym(text) and form != "nominal" and ":" not in text
        })  # fmt: skip

    def _same_thing(self, a: str, b: str) -> bool:
        if not self.numbers_fit(a, b):
            return False
        left, right = self._content(a), self._content(b)
        return len(left & right) >= SIMILAR * max(len(left | right), 1)

    def _content(self, name: str) -> set[str]:
        words = {spell(w) for w in tokens(name)} - FUNCTION_WORDS
        return {self._places.get(word, word) for word in words}

    # --- acronyms ---------------------------------------------------------------------------

    def acronyms(self) -> None:
        """An acronym that the text does not define but spells out exactly once."""
        shorts = [
            (i, m) for i, m in enumerate(self.groups.mentions)
            if m.form != "nominal" and m.type != "PERSON" and is_acronym(m.text)
        ]  # fmt: skip
        longs: dict[int, str] = {}
        spelled: dict[str, list[int]] = {}
        for i, m in enumerate(self.groups.mentions if shorts else ()):
            wordy = " " in m.text.strip() and m.form not in ("nominal", "demonym")
            if wordy and m.type not in NOT_NAMED:
                longs.setdefault(self.groups.root(i), m.text)
        for i, m in shorts:
            if any(" " in text for text, _ in self.groups.written(i)):
                continue
            if m.knowledge_id and m.text in self.knowledge.senses and m.source != "given":
                continue  # of several bodies the words around it have told which
            if m.text not in spelled:
                letters = frozenset(letters_of(m.text))
                spelled[m.text] = [
                    j for j, text in longs.items()
                    if letters <= usable_letters(text) and matches(m.text, text)
                ]  # fmt: skip
            fits = {self.groups.root(j) for j in spelled[m.text]}
            if len(fits) == 1:
                target = fits.pop()
                self.groups.join(i, target, "acronym", longs.get(target, ""))

    def holding_acronym(self) -> None:
        """ "Joint NRP Brigade" where NRP is spelled out as "Joint Nordic Rivers Patrol":
        beside the acronym only its own words and a head noun. "NRU Assembly" is another body than
        the "Nordic Rivers Union"."""
        spelled: dict[str, tuple[int, set[str]]] = {}
        for i, m in enumerate(self.groups.mentions):
            if is_acronym(m.text) and m.type not in NOT_NAMED:
                own = {w for text in self._long_forms(i) for w in tokens(text)}
                if own:
                    spelled.setdefault(name_key(m.text), (i, own))
        for i, m in enumerate(self.groups.mentions if spelled else ()):
            words = tokens(m.text)
            inside = [w for w in words if w in spelled]
            if len(words) < 2 or len(inside) != 1 or m.nested or m.type in NOT_NAMED:
                continue
            target, own = spelled[inside[0]]
            rest = [w for w in words if w != inside[0] and w not in own]
            if any(map(self._is_body, rest)) and any(map(self._is_body, own)):
                continue
            if all(w in self._heads for w in rest) and len(rest) <= 1:
                self.groups.join(i, target, "holds the acronym", self.groups.mentions[target].text)

    def _is_body(self, word: str) -> bool:
        return self.knowledge.heads.get(word, ("", False))[0] == "ORG"

    def numbers_fit(self, a: str, b: str) -> bool:
        """Years may be left out; an ordinal or another number names one edition."""
        left, right = numbers(a), numbers(b)
        if left.years and right.years and left.years != right.years:
            return False
        return left.counts == right.counts


@functools.lru_cache(maxsize=4)
def _place_words(knowledge: Knowledge) -> dict[str, str]:
    """Single words that name a place or its people -> place id ("european" -> "europe")."""
    return {
        spell(p.name.casefold()): p.place_id
        for p in reversed(knowledge.places)
        if p.form in ("name", "demonym") and " " not in p.name
    }
