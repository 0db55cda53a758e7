"""Actors by themes: in how many sentences of each group both stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence, Sized
from typing import Any

from toolkit.comparison.result import Comparison
from toolkit.plots import choosing, keys, sheet
from toolkit.plots.columns import table
from toolkit.plots.lettering import cut, face, families, fitted, inches, legible
from toolkit.plots.plot import Plot
from toolkit.report.wording import whole
from toolkit.table import Table

SHADES = ("#ffffff", "#dbe5ef", "#a9c3dc", "#6f9bc4", "#33699c", "#0b3b66")  # light to dark
# Labels of themes: beside one another, panels have no room for slanted ones.
STEEP: dict[str, Any] = {"rotation": 90}
SLANTED: dict[str, Any] = {"rotation": 45, "ha": "right", "rotation_mode": "anchor"}
DARK = 0.55  # from this share of the most on, numbers are white

Weights = dict[tuple[str, str, str], int]  # actor, theme, group -> sentences


def heatmap(
    comparison: Comparison, size: tuple[int, int], kinds: Collection[str], width: float
) -> Plot:
    actors = {a.entity_id: a.name for a in choosing.of_kinds(comparison, kinds)}
    labels = {t.theme_id: t.label for t in comparison.themes}
    ties = [t for t in comparison.ties if t.entity_id in actors and t.theme_id in labels]
    choosing.something(ties, "no actor and theme stand in one sentence")
    weights = {(t.entity_id, t.theme_id, t.group): t.weight for t in ties}
    rows, found = _first(Counter(), [(t.entity_id, t.weight) for t in ties], size[0])
    kept = [t for t in ties if t.entity_id in rows]
    columns, themes = _first(Counter(), [(t.theme_id, t.weight) for t in kept], size[1])
    names = [legible(actors[a]) for a in rows] + [legible(labels[t]) for t in columns]
    fonts, notes = families([*names, *map(keys.label, comparison.groups)])
    with sheet.styled(fonts):
        figure = _draw(comparison, weights, ({a: actors[a] for a in rows},
                                             {t: labels[t] for t in columns}), width)  # fmt: skip
        sheet.settle(figure)
    notes += choosing.left_out(len(rows), found, "actors", "those in most sentences with a theme")
    notes += choosing.left_out(len(columns), themes, "themes", "those in most of these sentences")
    caption = (
        "Sentences of each group that hold both actor and theme; all panels have one scale. "
        "To stand in one sentence is emphasis, not a stance."
    )
    rows_behind = _table(comparison, weights, actors, labels, (rows, columns))
    return Plot("heatmap", figure, rows_behind, caption, notes, fonts)


def _first(
    totals: Counter[str], pairs: Sequence[tuple[str, int]], limit: int
) -> tuple[list[str], int]:
    for key, weight in pairs:
        totals[key] += weight
    ranked = sorted(totals, key=lambda key: (-totals[key], key))
    return ranked[: choosing.checked(limit)], len(ranked)


def _draw(
    comparison: Comparison, weights: Weights, names: tuple[dict[str, str], dict[str, str]],
    width: float,
) -> Any:  # fmt: skip
    actors, themes = names
    groups = comparison.groups
    beside = len(groups) if width >= 5 and len(groups) <= 3 else 1
    down = -(-len(groups) // beside)
    panel = sheet.ROW * len(actors)
    words = [cut(legible(text), 28) for text in themes.values()]
    longest = max(inches(text, sheet.SMALL) for text in words) * (1 if beside > 1 else 0.75)
    figure = sheet.sheet(width, down * (panel + 0.25) + longest + 0.25)
    axes = figure.subplots(down, beside, squeeze=False, sharex=True, sharey=True)
    most = max(weights.get((a, t, g.id), 0) for a in actors for t in themes for g in groups)
    for at, group in enumerate(groups):
        cell = axes[at // beside][at % beside]
        grid = [[weights.get((a, t, group.id), 0) for t in themes] for a in actors]
        _panel(cell, grid, most)
        name = cut(keys.label(group), 20)
        cell.set_title(
            name, color=keys.colour(at), loc="left", **face(name, fontweight="bold")
        )  # fmt: skip
        if at // beside == down - 1:
            cell.set_xticks(_centres(themes), words,
                            **(STEEP if beside > 1 else SLANTED))  # fmt: skip
        if at % beside == 0:
            cell.set_yticks(_centres(actors), [fitted(v, 3) for v in actors.values()])
    for at in range(len(groups), down * beside):
        axes[at // beside][at % beside].set_axis_off()
    return figure


def _centres(cells: Sized) -> list[float]:
    return [at + 0.5 for at in range(len(cells))]


def _panel(axes: Any, grid: Sequence[Sequence[int]], most: int) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    shades = LinearSegmentedColormap.from_list("sentences", list(SHADES))
    axes.pcolormesh(
        [[(n / most) ** 0.5 for n in row] for row in grid], cmap=shades, vmin=0, vmax=1,
        edgecolors=sheet.HAIR, linewidth=0.4, rasterized=False,
    )  # fmt: skip
    for y, row in enumerate(grid):
        for x, number in enumerate(row):
            if number:
                ink = "white" if (number / most) ** 0.5 >= DARK else sheet.INK
                axes.text(x + 0.5, y + 0.5, whole(number), ha="center", va="center", color=ink,
                          fontsize=sheet.SMALL)  # fmt: skip
    axes.set_ylim(len(grid), 0)
    sheet.plain(axes, "left", "bottom")


def _table(
    comparison: Comparison, weights: Weights, actors: dict[str, str], themes: dict[str, str],
    shown: tuple[Sequence[str], Sequence[str]],
) -> Table:  # fmt: skip
    cells = [(a, t, g.id) for g in comparison.groups for a in shown[0] for t in shown[1]]
    return table(
        id=[a for a, _, _ in cells], name=[actors[a] for a, _, _ in cells],
        theme_id=[t for _, t, _ in cells], theme=[themes[t] for _, t, _ in cells],
        group=[g for _, _, g in cells], sentences=[weights.get(cell, 0) for cell in cells],
    )  # fmt: skip
