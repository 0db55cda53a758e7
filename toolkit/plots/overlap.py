"""What groups have in common: circles for two or three of them, a matrix with bars for more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.comparison.result import Comparison
from toolkit.errors import UsageError
from toolkit.plots import choosing, circles, keys, sheet
from toolkit.plots.columns import table
from toolkit.plots.lettering import cut, face, families, fitted
from toolkit.plots.plot import Plot
from toolkit.report.wording import whole

MOST_CIRCLES = 3


@dataclass(frozen=True, slots=True)
class Counts:
    """Actors by exactly those groups (indices) that name them; `sizes` are of whole groups."""

    parts: dict[circles.Part, int]
    sizes: tuple[int, ...]
    names: tuple[str, ...]


def overlap(comparison: Comparison, form: str, limit: int, width: float) -> Plot:
    keys.at_least(comparison, 2, "a figure of an overlap")
    counts = _counts(comparison)
    choosing.something(tuple(counts.parts), "no group names an actor")
    fonts, notes = families(counts.names)
    fit, why = _fit(counts, form)
    notes += (why,) if why else ()
    with sheet.styled(fonts):
        if fit is not None:
            figure = _euler(fit, counts, width)
            caption = f"Actors by the groups that name them ({_total(counts)}). " + (
                f"Areas are as the numbers, to within {100 * fit.off:.1f}% of all actors."
                if fit.true
                else "Areas are approximate."
            )
        else:
            shown = list(counts.parts.items())[: choosing.checked(limit)]
            figure = _upset(shown, counts, width)
            notes += choosing.left_out(len(shown), len(counts.parts), "sets", "the largest")
            caption = (
                f"Actors by exactly those groups that name them ({_total(counts)}): dots joined by "
                "a line are groups that all name them, and no other group does."
            )
        sheet.settle(figure)
    ids = [g.id for g in comparison.groups]
    rows = table(
        groups=[" & ".join(ids[at] for at in part) for part in counts.parts],
        actors=list(counts.parts.values()),
    )
    return Plot("overlap", figure, rows, caption, notes, fonts)


def _counts(comparison: Comparison) -> Counts:
    place = {g.id: at for at, g in enumerate(comparison.groups)}
    found = Counter(tuple(sorted(place[g] for g in a.groups)) for a in comparison.actors)
    parts = dict(sorted(found.items(), key=lambda item: (-item[1], len(item[0]), item[0])))
    sizes = [sum(n for p, n in parts.items() if at in p) for at in place.values()]
    return Counts(parts, tuple(sizes), tuple(map(keys.label, comparison.groups)))


def _total(counts: Counts) -> str:
    return f"{whole(sum(counts.parts.values()))} in all"


def _fit(counts: Counts, form: str) -> tuple[circles.Fit | None, str]:
    """The circles to draw, or None for the matrix; and what has to be told about it."""
    sets = len(counts.sizes)
    if form == "upset":
        return None, ""
    if sets > MOST_CIRCLES or not all(counts.sizes):
        if form == "euler":
            what = f"{sets} groups" if sets > MOST_CIRCLES else "a group that names no actor"
            raise UsageError(f"circles cannot show {what}", hint='Use form="upset".')
        return None, ""
    if form == "auto" and len(counts.parts) == 1:
        return None, ""  # circles that lie on one another show nothing
    found = circles.fit(counts.parts, sets)
    if found.true:
        return found, ""
    off = f"no circles have areas as these numbers: the best are off by {100 * found.off:.1f}% of"
    if form == "euler":
        return found, f"{off} all actors in one part, so read the numbers, not the areas"
    return None, f"{off} all actors in one part, so the sets are drawn as a matrix"


def _euler(fit: circles.Fit, counts: Counts, width: float) -> Any:
    from matplotlib.patches import Circle

    x, y, r = fit.circles.T
    across, down = (x + r).max() - (x - r).min(), (y + r).max() - (y - r).min()
    scale = min(width * 0.94, 4.2) / across  # inches
    below = len(r) == MOST_CIRCLES
    figure = sheet.sheet(width, down * scale + (0.75 if below else 0.45))
    axes = figure.subplots()
    axes.set_axis_off()
    axes.set_aspect("equal")
    for at, (a, b, radius) in enumerate(fit.circles):
        ink = keys.colour(at)
        axes.add_patch(Circle((a, b), radius, facecolor=(ink, 0.13), edgecolor=ink, linewidth=1.1))
    for part in counts.parts:
        _count(axes, fit.circles, part, counts.parts[part], scale)
    room = 0.32 / scale
    for at, name in enumerate(counts.names):
        name = cut(name, 18 if width < 5 else 36)
        _name(axes, fit, at, f"{name}\n{whole(counts.sizes[at])} actors", room)
    side = (width / scale - across) / 2
    axes.set_xlim((x - r).min() - side, (x + r).max() + side)
    axes.set_ylim((y - r).min() - (room * 1.2 if below else room * 0.1), (y + r).max() + room * 1.1)
    if not fit.true:
        figure.supxlabel("areas are approximate", fontsize=sheet.SMALL, color=sheet.QUIET)
    return figure


def _count(
    axes: Any, places: circles.Circles, part: circles.Part, number: int, scale: float
) -> None:
    """The number in its part; beside the circles, with a line, where the part is too small."""
    x, y, room = circles.middle(places, part)
    if room * scale >= 0.055:
        axes.text(x, y, whole(number), ha="center", va="center", fontsize=sheet.POINTS + 1)
        return
    low = (places[:, 1] - places[:, 2]).min()
    axes.annotate(
        whole(number), (x, y), (x, low - 0.1 / scale), ha="center", va="top",
        arrowprops={"arrowstyle": "-", "linewidth": 0.5, "color": sheet.QUIET},
    )  # fmt: skip


def _name(axes: Any, fit: circles.Fit, at: int, text: str, room: float) -> None:
    """The name of a group at the outer edge of its circle: the first two above, a third below."""
    x, y, r = fit.circles[at]
    others = _mean(fit.circles, at)
    side = "center" if at == MOST_CIRCLES - 1 else "right" if x > others else "left"
    top = (fit.circles[:2, 1] + fit.circles[:2, 2]).max()
    place = {"left": x - r, "right": x + r, "center": x}[side]
    height = y - r - room * 0.15 if side == "center" else top + room * 0.15
    axes.text(
        place, height, text, ha=side, va="top" if side == "center" else "bottom",
        color=keys.colour(at), **face(text, fontweight="bold"),
    )  # fmt: skip


def _mean(places: circles.Circles, but: int) -> float:
    rest = [float(row[0]) for at, row in enumerate(places) if at != but]
    return sum(rest) / len(rest)


def _upset(shown: Sequence[tuple[circles.Part, int]], counts: Counts, width: float) -> Any:
    sets = len(counts.sizes)
    figure = sheet.sheet(width, 1.5 + 0.19 * sets)
    grid = figure.add_gridspec(
        2, 2, height_ratios=[1.5, 0.19 * sets], width_ratios=[1, max(len(shown) * 0.4, 2)],
        hspace=0.02, wspace=0.02,
    )  # fmt: skip
    bars, matrix = figure.add_subplot(grid[0, 1]), figure.add_subplot(grid[1, 1])
    sizes = figure.add_subplot(grid[1, 0])
    _bars(bars, [number for _, number in shown])
    for x, (part, _) in enumerate(shown):
        _column(matrix, x, part, sets)
    sheet.rows_of_names(matrix, [fitted(name, 3) for name in counts.names])
    matrix.grid(visible=False)
    matrix.set_xlim(-0.6, len(shown) - 0.4)
    matrix.set_xticks([])
    sheet.plain(matrix, "left", "bottom")
    _sizes(sizes, counts)
    return figure


def _bars(axes: Any, numbers: Sequence[int]) -> None:
    axes.bar(range(len(numbers)), numbers, width=0.62, color=sheet.SHARED)
    for x, number in enumerate(numbers):
        axes.annotate(whole(number), (x, number), (0, 1.5), textcoords="offset points",
                      ha="center", va="bottom", fontsize=sheet.SMALL)  # fmt: skip
    axes.set_xlim(-0.6, len(numbers) - 0.4)
    axes.set_ylim(0, max(numbers) * 1.08)
    axes.set_xticks([])
    axes.set_ylabel("actors")
    sheet.plain(axes, "bottom")


def _column(axes: Any, x: int, part: circles.Part, sets: int) -> None:
    out = [at for at in range(sets) if at not in part]
    axes.plot([x] * len(out), out, "o", color=sheet.HAIR, markersize=4.5)
    axes.plot([x, x], [min(part), max(part)], color=sheet.INK, linewidth=1.2)
    axes.plot([x] * len(part), list(part), "o", color=sheet.INK, markersize=4.5)


def _sizes(axes: Any, counts: Counts) -> None:
    places = range(len(counts.sizes))
    axes.barh(places, counts.sizes, height=0.55, color=[keys.colour(at) for at in places])
    for at, size in enumerate(counts.sizes):
        axes.annotate(whole(size), (size, at), (-2, 0), textcoords="offset points", ha="right",
                      va="center", fontsize=sheet.SMALL)  # fmt: skip
    axes.set_xlim(max(counts.sizes) * 1.35, 0)
    axes.set_ylim(len(counts.sizes) - 0.4, -0.6)
    axes.set_yticks([])
    axes.set_xticks([])
    sheet.plain(axes, "left", "bottom")
    axes.set_title("in all", fontsize=sheet.SMALL, color=sheet.QUIET)
