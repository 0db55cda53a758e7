"""All edges of a network, by relation, from its material.

Nodes are numbered in the order of their ids: documents, entities, groups, themes.

mentioned_in   entity - document   mentions (evidence: their sentences)
in_group       document - group    1
co_mention     entity - entity     sentences that name both
about          document - theme    sentences with evidence
tie            entity - theme      sentences with both
co_paragraph, tie_paragraph        the same in paragraphs, where asked for
role_in        person - organisation     sentences that give the role
succeeded_by   entity - entity     sentences that say so
part_of        entity - entity     sentences that say so
related        entity - entity     sentences with both, where a person judged them related
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np

from toolkit.graph.edges import Edges, crossings, gathered, pairs
from toolkit.graph.material import SHIFT, Column, Material

RELATIONS = (
    "about", "co_mention", "co_paragraph", "in_group", "mentioned_in", "part_of", "related",
    "role_in", "succeeded_by", "tie", "tie_paragraph",
)  # fmt: skip
DIRECTED = ("part_of", "role_in", "succeeded_by")  # source is the subject, target the object
BY_PARAGRAPH = ("co_paragraph", "tie_paragraph")
TYPES = ("document", "entity", "group", "theme")


@dataclass(frozen=True, eq=False)
class Together:
    """Pairs of entities (numbers of entities) and the sentence that names both."""

    left: Column
    right: Column
    place: Column
    crowded: int


@dataclass(frozen=True, slots=True)
class Offsets:
    """The number of the first node of each type."""

    document: int
    entity: int
    group: int
    theme: int
    end: int


def offsets(material: Material) -> Offsets:
    sizes = (material.documents, material.entities, material.groups, material.themes)
    ends = np.cumsum([len(rows) for rows in sizes])
    return Offsets(0, int(ends[0]), int(ends[1]), int(ends[2]), int(ends[3]))


def together(material: Material) -> Together:
    return Together(*pairs(material.entity_of, material.entity_at))


def relations(material: Material, named: Together, asked: Iterable[str]) -> list[Edges]:
    """Edges of the asked-for relations, those without any edge left out, in the order of names."""
    makers: dict[str, Callable[[Material, Offsets], Edges]] = {
        "about": _about, "in_group": _in_group, "mentioned_in": _mentioned_in,
        "co_mention": partial(_co_mention, named), "co_paragraph": _co_paragraph,
        "tie": partial(_ties, "tie"), "tie_paragraph": partial(_ties, "tie_paragraph"),
    }  # fmt: skip
    wanted, found = set(asked), []
    start = offsets(material)
    for relation in RELATIONS:
        if relation not in wanted:
            continue
        maker = makers.get(relation)
        made = maker(material, start) if maker else _stated(relation, material, start)
        if len(made.left):
            found.append(made)
    return found


def _mentioned_in(m: Material, start: Offsets) -> Edges:
    place = np.where(m.entity_at >= 0, m.entity_at, (m.entity_in << SHIFT) + _NO_SENTENCE)
    ends = (m.entity_in + start.document, m.entity_of + start.entity)
    return gathered("mentioned_in", *ends, place, m.group_of, rows=True)


def _in_group(m: Material, start: Offsets) -> Edges:
    documents = np.arange(len(m.documents), dtype=np.int64)
    place = (documents << SHIFT) + _NO_SENTENCE
    return gathered("in_group", documents, m.group_of + start.group, place, m.group_of)


def _about(m: Material, start: Offsets) -> Edges:
    ends = (m.theme_in + start.document, m.theme_of + start.theme)
    return gathered("about", *ends, m.theme_at, m.group_of)


def _ties(relation: str, m: Material, start: Offsets) -> Edges:
    if relation == "tie":
        found = crossings(m.entity_of, m.entity_at, m.theme_of, m.theme_at)
    else:
        found = crossings(m.entity_of, m.entity_par, m.theme_of, m.theme_par)
    place = found[2] if relation == "tie" else _first_sentences(m, found[2])
    return gathered(relation, found[0] + start.entity, found[1] + start.theme, place, m.group_of)


def _co_mention(named: Together, m: Material, start: Offsets) -> Edges:
    ends = (named.left + start.entity, named.right + start.entity)
    return gathered("co_mention", *ends, named.place, m.group_of)


def _co_paragraph(m: Material, start: Offsets) -> Edges:
    left, right, place, _ = pairs(m.entity_of, m.entity_par)
    place = _first_sentences(m, place)
    return gathered("co_paragraph", left + start.entity, right + start.entity, place, m.group_of)


def _first_sentences(m: Material, paragraphs: Column) -> Column:
    """A paragraph as evidence is its first sentence."""
    found = [m.first_in_paragraph[place] for place in paragraphs.tolist()]
    return np.asarray(found, dtype=np.int64)


def _stated(relation: str, m: Material, start: Offsets) -> Edges:
    number = {e.entity_id: at + start.entity for at, e in enumerate(m.entities)}
    doc = {d.doc_id: at for at, d in enumerate(m.documents)}
    rows = [
        (number[s.subject], number[s.object], (doc[s.doc_id] << SHIFT) + s.sentence)
        for s in m.statements if s.relation == relation and s.subject != s.object
    ]  # fmt: skip
    columns = np.asarray(rows, dtype=np.int64).reshape(-1, 3).T
    return gathered(relation, columns[0], columns[1], columns[2], m.group_of)


def statement_texts(material: Material, relation: str) -> dict[tuple[str, str], list[str]]:
    """The words that state a relation, by subject and object, each once, most frequent first."""
    counts: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for s in material.statements:
        if s.relation == relation and s.text:
            counts[s.subject, s.object][s.text] += 1
    return {
        ends: sorted(found, key=lambda text: (-found[text], text)) for ends, found in counts.items()
    }


_NO_SENTENCE = (1 << SHIFT) - 1  # evidence is the document as a whole
