"""The groups over time: how many documents, and in how many of them actors are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from toolkit.comparison.result import Actor, Comparison
from toolkit.comparison.timeline import period_of
from toolkit.errors import UsageError
from toolkit.plots import choosing, keys, sheet
from toolkit.plots.columns import table
from toolkit.plots.lettering import families, fitted, legible
from toolkit.plots.plot import Plot
from toolkit.plots.prominence import Chosen, chosen_actors
from toolkit.report.wording import plural
from toolkit.table import Table

LANE = 0.27  # inches of the lane of an actor
LARGEST = 8.5  # points: the mark of all documents of the largest slice

Cell = tuple[str, str, str]  # period, group, actor ("" = the documents themselves)


def timeline(comparison: Comparison, chosen: Chosen, width: float) -> Plot:
    time = comparison.timeline
    if time is None:
        raise UsageError(
            "there is nothing to draw: no document has a date",
            hint="Give documents a date (a column `date`, or front matter) and ingest them again.",
        )
    rows, found = chosen_actors(comparison, chosen)
    numbers = _numbers(comparison, rows)
    fonts, notes = families(
        [legible(a.name) for a in rows] + list(map(keys.label, comparison.groups))
    )
    periods = list(dict.fromkeys(s.period for s in time.slices))
    with sheet.styled(fonts):
        figure = _draw(comparison, rows, numbers, periods, width)
        sheet.settle(figure)
    missing = sum(time.undated.values())
    if missing:
        notes += (f"{plural(missing, 'document')} without a date {'is' if missing == 1 else 'are'} "
                  "not shown",)  # fmt: skip
    notes += choosing.left_out(len(rows), found, "actors", "the most named")
    caption = (
        f"Above: documents of each group by {time.unit}. Below: in how many of them each actor is "
        "named (the area of a mark is the number of documents)."
    )
    return Plot(
        "timeline", figure, _table(comparison, rows, numbers, periods), caption, notes, fonts
    )


def _numbers(comparison: Comparison, actors: Sequence[Actor]) -> Counter[Cell]:
    """Documents by slice, and those of them that name an actor."""
    time = comparison.timeline
    assert time is not None
    numbers: Counter[Cell] = Counter({(s.period, s.group, ""): s.documents for s in time.slices})
    documents = {s.document.doc_id: s.document for s in comparison.sources}
    period = {key: period_of(d.date, time.unit) for key, d in documents.items()}
    wanted = {a.entity_id for a in actors}
    named = {(e.doc_id, e.entity_id) for e in comparison.evidence if e.entity_id in wanted}
    for doc_id, entity_id in named:
        if period[doc_id]:
            numbers[period[doc_id], documents[doc_id].group, entity_id] += 1
    return numbers


def _draw(
    comparison: Comparison, actors: Sequence[Actor], numbers: Counter[Cell],
    periods: Sequence[str], width: float,
) -> Any:  # fmt: skip
    lanes = max(LANE * len(actors), LANE)
    figure = sheet.sheet(width, 0.95 + 1.1 + lanes)
    top, below = figure.subplots(2, 1, sharex=True, height_ratios=[1.1, lanes])
    most = max(numbers.values())
    largest = min(LARGEST, 72 * (width - 1.6) / len(periods) * _step(len(comparison.groups)))
    for at, group in enumerate(comparison.groups):
        shift = _shift(at, len(comparison.groups))
        xs = [x + shift for x in range(len(periods))]
        totals = [numbers[p, group.id, ""] for p in periods]
        there = [(x, n) for x, n in zip(xs, totals, strict=True) if n]
        top.vlines(
            [x for x, _ in there], 0, [n for _, n in there], color=keys.colour(at), linewidth=1
        )
        top.plot([x for x, _ in there], [n for _, n in there], **keys.glyph(at))
        for y, actor in enumerate(actors):
            for x, period in zip(xs, periods, strict=True):
                if n := numbers[period, group.id, actor.entity_id]:
                    size = largest * (n / most) ** 0.5 / sheet.SIZES[at % len(sheet.SIZES)]
                    below.plot([x], [y], **keys.glyph(at, True, max(size, 0.35)))
    _axes(top, below, actors, periods, width)
    keys.above(figure, keys.of_groups(comparison.groups))
    return figure


def _shift(at: int, groups: int) -> float:
    return (at - (groups - 1) / 2) * _step(groups)


def _step(groups: int) -> float:
    """From the mark of one group to that of the next, in periods."""
    return min(0.3, 0.8 / groups)


def _axes(
    top: Any, below: Any, actors: Sequence[Actor], periods: Sequence[str], width: float
) -> None:
    from matplotlib.ticker import MaxNLocator

    top.set_ylim(0, top.dataLim.y1 * 1.15)
    top.yaxis.set_major_locator(MaxNLocator(4, integer=True, min_n_ticks=2))
    top.set_ylabel("documents")
    top.grid(axis="y")
    sheet.rows_of_names(below, [fitted(a.name, min(width, 4)) for a in actors])
    step = max(1, round(len(periods) * 0.5 / max(width - 1.5, 1)))
    below.set_xticks(range(0, len(periods), step), periods[::step])
    below.set_xlim(-0.6, len(periods) - 0.4)
    if len(periods) * 0.45 / step > width - 1.5:
        below.tick_params(axis="x", labelrotation=90)


def _table(
    comparison: Comparison, actors: Sequence[Actor], numbers: Counter[Cell], periods: Sequence[str]
) -> Table:
    names = {"": "", **{a.entity_id: a.name for a in actors}}
    cells = [(p, g.id, key) for key in names for p in periods for g in comparison.groups]
    return table(
        period=[p for p, _, _ in cells], group=[g for _, g, _ in cells],
        id=[key for _, _, key in cells], name=[names[key] for _, _, key in cells],
        documents=[numbers[cell] for cell in cells],
        documents_of_group=[numbers[p, g, ""] for p, g, _ in cells],
    )  # fmt: skip
