"""How prominent actors are in each group: dumbbells of shares or rates."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from toolkit.comparison.result import Actor, Comparison, Count
from toolkit.plots import choosing, keys, sheet
from toolkit.plots.columns import table
from toolkit.plots.lettering import families, fitted, legible
from toolkit.plots.plot import Plot
from toolkit.report.charts import rate_scale
from toolkit.table import Table

Chosen = tuple[int, Collection[str], Sequence[str]]  # limit, kinds, names
PER_1000 = "per_1000"
APART = 0.17  # rows between the marks of two groups


def prominence(comparison: Comparison, measure: str, chosen: Chosen, width: float) -> Plot:
    keys.at_least(comparison, 1, "a figure of prominence")
    rows, found = chosen_actors(comparison, chosen)
    choosing.something(rows, "no actor of these kinds is in the comparison")
    names = [legible(a.name) for a in rows]
    fonts, notes = families([*names, *map(keys.label, comparison.groups)])
    row = sheet.ROW if measure == PER_1000 else max(sheet.ROW, 0.09 * len(comparison.groups))
    with sheet.styled(fonts):
        figure = sheet.sheet(width, 0.75 + row * len(rows))
        axes = figure.subplots()
        sheet.rows_of_names(axes, [fitted(a.name, width) for a in rows])
        for y, actor in enumerate(rows):
            _draw(axes, comparison, y, actor, measure == PER_1000)
        rates = [c.per_1000 for a in rows for c in a.counts.values()]
        _scale(axes, rates if measure == PER_1000 else [])
        keys.above(figure, keys.of_groups(comparison.groups))
        sheet.settle(figure)
    notes += choosing.left_out(len(rows), found, "actors", "the most named")
    caption = _caption(measure == PER_1000)
    return Plot("prominence", figure, _table(comparison, rows), caption, notes, fonts)


def chosen_actors(comparison: Comparison, chosen: Chosen) -> tuple[list[Actor], int]:
    """The actors of a figure, and of how many they were taken."""
    limit, kinds, names = chosen
    if names:
        names = (names,) if isinstance(names, str) else names
        rows = choosing.named(comparison, names)
        return rows, len(rows)
    found = choosing.of_kinds(comparison, kinds)
    ranked = sorted(found, key=lambda a: (-len(a.groups) > 0, -_documents(a), -len(a.mention_ids)))
    return ranked[: choosing.checked(limit)], len(found)


def _documents(actor: Actor) -> int:
    return sum(count.documents for count in actor.counts.values())


def _draw(axes: Any, comparison: Comparison, y: int, actor: Actor, rate: bool) -> None:
    counts = [actor.counts[g.id] for g in comparison.groups]
    values = [c.per_1000 if rate else 100 * c.share.estimate for c in counts]
    axes.plot([min(values), max(values)], [y, y], color="#b9b9b9", linewidth=1.6, zorder=1.5)
    middle = (len(counts) - 1) / 2
    for at, (count, value) in enumerate(zip(counts, values, strict=True)):
        level = y if rate else y + (at - middle) * 2 * APART / max(len(counts) - 1, 1)
        if not rate:
            ends = [100 * count.share.low, 100 * count.share.high]
            axes.plot(ends, [level, level], color=keys.colour(at), linewidth=0.7)
        size = 1.0 if rate else 0.85
        axes.plot([value], [level], **keys.glyph(at, bool(count.mentions), size), clip_on=False,
                  zorder=3)  # fmt: skip


def _scale(axes: Any, rates: Sequence[float]) -> None:
    """Of rates the square root, of shares (no `rates`) all from 0 to 100 %."""
    if rates:
        axes.set_xscale("function", functions=(_root, _square))
        axes.set_xlim(0, max(rates) * 1.02)
        ticks = [tick.label for tick in rate_scale(rates)[1]]
        axes.set_xticks([float(tick) for tick in ticks], ticks)
        axes.set_xlabel("mentions per 1,000 words (square-root scale)", loc="right")
        return
    axes.set_xlim(0, 100)
    axes.xaxis.set_major_formatter("{x:.0f}%")
    axes.set_xlabel("share of documents that name the actor", loc="right")


def _root(values: Any) -> Any:
    import numpy as np

    return np.sqrt(np.maximum(values, 0))


def _square(values: Any) -> Any:
    return values**2


def _table(comparison: Comparison, rows: Sequence[Actor]) -> Table:
    cells = [(a, g, a.counts[g.id]) for a in rows for g in comparison.groups]
    counts: list[Count] = [c for _, _, c in cells]
    return table(
        id=[a.entity_id for a, _, _ in cells], name=[a.name for a, _, _ in cells],
        kind=[a.kind for a, _, _ in cells], group=[g.id for _, g, _ in cells],
        mentions=[c.mentions for c in counts], documents=[c.documents for c in counts],
        documents_of_group=[g.documents for _, g, _ in cells],
        share=[c.share.estimate for c in counts], low=[c.share.low for c in counts],
        high=[c.share.high for c in counts], per_1000=[c.per_1000 for c in counts],
    )  # fmt: skip


def _caption(rate: bool) -> str:
    if rate:
        return (
            "Mentions per 1,000 words of each group's documents. A hollow mark at 0: no "
            "mention was found."
        )
    return (
        "Share of each group's documents that name an actor, with 95% Wilson intervals. A hollow "
        "mark at 0: no mention was found; the interval says what may have been missed."
    )
