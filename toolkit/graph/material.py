"""What a network is made from, as columns: who and what stands where.

A place is a sentence or a paragraph of a document, one 64-bit number: the document's number times
2**32 plus the number of the sentence (or paragraph) in it. Columns of numbers, not objects, since
pairs of things in one place are counted by the million.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from toolkit.graph.counting import Counted
from toolkit.types import Document, Entity, Sentence, ThemeEvidence

Column = np.ndarray[Any, np.dtype[np.int64]]
SHIFT = 32
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Statement:
    """What a text states of two entities: `subject relation object`, in sentence `sentence` of
    `doc_id`; `text` are the words that say it (a role, the words between the names)."""

    subject: str
    relation: str
    object: str
    doc_id: str
    sentence: int
    text: str = ""


@dataclass(frozen=True, eq=False)
class Material:
    """Documents, entities and themes in the order of their ids, and one row a mention and a piece
    of evidence.

    `entity_of` and `theme_of` are numbers into `entities` and `themes`, `entity_at` and `theme_at`
    their sentences as places, `entity_in` and `theme_in` their documents, `entity_par` and
    `theme_par` their paragraphs (-1: in no sentence). `group_of` numbers the group of a document.
    """

    documents: tuple[Document, ...]
    groups: tuple[str, ...]
    group_of: Column
    entities: tuple[Entity, ...]
    themes: tuple[tuple[str, str], ...]
    entity_of: Column
    entity_in: Column
    entity_at: Column
    entity_par: Column
    theme_of: Column
    theme_in: Column
    theme_at: Column
    theme_par: Column
    first_in_paragraph: Mapping[int, int]
    statements: tuple[Statement, ...] = ()


def material(
    documents: Sequence[Document],
    mentions: Sequence[Counted],
    entities: Mapping[str, Entity],
    evidence: Sequence[ThemeEvidence],
    labels: Mapping[str, str],
    sentences: Mapping[str, Sequence[Sentence]] | None = None,
    statements: Sequence[Statement] = (),
) -> Material:
    """The columns of these documents; rows of other documents are left out.

    `mentions` are those that count (`counted`), `entities` by id, `labels` names themes by id.
    Without `sentences` there are no paragraphs. The order of the input changes nothing.
    """
    ordered = tuple(sorted(documents, key=lambda d: d.doc_id))
    groups = tuple(sorted({d.group for d in ordered}))
    number = {d.doc_id: at for at, d in enumerate(ordered)}
    rows = [r.mention for r in mentions if r.mention.doc_id in number]
    at = [r.sentence for r in mentions if r.mention.doc_id in number]
    spans = [e for e in evidence if e.doc_id in number]
    named, entity_of = _codes([m.entity_id for m in rows])
    found, theme_of = _codes([e.theme_id for e in spans])
    paragraphs, first = _paragraphs(number, sentences or {})
    entity_in = _column([number[m.doc_id] for m in rows])
    theme_in = _column([number[e.doc_id] for e in spans])
    entity_at = _places(entity_in, _column(at))
    theme_at = _places(theme_in, _column([e.sentence for e in spans]))
    known = set(named)
    return Material(
        ordered, groups, _column([groups.index(d.group) for d in ordered]),
        tuple(entities[name] for name in named), tuple((t, labels.get(t, t)) for t in found),
        entity_of, entity_in, entity_at, _looked_up(paragraphs, entity_at),
        theme_of, theme_in, theme_at, _looked_up(paragraphs, theme_at), first,
        tuple(sorted(
            (s for s in statements
             if s.doc_id in number and s.subject in known and s.object in known),
            key=lambda s: (s.subject, s.object, s.relation, s.doc_id, s.sentence, s.text),
        )),
    )  # fmt: skip


def _codes(names: Sequence[str]) -> tuple[list[str], Column]:
    """The distinct names in order, and the number of each row's name."""
    distinct = sorted(set(names))
    number = {name: at for at, name in enumerate(distinct)}
    return distinct, _column([number[name] for name in names])


def _column(values: Sequence[int]) -> Column:
    return np.asarray(values, dtype=np.int64)


def _places(documents: Column, numbers: Column) -> Column:
    return np.where(numbers < 0, NOWHERE, (documents << SHIFT) + numbers)


def _paragraphs(
    number: Mapping[str, int], sentences: Mapping[str, Sequence[Sentence]]
) -> tuple[dict[int, int], dict[int, int]]:
    """Sentence place -> paragraph place, and paragraph place -> its first sentence's place."""
    of: dict[int, int] = {}
    first: dict[int, int] = {}
    for doc_id, at in number.items():
        for sentence in sentences.get(doc_id, ()):
            place = (at << SHIFT) + sentence.number
            of[place] = (at << SHIFT) + sentence.paragraph
            first[of[place]] = min(place, first.get(of[place], place))
    return of, first


def _looked_up(table: Mapping[int, int], places: Column) -> Column:
    return _column([table.get(place, NOWHERE) for place in places.tolist()])
