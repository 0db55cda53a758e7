"""Rows that a call returns: an Arrow table with conversions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from toolkit.errors import NotFoundError, UsageError
from toolkit.value import Data, html_table, plain

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

SHOWN = 20  # rows of a table in a notebook


class Table(Data):
    """Rows and columns as `comparison.actors.all` gives them.

    `.arrow` is the pyarrow.Table behind it; len() counts rows, iterating gives a dict a row, and
    `table["name"]` is a column as a list. What reads Arrow takes a Table as it is, such as
    `polars.DataFrame(table)` or a query of DuckDB.

        frame = comparison.actors.all.to_pandas()
    """

    def __init__(self, arrow: pa.Table) -> None:
        self.arrow = arrow

    def __len__(self) -> int:
        return int(self.arrow.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.to_pylist())

    def __getitem__(self, column: str) -> list[Any]:
        if column not in self.columns:
            hint = "It has: " + ", ".join(self.columns)
            raise NotFoundError(f"the table has no column {column!r}", hint=hint)
        return list(self.arrow[column].to_pylist())

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self.arrow.__arrow_c_stream__(requested_schema)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(self.arrow.column_names)

    def to_arrow(self) -> pa.Table:
        """The pyarrow.Table itself; nothing is copied."""
        return self.arrow

    def to_pylist(self) -> list[dict[str, Any]]:
        """One dict a row."""
        rows: list[dict[str, Any]] = self.arrow.to_pylist()
        return rows

    def to_dict(self) -> dict[str, Any]:
        """`columns` (name and type of each) and `rows`, ready for `json.dumps`."""
        columns = [{"name": f.name, "type": str(f.type)} for f in self.arrow.schema]
        return {"columns": columns, "rows": plain(self.to_pylist())}

    def to_pandas(self) -> pd.DataFrame:
        """A pandas.DataFrame. Raises UsageError where pandas is not installed."""
        try:
            import pandas  # noqa: F401 (Arrow asks for it later, in words of its own)
        except ImportError as error:
            raise UsageError("pandas is not installed", hint="pip install pandas") from error
        return self.arrow.to_pandas()

    def to_polars(self) -> pl.DataFrame:
        """A polars.DataFrame. Raises UsageError where polars is not installed."""
        try:
            import polars
        except ImportError as error:
            raise UsageError("polars is not installed", hint="pip install polars") from error
        return polars.DataFrame(self.arrow)

    def __repr__(self) -> str:
        return f"<table of {len(self)} rows: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        rows = [list(row.values()) for row in self.arrow.slice(0, SHOWN).to_pylist()]
        more = f"<p>{len(self) - SHOWN:,} more rows</p>" if len(self) > SHOWN else ""
        return html_table(self.columns, rows) + more
