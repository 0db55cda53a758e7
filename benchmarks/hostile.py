"""What hostile files take: seconds, memory, and how each ends.

    python benchmarks/hostile.py          # a table, each file resolved by a process of its own

The files are those of tests/hostile/hostile_files.py, which toolkit skips with a reason or reads
all the same, and larger ones of the same kinds. A plain text of one sentence comes first: the
rest is to be set against it. Processor seconds; memory of the largest process.
"""

from __future__ import annotations

import gzip
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "hostile"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "documents"))

import hostile_files


def files() -> Iterator[tuple[str, bytes]]:
    yield "plain.txt", hostile_files.TEXT.encode()
    for name, (data, _) in hostile_files.skipped().items():
        yield name, data
    yield from hostile_files.read_all_the_same().items()
    # In parts: what this process holds would count as memory of those that it starts.
    yield "large_bomb.txt.gz", gzip.compress(b"a" * 10_000_000) * 100
    yield "names.txt", b"Ministry of the Sea met Anna Berg. " * 300_000
    yield "nested.html", b"<div>" * 500_000 + b"Oslo" + b"</div>" * 500_000
    yield "deep.jsonl", b'{"doc_id": "a", "text": ' + b"[" * 1_000_000 + b"\n"
    yield "wide.csv", b"doc_id,text" + b",x" * 200_000 + b"\na,Oslo\n"


def resolve(path: Path, store: Path) -> tuple[int, float, float, str]:
    """Exit code, processor seconds, MB of the largest process, and what is said of the file."""
    command = [sys.executable, "-m", "toolkit", "resolve", str(path), "--store", str(store),
               "--extractor", "rules", "--quiet"]  # fmt: skip
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        said.seek(0)
        lines = [line for line in said.read().decode().splitlines() if f"{path.name}:" in line]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    reason = lines[0].split(f"{path.name}:", 1)[1].strip() if lines else ""
    return os.waitstatus_to_exitcode(status), took, used.ru_maxrss / 1024, reason


def main() -> None:
    print("| file | bytes | exit code | s | MB | said |")
    print("|---|---:|---:|---:|---:|---|")
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, data) in enumerate(files()):
            path = Path(folder, name)
            path.write_bytes(data)
            code, took, peak, reason = resolve(path, Path(folder, f"{number}.duckdb"))
            print(f"| {name} | {len(data):,} | {code} | {took:.1f} | {peak:,.0f} | {reason} |",
                  flush=True)  # fmt: skip
            path.unlink()


if __name__ == "__main__":
    main()
