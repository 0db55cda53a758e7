"""Splink on a private in-memory DuckDB: the only module that touches either."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from toolkit.config import RunSettings
from toolkit.errors import BudgetError
from toolkit.limits import MORE_MEMORY, SpillFolder, database_options, shortage
from toolkit.store.sealing import OPTIONS, seal

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_LONG = 150  # letters: shorter conditions are read as fast as a macro is made
_WORD = re.compile(r"\w+")


@contextmanager
def work_database(run: RunSettings, what: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database of its own, without access to files or network, that vanishes at the end.

    `what` says in an error what was tried ("comparing 9 records"). Raises BudgetError when the
    memory limit or the disk is exceeded in spite of spilling, and ConfigError where
    `run.temp_directory` cannot be written to.
    """
    import duckdb

    spill = SpillFolder(run.temp_directory)
    try:
        options = database_options(run.threads, run.memory_limit, spill)
        connection = duckdb.connect(":memory:", config={**OPTIONS, **options})
        try:
            seal(connection)
            yield connection
        except Exception as error:
            if short := shortage(error) or shortage(error.__cause__):  # Splink wraps what it gets
                raise BudgetError(f"{what} {short}", hint=MORE_MEMORY) from error
            raise
        finally:
            connection.close()
    finally:
        spill.close()


def predict(
    table: pa.Table,
    settings: dict[str, Any],
    levels: Mapping[str, str],
    run: RunSettings,
    pairs: pa.Table | None = None,
    above: float | None = None,
) -> pa.Table:
    """Splink's predictions for the blocked pairs of `table`, or for exactly `pairs`, which have the
    columns match_key, join_key_l and join_key_r.

    Each row also has, for every name of `levels`, the value of its SQL on the two records. They
    are asked only of the pairs that Splink kept: those at or above the match weight `above`.
    Raises BudgetError when the memory limit is exceeded in spite of spilling to disk.
    """
    from splink import DuckDBAPI, Linker

    with work_database(run, f"comparing {table.num_rows:,} records") as connection:
        api = DuckDBAPI(connection)
        # the settings come from our own levels, checked by tests: no second validation
        linker = Linker(
            api.register(table, table_name="records"), _in_short(settings, table, connection),
            log_level=None, validate_settings=False,
        )  # fmt: skip
        if pairs is not None:
            blocked = api.register(pairs, table_name="chosen_pairs")
            linker.table_management.register_blocked_pairs_for_predict(blocked)
        found = linker.inference.predict(threshold_match_weight=above, warning_mode="never")
        sql = _with_levels(str(found.physical_name), table.column_names, levels)
        result: pa.Table = connection.sql(sql).to_arrow_table()
        return result


def _in_short(
    settings: dict[str, Any], table: pa.Table, connection: duckdb.DuckDBPyConnection
) -> dict[str, Any]:
    """The settings with a macro of DuckDB in the place of each long condition.

    Splink parses a condition three times in Python, which takes longer than to compare a hundred
    records; DuckDB puts the condition back in a hundredth of the time.
    """
    columns = {f"{name}_{side}" for name in table.column_names for side in "lr"}
    comparisons, macros = [], []
    for at, item in enumerate(settings["comparisons"]):
        levels = []
        for number, level in enumerate(item["comparison_levels"]):
            sql = level["sql_condition"]
            if len(sql) > _LONG:
                asked = ", ".join(sorted(columns.intersection(_WORD.findall(sql))))
                name = f"condition_{at}_{number}({asked})"
                macros.append(f"CREATE MACRO {name} AS {sql}")
                level = {**level, "sql_condition": name}
            levels.append(level)
        comparisons.append({**item, "comparison_levels": levels})
    if macros:
        connection.execute("; ".join(macros))
    return {**settings, "comparisons": comparisons}


def _with_levels(predicted: str, columns: Sequence[str], levels: Mapping[str, str]) -> str:
    """SQL for the predicted pairs with the columns of both records, reduced to the levels."""
    compared = [name for name in columns if name != "record_id"]
    sides = [f'{side}."{name}" AS "{name}_{side}"' for name in compared for side in "lr"]
    asked = [f'{sql} AS "{name}"' for name, sql in levels.items()]
    return (
        f"WITH both_sides AS (SELECT {', '.join(['p.*', *sides])} FROM {predicted} p "
        "JOIN records l ON l.record_id = p.record_id_l "
        "JOIN records r ON r.record_id = p.record_id_r) "
        "SELECT COLUMNS('^(record_id_[lr]|match_weight|match_key)$'), "
        f"{', '.join(asked)} FROM both_sides"
    )
