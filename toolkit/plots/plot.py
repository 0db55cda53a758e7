"""A finished figure with the table behind it: to look at, to save, to change."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import InputError, UsageError
from toolkit.plots import sheet
from toolkit.table import Table
from toolkit.value import Data

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SCREEN = 150  # dots per inch in a notebook, shown at half size


@dataclass(frozen=True, eq=False, repr=False)
class Plot(Data):
    """A figure of a comparison. `.table` holds every number that is drawn, `.caption` says what is
    shown and how it was computed, `.notes` what was left out or could not be drawn as asked.

    `.figure` is a matplotlib Figure, yours to change before `.save`: it was made without pyplot, so
    that `plot.figure.axes[0].set_title("...")` works and nothing global is touched.
    """

    name: str
    figure: Figure
    table: Table
    caption: str
    notes: tuple[str, ...] = ()
    families: Sequence[str] = ()

    def save(self, path: str | os.PathLike[str], *, dpi: float = 300) -> Path:
        """Write the figure as .pdf or .svg (text stays text) or .png, and return the path.

        Equal figures are equal bytes: no date is written. `dpi` is for .png. The last folder of the
        path is made where it is not there. Raises UsageError for another suffix and InputError
        where the place cannot be written to.

            plot.save("figures/distinctive.pdf")
        """
        target = Path(path)
        form = target.suffix.lower().removeprefix(".")
        if form not in sheet.FORMATS:
            raise UsageError(
                f"no figure is written as {target.suffix or 'a file without suffix'}",
                where=str(path), hint="Use .pdf, .svg or .png.",
            )  # fmt: skip
        drawn = sheet.data(self.figure, form, self.families, dpi)
        draft = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            target.parent.mkdir(exist_ok=True)
            draft.write_bytes(drawn)
            draft.replace(target)
        except OSError as error:
            draft.unlink(missing_ok=True) if target.parent.is_dir() else None
            reason = error.strerror or type(error).__name__
            raise InputError(f"cannot be written: {reason}", where=str(path)) from error
        return target

    def to_dict(self) -> dict[str, Any]:
        """`name`, `caption`, `notes` and the `table` behind the figure (columns and rows)."""
        words = {"name": self.name, "caption": self.caption, "notes": list(self.notes)}
        return words | {"table": self.table.to_dict()}

    def __str__(self) -> str:
        return "\n".join([repr(self), self.caption, *(f"Note: {note}." for note in self.notes)])

    def __repr__(self) -> str:
        return f"<plot {self.name}: {len(self.table)} rows; .figure, .table, .save(path)>"

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        """A picture on white ground for a notebook, and the same in words."""
        width, height = self.figure.get_size_inches()
        drawn = sheet.data(self.figure, "png", self.families, 2 * SCREEN)
        size = {"width": round(width * SCREEN), "height": round(height * SCREEN)}
        return {"image/png": drawn, "text/plain": str(self)}, {"image/png": size}
