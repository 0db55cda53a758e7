"""What a mark means: the groups with their colours and shapes, beside or above the axes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from toolkit.comparison.result import Comparison, Group
from toolkit.errors import UsageError
from toolkit.plots import sheet
from toolkit.plots.lettering import apart, cut, inches, legible

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def label(group: Group) -> str:
    return legible(group.label)


def short(group: Group) -> str:
    """The label as a key has room for it, with other words beside it."""
    return apart(cut(label(group), 24))


def colour(at: int) -> str:
    return sheet.COLOURS[at % len(sheet.COLOURS)]


def glyph(at: int, filled: bool = True, scale: float = 1.0) -> dict[str, Any]:
    """How the mark of a group is drawn; a hollow one is white inside."""
    return {
        "marker": sheet.MARKERS[at % len(sheet.MARKERS)],
        "markersize": sheet.SIZES[at % len(sheet.SIZES)] * scale,
        "markerfacecolor": colour(at) if filled else "white",
        "markeredgecolor": colour(at), "markeredgewidth": 0.9, "linestyle": "none",
    }  # fmt: skip


def handle(name: str, **how: Any) -> Any:
    """One entry of a key."""
    from matplotlib.lines import Line2D

    return Line2D([], [], label=name, **how)


def of_groups(groups: Sequence[Group], counted: bool = True) -> list[Any]:
    """An entry a group, with the number of its documents: no share without what it is of."""
    return [
        handle(f"{short(g)} ({_documents(g.documents)})" if counted else short(g), **glyph(at))
        for at, g in enumerate(groups)
    ]


def above(figure: Figure, handles: Sequence[Any], columns: int = 0) -> None:
    """The key above the axes, in as many columns as the width has room for."""
    width = figure.get_size_inches()[0]
    widest = max(inches(str(h.get_label()), sheet.POINTS) for h in handles)
    room = max(1, int(width / (widest + 0.42)))
    figure.legend(
        handles=list(handles), loc="outside upper left",
        ncols=columns or min(room, len(handles)),
    )  # fmt: skip


def at_least(comparison: Comparison, groups: int, what: str) -> None:
    """Raises UsageError where the comparison has fewer groups than a figure needs."""
    if len(comparison.groups) < groups:
        raise UsageError(
            f"{what} needs {groups} groups, the comparison has {len(comparison.groups)}",
            hint="Compare more: corpus.compare() takes the names of groups; none means all.",
        )


def _documents(number: int) -> str:
    return "1 document" if number == 1 else f"{number:,} documents"
