"""What matching needs to know of the world, filled by the caller from toolkit.knowledge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.names.normalise import fold, spell, spelling_key, tokens
from toolkit.names.places import Lookup

# Tiers of common words (10 = commonest) up to which a word says little about who is meant.
COMMON_TIER = 35
_UNKNOWN_WORD = 4.0
# Legal forms that stand before the name where they are used (Russia, Ukraine, Indonesia, Baltics).
_LEADING_CODES = frozenset(("oao", "ooo", "tov", "pat", "pt", "uab", "sia", "cv", "srl", "ou"))


@dataclass(frozen=True)
class MatchingKnowledge:
    """Word lists as written; matching folds them itself, once.

    `places` maps names, adjectives and demonyms to place ids. `demonyms` are those of them that
    are adjectives or names of inhabitants. `organs` are nouns that a state has one of
    ("parliament"), `heads` head nouns of organisations, events and documents. `common_words` maps
    a word to its tier. `nicknames` maps a given name to its short forms, `equivalents` are rows
    of spellings of one given name, `word_groups` rows of one word in several languages, the usual
    one first. `legal_codes` gives legal forms the code that equal ones share, `known_names` gives
    names of well-known things their id. `generic` are names that never identify one thing across
    documents ("Letter of Intent"), nor do organs without their state. `place_features` are words
    around place names ("city").
    `offices` maps the words that a title ends in to a function that excludes the others.
    `usual_surnames` maps spellings of a surname that do not sound alike to the usual one.
    """

    places: Mapping[str, str] = field(default_factory=dict)
    demonyms: frozenset[str] = frozenset()
    legal_forms: frozenset[str] = frozenset()
    organs: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    common_words: Mapping[str, int] = field(default_factory=dict)
    given_names: frozenset[str] = frozenset()
    nicknames: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    equivalents: tuple[tuple[str, ...], ...] = ()
    honorifics: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    suffixes: frozenset[str] = frozenset()
    word_groups: tuple[tuple[str, ...], ...] = ()
    generic: frozenset[str] = frozenset()
    place_features: frozenset[str] = frozenset()
    legal_codes: Mapping[str, str] = field(default_factory=dict)
    known_names: Mapping[str, str] = field(default_factory=dict)
    family_first: frozenset[str] = frozenset()
    offices: Mapping[str, str] = field(default_factory=dict)
    usual_surnames: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def place_codes(self) -> Lookup:
        codes = ((" ".join(tokens(name)), code) for name, code in sorted(self.places.items()))
        return Lookup(codes)

    @cached_property
    def _place_words(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, code in self.places.items():
            found.setdefault(code, "".join(tokens(name)))
        return found

    def place_word(self, code: str) -> str:
        """The usual name of a place as one word: the same for "Germany" and "German"."""
        return self._place_words.get(code, "")

    @cached_property
    def demonym_keys(self) -> frozenset[str]:
        return frozenset(" ".join(tokens(word)) for word in self.demonyms)

    @cached_property
    def legal_keys(self) -> frozenset[str]:
        return frozenset(" ".join(tokens(form)) for form in self.legal_forms)

    @cached_property
    def leading_legal_keys(self) -> frozenset[str]:
        """Legal forms that may open a name; short ones only if custom puts them there."""
        return frozenset(
            key for key in self.legal_keys
            if len(key) > 3 or self._legal_by_key.get(key) in _LEADING_CODES
        )  # fmt: skip

    @cached_property
    def _legal_by_key(self) -> dict[str, str]:
        return {" ".join(tokens(form)): code for form, code in sorted(self.legal_codes.items())}

    def legal_code(self, key: str) -> str:
        """The code of a legal form in folded words; the words themselves if it has none."""
        return self._legal_by_key.get(key, key)

    @cached_property
    def particle_keys(self) -> frozenset[str]:
        return frozenset(fold(word) for word in self.particles)

    @cached_property
    def known_keys(self) -> dict[str, str]:
        return {spelling_key(name): known for name, known in sorted(self.known_names.items())}

    @cached_property
    def organ_words(self) -> frozenset[str]:
        return frozenset(tokens(word)[-1] for word in self.organs if tokens(word))

    @cached_property
    def head_words(self) -> frozenset[str]:
        return frozenset(self.word(tokens(head)[-1]) for head in self.heads if tokens(head))

    @cached_property
    def generic_keys(self) -> frozenset[str]:
        return frozenset(spelling_key(name) for name in self.generic | self.organs)

    def is_generic(self, key: str) -> bool:
        """Does a name, by its spelling key, not identify across documents: one of the list, or a
        ministry of common words ("Ministry of Energy"), which many states have?"""
        if key in self.generic_keys:
            return True
        words = key.split()
        return "ministry" in (*words[:1], *words[-1:]) and all(
            word in self.common_words or word == "ministry" for word in words
        )

    @cached_property
    def given_keys(self) -> frozenset[str]:
        return frozenset(name if _is_folded(name) else fold(name) for name in self.given_names)

    @cached_property
    def titles(self) -> frozenset[str]:
        return frozenset(fold(word).rstrip(".") for word in self.honorifics)

    @cached_property
    def office_keys(self) -> dict[str, str]:
        return {" ".join(tokens(title)): office for title, office in sorted(self.offices.items())}

    def office(self, title: str) -> str:
        """The office of a folded title, by its longest end that has one; '' without."""
        words = title.split()
        ends = (" ".join(words[at:]) for at in range(len(words)))
        return next((self.office_keys[end] for end in ends if end in self.office_keys), "")

    @cached_property
    def feature_words(self) -> frozenset[str]:
        return frozenset(fold(word) for word in self.place_features)

    @cached_property
    def given_classes(self) -> dict[str, frozenset[str]]:
        """For every given name the names and rows of spellings it may stand for."""
        found: dict[str, set[str]] = {}
        for formal, short_forms in sorted(self.nicknames.items()):
            for word in (formal, *short_forms):
                found.setdefault(fold(word), set()).add(fold(formal))
        for row in self.equivalents:
            for word in row:
                found.setdefault(fold(word), set()).add("=" + fold(row[0]))
        return {name: frozenset(classes) for name, classes in found.items()}

    @cached_property
    def tiers(self) -> dict[str, int]:
        """Common words in the form of core tokens, with their commonest tier."""
        found: dict[str, int] = {}
        canonical, spelt = self._canonical, spell.__wrapped__
        for word, tier in self.common_words.items():  # many: without the detours of `word`
            key = stem(spelt(word if _is_folded(word) else fold(word)))
            key = canonical.get(key, key)
            if key not in found or tier < found[key]:
                found[key] = tier
        return found

    @cached_property
    def _canonical(self) -> dict[str, str]:
        """Words of several languages to the first of their row; short ones mean too much."""
        found: dict[str, str] = {}
        for row in self.word_groups:
            keys = [_plain(word) for word in row]
            if keys and keys[0]:
                for key in keys:
                    if len(key) > 3:
                        found.setdefault(key, keys[0])
        return found

    @cached_property
    def _words(self) -> dict[str, str]:
        """What `word` was asked before."""
        return {}

    def word(self, token: str) -> str:
        """The form in which a token of a name is compared: singular, one spelling, one language."""
        found = self._words.get(token)
        if found is None:
            plain = stem(spell(token))
            found = self._words[token] = self._canonical.get(plain, plain)
        return found

    def is_common(self, token: str) -> bool:
        return self.tiers.get(token, 99) <= COMMON_TIER

    def information(self, token: str) -> float:
        """How much a word identifies: 1 for the commonest words, 4 for a word of no list."""
        tier = self.tiers.get(token)
        return _UNKNOWN_WORD if tier is None else min(1.0 + max(0, tier - 20) / 20, 3.5)


def _is_folded(word: str) -> bool:
    """Whether `fold` would change nothing, at a glance."""
    return word.isascii() and word.isalpha() and word.islower()


def _plain(word: str) -> str:
    found = tokens(word)
    return stem(spell(found[0])) if len(found) == 1 else ""


def stem(token: str) -> str:
    """A folded English word without its plural ending; short words stay."""
    if not token.isascii() or len(token) < 5 or token.endswith(("ss", "us", "is")):
        return token
    if token.endswith("ies"):
        return token[:-3] + "y"
    return token[:-1] if token.endswith("s") else token
