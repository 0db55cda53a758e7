"""Ties of actors and themes: the drawing with its links, and the strongest ties as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.comparison.result import Comparison
from toolkit.report import layout
from toolkit.report.actors import Cell
from toolkit.report.data import ActorRef, GroupView, Link, actor_link, actor_ref, theme_link
from toolkit.report.evidence import EvidenceIndex
from toolkit.report.heatmap import Heatmap, heatmaps
from toolkit.report.wording import shorten, visible, whole

LISTED_TIES = 10


@dataclass(frozen=True, slots=True)
class TieRow:
    actor: ActorRef
    theme: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class NetworkView:
    drawing: layout.Network | None
    actor_links: dict[tuple[int, int], Link]
    theme_links: dict[int, Link]
    ties: tuple[TieRow, ...]
    total: int
    heatmaps: tuple[Heatmap, ...]


def network(
    comparison: Comparison, groups: Sequence[GroupView], index: EvidenceIndex
) -> NetworkView:
    """The drawing (two groups only), else a grid for each group, and the strongest ties as rows."""
    ties = [
        (index.actor_index[t.entity_id], index.theme_index[t.theme_id],
         index.group_index[t.group], t.weight)
        for t in comparison.ties
        if t.entity_id in index.actor_index and t.theme_id in index.theme_index
    ]  # fmt: skip
    drawing = layout.mirror(ties) if len(groups) == 2 else None
    weights: Counter[tuple[int, int]] = Counter()
    for actor, theme, _, weight in ties:
        weights[actor, theme] += weight
    strongest = sorted(weights, key=lambda pair: (-weights[pair], pair))[:LISTED_TIES]
    by_group = {(a, t, g): weight for a, t, g, weight in ties}
    rows = []
    for actor, theme in strongest:
        cells = [_tie_cell(by_group, (actor, theme), group, index) for group in groups]
        label = visible(comparison.themes[theme].label)
        rows.append(TieRow(actor_ref(index, actor), label, tuple(cells)))
    actor_links, theme_links = _drawn_links(drawing, index)
    grids = () if drawing else heatmaps(ties, groups, index)
    return NetworkView(drawing, actor_links, theme_links, tuple(rows), len(weights), grids)


def _tie_cell(
    weights: dict[tuple[int, int, int], int],
    pair: tuple[int, int],
    group: GroupView,
    index: EvidenceIndex,
) -> Cell:
    actor, theme = pair
    number = weights.get((actor, theme, group.index), 0)
    first = index.lead(index.ties(actor, theme, group.index)) if number else None
    label = f"{number}: sentences of {group.label} with both"
    return Cell(group, number, Link(whole(number), first, actor, theme, group.index, label))


def _drawn_links(
    drawing: layout.Network | None, index: EvidenceIndex
) -> tuple[dict[tuple[int, int], Link], dict[int, Link]]:
    if drawing is None:
        return {}, {}
    actor_links, theme_links = {}, {}
    for side, nodes in enumerate(drawing.sides):
        for node in nodes:
            name = visible(index.comparison.actors[node.index].name)
            actor_links[side, node.index] = actor_link(index, node.index, side, shorten(name, 34))
    for node in drawing.themes:
        name = visible(index.comparison.themes[node.index].label)
        theme_links[node.index] = theme_link(index, node.index, None, shorten(name, 30))
    return actor_links, theme_links
