"""What rules propose before overlaps are resolved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from toolkit.mentions.tokens import Token
from toolkit.types import Sentence


class Candidate(NamedTuple):
    """A proposed mention. `rank` decides between candidates of one span: lower wins."""

    start: int
    end: int
    type: str
    form: str
    rule: str
    rank: int
    confidence: float
    norm: str = ""
    knowledge_id: str = ""


@dataclass(slots=True)
class Line:
    """A sentence while rules work on it. `names` are the indices of tokens in the shape of a name,
    where every rule starts; `texts`, `lowers` and `starts` are columns of the tokens, which tell
    at once what most lines lack, as do the bits that the line `holds` (triggers.py). `taken` marks
    tokens of persons, titles and honorifics, which no longer name may run into. `shouted` = written
    in capitals throughout."""

    sentence: Sentence
    tokens: list[Token]
    texts: tuple[str, ...]
    lowers: tuple[str, ...]
    starts: Sequence[int]
    names: Sequence[int]
    holds: int = 0
    shouted: bool = False
    heading: bool = False
    taken: set[int] = field(default_factory=set)

    def index(self, offset: int) -> int:
        """Index of the first token at or after a text offset."""
        return bisect_left(self.starts, offset)


@dataclass(frozen=True, slots=True)
class Alias:
    """Two spans that the text itself declares to be one thing."""

    left: tuple[int, int]
    right: tuple[int, int]
    rule: str
