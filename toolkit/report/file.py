"""The finished report: to save, or to look at in a notebook."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import Markup

from toolkit.errors import InputError, UsageError
from toolkit.report.tables import Tables
from toolkit.value import Value


@dataclass(frozen=True, slots=True)
class Frame:
    """A report in a notebook cell: a frame that may run its own script and nothing else."""

    html: str
    height: int

    def _repr_html_(self) -> str:
        frame = Markup(
            '<iframe title="Comparison report" width="100%" height="{}" frameborder="0" '
            'sandbox="allow-scripts allow-downloads" srcdoc="{}"></iframe>'
        )
        return str(frame.format(int(self.height), self.html))


@dataclass(frozen=True, slots=True, repr=False)
class Report(Value):
    """`html` is the whole page, `summary` a small fragment for notebooks.

    `tables` are the full tables where the page carries a sample only.
    """

    html: str
    summary: str = ""
    tables: Tables = field(default_factory=dict)

    def save(self, path: Path | str) -> Path:
        """Writes the page and returns its path. The file appears whole or not at all.

        The full tables of a page that carries a sample go into the folder NAME-tables beside it,
        as Parquet. Creates the last folder of the path, not more. Raises UsageError when the path
        cannot be a file, InputError when the place cannot be written to.
        """
        target = Path(path)
        if target.is_dir():
            raise UsageError("is a folder, not a file", where=str(path), hint="Add a file name.")
        folder = target.parent
        if not folder.exists() and not folder.parent.exists():
            raise UsageError(
                "neither this folder nor the one above it exists",
                where=str(folder),
                hint="Create the folder first.",
            )
        draft = folder / f".{target.name}.{os.getpid()}.part"
        try:
            folder.mkdir(exist_ok=True)
            draft.write_bytes(self.html.encode("utf-8"))
            draft.replace(target)
            self._save_tables(folder / f"{target.stem}-tables")
        except OSError as error:
            draft.unlink(missing_ok=True) if folder.is_dir() else None
            reason = error.strerror or type(error).__name__
            raise InputError(f"cannot be written: {reason}", where=str(path)) from error
        return target

    def _save_tables(self, folder: Path) -> None:
        if not self.tables:
            return
        import pyarrow.parquet as pq

        folder.mkdir(exist_ok=True)
        for name, table in self.tables.items():
            draft = folder / f".{name}.{os.getpid()}.part"
            pq.write_table(table(), draft)
            draft.replace(folder / f"{name}.parquet")

    def show(self, height: int = 700) -> Frame:
        """The page in a frame, for the last line of a notebook cell; `height` in pixels."""
        return Frame(self.html, height)

    def to_dict(self) -> dict[str, Any]:
        """`html`, the page as a text, and the names of the `tables` that go beside it."""
        return {"html": self.html, "tables": sorted(self.tables)}

    def _repr_html_(self) -> str:
        return self.summary

    def __repr__(self) -> str:
        size = len(self.html.encode("utf-8")) / 1024
        return f"Report({size:,.0f} KB; .save(path) writes it, .show() opens it in a notebook)"
