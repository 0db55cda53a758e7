"""Persons: after titles and honorifics, by given names, by who speaks; titles become roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.tokens import Token, tokenise

MAX_NAME = 5  # words of a person's name


@dataclass(frozen=True, slots=True)
class Title:
    """A title before or after a person: words and the span of its organisation's words."""

    text: str
    start: int
    end: int
    person: tuple[int, int]
    organisation: str


class PeopleFinder:
    """Proposes persons of one line and marks their tokens and titles as taken."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._titles = _by_first(knowledge.role_nouns)
        self._modifiers = frozenset(w for w in knowledge.role_modifiers if " " not in w)
        self._portfolios = _by_first(knowledge.portfolios)
        self._polite = _by_first(
            word.replace(".", "") for word in knowledge.honorifics | knowledge.ranks
        )
        self._after_title: set[int] = set()
        self._heads = frozenset(h for h in knowledge.heads if " " not in h)

    def find(self, line: Line, known: dict[int, Candidate]) -> tuple[list[Candidate], list[Title]]:
        """Persons and titles of a line. `known` maps the token where a curated name starts."""
        found: list[Candidate] = []
        titles: list[Title] = []
        tokens = line.tokens
        at = 0
        while at < len(tokens):
            step, person, title = self._from(tokens, at, known, line)
            if person is not None:
                first, last, rule, sure = person
                form = "surname" if first == last else "name"
                found.append(Candidate(tokens[first].start, tokens[last].end, "PERSON", form,
                                       rule, 0, sure))  # fmt: skip
                line.taken.update(range(first, last + 1))
                if title is not None:
                    span = (tokens[first].start, tokens[last].end)
                    titles.append(self._title(tokens, title, span))
            if title is not None:
                line.taken.update(range(title[0], title[1] + 1))
            at += step
        return found, titles

    # --- one position -----------------------------------------------------------------------

    def _from(
        self, tokens: list[Token], at: int, known: dict[int, Candidate], line: Line
    ) -> tuple[int, tuple[int, int, str, float] | None, tuple[int, int] | None]:
        """(tokens to go on, person (first, last, rule, confidence), title (first, last))."""
        title_end = self._title_at(tokens, at, known)
        cursor = title_end if title_end is not None else at
        polite_end = self._polite_at(tokens, cursor)
        title = (at, title_end - 1) if title_end is not None else None
        if polite_end is None and title is not None and self._sign(tokens, cursor, ","):
            polite_end = self._polite_at(tokens, cursor + 1)
        cursor = polite_end if polite_end is not None else cursor
        if title is not None or polite_end is not None:
            self._after_title = {cursor}
            span = self._name_at(tokens, cursor, known, after_title=True)
            self._after_title = set()
            if span is not None:
                rule = "honorific" if polite_end is not None else "title"
                title = title or (at, cursor - 1)
                return span[1] + 1 - at, (*span, rule, 0.95), title
            return max(1, (title_end or at + 1) - at), None, title
        span = self._name_at(tokens, at, known, after_title=False)
        if span is not None:
            return span[1] + 1 - at, (*span, "given name", 0.9), self._after(tokens, span[1] + 1)
        span = self._unlisted_name(tokens, at, known, line)
        if span is not None:
            return span[1] + 1 - at, (*span, "speaker", 0.75), self._after(tokens, span[1] + 1)
        return 1, None, None

    def _title_at(self, tokens: list[Token], at: int, known: dict[int, Candidate]) -> int | None:
        """Index after a title that starts at `at`: (modifiers) role (of|for|on portfolio)."""
        if tokens[at].shape not in ("cap", "upper"):
            return None
        cursor = at
        while cursor < len(tokens) and tokens[cursor].lower in self._modifiers:
            cursor += 1
        end = self._phrase(self._titles, tokens, cursor)
        if end is None:
            cursor, end = at, self._phrase(self._titles, tokens, at)
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
        listed = self._phrase(self._portfolios, tokens, start)
        if listed is not None and not self._goes_on(tokens, listed):
            return listed
        if start in known:
            return self._index_after(tokens, known[start].end)
        cursor = start
        while cursor < len(tokens) and self._in_portfolio(tokens, cursor):
            if tokens[cursor].lower in self._heads:
                return None  # "Secretary of the ... Council": an organisation, no portfolio
            cursor += 1
        return cursor if cursor > start and tokens[cursor - 1].is_name else None

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

    def _polite_at(self, tokens: list[Token], at: int) -> int | None:
        """Index after honorifics and ranks ("H.E. Mr.", "Lt. Gen.")."""
        cursor = at
        while cursor < len(tokens) and tokens[cursor].shape in ("cap", "upper"):
            end = self._phrase(self._polite, tokens, cursor, dots=True)
            if end is None:
                break
            cursor = end
        return cursor if cursor > at else None

    # --- names -------------------------------------------------------------------------------

    def _name_at(
        self, tokens: list[Token], at: int, known: dict[int, Candidate], after_title: bool
    ) -> tuple[int, int] | None:
        """First and last token of a name of a person that starts at `at`."""
        if at >= len(tokens) or not tokens[at].is_name or self._blocked(tokens, at, known, at):
            return None
        first = tokens[at]
        given = self._is_given(first) and not (
            first.lower in self.knowledge.ambiguous_given and not after_title
        )
        initial = first.shape == "initial"
        if not after_title and not given and not initial:
            return None
        last = at
        cursor = at + 1
        while cursor < len(tokens) and cursor - at < MAX_NAME:
            step = self._joins(tokens, cursor, known, at)
            if not step:
                break
            cursor += step
            last = cursor - 1
        if last == at:
            single = after_title and first.shape == "cap" and self._rare(first)
            return (at, at) if single else None
        if initial and all(tokens[i].shape != "cap" for i in range(at, last + 1)):
            return None
        return at, last

    def _joins(self, tokens: list[Token], at: int, known: dict[int, Candidate], first: int) -> int:
        """How many tokens from `at` continue a person's name (0 = none)."""
        token = tokens[at]
        if token.text in "-'’" and token.glued and at + 1 < len(tokens):
            return 2 if tokens[at + 1].glued and tokens[at + 1].is_name else 0
        if token.lower in self.knowledge.particles and token.shape == "lower":
            ahead = at
            while ahead < len(tokens) and tokens[ahead].lower in self.knowledge.particles:
                ahead += 1
            if ahead < len(tokens) and tokens[ahead].is_name and ahead - at <= 3:
                return ahead - at + 1
            return 0
        if not token.is_name or token.glued or self._blocked(tokens, at, known, first):
            return 0
        return 1

    def _blocked(
        self, tokens: list[Token], at: int, known: dict[int, Candidate], first: int
    ) -> bool:
        """Words that no person's name holds: heads, titles, curated names, acronyms."""
        token = tokens[at]
        if token.lower in self._heads or token.lower in self.knowledge.stop_names:
            return True
        if token.shape == "upper" and (len(token.text) > 1 and not self._is_given(token)):
            return not (at > first and token.text.isalpha() and len(token.text) > 4)
        if self._phrase(self._titles, tokens, at) is not None:
            return True
        name = known.get(at)
        if name is None:
            return False
        if at == first and at in self._after_title and self._rare_next(tokens, at, known):
            return False  # "Minister German Galushchenko": a given name that is also a nation
        alone = self._index_after(tokens, name.end) - at == 1
        return not (alone and (at > first or self._is_given(token)))

    def _unlisted_name(
        self, tokens: list[Token], at: int, known: dict[int, Candidate], line: Line
    ) -> tuple[int, int] | None:
        """Two or three rare capitalised words that speak, or that carry a title after a comma."""
        if line.shouted or line.heading or (at in known and not self._is_given(tokens[at])):
            return None
        end = at + (at in known)  # "German Galushchenko, Minister of ...": also a nation
        while end < len(tokens) and end - at < 3 and self._rare_cap(tokens, end, known):
            end += 1
        if end - at < 2:
            return None
        after = tokens[end] if end < len(tokens) else None
        before = tokens[at - 1] if at else None
        speaks = after is not None and after.lower in self.knowledge.speech_verbs
        spoken = before is not None and before.lower in self.knowledge.speech_verbs
        if speaks or (spoken and before is not None and before.shape == "lower"):
            return at, end - 1
        return (at, end - 1) if self._after(tokens, end) is not None else None

    def _rare_cap(self, tokens: list[Token], at: int, known: dict[int, Candidate]) -> bool:
        token = tokens[at]
        return (
            token.shape == "cap" and self._rare(token) and not self._blocked(tokens, at, known, at)
        )

    def _rare_next(self, tokens: list[Token], at: int, known: dict[int, Candidate]) -> bool:
        return (
            at + 1 < len(tokens)
            and at + 1 not in known
            and tokens[at + 1].shape == "cap"
            and (self._rare(tokens[at + 1]))
        )

    def _rare(self, token: Token) -> bool:
        return token.lower not in self.knowledge.common_words and (
            token.lower not in self.knowledge.openers
        )

    def _after(self, tokens: list[Token], at: int) -> tuple[int, int] | None:
        """A title in apposition: ", (the) (Polish) Minister of Defence"."""
        if not self._sign(tokens, at, ","):
            return None
        for cursor in range(at + 1, min(at + 6, len(tokens))):
            token = tokens[cursor]
            end = self._title_at(tokens, cursor, {}) if token.is_name else None
            if end is None and token.lower in self.knowledge.role_nouns:
                end = cursor + 1
            if end is not None:
                return cursor, end - 1
            if token.shape == "sign" and token.text != "-":
                return None
        return None

    # --- small things ------------------------------------------------------------------------

    def _is_given(self, token: Token) -> bool:
        return token.lower in self.knowledge.given_names

    def _sign(self, tokens: list[Token], at: int, sign: str) -> bool:
        return at < len(tokens) and tokens[at].text == sign

    def _index_after(self, tokens: list[Token], offset: int) -> int:
        return next((i for i, t in enumerate(tokens) if t.start >= offset), len(tokens))

    def _phrase(
        self, index: dict[str, list[tuple[str, ...]]], tokens: list[Token], at: int,
        dots: bool = False,
    ) -> int | None:  # fmt: skip
        """Index after the longest phrase of `index` at `at`, or None."""
        if at >= len(tokens):
            return None
        for words in index.get(_bare(tokens[at].lower, dots), ()):
            cursor, matched = at, True
            for word in words:
                while dots and cursor > at and self._sign(tokens, cursor, "."):
                    cursor += 1
                if cursor >= len(tokens) or _bare(tokens[cursor].lower, dots) != word:
                    matched = False
                    break
                cursor += 1
            if matched and tokens[at].is_name:
                if dots and self._sign(tokens, cursor, ".") and tokens[cursor].glued:
                    cursor += 1
                return cursor
        return None

    def _title(self, tokens: list[Token], span: tuple[int, int], person: tuple[int, int]) -> Title:
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


def _bare(word: str, dots: bool) -> str:
    return word.replace(".", "") if dots else word


def _by_first(phrases: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """Phrases by their first word, longest first."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases):
        words = tuple(token.lower for token in tokenise(phrase, 0, len(phrase)))
        if words:
            index.setdefault(words[0], []).append(words)
    for rows in index.values():
        rows.sort(key=lambda words: (-len(words), words))
    return index
