"""A run that is killed at any moment leaves a store that opens, and the next run ends as if nothing
had happened. TOOLKIT_KILLS says how often to kill, TOOLKIT_KILLS_ON a folder of documents to do it
with (benchmarks/README.md)."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from changing import write
from snapshot import difference

import toolkit
from toolkit.errors import StoreError

KILLS = int(os.environ.get("TOOLKIT_KILLS", "4"))
GIVEN = os.environ.get("TOOLKIT_KILLS_ON", "")


def start(folder: Path, store: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "toolkit", "resolve", str(folder), "--store", str(store), "-q"]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )


def folder_of(place: Path) -> Path:
    if GIVEN:
        return Path(GIVEN)
    write(place / "docs", {f"{'ab'[n % 2]}/d{n}": n for n in range(60)})
    return place / "docs"


def test_every_kill_is_survived(tmp_path: Path) -> None:
    docs = folder_of(tmp_path)
    begun = time.monotonic()
    assert start(docs, tmp_path / "clean.duckdb").wait() in (0, 4)
    took = time.monotonic() - begun
    draw, killed = random.Random(11), 0
    with toolkit.open(tmp_path / "clean.duckdb", read_only=True) as clean:
        every = {(row["doc_id"], row["sha256"]) for row in clean.documents.to_pylist()}
        for number in range(KILLS):
            path = tmp_path / f"s{number}.duckdb"
            process = start(docs, path)
            time.sleep(took * (number + draw.random()) / KILLS)
            killed += process.poll() is None
            os.killpg(process.pid, signal.SIGKILL) if process.poll() is None else None
            process.wait()
            if path.exists():
                with toolkit.open(path) as corpus:  # it opens, and holds documents whole
                    held = {(row["doc_id"], row["sha256"]) for row in corpus.documents.to_pylist()}
                assert held in (set(), every), f"kill {number}"
            again = start(docs, path)
            _, said = again.communicate()
            assert again.returncode in (0, 4), said.decode()
            with toolkit.open(path, read_only=True) as corpus:
                assert difference(clean._store, corpus._store) == "", f"kill {number}"
                assert len(corpus.runs()) >= 1
    assert killed >= KILLS // 2


def test_of_two_processes_at_once_one_works_and_the_other_says_so(tmp_path: Path) -> None:
    docs = folder_of(tmp_path)
    path = tmp_path / "s.duckdb"
    with toolkit.open(path) as first:
        first.ingest(docs)
        second = start(docs, path)
        _, said = second.communicate()
        assert second.returncode == 3
        assert b"in use by another process" in said and b"one writer at a time" in said
        first.resolve()
    assert start(docs, path).wait() in (0, 4)
    with toolkit.open(path, read_only=True) as corpus:
        assert len(corpus.runs()) == 1  # the last process found nothing to do


def test_a_store_that_is_open_for_reading_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    with toolkit.open(path) as corpus:
        corpus.ingest([toolkit.Document("a", "Norway and Latvia.")])
        corpus.resolve()
    before = path.read_bytes()
    with toolkit.open(path, read_only=True) as corpus, pytest.raises(StoreError, match="reading"):
        corpus.ingest([toolkit.Document("b", "Norway.")])
    assert path.read_bytes() == before
