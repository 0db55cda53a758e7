"""Do Spark and DuckDB give the same pairs, levels and weights, and what does each cost?

Run:  python benchmarks/spark.py FOLDER...
Every folder holds docs.jsonl and mentions.jsonl, as development corpora and what
`benchmarks/scale.py` writes do. Its records are compared by both backends, with the shipped model
and settings. Prints the pairs that only one has, the pairs whose level of some comparison or whose
weight differs, the largest difference of a weight, and processor seconds: of this process and, for
Spark, of its Java machine, which is started once (the first corpus pays for that).
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa

import toolkit
from toolkit import config, knowledge, matching
from toolkit.config import SparkSettings
from toolkit.corpus.holding import chain_tables
from toolkit.corpus.wiring import matching_knowledge
from toolkit.matching.spark import SparkEngine
from toolkit.matching.spark_session import spark_session

SETTINGS = config.load()
MODEL = matching.load_model(SETTINGS.matching.model)


def records_of(folder: Path) -> matching.Records:
    with toolkit.open() as corpus:
        corpus.ingest(folder / "docs.jsonl", groups_from="field")
        corpus.add_mentions(folder / "mentions.jsonl")
        known = matching_knowledge(knowledge.load(SETTINGS.mentions.packs))
        records = matching.build_records(chain_tables(corpus._store), known, SETTINGS.run)
    return matching.within_budget(records, SETTINGS.matching)[0]


def scored(
    records: matching.Records, predict: Callable[..., pa.Table], spent: Callable[[], float]
) -> tuple[pa.Table, float, float]:
    """The pairs, processor seconds, seconds of the clock."""
    before, started = spent(), time.monotonic()
    with matching.comparing_by(predict):
        pairs = matching.score(records, MODEL, SETTINGS.matching, SETTINGS.run)
    return pairs, spent() - before, time.monotonic() - started


def own_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def java_seconds(session: Any) -> float:
    """Of the Java machine and what it started, since it started (Linux)."""
    process = session.sparkContext._gateway.proc.pid
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def differences(duck: pa.Table, spark: pa.Table) -> tuple[int, int, int, int, float]:
    """Only in DuckDB, only in Spark, other level, other weight, largest difference."""
    a, b = (
        {(row["record_l"], row["record_r"]): row for row in table.to_pylist()}
        for table in (duck, spark)
    )
    both = a.keys() & b.keys()
    levels = [name for name in duck.column_names if name.startswith("level_")]
    apart = [abs(a[pair]["match_weight"] - b[pair]["match_weight"]) for pair in both]
    other = sum(any(a[pair][name] != b[pair][name] for name in levels) for pair in both)
    weights = sum(map(bool, apart))
    return len(a) - len(both), len(b) - len(both), other, weights, max(apart, default=0.0)


def main() -> None:
    print("| corpus | records | pairs | only DuckDB | only Spark | other level | other weight "
          "| largest | DuckDB cpu s | s | Spark cpu s | s |")  # fmt: skip
    print("|---|" + "---:|" * 11)
    from toolkit.matching import engine

    with (
        tempfile.TemporaryDirectory() as folder,
        spark_session(SparkSettings(), SETTINGS.run.threads, Path(folder), None) as session,
    ):
        on_spark = SparkEngine(SparkSettings(), session).predict
        for name in sys.argv[1:]:
            records = records_of(Path(name))
            duck, cpu, seconds = scored(records, engine.predict, own_seconds)
            found, java_cpu, java_clock = scored(
                records, on_spark, lambda: own_seconds() + java_seconds(session)
            )
            only_duck, only_spark, level, weight, most = differences(duck, found)
            print(f"| {Path(name).name} | {len(records.rows):,} | {duck.num_rows:,} | {only_duck} "
                  f"| {only_spark} | {level} | {weight} | {most:.1g} | {cpu:.1f} | {seconds:.1f} "
                  f"| {java_cpu:.0f} | {java_clock:.0f} |", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
