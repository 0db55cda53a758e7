"""What rules propose before overlaps are resolved."""

from __future__ import annotations

from bisect import bisect_left
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
    where every rule starts, `starts` the offsets of all tokens. `taken` marks tokens of persons,
    titles and honorifics, which no longer name may run into. `shouted` = written in capitals
    throughout."""

    sentence: Sentence
    tokens: list[Token]
    names: list[int]
    shouted: bool = False
    heading: bool = False
    taken: set[int] = field(default_factory=set)
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.starts = [token[0] for token in self.tokens]

    def index(self, offset: int) -> int:
        """Index of the first token at or after a text offset."""
        return bisect_left(self.starts, offset)


@dataclass(frozen=True, slots=True)
class Alias:
    """Two spans that the text itself declares to be one thing."""

    left: tuple[int, int]
    right: tuple[int, int]
    rule: str
