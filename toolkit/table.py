"""Rows that a call returns: an Arrow table with conversions."""

from __future__ import annotations

from html import escape
from typing import Any

from toolkit.errors import UsageError

SHOWN = 20  # rows of a table in a notebook


class Table:
    """An Arrow table with conversions. `.arrow` is the pyarrow.Table; len() counts rows."""

    def __init__(self, arrow: Any) -> None:
        self.arrow = arrow

    def __len__(self) -> int:
        return int(self.arrow.num_rows)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.arrow.column_names)

    def to_arrow(self) -> Any:
        return self.arrow

    def to_pylist(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.arrow.to_pylist()
        return rows

    def to_pandas(self) -> Any:
        """A pandas.DataFrame. Raises UsageError where pandas is not installed."""
        try:
            return self.arrow.to_pandas()
        except ImportError as error:
            raise UsageError("pandas is not installed", hint="pip install pandas") from error

    def to_polars(self) -> Any:
        """A polars.DataFrame. Raises UsageError where polars is not installed."""
        try:
            import polars
        except ImportError as error:
            raise UsageError("polars is not installed", hint="pip install polars") from error
        return polars.from_arrow(self.arrow)

    def __repr__(self) -> str:
        return f"<table of {len(self)} rows: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        rows = self.to_pylist()[:SHOWN]
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(str(v))}</td>" for v in row.values()) + "</tr>"
            for row in rows
        )
        more = f"<p>{len(self) - SHOWN} more rows</p>" if len(self) > SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
