"""Splink on a private in-memory DuckDB: the only module that touches either."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from toolkit.config import RunSettings
from toolkit.errors import BudgetError

if TYPE_CHECKING:
    import pyarrow as pa


def predict(
    table: pa.Table,
    settings: dict[str, Any],
    run: RunSettings,
    pairs: Sequence[tuple[str, str]] | None = None,
    above: float | None = None,
) -> pa.Table:
    """Splink's predictions for the blocked pairs of `table`, or for exactly `pairs`.

    Each call has its own database, without access to files or network, that vanishes with it.
    Raises BudgetError when the memory limit is exceeded in spite of spilling to disk.
    """
    import duckdb
    from splink import DuckDBAPI, Linker
    from splink.internals.exceptions import SplinkException

    with tempfile.TemporaryDirectory(prefix="toolkit-") as spill:
        connection = duckdb.connect(":memory:", config=_limits(run, spill))
        try:
            connection.sql("SET enable_external_access = false")
            connection.sql("SET lock_configuration = true")
            api = DuckDBAPI(connection)
            # the settings come from our own levels, checked by tests: no second validation
            linker = Linker(
                api.register(table, table_name="records"), settings, log_level=None,
                validate_settings=False,
            )  # fmt: skip
            if pairs is not None:
                blocked = api.register(_pairs_table(pairs), table_name="chosen_pairs")
                linker.table_management.register_blocked_pairs_for_predict(blocked)
            found = linker.inference.predict(threshold_match_weight=above, warning_mode="never")
            result: pa.Table = found.as_pyarrow_table()  # type: ignore[no-untyped-call]
            return result
        except SplinkException as error:
            if isinstance(error.__cause__, duckdb.OutOfMemoryException):
                what = f"comparing {table.num_rows:,} records needs more memory than allowed"
                raise BudgetError(what, hint="Raise run.memory_limit.") from error
            raise
        finally:
            connection.close()


def _limits(run: RunSettings, spill: str) -> dict[str, str | bool | int | float | list[str]]:
    limits: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": run.memory_limit or f"{_half_of_memory()}MB",
        "temp_directory": spill,
    }
    if run.threads:
        limits["threads"] = run.threads
    return limits


def _half_of_memory() -> int:
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 2000
    return max(500, total // 2_000_000)


def _pairs_table(pairs: Sequence[tuple[str, str]]) -> pa.Table:
    import pyarrow as pa

    return pa.table(
        {
            "match_key": pa.array(["0"] * len(pairs), pa.string()),
            "join_key_l": pa.array([left for left, _ in pairs], pa.string()),
            "join_key_r": pa.array([right for _, right in pairs], pa.string()),
        }
    )
