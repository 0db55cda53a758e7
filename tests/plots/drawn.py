"""All figures of a comparison, by name."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.plots import Plot

FIGURES: dict[str, Callable[..., Plot]] = {
    "distinctive": lambda view, **how: view.plot.distinctive(**how),
    "themes": lambda view, **how: view.plot.distinctive("themes", **how),
    "overlap": lambda view, **how: view.plot.overlap(**how),
    "euler": lambda view, **how: view.plot.overlap("euler", **how),
    "upset": lambda view, **how: view.plot.overlap("upset", **how),
    "prominence": lambda view, **how: view.plot.prominence(**how),
    "rates": lambda view, **how: view.plot.prominence("per_1000", **how),
    "heatmap": lambda view, **how: view.plot.heatmap(**how),
    "ego": lambda view, **how: view.plot.ego(view.value.actors[0].name, **how),
    "timeline": lambda view, **how: view.plot.timeline(**how),
}


def outside(plot: Plot) -> list[str]:
    """Texts of a figure that reach over its edge (by more than a pixel)."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    canvas = FigureCanvasAgg(plot.figure)
    canvas.draw()
    whole = plot.figure.bbox
    ticks = {t for axes in plot.figure.axes for axis in (axes.xaxis, axes.yaxis)
             for t in (*axis.get_ticklabels(), axis.offsetText)}  # fmt: skip
    ticks -= {tick.label1 for axes in plot.figure.axes if axes.axison
              for axis in (axes.xaxis, axes.yaxis) for tick in axis._update_ticks()}  # fmt: skip
    found = []
    for text in plot.figure.findobj(Text):
        box = text.get_window_extent(canvas.get_renderer())
        if text.get_text().strip() and text.get_visible() and text not in ticks:
            if box.x0 < -1 or box.y0 < -1 or box.x1 > whole.x1 + 1 or box.y1 > whole.y1 + 1:
                found.append(text.get_text())
    return found
