"""Who or what sets groups apart: log-odds with their intervals, as dots."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.comparison.figures import Distinctiveness
from toolkit.comparison.result import Comparison, Group
from toolkit.plots import choosing, keys, sheet
from toolkit.plots.columns import table
from toolkit.plots.lettering import apart, cut, families, fitted, legible
from toolkit.plots.plot import Plot
from toolkit.report.contrasts import stands_out, tier

UNTESTED = "too few documents"
THEMES = "themes"
REST = "h"  # the mark of what all other groups together have more of
ROWS = 16  # of one panel; half as many where there are several


@dataclass(frozen=True, slots=True)
class Row:
    """An actor or theme in `group` against the rest. `more` is the index of the group that has
    more of it, -1 where that is all the others."""

    id: str
    name: str
    group: str
    figure: Distinctiveness
    tier: str
    filled: bool
    more: int


def distinctive(
    comparison: Comparison, of: str, group: str, chosen: tuple[int | None, Collection[str]],
    width: float,
) -> Plot:  # fmt: skip
    keys.at_least(comparison, 2, "a figure of what is distinctive")
    items = _items(comparison, of, chosen[1])
    groups = _sides(comparison, group)
    limit = chosen[0] if chosen[0] is not None else ROWS if len(groups) == 1 else ROWS // 2
    panels = [_rows(comparison, items, g, choosing.checked(limit)) for g in groups]
    rows = [row for panel in panels for row in panel]
    choosing.something(rows, f"no {of} of these kinds is in the comparison")
    names = [legible(text) for text in (*(r.name for r in rows), *map(keys.label, groups))]
    fonts, notes = families(names)
    with sheet.styled(fonts):
        figure = sheet.sheet(width, 0.55 + sum(0.42 + sheet.ROW * len(p) for p in panels))
        heights = [len(panel) + 1 for panel in panels]
        axes = figure.subplots(len(panels), 1, squeeze=False, height_ratios=heights, sharex=True)
        for at, panel in enumerate(panels):
            _draw(axes[at][0], comparison, groups[at], panel)
        keys.above(figure, _key(comparison, rows))
        sheet.settle(figure)
    shown = max(len(panel) for panel in panels)
    notes += choosing.left_out(shown, len(items), of, "the largest differences in standard errors")
    return Plot("distinctive", figure, _table(rows), _caption(comparison, of), notes, fonts)


def _items(
    comparison: Comparison, of: str, kinds: Collection[str]
) -> list[tuple[str, str, dict[str, Distinctiveness]]]:
    if of == THEMES:
        return [(t.theme_id, t.label, t.distinctiveness) for t in comparison.themes]
    actors = choosing.of_kinds(comparison, kinds)
    return [(a.entity_id, a.name, a.distinctiveness) for a in actors]


def _sides(comparison: Comparison, group: str) -> list[Group]:
    """Two groups are one panel: the second against the first, as on the page."""
    if group:
        return [choosing.group_of(comparison, group)]
    return list(comparison.groups[1:] if len(comparison.groups) == 2 else comparison.groups)


def _rows(
    comparison: Comparison, items: Sequence[tuple[str, str, dict[str, Distinctiveness]]],
    group: Group, limit: int,
) -> list[Row]:  # fmt: skip
    at = comparison.groups.index(group)
    other = 1 - at if len(comparison.groups) == 2 else -1
    found = [
        Row(
            id_, name, group.id, d, tier(comparison, d), stands_out(comparison, d),
            at if d.log_odds.estimate >= 0 else other,
        )
        for id_, name, by_group in items
        if (d := by_group.get(group.id))
    ]  # fmt: skip
    found.sort(key=lambda row: -abs(row.figure.z))
    return sorted(found[:limit], key=lambda row: -row.figure.log_odds.estimate)


def _draw(axes: Any, comparison: Comparison, group: Group, rows: Sequence[Row]) -> None:
    width = axes.figure.get_size_inches()[0]
    sheet.rows_of_names(axes, [fitted(row.name, width) for row in rows])
    axes.axvline(0, color=sheet.QUIET, linewidth=0.6)
    for y, row in enumerate(rows):
        ends, at = row.figure.log_odds, row.more
        ink = keys.colour(at) if at >= 0 else sheet.QUIET
        dashed = (0, (2, 1.5)) if row.tier == UNTESTED else "solid"
        axes.plot([ends.low, ends.high], [y, y], color=ink, linewidth=0.9, linestyle=dashed)
        mark = keys.glyph(max(at, 0), row.filled)
        if at < 0:
            mark |= {"marker": REST, "markersize": 5.2, "markeredgecolor": ink}
            mark["markerfacecolor"] = ink if row.filled else "white"
        axes.plot([ends.estimate], [y], **mark)
    reach = max(abs(end) for row in rows for end in (row.figure.log_odds.low,
                                                     row.figure.log_odds.high))  # fmt: skip
    low, high = axes.get_xlim()
    if reach > max(-low, high) / 1.05 or axes.get_subplotspec().rowspan.start == 0:
        axes.set_xlim(-reach * 1.05, reach * 1.05)
    at = comparison.groups.index(group)
    rest = keys.label(comparison.groups[1 - at]) if len(comparison.groups) == 2 else "all others"
    more, room = ("more in ", 40) if width >= 5 else ("", 16)
    for place, name in (("left", rest), ("right", keys.label(group))):
        name = more + apart(cut(name, room))
        text = f"\u2190 {name}" if place == "left" else f"{name} \u2192"
        axes.set_title(text, loc=place, color=sheet.QUIET)
    if axes.get_subplotspec().is_last_row():
        axes.set_xlabel("log-odds ratio, 95% interval", loc="right")


def _key(comparison: Comparison, rows: Sequence[Row]) -> list[Any]:
    grey = {"markersize": 4.6, "marker": "o", "markeredgecolor": sheet.QUIET, "color": sheet.QUIET,
            "markeredgewidth": 0.9, "linewidth": 0.9}  # fmt: skip
    tiers: list[tuple[str, bool, Any]]
    if comparison.descriptive:
        tiers = [("differs here", True, "solid"), ("much alike", False, "solid")]
    else:
        tiers = [("clear", True, "solid"), ("uncertain", False, "solid"),
                 (UNTESTED, False, (0, (2, 1.5)))]  # fmt: skip
    entries = keys.of_groups(comparison.groups)
    if any(row.more < 0 for row in rows):
        entries.append(keys.handle("all others", marker=REST, markersize=5.2, color=sheet.QUIET,
                                   linestyle="none"))  # fmt: skip
    present = {row.tier for row in rows}
    return entries + [
        keys.handle(name, **grey, linestyle=line,
                    markerfacecolor=sheet.QUIET if filled else "white")
        for name, filled, line in tiers if name in present
    ]  # fmt: skip


def _table(rows: Sequence[Row]) -> Any:
    figures = [row.figure for row in rows]
    return table(
        id=[r.id for r in rows], name=[r.name for r in rows], group=[r.group for r in rows],
        log_odds=[f.log_odds.estimate for f in figures], low=[f.log_odds.low for f in figures],
        high=[f.log_odds.high for f in figures], z=[f.z for f in figures],
        p_value=[f.p_value for f in figures], q_value=[f.q_value for f in figures],
        tier=[r.tier for r in rows],
    )  # fmt: skip


def _caption(comparison: Comparison, of: str) -> str:
    what = "sentences with a theme" if of == THEMES else "mentions of an actor"
    start = f"Log-odds ratios of {what} with 95% intervals (prior +0.5; Monroe et al. 2008)."
    if comparison.descriptive:
        return (
            f"{start} Descriptive only: a group has fewer than 5 documents, so nothing is tested. "
            "Filled: differs more between these texts than mentions dealt out one by one would."
        )
    return (
        f"{start} Documents are the units of intervals and tests. Filled: clear (permutation of "
        "documents, q at most 0.05 after Benjamini-Hochberg); hollow: uncertain; dashed: in too "
        "few documents to be tested."
    )
