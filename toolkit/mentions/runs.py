"""Runs of capitalised words: how far they reach, and those that a place begins."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.class_nouns import ordinary
from toolkit.mentions.tails import is_year
from toolkit.mentions.tokens import Token

TOWN = frozenset("in on upon under sur sous de la le les am an ob au next super by en".split())
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
        for place in places if not line.heading else ():
            at, first = line.index(place.end), line.index(place.start)
            if place.rule != "place" or place.form != "name" or at >= len(free) or not free[at]:
                continue
            token, before = line.tokens[at], line.tokens[first - 1] if first else None
            if token.shape != "cap" or token.glued or (before is not None and before.is_name):
                continue
            end = self.end(line, at, free)
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
