"""What a word can be in a name of a person: told by the word and its neighbours alone."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from itertools import takewhile

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Candidate
from toolkit.mentions.titles import TitleReader
from toolkit.mentions.tokens import MOST_WORDS, Token, word_token
from toolkit.names.persons import SYLLABLE

# What may start with a word: names that some list or shape gives away, or that no list has.
RARE, ROLE, POLITE, FAMILY, GIVEN = (1 << at for at in range(5))
# One syllable of Korean as it is mostly romanised.
KOREAN = re.compile(
    "(?:ch|kk|ss|[bcdghjklmnprstwy])?(?:yeo|yoo|woo|eo|eu|ae|oe|oo|ee|ui|ya|ye|yo|yu|wa|wo|we|wha|hye"
    "|[aeiou])(?:ng|ck|[nmklptbh])?"
)
# What a name in front of a verb that only a few words are does: "Bill Burns met".
COPULAS = frozenset("was is has had met will would did".split())
COMMONEST = 10  # SCOWL tier
CHINESE = re.compile(f"(?:{SYLLABLE}){{1,2}}")  # one or two syllables


class _Starting(dict[str, int]):
    """word -> what may start with it; remembered, as words come again and again."""

    def __init__(self, words: PersonWords) -> None:
        self._words = words

    def __missing__(self, text: str) -> int:
        if len(self) >= MOST_WORDS:
            self.clear()
        self[text] = found = self._words.may_start(word_token(text))
        return found


class PersonWords:
    """Given names, rare words, family names that come first, for a knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.titles = TitleReader(knowledge)
        self._no_surnames = knowledge.openers | knowledge.portfolios
        self._after_title: set[int] = set()
        self._heads = frozenset(h for h in knowledge.heads if " " not in h)
        self._starting = _Starting(self)
        self._short_forms = frozenset(
            short for forms in knowledge.nicknames.values() for short in forms
        )

    def _idle(self, tokens: list[Token], at: int, known: dict[int, Candidate]) -> bool:
        """Can neither a title nor a name of a person start here? Told sooner than by trying."""
        token = tokens[at]
        does = self._starting[token.text]
        if does > RARE:  # more than rare
            return False
        if at + 1 == len(tokens) or (not does and at not in known):
            return True
        # a rare word, or a place that may be a given name, is one with what follows
        after = tokens[at + 1]
        return not (after.shape in ("cap", "initial") or (after.text == "," and at not in known))

    def may_start(self, token: Token) -> int:
        """What may start with a word: a role, an honorific, a family name before a given one, a
        name with a given name or an initial; or RARE and 0, which only count without these."""
        named = token.shape == "initial" or self._is_given(token)
        family = token.lower in self.knowledge.family_first or (
            token.shape == "cap" and KOREAN.fullmatch(token.lower) is not None
        )
        found = GIVEN * named + FAMILY * family
        found += ROLE * self.titles.role_starts(token) + POLITE * self.titles.polite_starts(token)
        return found or RARE * (token.shape in ("cap", "upper") and self._rare(token))

    def _family_first(
        self, tokens: list[Token], at: int, known: Container[int] = ()
    ) -> tuple[int, int] | None:
        """ "Ban Ki-moon", "Lin Dehua": a family name before a given name in two syllables, with a
        hyphen, or in one or two syllables of Chinese. And "Ki-moon Ban"."""
        piece = tokens[at : at + 4]
        if self._family_last(piece) and at not in known and at + 3 not in known:
            return at, at + 3
        if len(piece) < 2 or piece[0].lower not in self.knowledge.family_first:
            return None
        shapes = [token.shape for token in piece]
        if shapes == ["cap", "cap", "sign", "lower"] and piece[2].text == "-":
            return (at, at + 3) if piece[2].glued and piece[3].glued else None
        alone = shapes[:2] == ["cap", "cap"] and (len(piece) < 3 or not piece[2].is_name)
        word = piece[1].lower
        if not alone or at in known or at + 1 in known or piece[0].lower in self.knowledge.openers:
            return None
        chinese = CHINESE.fullmatch(word) and word not in self.knowledge.common_words
        return (at, at + 1) if chinese and word not in self._heads else None

    def _family_last(self, piece: list[Token]) -> bool:
        """ "Ki-moon Ban": two syllables of Korean with a hyphen before a family name."""
        if len(piece) < 4 or not (piece[1].text == "-" and piece[1].glued and piece[2].glued):
            return False
        shapes = piece[0].shape, piece[2].shape in ("lower", "cap"), piece[3].shape, piece[3].glued
        if shapes != ("cap", True, "cap", False) or len(piece[0].text + piece[2].text) < 5:
            return False
        family = piece[3].lower in self.knowledge.family_first
        return family and all(KOREAN.fullmatch(token.lower) for token in (piece[0], piece[2]))

    def _surname_first(
        self, tokens: list[Token], at: int, known: Container[int]
    ) -> tuple[int, int] | None:
        """ "STUBB Alexander": a rare surname in capitals before a given name, as in lists."""
        if at + 1 >= len(tokens) or at + 1 in known:
            return None
        surname, given = tokens[at], tokens[at + 1]
        fits = (
            surname.shape == "upper" and len(surname.text) > 3 and surname.text.isalpha()
            and given.shape == "cap" and self._is_given(given) and self._rare(surname)
            and given.lower not in self.knowledge.ambiguous_given
            and not (at and tokens[at - 1].is_name and not tokens[at].glued)
            and (at + 2 >= len(tokens) or not tokens[at + 2].is_name)
        )  # fmt: skip
        return (at, at + 1) if fits else None

    def _familiar(self, tokens: list[Token], at: int) -> bool:
        """ "Bill Burns was": a short form, a word that is none of the commonest, and a verb."""
        if tokens[at].lower not in self._short_forms or at + 2 >= len(tokens):
            return False
        common = self.knowledge.common_words.get(tokens[at + 1].lower, 99) <= COMMONEST
        return tokens[at + 2].lower in COPULAS and not common

    def _seat(self, tokens: list[Token], last: int, known: Mapping[int, Candidate]) -> int:
        """Where "Lord Doe of Port Ellen" ends, whose name ends at `last`; a state is no seat."""
        if last + 2 >= len(tokens) or tokens[last + 1].text != "of":
            return last
        place = known.get(last + 2)
        if place is not None and len(place.knowledge_id) == 2:
            return last
        words = takewhile(lambda token: token.shape == "cap", tokens[last + 2 : last + 5])
        seat = sum(1 for _ in words)
        return last + 1 + seat if seat else last

    def _with_initial(self, tokens: list[Token], at: int) -> bool:
        """ "Feridun H. Smith": an initial between two capitalised words."""
        shapes = [token.shape for token in tokens[at : at + 3]]
        return shapes == ["cap", "initial", "cap"]

    def _surname_like(self, token: Token) -> bool:
        """After a title an ordinary word may be a surname ("Mr. Brown"), a portfolio may not."""
        return len(token.text) > 1 and token.lower not in self._no_surnames

    def _rare(self, token: Token) -> bool:
        known, word = self.knowledge, token.lower
        return not (word in known.common_words or word in known.openers or word in known.foreign)

    def _is_given(self, token: Token) -> bool:
        return token.lower in self.knowledge.given_names

    def _ends_body(self, tokens: list[Token], at: int) -> bool:
        """Is a title that bears nobody's name the end of a body: "Ministry of (Health and)
        Justice"?"""
        of = at - 1
        if of > 1 and tokens[of].lower == "and":
            of -= 1
            while of > 0 and tokens[of].shape == "cap":
                of -= 1
        head = tokens[of - 1] if of > 0 and tokens[of].lower in ("of", "for") else None
        return head is not None and head.is_name and head.lower in self._heads

    def _hyphened(self, tokens: list[Token], at: int) -> bool:
        """Is the sign at `at` a hyphen inside a word?"""
        inside = 0 < at < len(tokens) - 1 and tokens[at].text == "-"
        return inside and tokens[at].glued and tokens[at + 1].glued

    def _double_given(self, tokens: list[Token], at: int) -> bool:
        """ "Frank-Walter": given names that are words, too, with a hyphen between them."""
        if not self._hyphened(tokens, at + 1):
            return False
        second = tokens[at + 2]
        return second.shape == "cap" and self._is_given(second)

    def _goes_on(self, tokens: list[Token], last: int) -> bool:
        """Is what looks like a person the start of a name of a firm ("Jie Yang Trading") or the
        name of a thing with a number ("Hong Tai 58")?"""
        if tokens[last].lower in self.knowledge.companies:
            return True
        if last + 1 >= len(tokens) or tokens[last + 1].glued:
            return False
        after = tokens[last + 1]
        if after.shape == "cap":
            return after.lower in self.knowledge.companies
        number = after.text.isdigit() and len(after.text) < 4
        ahead = tokens[last + 2].text if last + 2 < len(tokens) else ""
        return number and tokens[last].shape == "cap" and ahead not in ("%", "-", ":", ".", "per")

    def _surname_too(self, tokens: list[Token], at: int, first: int) -> bool:
        """ "Dr Fiona Hill": a noun for sites is a surname behind a title and a given name."""
        kind = self.knowledge.heads.get(tokens[at].lower)
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        alone = after is None or not after.is_name
        given = at == first + 1 and self._is_given(tokens[first])
        return given and alone and kind == ("FACILITY", False)
