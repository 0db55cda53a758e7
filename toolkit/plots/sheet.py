"""The ground of every figure: sizes, style, bytes. Made without pyplot, so that nothing global of a
notebook or a script is changed and no window opens."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from toolkit.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTHS = {"column": 3.5, "page": 7.2}  # inches: one column and two of most journals (89, 183 mm)
NARROWEST, WIDEST, TALLEST = 3.0, 20.0, 40.0
ROW = 0.165  # inches of a row of text
POINTS, SMALL = 7.0, 6.0
INK, QUIET, HAIR = "#16181d", "#565d6a", "#dcdcdc"
SHARED = "#4a4458"  # what several groups have
# As on the page of a report: at least 5:1 on white; the shape says the same as the colour.
COLOURS = ("#0b5fa5", "#ad4208", "#0f6b4f", "#7a3a9a", "#7d5a00", "#a3205f")
MARKERS = ("o", "D", "^", "s", "v", "P")
SIZES = (4.6, 4.0, 5.0, 4.2, 5.0, 5.2)  # of the markers, in points, so that they look alike
STYLE: dict[str, Any] = {
    "font.size": POINTS, "axes.titlesize": POINTS, "axes.labelsize": POINTS,
    "xtick.labelsize": SMALL, "ytick.labelsize": POINTS, "legend.fontsize": POINTS,
    "axes.edgecolor": QUIET, "axes.labelcolor": INK, "text.color": INK,
    "xtick.color": QUIET, "ytick.color": QUIET, "xtick.labelcolor": INK, "ytick.labelcolor": INK,
    "axes.linewidth": 0.5, "xtick.major.width": 0.5, "ytick.major.width": 0.5,
    "xtick.major.size": 2.5, "ytick.major.size": 2.5, "axes.spines.top": False,
    "axes.spines.right": False, "axes.axisbelow": True, "grid.color": HAIR,
    "grid.linewidth": 0.5, "legend.frameon": False, "legend.handletextpad": 0.4,
    "legend.columnspacing": 1.4, "legend.borderpad": 0.2, "figure.facecolor": "white",
    # names come from documents: nothing in them is a formula
    "text.parse_math": False, "text.usetex": False, "axes.formatter.use_mathtext": False,
    # text stays text, and equal figures are equal bytes
    "pdf.fonttype": 42, "svg.fonttype": "none", "svg.hashsalt": "toolkit", "savefig.dpi": 300,
    "figure.constrained_layout.h_pad": 0.03, "figure.constrained_layout.w_pad": 0.03,
}  # fmt: skip
FORMATS: dict[str, dict[str, Any]] = {
    "pdf": {"CreationDate": None, "ModDate": None},
    "svg": {"Date": None},
    "png": {},
}


@contextmanager
def styled(families: Sequence[str] = ()) -> Iterator[None]:
    """The style of a figure, whatever the reader's own settings are; they come back afterwards.

    Raises UsageError where matplotlib is not installed.
    """
    try:
        from matplotlib import style
    except ImportError as error:
        hint = "pip install 'crossdoc-toolkit[plots]'"
        raise UsageError("plots need matplotlib, which is not installed", hint=hint) from error
    ours: Any = STYLE | ({"font.family": list(families)} if families else {})
    with style.context(["default", ours]), warnings.catch_warnings(), quiet_fonts():
        # a letter that no font has is told in the notes of the plot
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        warnings.filterwarnings("ignore", message="Matplotlib currently does not support")
        yield


@contextmanager
def quiet_fonts() -> Iterator[None]:
    """Without the remarks of matplotlib on fonts that it looks for and does not find."""
    logger = logging.getLogger("matplotlib.font_manager")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def inches(width: str | float) -> float:
    """The width that a caller asks for: "column", "page" or a number of inches."""
    found = WIDTHS.get(width) if isinstance(width, str) else float(width)
    if found is None or not NARROWEST <= found <= WIDEST:
        raise UsageError(
            f"{width!r} is no width of a figure",
            hint=f'Give "column", "page" or inches from {NARROWEST:g} to {WIDEST:g}.',
        )
    return found


def sheet(width: float, height: float) -> Figure:
    """An empty figure, both in inches. Only inside `styled`."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, min(height, TALLEST)), layout="constrained")


def settle(figure: Figure) -> None:
    """Places everything while our style holds: ticks are made when they are first drawn."""
    figure.draw_without_rendering()


def plain(axes: Any, *sides: str) -> None:
    """Axes without these spines, and without the ticks that stand on them."""
    for side in sides:
        axes.spines[side].set_visible(False)
        if side in ("left", "right"):
            axes.tick_params(axis="y", length=0)
        else:
            axes.tick_params(axis="x", length=0)


def rows_of_names(axes: Any, names: Sequence[str]) -> None:
    """One row a name, the first at the top, a hair line through each."""
    axes.set_yticks(range(len(names)), labels=list(names))
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(axis="y")
    plain(axes, "left")


def data(figure: Figure, form: str, families: Sequence[str], dpi: float = 300) -> bytes:
    """The figure in a format of FORMATS: no date, no chance."""
    buffer = io.BytesIO()
    with styled(families):
        figure.savefig(buffer, format=form, dpi=dpi, metadata=FORMATS[form])
    return buffer.getvalue()
