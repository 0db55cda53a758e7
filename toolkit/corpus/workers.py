"""Processes that read documents side by side, for jobs that are worth their start.

A worker is this module run by a fresh interpreter (`python -m toolkit.corpus.workers`): nothing
is forked, so threads of DuckDB do no harm, and a caller's script is not run again. Work and
results are pickles over pipes that only parent and child hold. Results come back in the order of
the work, whichever worker was faster.
"""

from __future__ import annotations

import gc
import os
import pickle
import queue
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any

from toolkit.config import MentionSettings
from toolkit.corpus.reading import Batch, Reader, Work

START = ("-m", "toolkit.corpus.workers")


def read_with_workers(
    settings: MentionSettings, works: Sequence[Work], count: int
) -> Iterator[Batch]:
    """Results of `works` in their order, by `count` processes. A process that ends before its
    work is done (no memory, killed from outside) is replaced by reading here."""
    idle: queue.SimpleQueue[subprocess.Popen[bytes]] = queue.SimpleQueue()
    started = [_start(settings) for _ in range(count)]
    try:
        for process in started:
            idle.put(process)
        with ThreadPoolExecutor(count) as threads:
            yield from threads.map(lambda work: _read(settings, work, idle), works)
    finally:
        for process in started:
            process.kill()
            process.communicate()


def _start(settings: MentionSettings) -> subprocess.Popen[bytes]:
    paths = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
    process = subprocess.Popen(
        [sys.executable, *START], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip
    _send(process.stdin, settings)
    return process


def _read(
    settings: MentionSettings, work: Work, idle: queue.SimpleQueue[subprocess.Popen[bytes]]
) -> Batch:
    process = idle.get()
    try:
        _send(process.stdin, work)
        found: Batch = pickle.load(process.stdout)  # type: ignore[arg-type]
        return found
    except (OSError, EOFError, pickle.UnpicklingError):
        return Reader.make(settings).read(work)
    finally:
        idle.put(process)


def _send(stream: IO[bytes] | None, value: Any) -> None:
    assert stream is not None
    pickle.dump(value, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()


def main() -> None:
    """The worker: settings first, then work after work until the parent hangs up."""
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not get between the results
    reader = Reader.make(pickle.load(incoming))
    gc.freeze()  # the knowledge stays: no need to look at it in every collection
    while True:
        try:
            work = pickle.load(incoming)
        except EOFError:
            return
        _send(outgoing, reader.read(work))


if __name__ == "__main__":
    main()
