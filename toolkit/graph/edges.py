"""Edges counted from columns: how many sentences are behind each, and which.

No loop over pairs: the pairs of all places that hold equally many entities are made at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.graph.material import SHIFT, Column

# More entities than this in one place is a list (signatories, participants), whose k(k-1)/2 pairs
# would drown what the texts say; such places make no co-mentions, and the graph says how many.
CROWD = 50
KEPT = 8  # places kept as evidence of an edge


@dataclass(frozen=True, eq=False)
class Edges:
    """Edges of one relation between nodes `left` and `right`, ordered by them.

    `weight` counts, `documents` are those behind it, `groups` has one bit for each group. The
    evidence of edge i is `evidence[starts[i]:starts[i + 1]]`: places, at most 8, the first ones.
    """

    relation: str
    left: Column
    right: Column
    weight: Column
    documents: Column
    groups: Column
    evidence: Column
    starts: Column


def gathered(
    relation: str, left: Column, right: Column, place: Column, group_of: Column, rows: bool = False
) -> Edges:
    """Edges of the rows (left, right, place). `weight` is the number of distinct places, with
    `rows` that of rows (mentions rather than sentences)."""
    order = np.lexsort((place, right, left))
    left, right, place = left[order], right[order], place[order]
    fresh = _changes(left, right, place)
    times = np.diff(np.append(np.flatnonzero(fresh), len(place)))
    left, right, place = left[fresh], right[fresh], place[fresh]
    first = np.flatnonzero(_changes(left, right))
    if not len(first):
        none = np.zeros(0, np.int64)
        return Edges(relation, none, none, none, none, none, none, np.zeros(1, np.int64))
    size = np.diff(np.append(first, len(place)))
    document = place >> SHIFT
    newly = _changes(left, right, document)
    within = np.arange(len(place)) - np.repeat(first, size)
    kept = np.minimum(size, KEPT)
    return Edges(
        relation, left[first], right[first],
        np.add.reduceat(times, first) if rows else size,
        np.add.reduceat(newly.astype(np.int64), first),
        np.bitwise_or.reduceat(group_bits(group_of)[document], first),
        place[within < KEPT], np.concatenate(([0], np.cumsum(kept))),
    )  # fmt: skip


def group_bits(group_of: Column) -> Column:
    """One bit a group; of more than 62 groups the last ones share a bit."""
    return np.int64(1) << np.minimum(group_of, 61)


def pairs(thing: Column, place: Column) -> tuple[Column, Column, Column, int]:
    """All pairs of different things in one place, as (left, right, place), left < right; and how
    many places were left out because more than 50 things crowd them."""
    thing, place = distinct(thing, place)
    first = np.flatnonzero(_changes(place))
    size = np.diff(np.append(first, len(place)))
    lefts, rights, places = [thing[:0]], [thing[:0]], [place[:0]]
    for number in np.unique(size[(size > 1) & (size <= CROWD)]).tolist():
        starts = first[size == number]
        a, b = np.triu_indices(number, 1)
        lefts.append(thing[starts[:, None] + a].ravel())
        rights.append(thing[starts[:, None] + b].ravel())
        places.append(np.repeat(place[starts], len(a)))
    crowded = int((size > CROWD).sum())
    return np.concatenate(lefts), np.concatenate(rights), np.concatenate(places), crowded


def crossings(
    thing: Column, place: Column, other: Column, other_place: Column
) -> tuple[Column, Column, Column]:
    """All (thing, other, place) of things and others that share a place."""
    thing, place = distinct(thing, place)
    other, other_place = distinct(other, other_place)
    low = np.searchsorted(other_place, place, "left")
    size = np.searchsorted(other_place, place, "right") - low
    before = np.concatenate(([0], np.cumsum(size)))
    at = np.arange(before[-1]) - np.repeat(before[:-1], size) + np.repeat(low, size)
    return np.repeat(thing, size), other[at], np.repeat(place, size)


def distinct(thing: Column, place: Column) -> tuple[Column, Column]:
    """Each thing once a place, ordered by place; what stands in no place is left out."""
    somewhere = place >= 0
    thing, place = thing[somewhere], place[somewhere]
    order = np.lexsort((thing, place))
    thing, place = thing[order], place[order]
    fresh = _changes(place, thing)
    return thing[fresh], place[fresh]


def _changes(*columns: Column) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether a row differs from the one before it (the first always does)."""
    differs = np.zeros(len(columns[0]), dtype=bool)
    differs[:1] = True
    for column in columns:
        differs[1:] |= column[1:] != column[:-1]
    return differs


def chosen(edges: Edges, kept: Sequence[int] | Column) -> Edges:
    """The edges with these numbers, in ascending order."""
    at = np.asarray(kept, dtype=np.int64)
    size = np.diff(edges.starts)[at]
    before = np.concatenate(([0], np.cumsum(size)))
    rows = np.arange(before[-1]) - np.repeat(before[:-1], size) + np.repeat(edges.starts[at], size)
    return Edges(
        edges.relation, edges.left[at], edges.right[at], edges.weight[at], edges.documents[at],
        edges.groups[at], edges.evidence[rows], before,
    )  # fmt: skip
