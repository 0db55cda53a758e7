"""Persons: after titles and honorifics, by given names, by who speaks; titles become roles."""

from __future__ import annotations

import re

from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.person_words import FAMILY, GIVEN, POLITE, ROLE, PersonWords
from toolkit.mentions.phrases import is_sign
from toolkit.mentions.titles import Title
from toolkit.mentions.tokens import Token

REGNAL = re.compile(r"[IVX]{2,5}")
PEERS = frozenset("lord lady baron baroness viscount viscountess".split())
GUESSED = ("given name", "speaker")  # no title says that a person is meant
MAX_NAME = 5  # words of a person's name


class PeopleFinder(PersonWords):
    """Proposes persons of one line and marks their tokens and titles as taken."""

    def find(self, line: Line, known: dict[int, Candidate]) -> tuple[list[Candidate], list[Title]]:
        """Persons and titles of a line. `known` maps the token where a curated name starts."""
        found: list[Candidate] = []
        titles: list[Title] = []
        tokens = line.tokens
        reached = 0
        for at in [i for i in line.names if self._starting[line.texts[i]] or i in known]:
            if at < reached or self._idle(tokens, at, known):
                continue
            step, person, title = self._from(tokens, at, known, line)
            if person is not None and person[2] in GUESSED and self._goes_on(tokens, person[1]):
                person = title = None
            if person is not None:
                first, last, rule, sure = person
                alone = first == last or tokens[first + 1].text == "of"
                form = "surname" if alone else "name"
                found.append(Candidate(tokens[first].start, tokens[last].end, "PERSON", form,
                                       rule, 0, sure))  # fmt: skip
                line.taken.update(range(first, last + 1))
                if title is not None:
                    span = (tokens[first].start, tokens[last].end)
                    titles.append(self.titles.build(tokens, title, span))
            if title is not None and (person is not None or not self._ends_body(tokens, title[0])):
                line.taken.update(range(title[0], title[1] + 1))
            reached = at + step
        return found, titles

    # --- one position -----------------------------------------------------------------------

    def _from(
        self, tokens: list[Token], at: int, known: dict[int, Candidate], line: Line
    ) -> tuple[int, tuple[int, int, str, float] | None, tuple[int, int] | None]:
        """(tokens to go on, person (first, last, rule, confidence), title (first, last))."""
        does = self._starting[tokens[at].text]  # most words start one thing, and the rest is none
        title_end = self.titles.role(tokens, at, known) if does & ROLE else None
        cursor = title_end if title_end is not None else at
        polite = title_end is not None or does & POLITE
        polite_end = self.titles.polite(tokens, cursor) if polite else None
        title = (at, title_end - 1) if title_end is not None else None
        if polite_end is None and title is not None and is_sign(tokens, cursor, ","):
            polite_end = self.titles.polite(tokens, cursor + 1)
        cursor = polite_end if polite_end is not None else cursor
        if title is not None and polite_end is None and is_sign(tokens, cursor, ","):
            span = self._apposed_name(tokens, cursor + 1, known)
            if span is not None:
                return span[1] + 1 - at, (*span, "title", 0.9), title
        if title is not None or polite_end is not None:
            self._after_title = {cursor}
            span = self._family_first(tokens, cursor, known) or self._name_at(
                tokens, cursor, known, after_title=True
            )
            self._after_title = set()
            if span is not None:
                rule = "honorific" if polite_end is not None else "title"
                if polite_end is not None and tokens[polite_end - 1].lower in PEERS:
                    span = span[0], self._seat(tokens, span[1], known)
                title = title or (at, cursor - 1)
                return span[1] + 1 - at, (*span, rule, 0.95), title
            return max(1, (title_end or at + 1) - at), None, title
        span = self._family_first(tokens, at, known) if does & FAMILY else None
        if span is None and does & GIVEN:
            span = self._name_at(tokens, at, known, after_title=False)
        if span is not None:
            return (
                span[1] + 1 - at,
                (*span, "given name", 0.9),
                self.titles.before(tokens, at) or self.titles.apposed(tokens, span[1] + 1),
            )
        span = self._unlisted_name(tokens, at, known, line)
        if span is not None:
            return (
                span[1] + 1 - at,
                (*span, "speaker", 0.75),
                self.titles.apposed(tokens, span[1] + 1),
            )
        return 1, None, None

    # --- names -------------------------------------------------------------------------------

    def _name_at(
        self, tokens: list[Token], at: int, known: dict[int, Candidate], after_title: bool
    ) -> tuple[int, int] | None:
        """First and last token of a name of a person that starts at `at`."""
        if after_title and self._particle(tokens, at):
            return at, at + 1
        if at >= len(tokens) or not tokens[at].is_name or self._blocked(tokens, at, known, at):
            return None
        first = tokens[at]
        given = self._is_given(first) and (
            first.lower not in self.knowledge.ambiguous_given
            or after_title
            or self._acts_as_name(tokens, at, known)
            or self._double_given(tokens, at)
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
            single = after_title and first.shape == "cap" and self._surname_like(first)
            return (at, at) if single else None
        if initial and all(tokens[i].shape != "cap" for i in range(at, last + 1)):
            return None
        return at, last

    def _particle(self, tokens: list[Token], at: int) -> bool:
        """ "de Mauley" in "Lord de Mauley": a particle and one rare word."""
        if at + 1 >= len(tokens) or tokens[at].shape != "lower":
            return False
        surname = tokens[at + 1]
        after = tokens[at + 2] if at + 2 < len(tokens) else None
        alone = after is None or not after.is_name
        particle = tokens[at].lower in self.knowledge.particles
        return particle and surname.shape == "cap" and self._rare(surname) and alone

    def _apposed_name(
        self, tokens: list[Token], at: int, known: dict[int, Candidate]
    ) -> tuple[int, int] | None:
        """The full name in "the High Representative, Christian Smith, ..."."""
        if at >= len(tokens) or not self._is_given(tokens[at]):
            return None
        span = self._name_at(tokens, at, known, after_title=True)
        if span is None or span[0] == span[1]:
            return None
        ends = span[1] + 1 == len(tokens) or tokens[span[1] + 1].text in ",.;:)"
        return span if ends else None

    def _joins(self, tokens: list[Token], at: int, known: dict[int, Candidate], first: int) -> int:
        """How many tokens from `at` continue a person's name (0 = none)."""
        token = tokens[at]
        if token.text in "-'’" and token.glued and at + 1 < len(tokens):
            return 2 if tokens[at + 1].glued and tokens[at + 1].is_name else 0
        if token.lower in self.knowledge.particles and token.shape == "lower":
            ahead = at
            while ahead < len(tokens) and tokens[ahead].lower in self.knowledge.particles:
                ahead += 1
            ahead += ahead < len(tokens) and tokens[ahead].text == "-"  # "al-Burhan"
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
        if self._ends_name(tokens, at, first):
            return False  # "Angus King,", "Theresa May": after a given name no title, no month
        headed = token.lower in self._heads and not (at == first and self._is_given(token))
        if headed and first in self._after_title and self._surname_too(tokens, at, first):
            return False
        if headed:
            return True
        if token.lower in self.knowledge.stop_names:  # "Christian", the faith and the given name
            named = at == first and self._is_given(token) and self._rare_next(tokens, at, known)
            return not named or at in known  # "Latin America"
        if token.shape == "upper" and (len(token.text) > 1 and not self._is_given(token)):
            regnal = at > first and REGNAL.fullmatch(token.text)  # "King Carl XVI Gustaf"
            surname = at > first and token.text.isalpha() and len(token.text) > 4
            if surname and tokens[first].shape == "upper":  # "ORBAN OBJECTS", unlike "Ian BROWN"
                surname = self._rare(token)
            return not (regnal or surname)
        if self.titles.opens(tokens, at):
            return True
        name = known.get(at)
        if name is None:
            return False
        if name.form == "acronym" and token.shape == "upper":
            return True  # "RAF", which is a given name, too
        if at == first and at in self._after_title and self._rare_next(tokens, at, known):
            return False  # "Minister German Galushchenko": a given name that is also a nation
        alone = at + 1 >= len(tokens) or tokens[at + 1].start >= name.end
        return not (alone and (at > first or self._is_given(token)))

    def _holds_office(self, tokens: list[Token], at: int) -> bool:
        """ "Macron, the French president, ...": an apposition that is nothing but a title."""
        title = self.titles.apposed(tokens, at)
        if title is None or title[1] + 1 >= len(tokens):
            return False
        return tokens[title[1] + 1].text in (",", ".", ";", "of")

    def _namesake(
        self, tokens: list[Token], at: int, known: dict[int, Candidate]
    ) -> tuple[int, int] | None:
        """ "Chad Wolf, the secretary of ...": a place that is here a given name."""
        place, after = known[at], at + 1
        opened = at > 0 and (tokens[at - 1].lower == "the" or tokens[at - 1].is_name)
        if place.rule != "place" or place.end != tokens[at].end or opened or after >= len(tokens):
            return None
        if tokens[after].shape != "cap" or self._blocked(tokens, after, known, at):
            return None
        verb = tokens[after + 1].lower if after + 1 < len(tokens) else ""
        speaks = verb in self.knowledge.speech_verbs and self._rare(tokens[after])
        return (at, after) if speaks or self.titles.apposed(tokens, after + 1) else None

    def _acts_as_name(self, tokens: list[Token], at: int, known: dict[int, Candidate]) -> bool:
        """A given name that is also a word ("Bill", "Penny"): a surname that is no word follows,
        or one that speaks or bears a title, or a particle with a capital ("Marine Le Pen")."""
        if at + 1 >= len(tokens) or at in known or tokens[at].lower in self.knowledge.openers:
            return False
        token = tokens[at + 1]
        if token.shape != "cap" or token.glued or at + 1 in known:
            return False
        if token.lower in self._heads or token.lower in self.knowledge.openers:
            return False
        if token.lower in self.knowledge.particles:
            return at + 2 < len(tokens) and tokens[at + 2].shape == "cap"
        after = tokens[at + 2] if at + 2 < len(tokens) else None
        speaks = after is not None and after.lower in self.knowledge.speech_verbs
        titled = self.titles.apposed(tokens, at + 2) is not None
        return self._rare(token) or speaks or titled or self._familiar(tokens, at)

    def _ends_name(self, tokens: list[Token], at: int, first: int) -> bool:
        """Is a word that is also a title or a month the surname after an unmistakable given name?
        Nothing that could bear the title, and no number, may follow."""
        given = tokens[first]
        if at != first + 1 or not self._is_given(given) or tokens[at].shape != "cap":
            return False
        if given.lower in self.knowledge.ambiguous_given or given.lower in self.knowledge.openers:
            return False
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        free = after is None or not (after.is_name or after.shape == "number" or after.text == "-")
        word = tokens[at].lower
        title = word in self.knowledge.role_nouns and word in self.knowledge.honorifics
        return free and (title or word == "may")

    def _unlisted_name(
        self, tokens: list[Token], at: int, known: dict[int, Candidate], line: Line
    ) -> tuple[int, int] | None:
        """Two or three rare capitalised words that speak, or that carry a title after a comma."""
        if tokens[at].shape == "upper" and at not in known:
            return self._surname_first(tokens, at, known)
        if line.shouted or line.heading:
            return None
        if at in known and not self._is_given(tokens[at]):
            return self._namesake(tokens, at, known)
        if tokens[at].glued and self._hyphened(tokens, at - 1):
            return None  # the second half of a name
        end = at + (at in known)  # "German Galushchenko, Minister of ...": also a nation
        words = end - at
        while end < len(tokens) and words < 3 and self._rare_cap(tokens, end, known):
            end, words = end + 1, words + 1
            while self._hyphened(tokens, end) and self._rare_cap(tokens, end + 1, known):
                end += 2
        if end == at + 1 and self._with_initial(tokens, at):
            return at, at + 2
        if words < 2:
            alone = end > at and at not in known and self._holds_office(tokens, end)
            return (at, end - 1) if alone else None
        before = tokens[at - 1] if at else None
        speaks = end < len(tokens) and tokens[end].lower in self.knowledge.speech_verbs
        spoken = before is not None and before.lower in self.knowledge.speech_verbs
        if speaks or (spoken and before is not None and before.shape == "lower"):
            return at, end - 1
        return (at, end - 1) if self.titles.apposed(tokens, end) is not None else None

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
