"""The mirror network: actors of the first group, themes, actors of the second. No physics.

Positions follow from the ties alone: each column is ordered by the mean place of its neighbours,
repeated a fixed number of times with ties broken by weight and index.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

ROW = 30
TOP = 18
ACTORS_PER_SIDE = 14
THEMES = 14
_ROUNDS = 12

Weighted = tuple[int, int, int, int]  # actor, theme, side (0 or 1), sentences


@dataclass(frozen=True, slots=True)
class Node:
    index: int
    y: int
    weight: int


@dataclass(frozen=True, slots=True)
class Edge:
    actor: int
    theme: int
    side: int
    weight: int
    actor_y: int
    theme_y: int
    width: float


@dataclass(frozen=True, slots=True)
class Network:
    """`sides[0]` and `sides[1]` are the actors left and right, in viewBox units; most edges are
    `thin` (one sentence)."""

    height: float
    sides: tuple[tuple[Node, ...], tuple[Node, ...]]
    themes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    thin: float


def mirror(ties: Sequence[Weighted]) -> Network | None:
    """Places the strongest themes and their actors; None when there is nothing to draw."""
    theme_weight: defaultdict[int, int] = defaultdict(int)
    for _, theme, _, weight in ties:
        theme_weight[theme] += weight
    themes = _strongest(theme_weight, THEMES)
    kept = [tie for tie in ties if tie[1] in themes]
    columns = [_strongest(_weights(kept, side), ACTORS_PER_SIDE) for side in (0, 1)]
    kept = [tie for tie in kept if tie[0] in columns[tie[2]]]
    if not kept:
        return None
    themes = [theme for theme in themes if any(tie[1] == theme for tie in kept)]
    for _ in range(_ROUNDS):
        places = {(side, a): _place(columns[side], a) for side in (0, 1) for a in columns[side]}
        themes = _sorted_by(themes, [(t[1], places[t[2], t[0]], t[3]) for t in kept])
        for side in (0, 1):
            pulls = [(t[0], _place(themes, t[1]), t[3]) for t in kept if t[2] == side]
            columns[side] = _sorted_by(columns[side], pulls)
    return _network(kept, columns, themes, theme_weight)


def _network(
    ties: list[Weighted], columns: list[list[int]], themes: list[int], theme_weight: dict[int, int]
) -> Network:
    height = ROW * max(len(themes), *(len(column) for column in columns)) + 2 * TOP
    ys = [{index: _y(column, i, height) for i, index in enumerate(column)} for column in columns]
    theme_ys = {theme: _y(themes, i, height) for i, theme in enumerate(themes)}
    weights = [_weights(ties, side) for side in (0, 1)]
    left, right = (
        tuple(Node(i, ys[side][i], weights[side][i]) for i in columns[side]) for side in (0, 1)
    )
    edges = [
        Edge(a, t, side, n, ys[side][a], theme_ys[t], _width(n)) for a, t, side, n in sorted(ties)
    ]
    middle = tuple(Node(theme, theme_ys[theme], theme_weight[theme]) for theme in themes)
    return Network(height, (left, right), middle, tuple(edges), _width(1))


def _width(sentences: int) -> float:
    return round(min(1 + 1.5 * math.sqrt(sentences), 9), 1)


def _weights(ties: list[Weighted], side: int) -> dict[int, int]:
    weights: defaultdict[int, int] = defaultdict(int)
    for actor, _, tie_side, weight in ties:
        if tie_side == side:
            weights[actor] += weight
    return weights


def _strongest(weights: dict[int, int], limit: int) -> list[int]:
    return sorted(weights, key=lambda index: (-weights[index], index))[:limit]


def _place(column: list[int], index: int) -> float:
    """Where an index stands in its column, from 0 to 1."""
    return (column.index(index) + 0.5) / len(column)


def _sorted_by(column: list[int], pulls: list[tuple[int, float, int]]) -> list[int]:
    total: defaultdict[int, float] = defaultdict(float)
    count: defaultdict[int, int] = defaultdict(int)
    for index, place, weight in pulls:
        total[index] += place * weight
        count[index] += weight
    return sorted(column, key=lambda i: (round(total[i] / max(count[i], 1), 9), -count[i], i))


def _y(column: list[int], position: int, height: float) -> int:
    room = (height - 2 * TOP) / len(column)
    return round(TOP + (position + 0.5) * room)
