"""What an extractor is: documents in, mentions with exact offsets out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from toolkit.types import Document, Mention, Role, Sentence


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document names.

    `mentions` are ordered by start, longer first; nested ones lie inside a longer one. `aliases`
    are pairs of spans that the text declares to be one thing, with the rule that read it.
    `roles` are titles with the span of the person they belong to.
    """

    mentions: tuple[Mention, ...]
    aliases: tuple[tuple[tuple[int, int], tuple[int, int], str], ...] = ()
    roles: tuple[tuple[tuple[int, int], Role], ...] = ()


class Extractor(Protocol):
    """`name` and `version` reach every output; `fingerprint` changes when results may change.

    The contract: offsets are code points into `document.text` and every mention's text is the
    text at its offsets; types are those of toolkit.types; overlaps are resolved by the extractor;
    an extractor that fails on one document raises, and the rest of the job goes on. One that has
    an attribute `parallel` that is true may be made again in other processes, for large corpora.
    """

    name: str
    version: str

    @property
    def fingerprint(self) -> str: ...

    def extract(self, document: Document, sentences: Sequence[Sentence]) -> Extraction: ...
