"""Titles: "Deputy Minister for Foreign Affairs", "H.E. Mr.", "Lt. Gen.", and what they rule."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Candidate
from toolkit.mentions.phrases import PhraseIndex, index_after, is_sign
from toolkit.mentions.tokens import Token


@dataclass(frozen=True, slots=True)
class Title:
    """A title before or after a person: words and the span of its organisation's words."""

    text: str
    start: int
    end: int
    person: tuple[int, int]
    organisation: str


class TitleReader:
    """Reads roles with their portfolios, honorifics and ranks at a token of a line."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._titles = PhraseIndex(knowledge.role_nouns)
        self._modifiers = frozenset(w for w in knowledge.role_modifiers if " " not in w)
        self._portfolios = PhraseIndex(knowledge.portfolios)
        self._polite = PhraseIndex(knowledge.honorifics | knowledge.ranks, dots=True)
        self._heads = frozenset(h for h in knowledge.heads if " " not in h)

    def opens(self, tokens: list[Token], at: int) -> bool:
        """Does a role start here?"""
        return self._titles.end(tokens, at) is not None

    def role_starts(self, token: Token) -> bool:
        """May a role start with this word?"""
        return token.lower in self._modifiers or self._titles.starts(token)

    def polite_starts(self, token: Token) -> bool:
        """May an honorific or a rank start with this word?"""
        return self._polite.starts(token)

    def role(self, tokens: list[Token], at: int, known: dict[int, Candidate]) -> int | None:
        """Index after a title that starts at `at`: (modifiers) role (of|for|on portfolio)."""
        token = tokens[at]
        if token.shape not in ("cap", "upper") or not self.role_starts(token):
            return None
        cursor = at
        while cursor < len(tokens) and tokens[cursor].lower in self._modifiers:
            cursor += 1
        end = self._titles.end(tokens, cursor)
        if end is None:
            cursor, end = at, self._titles.end(tokens, at)
        if end is None:
            return None
        while True:
            longer = self._portfolio(tokens, end, known)
            if longer is None:
                return end
            end = longer

    def _portfolio(self, tokens: list[Token], at: int, known: dict[int, Candidate]) -> int | None:
        """Index after "of Defence", "for Foreign Affairs and Security", "of Ukraine"."""
        if at + 1 >= len(tokens) or tokens[at].lower not in ("of", "for", "on", "to"):
            return None
        start = at + 1 + (tokens[at + 1].lower == "the")
        if start >= len(tokens):
            return None
        listed = self._portfolios.end(tokens, start)
        if listed is not None and not self._goes_on(tokens, listed):
            return None if self._names_body(tokens, listed) else listed
        if start in known:
            end = index_after(tokens, known[start].end)
            return None if self._names_body(tokens, end) else end
        cursor = start
        while cursor < len(tokens) and self._in_portfolio(tokens, cursor):
            if tokens[cursor].lower in self._heads:
                return None  # "Secretary of the ... Council": an organisation, no portfolio
            cursor += 1
        return cursor if cursor > start and tokens[cursor - 1].is_name else None

    def _names_body(self, tokens: list[Token], at: int) -> bool:
        """Do ordinary words up to a head follow: "of the Nordic" + "Rivers Council"?"""
        while at < len(tokens) and self._plain(tokens[at]):
            if tokens[at].lower in self._heads:
                return True
            at += 1
        return False

    def _goes_on(self, tokens: list[Token], at: int) -> bool:
        """Does "and" with an ordinary capitalised word follow: "Defence and ..."?"""
        return (
            at + 1 < len(tokens)
            and tokens[at].lower in ("and", "&")
            and (self._plain(tokens[at + 1]))
        )

    def _in_portfolio(self, tokens: list[Token], at: int) -> bool:
        token = tokens[at]
        if token.lower in ("and", "&") and at + 1 < len(tokens):
            return self._plain(tokens[at + 1])
        return self._plain(token)

    def _plain(self, token: Token) -> bool:
        """A capitalised word of the common vocabulary: part of a title, not of a name."""
        return token.shape == "cap" and token.lower in self.knowledge.common_words

    def polite(self, tokens: list[Token], at: int) -> int | None:
        """Index after honorifics and ranks ("H.E. Mr.", "Lt. Gen.")."""
        if at >= len(tokens) or not self._polite.starts(tokens[at]):
            return None
        cursor = at
        while cursor < len(tokens) and tokens[cursor].shape in ("cap", "upper"):
            end = self._polite.end(tokens, cursor)
            if end is None:
                break
            cursor = end
        return cursor if cursor > at else None

    def apposed(self, tokens: list[Token], at: int) -> tuple[int, int] | None:
        """A title in apposition: ", (the) (Polish) Minister of Defence"."""
        if not is_sign(tokens, at, ","):
            return None
        for cursor in range(at + 1, min(at + 6, len(tokens))):
            token = tokens[cursor]
            end = self.role(tokens, cursor, {}) if token.is_name else None
            if end is None and token.lower in self.knowledge.role_nouns:
                end = cursor + 1
            if end is not None:
                return cursor, end - 1
            if token.shape == "sign" and token.text != "-":
                return None
        return None

    def before(self, tokens: list[Token], at: int) -> tuple[int, int] | None:
        """A role in small letters right before a name: "the country's president, Jan Doe"."""
        last = at - 2 if is_sign(tokens, at - 1, ",") else at - 1
        if last < 0 or tokens[last].shape != "lower":
            return None
        for first in range(max(0, last - 1), last + 1):
            words = " ".join(token.lower for token in tokens[first : last + 1])
            if words in self.knowledge.role_nouns:
                return first, last
        return None

    def build(self, tokens: list[Token], span: tuple[int, int], person: tuple[int, int]) -> Title:
        """The title at token `span` of the person at text offsets `person`, with the capitalised
        words before it ("EU", "Ukraine's") as its organisation."""
        first, last = span
        text = " ".join(token.text for token in tokens[first : last + 1])
        organisation = []
        cursor = first - 1
        while cursor >= 0 and tokens[cursor].shape in ("cap", "upper", "possessive"):
            if tokens[cursor].shape != "possessive":
                organisation.append(tokens[cursor].text)
            cursor -= 1
        return Title(text.replace(" - ", "-").replace(" .", "."), tokens[first].start,
                     tokens[last].end, person, " ".join(reversed(organisation)))  # fmt: skip
