"""Circles whose areas, and those of all their parts, are as given numbers: for two sets always, for
three where it can be done.

Radii and distances come from the sizes and the pairwise overlaps; for three sets the places and
radii are then fitted to all seven parts (least squares on areas, as in eulerr, Larsson 2018).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

Part = tuple[int, ...]  # the sets that a part belongs to, as indices
Circles = np.ndarray[Any, np.dtype[np.float64]]  # one row a circle: x, y, radius
LINES = 600  # scan lines over the height of the drawing
CLOSE = 0.02  # of the whole: so much may a part be off
SEEN = 0.5  # of its own size: so much of a part must be there


@dataclass(frozen=True, slots=True)
class Fit:
    """`circles` and by how much the worst part is off, as a share of the whole. `true` = close
    enough to be read as areas, with every part there and no other."""

    circles: Circles
    off: float
    true: bool


def fit(parts: Mapping[Part, int], sets: int) -> Fit:
    """Circles for two or three sets; `parts` counts what belongs to exactly these sets."""
    total = sum(parts.values())
    shares = {p: parts.get(p, 0) / total for p in _parts(sets)}
    sizes = [sum(v for p, v in shares.items() if s in p) for s in range(sets)]
    radii = np.sqrt(np.array(sizes) / np.pi)
    apart = {
        (a, b): _distance(radii[a], radii[b], sum(v for p, v in shares.items() if {a, b} <= {*p}))
        for a, b in combinations(range(sets), 2)
    }
    circles = _placed(radii, apart)
    if sets == 3:
        circles = _fitted(circles, shares)
    drawn = areas(circles)
    whole = sum(drawn.values())
    errors = {p: abs(drawn[p] / whole - shares[p]) for p in shares}
    seen = all(
        drawn[p] / whole >= SEEN * share if share else drawn[p] / whole < CLOSE / 8
        for p, share in shares.items()
    )
    off = max(errors.values())
    return Fit(circles, float(off), bool(off <= CLOSE and seen))


def areas(circles: Circles) -> dict[Part, float]:
    """The area of every part, by scan lines."""
    x, y, r = circles.T
    low, high = (y - r).min(), (y + r).max()
    step = (high - low) / LINES
    lines = low + step * (np.arange(LINES) + 0.5)
    half = np.sqrt(np.maximum(r[:, None] ** 2 - (lines - y[:, None]) ** 2, 0))
    begin, end = x[:, None] - half, x[:, None] + half
    inside = {
        part: float(np.maximum(end[[*part]].min(0) - begin[[*part]].max(0), 0).sum() * step)
        for part in _parts(len(circles))
    }  # what belongs to these sets at least
    return {
        part: sum(
            (-1) ** (len(larger) - len(part)) * area
            for larger, area in inside.items() if {*part} <= {*larger}
        )
        for part in inside
    }  # fmt: skip


def middle(circles: Circles, part: Part) -> tuple[float, float, float]:
    """The place in a part that is farthest from every line (x, y), and how far that is."""
    x, y, r = circles.T
    xs = np.linspace((x - r).min(), (x + r).max(), 240)
    ys = np.linspace((y - r).min(), (y + r).max(), 240)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1)
    depth = r - np.hypot(grid[..., 0, None] - x, grid[..., 1, None] - y)
    signs = np.array([1 if s in part else -1 for s in range(len(circles))])
    room = (depth * signs).min(axis=-1)
    best = np.unravel_index(np.argmax(np.round(room, 9)), room.shape)
    return float(grid[best][0]), float(grid[best][1]), float(room[best])


def _parts(sets: int) -> list[Part]:
    return [p for size in range(1, sets + 1) for p in combinations(range(sets), size)]


def _lens(r: float, s: float, d: float) -> float:
    """The area that two circles share at a distance of their centres."""
    if d >= r + s:
        return 0.0
    if d <= abs(r - s):
        return float(np.pi * min(r, s) ** 2)
    a = (d * d + r * r - s * s) / (2 * d)
    b = d - a
    return float(
        r * r * np.arccos(np.clip(a / r, -1, 1)) - a * np.sqrt(max(r * r - a * a, 0))
        + s * s * np.arccos(np.clip(b / s, -1, 1)) - b * np.sqrt(max(s * s - b * b, 0))
    )  # fmt: skip


def _distance(r: float, s: float, shared: float) -> float:
    from scipy.optimize import brentq

    nearest, farthest = abs(r - s), r + s
    if shared <= 1e-12:
        return float(farthest * 1.04)  # beside each other, not touching
    if shared >= np.pi * min(r, s) ** 2 * (1 - 1e-9):
        return float(nearest * 0.5)  # one inside the other
    return float(brentq(lambda d: _lens(r, s, d) - shared, nearest, farthest))


def _placed(radii: Circles, apart: Mapping[tuple[int, int], float]) -> Circles:
    """The first two side by side, a third below where its distances cross best."""
    circles = np.zeros((len(radii), 3))
    circles[:, 2] = radii
    circles[1, 0] = apart[0, 1]
    if len(radii) == 3:
        a, b, c = apart[0, 1], apart[0, 2], apart[1, 2]
        x = (a * a + b * b - c * c) / (2 * a) if a else 0.0
        circles[2, :2] = x, -np.sqrt(max(b * b - x * x, 0.0))
    return circles


def _fitted(circles: Circles, shares: Mapping[Part, float]) -> Circles:
    from scipy.optimize import minimize

    def loss(values: Circles) -> float:
        found = areas(np.abs(values.reshape(3, 3)) * [0, 0, 1] + values.reshape(3, 3) * [1, 1, 0])
        return sum((found[p] - share) ** 2 for p, share in shares.items())

    how = {"maxiter": 3_000, "xatol": 1e-6, "fatol": 1e-12, "adaptive": True}
    found = minimize(loss, circles.ravel(), method="Nelder-Mead", options=how).x.reshape(3, 3)
    found[:, 2] = np.abs(found[:, 2])
    better = loss(found.ravel()) < loss(circles.ravel())
    return np.asarray(found if better else circles)
