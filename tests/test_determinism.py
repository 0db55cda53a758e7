"""Equal input gives equal bytes: whatever the hash seed, the threads and the order of files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[1] / "sample_docs"
FILES = {
    "mentions.jsonl", "entities.jsonl", "pairs.jsonl", "themes.jsonl", "graph.graphml",
    "comparison.json", "report.html",
}  # fmt: skip

SCRIPT = """
import sys
from pathlib import Path
import toolkit
from toolkit.config import DocumentSettings
from toolkit.documents import read

how, source, out, threads = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
corpus = toolkit.open(out / "s.duckdb", overrides={"run.threads": threads})
if how == "folder":
    corpus.ingest(source)
else:
    documents = [loaded.document for loaded in read([source], DocumentSettings()).documents]
    for number, document in enumerate(reversed(documents), 1):
        corpus.ingest(document)
        if number == len(documents) // 2:
            corpus.resolve()
corpus.resolve()
for name in ("mentions", "entities", "pairs", "themes"):
    corpus.export(name, out / f"{name}.jsonl")
corpus.export("graph", out / "graph.graphml")
corpus.export("comparison", out / "comparison.json")
corpus.compare("nato", "eu").report().save(out / "report.html")
corpus.close()
(out / "s.duckdb").unlink()
"""
RUNS = {  # name -> (how documents come in, hash seed, threads)
    "plain": ("folder", 0, 1),
    "copied": ("folder", 1, 2),
    "one by one, last to first, resolved in between": ("one by one", 2, 2),
}


def start(folder: Path, name: str, source: Path) -> subprocess.Popen[str]:
    how, seed, threads = RUNS[name]
    out = folder / name
    out.mkdir()
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, how, str(source), str(out), str(threads)],
        env={**os.environ, "PYTHONHASHSEED": str(seed)}, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def copied_backwards(folder: Path) -> Path:
    """The sample documents in a folder whose entries were made last to first."""
    for path in sorted((p for p in SAMPLES.rglob("*") if p.is_file()), reverse=True):
        target = folder / path.relative_to(SAMPLES)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return folder


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """What each run wrote, by name."""
    folder = tmp_path_factory.mktemp("runs")
    other = copied_backwards(folder / "somewhere" / "sample_docs")
    started = [start(folder, name, other if name == "copied" else SAMPLES) for name in RUNS]
    for process in started:
        _, errors = process.communicate(timeout=240)
        assert process.returncode == 0, errors
    return {
        name: {path.name: path.read_bytes() for path in (folder / name).iterdir()} for name in RUNS
    }


@pytest.mark.parametrize("name", [name for name in RUNS if name != "plain"])
def test_every_way_gives_the_same_bytes(runs: dict[str, dict[str, bytes]], name: str) -> None:
    plain, other = runs["plain"], runs[name]
    assert plain.keys() == other.keys() == FILES and all(plain.values())
    assert [file for file in sorted(FILES) if plain[file] != other[file]] == []


def test_no_path_and_no_clock_gets_out(runs: dict[str, dict[str, bytes]]) -> None:
    home = str(Path(__file__).resolve().parents[1]).encode()
    temporary = (tempfile.gettempdir() + "/").encode()
    for name, files in runs.items():
        for file, content in files.items():
            assert home not in content and temporary not in content, (name, file)
