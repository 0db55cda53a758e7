"""Where nodes stand in a drawing: forces between them, no chance, no clock.

Fruchterman & Reingold 1991 from a sunflower in the order of the nodes; networkx starts from random
places and takes a loop over nodes from 500 of them on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

MOST_NODES = 1_500  # all pairs repel: above it positions are left out
ROUNDS = 100
SIZE = 1_000.0  # half the width of the drawing
Positions = np.ndarray[Any, np.dtype[np.float64]]


def positions(number: int, edges: Sequence[tuple[int, int, float]]) -> Positions:
    """x and y of each node, two decimals, within about -1000 .. 1000. `edges` pull with the
    logarithm of their weight. A gentle pull to the middle keeps parts without ties in view."""
    if not number:
        return np.zeros((0, 2))
    places = _sunflower(number)
    left = np.array([e[0] for e in edges], dtype=np.int64)
    right = np.array([e[1] for e in edges], dtype=np.int64)
    pull = 1 + np.log(np.array([max(e[2], 1) for e in edges], dtype=np.float64))
    ideal = 1 / np.sqrt(number)
    for heat in np.linspace(0.1, 0.002, ROUNDS):
        moved = _pushed(places, ideal) - places * ideal
        apart = places[left] - places[right]
        strength = (np.hypot(apart[:, 0], apart[:, 1]) * pull / ideal)[:, None] * apart
        for axis in (0, 1):
            moved[:, axis] -= np.bincount(left, strength[:, axis], number)
            moved[:, axis] += np.bincount(right, strength[:, axis], number)
        length = np.maximum(np.hypot(moved[:, 0], moved[:, 1]), 1e-9)[:, None]
        places = places + moved / length * np.minimum(length, heat)
    places -= places.mean(axis=0)
    scaled = places / max(np.abs(places).max(), 1e-9) * SIZE
    return np.asarray(np.round(scaled, 2) + 0.0)


def _sunflower(number: int) -> Positions:
    at = np.arange(number) + 0.5
    radius, angle = np.sqrt(at / number), at * np.pi * (3 - np.sqrt(5))
    return np.stack((radius * np.cos(angle), radius * np.sin(angle)), axis=1)


def _pushed(places: Positions, ideal: float) -> Positions:
    """Every node is pushed by every other with the square of the ideal length over the distance."""
    across = places[:, 0][:, None] - places[:, 0]
    down = places[:, 1][:, None] - places[:, 1]
    force = ideal * ideal / np.maximum(across * across + down * down, 1e-6)
    return np.stack(((across * force).sum(axis=1), (down * force).sum(axis=1)), axis=1)
