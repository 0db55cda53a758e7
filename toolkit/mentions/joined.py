"""What names stand beside each other in a document, and what a list says of its names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set

from toolkit.mentions.candidates import Candidate, Line

KINDS = ("PERSON", "ORG", "GPE")
GUESSED = ("capitals", "capitalised", "opening", "model")
SURE = 0.7  # a guess from here on has a noun beside it that says what it is
JOINTS = {"and": "and", "or": "and", "&": "and", ",": ",", ", and": "and", ", or": "and"}
SHARED = 0.5  # confidence of a type that a list shares


class Surroundings:
    """Where the candidates of a document stand; `alone` are those of one word."""

    def __init__(self, lines: Sequence[Line], kept: Sequence[Candidate], alone: Set[str]) -> None:
        self.lines, self.kept, self.alone = lines, kept, alone
        self._starts = [line.sentence.start for line in lines]

    def place(self, at: int) -> tuple[Line, int, int]:
        """Line of a candidate, index of its first token and index after its last."""
        c = self.kept[at]
        line = self.lines[max(bisect_right(self._starts, c.start) - 1, 0)]
        return line, line.index(c.start), line.index(c.end)

    def joined(self, text: str, at: int) -> Iterator[tuple[str, str]]:
        """(sign, type) of the sure names that are joined to a candidate."""
        for left, right, other in ((at - 1, at, at - 1), (at, at + 1, at + 1)):
            if left < 0 or right >= len(self.kept) or guessed(self.kept[other]):
                continue
            if other < at and self._owned(text, other) and text[self.kept[at].end :][:4] == " of ":
                other, left = other - 1, left - 1  # "A of Norway and B of Sweden"
            between = text[self.kept[left].end : self.kept[right].start]
            if left < at - 1:
                between = text[self.kept[left + 1].end : self.kept[right].start]
            sign = JOINTS.get(" ".join(between.replace(" the ", " ").split()), "")
            kind = "GPE" if self.kept[other].type == "LOC" else self.kept[other].type
            if sign and kind in KINDS and self.kept[other].form != "demonym":
                yield sign, kind

    def _owned(self, text: str, at: int) -> bool:
        """Does a candidate stand right behind another one and "of"?"""
        if at == 0 or guessed(self.kept[at - 1]):
            return False
        return text[self.kept[at - 1].end : self.kept[at].start] in (" of ", " of the ")


def guessed(c: Candidate) -> bool:
    return c.rule in GUESSED and c.confidence < SURE


def share_types(text: str, settled: list[Candidate]) -> None:
    """Gives names of which nothing else tells the type of the names that a list joins to them, from
    the left and from the right."""
    for order in (range(1, len(settled)), range(len(settled) - 2, -1, -1)):
        step = 1 if order.step > 0 else -1
        for at in order:
            c, other = settled[at], settled[at - step]
            if c.type != "OTHER" or not guessed(c) or other.type in ("OTHER", "NORP"):
                continue
            left, right = sorted((c, other))
            between = text[left.end : right.start].replace(" the ", " ").split()
            if " ".join(between) in JOINTS and other.form != "demonym":
                settled[at] = c._replace(type=other.type, confidence=SHARED)
