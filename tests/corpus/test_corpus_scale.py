"""A generous ceiling for time and memory, so that nothing quadratic comes back unseen."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

import toolkit
from toolkit.store import Store

SIZE = 20_000
ROOT = Path(__file__).resolve().parent.parent.parent
TABLES = ("mentions", "chains", "links", "record_chains", "pairs", "entities", "entity_chains")

# A small process in between: the peak that a child tells of counts the memory of its parent.
MEASURE = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made-up texts with SIZE mentions."""
    spec = importlib.util.spec_from_file_location("scale", ROOT / "benchmarks" / "scale.py")
    assert spec is not None and spec.loader is not None
    scale = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scale)
    made = tmp_path_factory.mktemp("scale")
    scale.write("zipf", SIZE, made)
    return made


def resolve(folder: Path, name: str, threads: int, *options: str) -> tuple[Path, float, float]:
    """The store, and processor seconds and peak MB of a run in a process of its own."""
    store = folder / name
    command = [sys.executable, "-m", "toolkit", "resolve", "docs.jsonl", "--store", str(store),
               "--mentions", "mentions.jsonl", "--groups-from", "field"]  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *command, "--threads", str(threads), *options],
        cwd=folder, stdout=subprocess.PIPE, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    code, seconds, peak = map(float, done.stdout.split())
    assert code == 0
    return store, seconds, peak / 1024


@pytest.mark.slow
def test_many_mentions_in_bounded_time_and_memory(folder: Path) -> None:
    one, seconds, peak = resolve(folder, "one.duckdb", threads=1)
    assert seconds < 90, "20,000 mentions take about 9 s of a processor"
    assert peak < 1000, "20,000 mentions take about 350 MB"
    two, _, _ = resolve(folder, "two.duckdb", threads=2)
    with Store.open(one, read_only=True) as store:
        assert store.value("SELECT count(*) FROM mentions") == SIZE
    assert differing(one, two) == [], "threads change results"


def test_one_long_document_takes_no_memory_by_its_square() -> None:
    text = "The harbour council spoke of mine clearance and of drone defence in Oslo. " * 4_000
    with toolkit.open(":memory:", overrides={"run.memory_limit": "300MB"}) as corpus:
        corpus.ingest(toolkit.Document("long", text))
        corpus.resolve()
        assert len(corpus.documents) == 1
        assert {row["name"] for row in corpus.entities.to_pylist()} >= {"Oslo"}


def differing(one: Path, two: Path) -> list[str]:
    """Tables that are not the same in two stores."""
    with Store.open(one, read_only=True) as a, Store.open(two, read_only=True) as b:
        queries = {table: f"SELECT * FROM {table} ORDER BY ALL" for table in TABLES}
        return [table for table, sql in queries.items() if a.rows(sql) != b.rows(sql)]


@pytest.mark.slow
def test_a_small_memory_limit_spills_and_changes_nothing(folder: Path) -> None:
    spill = folder / "spill"
    spill.mkdir()
    most = 0

    def watch() -> None:
        nonlocal most
        while not done.wait(0.01):
            with suppress(OSError):  # files come and go
                held = [path.stat().st_size for path in spill.rglob("*.tmp")]
                most = max(most, sum(held))

    done = threading.Event()
    watcher = threading.Thread(target=watch)
    watcher.start()
    tight, _, _ = resolve(
        folder, "tight.duckdb", 1, "--memory-limit", "100MB", "--temp-directory", str(spill)
    )
    done.set()
    watcher.join()
    free, _, _ = resolve(folder, "free.duckdb", 1)
    assert most > 500_000, "bytes on disk"
    assert differing(free, tight) == []
    assert not list(spill.iterdir())
