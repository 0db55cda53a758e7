"""How nodes look in Gephi: a colour a group, a size by mentions, places by forces."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.graph.layout import MOST_NODES, positions

Colour = tuple[int, int, int]
# Okabe & Ito 2008: told apart by people with any colour vision. One a group, in order of ids.
GROUPS: tuple[Colour, ...] = (
    (0, 114, 178), (213, 94, 0), (0, 158, 115), (204, 121, 167), (86, 180, 233), (230, 159, 0),
    (240, 228, 66),
)  # fmt: skip
SHARED: Colour = (60, 60, 60)  # what several groups name
THEME: Colour = (150, 150, 150)


@dataclass(frozen=True, slots=True)
class Drawing:
    """One colour, size and place a node; `places` is None where left out, `note` says why."""

    colours: list[Colour]
    sizes: list[float]
    places: list[tuple[float, float]] | None
    note: str


def drawn(
    nodes: Sequence[tuple[str, Mapping[str, Any]]],
    edges: Sequence[tuple[str, str, Mapping[str, Any]]],
    layout: bool,
) -> Drawing:
    """The look of nodes (id, attributes) tied by edges (source, target, attributes)."""
    named = {str(given.get("groups", "")) for _, given in nodes}
    groups = sorted(name for name in named if name and " & " not in name)
    palette = {name: GROUPS[at % len(GROUPS)] for at, name in enumerate(groups)}
    colours = [_colour(given, palette) for _, given in nodes]
    sizes = [round(8 + 6 * math.log1p(_weight(given)), 2) for _, given in nodes]
    if not layout:
        return Drawing(colours, sizes, None, "left out as asked")
    if len(nodes) > MOST_NODES:
        return Drawing(colours, sizes, None, f"left out: more than {MOST_NODES} nodes")
    number = {node: at for at, (node, _) in enumerate(nodes)}
    ties = [(number[a], number[b], _number(given.get("weight"))) for a, b, given in edges if a != b]
    found = [(float(x), float(y)) for x, y in positions(len(nodes), ties)]
    return Drawing(colours, sizes, found, "forces (Fruchterman & Reingold), no chance in it")


def _colour(given: Mapping[str, Any], palette: Mapping[str, Colour]) -> Colour:
    groups = str(given.get("groups", ""))
    if not groups:
        return THEME
    return palette.get(groups, SHARED)


def _weight(given: Mapping[str, Any]) -> float:
    return max(0.0, _number(given.get("mentions", given.get("documents", 1))))


def _number(value: Any) -> float:
    """A finite number, else 1."""
    known = isinstance(value, int | float) and math.isfinite(value)
    return float(value) if known else 1.0
