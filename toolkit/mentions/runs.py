"""Runs of capitalised words: how far they reach, and those that a place begins."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.class_nouns import ordinary
from toolkit.mentions.tails import CALENDAR, is_year
from toolkit.mentions.tokens import Token

MOST_BEFORE = 3  # words of a body before the place that it ends in
TOWN = frozenset("in on upon under sur sous de la le les am an ob au next super by en".split())
# Inside names of southern Europe and Latin America, between two rare words.
PARTICLES = frozenset("da das do dos de di dei degli del della delle du des".split())
RIVER = frozenset(("nad", "pod", "am", "ob", "sur", "pri"))


class RunReader:
    """Reads runs in what is still free of a line."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def behind_places(
        self, line: Line, free: list[bool], places: Sequence[Candidate]
    ) -> list[Candidate]:
        """Bodies that begin with a place: "Marland Power Generation". In running text a name right
        behind a place is a part of it."""
        found = []
        places = [p for p in places if p.rule == "place" and p.form == "name"]
        if not places or line.heading or not any(t.shape == "lower" for t in line.tokens):
            return []
        for place in places:
            at, first = line.index(place.end), line.index(place.start)
            found += self._before_place(line, free, (first, at))
            if at >= len(free) or not free[at]:
                continue
            if self._double(line, free, at) or self._particle(line, at, first, free):
                span = (place.start, line.tokens[at + 1].end)
                found.append(Candidate(*span, "GPE", "name", "behind place", 3, 0.7))
                continue
            token, before = line.tokens[at], line.tokens[first - 1] if first else None
            if token.shape != "cap" or token.glued or (before is not None and before.is_name):
                continue
            field = token.lower in self.knowledge.portfolios  # "Arctic Security"
            end = self.end(line, at + field, free) if at + field < len(free) else at
            end = max(end, at + field)
            words = line.lowers[at:end]
            known = self.knowledge
            if end == at or any(w in known.titles or w in known.openers for w in words):
                continue
            after = line.tokens[end] if end < len(line.tokens) else None
            if after is not None and after.is_name:
                continue
            span = (place.start, line.tokens[end - 1].end)
            given = line.lowers[first] in known.given_names and end == at + 1
            if given and first + 1 == at and not ordinary(known, token):
                found.append(Candidate(*span, "PERSON", "name", "capitalised", 3, 0.6))
            else:
                found.append(Candidate(*span, "ORG", "name", "behind place", 3, 0.7))
        return found

    def _before_place(
        self, line: Line, free: list[bool], place: tuple[int, int]
    ) -> list[Candidate]:
        """Bodies that end in a place: one rare word right before it, "Stromnetz Berlin", or several
        capitalised ones, "Clear Rivers Norway"."""
        at, end = place
        after = line.tokens[end] if end < len(line.tokens) else None
        first = at
        while first and at - first < MOST_BEFORE and self._before(line, free, first - 1):
            first -= 1
        if first == at or line.tokens[at].glued or (after is not None and after.is_name):
            return []
        before, word = line.tokens[first - 1] if first else None, line.tokens[first]
        if before is not None and (before.is_name or (word.glued and before.text == "-")):
            return []
        if at - first == 1 and (ordinary(self.knowledge, word) or len(word.text) <= 3):
            return []
        if at - first > 1 and (before is None or before.shape == "sign"):
            return []  # the first word may only open the sentence
        span = (word.start, line.tokens[end - 1].end)
        return [Candidate(*span, "ORG", "name", "before place", 3, 0.7)]

    def _before(self, line: Line, free: list[bool], at: int) -> bool:
        """May a word belong to the name of a body that ends in a place?"""
        known, word = self.knowledge, line.tokens[at]
        if not free[at] or at in line.taken or word.shape != "cap":
            return False
        return not (
            word.lower in known.given_names or word.lower in known.titles
            or word.lower in known.stop_names or word.lower in known.openers
            or word.lower in CALENDAR or word.lower in known.role_modifiers
        )  # fmt: skip

    def _double(self, line: Line, free: list[bool], at: int) -> bool:
        """A hyphen and a rare word behind a place: "Treptow-Köpenick"."""
        if line.texts[at] != "-" or at + 1 >= len(free) or not free[at + 1]:
            return False
        word = line.tokens[at + 1]
        after = line.tokens[at + 2] if at + 2 < len(line.tokens) else None
        alone = after is None or not (after.glued and after.text == "-")
        glued = line.tokens[at].glued and word.glued
        return glued and alone and word.shape == "cap" and not ordinary(self.knowledge, word)

    def end(self, line: Line, at: int, free: list[bool]) -> int:
        """Index after a run of free capitalised words, without an opening ordinary word."""
        tokens, cursor = line.tokens, at
        while cursor < len(tokens) and free[cursor] and cursor not in line.taken:
            token = tokens[cursor]
            if token.is_name and token.lower not in self.knowledge.stop_names:
                cursor += 1
            elif cursor > at and token.text in "-&'’" and self._joined(tokens, cursor, free):
                cursor += 2
            elif cursor > at and token.text == "-" and self._town(tokens, cursor):
                cursor += 4
            elif token.text in PARTICLES and self._particle(line, cursor, at, free):
                cursor += 2
            elif cursor == at + 1 and self._on_river(tokens, cursor):
                cursor += 2
            elif cursor > at and token.shape == "number" and self._model(token):
                cursor += 1
                break
            else:
                break
        return cursor

    def _model(self, token: Token) -> bool:
        return len(token.text) <= 4 and not is_year(token)

    def _joined(self, tokens: list[Token], at: int, free: list[bool]) -> bool:
        following = at + 1
        return (
            following < len(tokens) and free[following] and tokens[following].is_name
            and (tokens[at].text == "&" or (tokens[at].glued and tokens[following].glued))
        )  # fmt: skip

    def _particle(self, line: Line, at: int, first: int, free: list[bool]) -> bool:
        """ "dei Legionari" behind a rare word: "Marvi dei Legionari"; `first` begins the name."""
        tokens = line.tokens
        if at == first or at + 1 >= len(tokens) or not free[at + 1]:
            return False
        return tokens[at].text in PARTICLES and all(
            word.shape == "cap" and not ordinary(self.knowledge, word)
            for word in (tokens[at - 1], tokens[at + 1])
        )

    def _town(self, tokens: list[Token], at: int) -> bool:
        """ "-on-Thames" of "Walton-on-Thames"."""
        piece = tokens[at : at + 4]
        return (
            len(piece) == 4 and piece[1].lower in TOWN and piece[2].text == "-"
            and piece[3].is_name and all(token.glued for token in piece)
        )  # fmt: skip

    def _on_river(self, tokens: list[Token], at: int) -> bool:
        """ "nad Vennou" of "Marlov nad Vennou"."""
        piece = tokens[at : at + 2]
        return len(piece) == 2 and piece[0].text in RIVER and piece[1].shape == "cap"
