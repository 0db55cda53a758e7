"""What a query that fails says of the machine or of the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from toolkit.errors import BudgetError, StoreError
from toolkit.limits import MORE_MEMORY, shortage

DAMAGES = (
    duckdb.BinderException, duckdb.CatalogException, duckdb.FatalException,
    duckdb.InternalException, duckdb.IOException, duckdb.SerializationException,
)  # fmt: skip


@contextmanager
def telling_limits(path: str) -> Iterator[None]:
    """A query that needs more memory or disk than there is says so: BudgetError. One that does not
    fit the tables met a file that was altered, since ours are tested: StoreError."""
    try:
        yield
    except duckdb.Error as error:
        if short := shortage(error):
            raise BudgetError(short, where=Path(path).name, hint=MORE_MEMORY) from error
        if isinstance(error, DAMAGES):
            hint = "Resolve the documents again into a new store."
            what = "the store is damaged, or another program changed it"
            raise StoreError(what, where=Path(path).name, hint=hint) from error
        raise
