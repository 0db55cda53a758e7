"""Rows of what differs: log-odds of actors, shares of themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.comparison.figures import Distinctiveness
from toolkit.comparison.result import Comparison
from toolkit.report import charts
from toolkit.report.actors import Cell, index_id, with_bars
from toolkit.report.data import ActorRef, GroupView, Link, actor_ref, interval_text, theme_link
from toolkit.report.evidence import EvidenceIndex
from toolkit.report.wording import percent, slug, visible, whole

LISTED_DIFFERENCES = 16  # for two groups; half as many for each of more groups


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    actor: ActorRef
    plot: charts.Whisker
    group: int
    text: str
    clear: bool
    reading: str


@dataclass(frozen=True, slots=True)
class DifferenceTable:
    """`clear` of the `tested` rows stand out. `left` is None when the group is compared with all
    the others together."""

    left: GroupView | None
    right: GroupView
    rows: tuple[DifferenceRow, ...]
    ticks: tuple[charts.Tick, ...]
    zero: float
    clear: int
    tested: int


@dataclass(frozen=True, slots=True)
class ThemeRow:
    index: int
    slug: str
    label: str
    parent: str
    link: Link
    cells: tuple[Cell, ...]
    plot: charts.Dumbbell | None
    difference: str
    clear: bool
    reading: str


@dataclass(frozen=True, slots=True)
class ThemeTable:
    rows: tuple[ThemeRow, ...]
    ticks: tuple[charts.Tick, ...]


def difference_tables(
    comparison: Comparison, groups: Sequence[GroupView], index: EvidenceIndex
) -> tuple[DifferenceTable, ...]:
    """One table for two groups, one for each group against the rest for more, none for one."""
    if len(groups) < 2:
        return ()
    if len(groups) == 2:
        return (_difference_table(comparison, groups[0], groups[1], index),)
    return tuple(_difference_table(comparison, None, group, index) for group in groups)


def stands_out(comparison: Comparison, figure: Distinctiveness) -> bool:
    """What a filled mark says: tested where it can be, else a difference between these texts."""
    return figure.contrast if comparison.descriptive else figure.clear


def tier(comparison: Comparison, figure: Distinctiveness) -> str:
    if comparison.descriptive:
        return "differs here" if figure.contrast else "much alike"
    if figure.clear:
        return "clear"
    return "uncertain" if figure.q_value is not None else "too few documents"


def _difference_table(
    comparison: Comparison, left: GroupView | None, right: GroupView, index: EvidenceIndex
) -> DifferenceTable:
    side = index_id(index, right)
    tested = [
        (at, actor.distinctiveness[side])
        for at, actor in enumerate(comparison.actors)
        if side in actor.distinctiveness
    ]
    ranked = sorted(tested, key=lambda row: (-abs(row[1].z), row[0]))
    listed = LISTED_DIFFERENCES if left else LISTED_DIFFERENCES // 2
    chosen = [r for i, r in enumerate(ranked) if i < listed or stands_out(comparison, r[1])]
    chosen.sort(key=lambda row: (row[1].z, row[0]))
    ends = [end for _, d in chosen for end in (d.log_odds.low, d.log_odds.high)]
    scale, ticks = charts.signed_scale(ends)
    rows = []
    for at, d in chosen:
        more = right.index if d.log_odds.estimate >= 0 else left.index if left else -1
        plot = charts.whisker(scale, d.log_odds.estimate, d.log_odds.low, d.log_odds.high)
        text = interval_text(d.log_odds)
        stands = stands_out(comparison, d)
        reading = tier(comparison, d)
        rows.append(DifferenceRow(actor_ref(index, at), plot, more, text, stands, reading))
    clear = sum(stands_out(comparison, d) for _, d in tested)
    if not comparison.descriptive:
        tested = [row for row in tested if row[1].q_value is not None]
    return DifferenceTable(left, right, tuple(rows), ticks, scale.at(0), clear, len(tested))


def theme_table(
    comparison: Comparison, groups: Sequence[GroupView], index: EvidenceIndex
) -> ThemeTable:
    found = [c.share.estimate for theme in comparison.themes for c in theme.counts.values()]
    scale, ticks = charts.share_scale(found)
    rows = []
    for at, theme in enumerate(comparison.themes):
        cells: list[Cell] = []
        shares: list[float | None] = []
        for group, view in zip(comparison.groups, groups, strict=True):
            count = theme.counts.get(group.id)
            number, share = (count.sentences, count.share.estimate) if count else (0, 0.0)
            link = theme_link(index, at, view.index, whole(number))
            cells.append(Cell(view, number, link, percent(share) if number else ""))
            shares.append(share if number else None)
        gap = theme.difference
        figure = theme.distinctiveness.get(comparison.groups[0].id)
        name = visible(theme.label)
        several = len(groups) >= charts.MULTIPLES
        single = sum(cell.number for cell in cells) < 2  # the mark would repeat the 1
        rows.append(
            ThemeRow(
                index=at,
                slug=slug(theme.theme_id, "t"),
                label=name,
                parent=visible(theme.parent),
                link=theme_link(index, at, None, name),
                cells=with_bars(cells, charts.lengths(scale, shares)) if several else tuple(cells),
                plot=None if several or single else charts.dumbbell(scale, shares),
                difference=interval_text(gap, 0, 100) if gap else "",
                clear=bool(figure and stands_out(comparison, figure)),
                reading=tier(comparison, figure) if figure else "",
            )
        )
    return ThemeTable(tuple(rows), ticks)
