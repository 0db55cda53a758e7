"""The Splink step on Spark: records out as Parquet, pairs back as Parquet.

Blocking, comparing and scoring happen in Spark, through Splink and with the same settings as on
DuckDB. All files lie in one private folder that vanishes at the end.
"""

from __future__ import annotations

import re
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.config import RunSettings, SparkSettings
from toolkit.errors import BudgetError, ToolkitError
from toolkit.limits import SpillFolder
from toolkit.matching.spark_letters import register_functions
from toolkit.matching.spark_session import check_installed, spark_session
from toolkit.matching.spark_sql import to_spark

if TYPE_CHECKING:
    import pyarrow as pa

RECORDS, CHOSEN, KEPT = "toolkit_records", "toolkit_chosen", "toolkit_pairs"
_TOLD = re.compile("record_id_[lr]|match_weight|match_key|mw_.*")


@dataclass(frozen=True)
class SparkEngine:
    """Predicts as `engine.predict` does, on Spark. `session` is one that the caller made.

    Raises UsageError and ConfigError at once where pyspark, Java or a setting is missing.
    """

    settings: SparkSettings
    session: Any = None

    def __post_init__(self) -> None:
        check_installed(self.settings, self.session)

    def predict(
        self,
        table: pa.Table,
        settings: dict[str, Any],
        levels: Mapping[str, str],
        run: RunSettings,
        pairs: pa.Table | None = None,
        above: float | None = None,
    ) -> pa.Table:
        """The same table as `engine.predict`.

        Raises BudgetError when it takes longer than `spark.timeout`, ToolkitError with what Spark
        said when it fails.
        """
        what = f"comparing {table.num_rows:,} records on Spark"
        exchange = SpillFolder(self.settings.directory or run.temp_directory)
        try:
            folder = exchange.path
            if folder is None:
                raise ToolkitError(f"{what} needs a folder to write to", where="spark.directory")
            with (
                spark_session(self.settings, run.threads, folder, self.session) as session,
                _watched(session, self.settings.timeout, what),
            ):
                return self._predict(session, folder, (table, settings, levels, pairs), above)
        finally:
            exchange.close()

    def _predict(
        self,
        session: Any,
        folder: Path,
        asked: tuple[pa.Table, dict[str, Any], Mapping[str, str], pa.Table | None],
        above: float | None,
    ) -> pa.Table:
        import pyarrow.parquet as pq
        from splink import Linker

        table, settings, levels, pairs = asked
        partitions = self.settings.partitions or 2 * session.sparkContext.defaultParallelism
        pq.write_table(table, folder / "records.parquet")
        records = session.read.parquet(_address(folder / "records.parquet"))
        register_functions(session)
        api = _splink_api(session, folder, partitions)
        linker = Linker(
            api.register(records.repartition(partitions), table_name=RECORDS),
            _settings_in_spark(settings), log_level=None, validate_settings=False,
        )  # fmt: skip
        if pairs is not None:
            pq.write_table(pairs, folder / "chosen.parquet")
            chosen = session.read.parquet(_address(folder / "chosen.parquet"))
            blocked = api.register(chosen, table_name=CHOSEN)
            linker.table_management.register_blocked_pairs_for_predict(blocked)
        # A threshold here would be pushed below the levels, and each be worked out many times over.
        found = linker.inference.predict(warning_mode="never")
        predicted = session.table(found.physical_name)
        if above is not None:
            predicted = predicted.where(predicted.match_weight >= above)
        predicted.createOrReplaceTempView(KEPT)
        session.sql(_with_levels(predicted.columns, table.column_names, levels)).write.parquet(
            _address(folder / "pairs")
        )
        result: pa.Table = pq.read_table(folder / "pairs")
        return result


def _address(path: Path) -> str:
    """Spark takes a bare path for one of the cluster's default file system."""
    return path.as_uri()


def _splink_api(session: Any, folder: Path, partitions: int) -> Any:
    """Splink on the session, with what it writes on the way in `folder`.

    The checkpoint directory of the session stays as it is: it may be another's.
    """
    from splink.backends.spark import SparkAPI

    class Api(SparkAPI):  # type: ignore[misc]
        def _get_checkpoint_dir_path(self, spark_df: Any) -> str:
            return _address(folder / "steps")

    return Api(
        spark_session=session, num_partitions_on_repartition=partitions,
        break_lineage_method="parquet", register_udfs_automatically=False,
    )  # fmt: skip


def _settings_in_spark(settings: dict[str, Any]) -> dict[str, Any]:
    """The Splink settings with every condition in Spark's SQL."""
    rules = [
        rule | {"sql_dialect": "spark"}
        for rule in settings["blocking_rules_to_generate_predictions"]
    ]
    comparisons = [
        comparison
        | {
            "comparison_levels": [
                level | {"sql_condition": _condition(level["sql_condition"])}
                for level in comparison["comparison_levels"]
            ]
        }
        for comparison in settings["comparisons"]
    ]
    return settings | {
        "blocking_rules_to_generate_predictions": rules, "comparisons": comparisons,
        "sql_dialect": "spark",
    }  # fmt: skip


def _condition(sql: str) -> str:
    return sql if sql == "ELSE" else to_spark(sql)


def _with_levels(predicted: list[str], columns: list[str], levels: Mapping[str, str]) -> str:
    """As in `engine`: the predicted pairs with both records, reduced to the levels."""
    compared = [column for column in columns if column != "record_id"]
    sides = [f"{side}.`{column}` AS `{column}_{side}`" for column in compared for side in "lr"]
    kept = [f"p.`{column}`" for column in predicted if _TOLD.fullmatch(column)]
    asked = [f"{to_spark(sql)} AS `{level}`" for level, sql in levels.items()]
    told = [column.removeprefix("p.") for column in kept]
    return (
        f"WITH both_sides AS (SELECT {', '.join([*kept, *sides])} FROM {KEPT} p "
        f"JOIN {RECORDS} l ON l.record_id = p.record_id_l "
        f"JOIN {RECORDS} r ON r.record_id = p.record_id_r) "
        f"SELECT {', '.join([*told, *asked])} FROM both_sides"
    )


@contextmanager
def _watched(session: Any, timeout: float, what: str) -> Iterator[None]:
    """Stop the jobs of this thread after `timeout` seconds, and say what went wrong in Spark."""
    spark = session.sparkContext
    group = f"toolkit-{uuid.uuid4().hex}"  # Spark knows jobs by it
    done, late = threading.Event(), threading.Event()

    def stop_when_late() -> None:
        wait = timeout
        while not done.wait(wait):  # again and again: one step is many jobs
            late.set()
            spark.cancelJobGroup(group)
            wait = 0.2

    spark.setJobGroup(group, what, interruptOnCancel=True)
    watcher = threading.Thread(target=stop_when_late, daemon=True)
    try:
        if timeout:
            watcher.start()
        yield
    except ToolkitError:
        raise
    except Exception as error:
        if late.is_set():
            raise BudgetError(
                f"{what} took longer than {timeout:g} seconds", hint="Raise spark.timeout."
            ) from error
        raise ToolkitError(f"{what} failed: {_said(error)}", where="backend spark") from error
    finally:
        done.set()
        if timeout:
            watcher.join()
        spark.setLocalProperty("spark.jobGroup.id", None)


def _said(error: BaseException) -> str:
    """The first telling line of what came from Spark: the last of a Python error inside it."""
    text = str(error.__cause__ or error)
    inner = re.findall(r"^\w*(?:Error|Exception): .+", text, re.MULTILINE)
    return (inner[-1] if inner else text.strip().splitlines()[0])[:300]
