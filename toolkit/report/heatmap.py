"""Actors by themes, one grid for each group: for one group and for three and more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.report.data import ActorRef, GroupView, Link, actor_ref
from toolkit.report.evidence import EvidenceIndex
from toolkit.report.wording import shorten, visible, whole

ACTORS, THEMES = 14, 12
SHADES = 5  # classes h1 to h5 in report.css

Weighted = tuple[int, int, int, int]  # actor, theme, group, sentences


@dataclass(frozen=True, slots=True)
class HeatCell:
    """Sentences with both; `shade` 0 = none, 5 = the most of all groups."""

    link: Link
    shade: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    actor: ActorRef
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class Heatmap:
    """Rows and columns are the same in every group, so that grids can be compared."""

    group: GroupView
    themes: tuple[str, ...]
    rows: tuple[HeatRow, ...]


def heatmaps(
    ties: Sequence[Weighted], groups: Sequence[GroupView], index: EvidenceIndex
) -> tuple[Heatmap, ...]:
    """The strongest themes and their strongest actors; none without ties."""
    by_theme: Counter[int] = Counter()
    for _, theme, _, weight in ties:
        by_theme[theme] += weight
    themes = sorted(by_theme, key=lambda t: (-by_theme[t], t))[:THEMES]
    by_actor: Counter[int] = Counter()
    for actor, theme, _, weight in ties:
        if theme in themes:
            by_actor[actor] += weight
    actors = sorted(by_actor, key=lambda a: (-by_actor[a], a))[:ACTORS]
    weights = {(a, t, g): w for a, t, g, w in ties if a in by_actor and t in themes}
    most = max((weights.get((a, t, g.index), 0) for a in actors for t in themes for g in groups),
               default=0)  # fmt: skip
    labels = tuple(shorten(visible(index.comparison.themes[theme].label), 40) for theme in themes)
    return tuple(
        Heatmap(
            group,
            labels,
            tuple(
                HeatRow(
                    actor_ref(index, actor),
                    tuple(_cell(weights, (actor, t, group.index), most, index) for t in themes),
                )
                for actor in actors
            ),
        )
        for group in groups
        if actors
    )


def _cell(
    weights: dict[tuple[int, int, int], int], key: tuple[int, int, int], most: int,
    index: EvidenceIndex,
) -> HeatCell:  # fmt: skip
    actor, theme, group = key
    number = weights.get(key, 0)
    if not number:
        return HeatCell(Link("0"), 0)
    first = index.lead(index.ties(actor, theme, group))
    shade = math.ceil(SHADES * math.sqrt(number / most))
    return HeatCell(Link(whole(number), first, actor, theme, group), shade)
