"""Which mentions count: one rule for the graph, the comparison and every figure of both."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.types import BODY, Sentence


@dataclass(frozen=True, slots=True)
class EntityMention:
    """A mention with the entity that it was resolved to ("" = none)."""

    mention_id: str
    entity_id: str
    doc_id: str
    start: int
    end: int
    text: str
    type: str = "OTHER"
    form: str = "name"
    zone: str = BODY
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """A mention that counts, with the number of the sentence where it begins (-1 = in none)."""

    mention: EntityMention
    sentence: int


def from_table(table: Any) -> list[EntityMention]:
    """Mentions of an Arrow table with the columns of EntityMention."""
    columns = [table[name].to_pylist() for name in EntityMention.__dataclass_fields__]
    return list(map(EntityMention, *columns))


def counted(
    mentions: Iterable[EntityMention], sentences: Mapping[str, Sequence[Sentence]]
) -> list[Counted]:
    """The mentions that count, ordered by document, start, end and id.

    A mention counts when it is resolved, lies in the body, is not nested in a longer one and is a
    name in any form; demonyms count for their entity, descriptions ("nominal") never do.
    """
    rows = [
        mention
        for mention in mentions
        if mention.entity_id
        and mention.zone == BODY
        and not mention.nested
        and mention.form != "nominal"
    ]
    rows.sort(key=lambda m: (m.doc_id, m.start, m.end, m.mention_id))
    ordered = {
        doc_id: sorted(sentences.get(doc_id, ()), key=lambda s: s.start)
        for doc_id in sorted({mention.doc_id for mention in rows})
    }
    starts = {doc_id: [s.start for s in found] for doc_id, found in ordered.items()}
    return [
        Counted(mention, _sentence_at(ordered[mention.doc_id], starts[mention.doc_id], mention))
        for mention in rows
    ]


def _sentence_at(
    sentences: Sequence[Sentence], starts: Sequence[int], mention: EntityMention
) -> int:
    """The sentence where a mention begins; of one that begins with spaces, the first it reaches."""
    at = bisect_right(starts, mention.start) - 1
    if at >= 0 and mention.start < sentences[at].end:
        return sentences[at].number
    if at + 1 < len(sentences) and sentences[at + 1].start < mention.end:
        return sentences[at + 1].number
    return -1
