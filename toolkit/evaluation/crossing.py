"""What a comparison of documents lives on: links between documents, and which entity is in which.

Frequent names dominate the figures over mentions. These look at pairs of mentions of different
documents, and at the cells of the table of documents and entities.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from toolkit.evaluation.score import Score

Entities = Mapping[int, str]  # mention -> entity id
Homes = Mapping[int, str]  # mention -> doc_id
Aligned = Sequence[tuple[str, str]]  # (gold entity, found entity), each at most once


def cross_document(gold: Entities, found: Entities, homes: Homes) -> Score:
    """Pairs of mentions of different documents that are in one entity on both sides."""
    sides = [_across(labels, homes) for labels in (_both(gold, found), found, gold)]
    return Score.of(sides[0], sides[1], sides[0], sides[2])


def cross_unlike(gold: Entities, found: Entities, homes: Homes, texts: Mapping[int, str]) -> Score:
    """Those of them that are written differently, case apart: what equality can never find."""
    folded = {mention: text.casefold() for mention, text in texts.items()}

    def count(labels: Mapping[int, Hashable]) -> int:
        alike = {mention: (label, folded[mention]) for mention, label in labels.items()}
        return _across(labels, homes) - _across(alike, homes)

    sides = [count(labels) for labels in (_both(gold, found), found, gold)]
    return Score.of(sides[0], sides[1], sides[0], sides[2])


def cells(gold: Entities, found: Entities, homes: Homes, aligned: Aligned) -> tuple[Score, Score]:
    """Which entity is in which document, once entities are `aligned`: all of these cells, and
    those of entities of two or more documents, of which a comparison is made."""
    table_g, table_f = _documents(gold, homes), _documents(found, homes)
    return _cells(table_g, table_f, aligned, 1), _cells(table_g, table_f, aligned, 2)


def pairs_within(labels: Iterable[Hashable]) -> int:
    """How many pairs have equal labels."""
    return sum(n * (n - 1) // 2 for n in Counter(labels).values())


def _both(gold: Entities, found: Entities) -> dict[int, Hashable]:
    return {mention: (gold[mention], found[mention]) for mention in gold.keys() & found.keys()}


def _across(labels: Mapping[int, Hashable], homes: Homes) -> int:
    """Pairs with equal labels that are not of one document."""
    within = pairs_within((homes[mention], label) for mention, label in labels.items())
    return pairs_within(labels.values()) - within


def _documents(entities: Entities, homes: Homes) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for mention, entity in entities.items():
        found[entity].add(homes[mention])
    return found


def _cells(
    gold: Mapping[str, set[str]], found: Mapping[str, set[str]], aligned: Aligned, least: int
) -> Score:
    hits = sum(
        len(gold[g] & found[f])
        for g, f in aligned
        if len(gold[g]) >= least and len(found[f]) >= least
    )
    seen, wanted = (
        sum(len(documents) for documents in side.values() if len(documents) >= least)
        for side in (found, gold)
    )
    return Score.of(hits, seen, hits, wanted)
