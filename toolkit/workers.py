"""Work on several processors: batches go to fresh interpreters and come back in order.

A worker speaks pickle over its pipes and runs nothing of the program that started it, so that
notebooks and scripts without a main guard are safe on every system. A worker ignores Ctrl-C; it
ends when its input does, so none outlives the programme that asked.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

Batch = TypeVar("Batch")
Result = TypeVar("Result")
_START = "from toolkit.workers import serve; serve()"


def each(
    work: Callable[[Batch], Result], batches: Iterable[Batch], workers: int
) -> Iterator[Result]:
    """`work(batch)` for every batch, in order; few batches are held at a time.

    `work` is a function of a module, or a functools.partial of one, and is sent to each worker
    once. With fewer than two workers it runs here. An error of `work` is raised here as it was
    raised there. A worker that ends too soon (no memory, killed from outside) is replaced by
    work done here.
    """
    if workers < 2:
        yield from map(work, batches)
        return
    pool = _Pool(workers, work)
    try:
        with ThreadPoolExecutor(workers) as threads:
            waiting: deque[Future[Result]] = deque()
            try:
                for batch in batches:
                    waiting.append(threads.submit(pool.run, batch))
                    if len(waiting) > 2 * workers:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            except BaseException:
                pool.kill()
                raise
    finally:
        pool.close()


def count(threads: int, batches: float) -> int:
    """How many workers are worth their start: one for each thread, none for few batches.

    `threads` = 0 stands for as many as the machine has processors.
    """
    allowed = threads or _processors()
    return allowed if batches >= 2 * allowed else 1


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Pool:
    """Idle processes; a thread takes one, sends a batch, waits for the result, gives it back."""

    def __init__(self, workers: int, work: Callable[[Any], Any]) -> None:
        self._here = work
        self._abandoned = False
        self._work = pickle.dumps(work, pickle.HIGHEST_PROTOCOL)
        path = os.pathsep.join(filter(None, sys.path))
        command = [sys.executable, "-P", "-c", _START]
        self._all = [
            subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": path},
            )
            for _ in range(workers)
        ]  # fmt: skip
        self._new = deque(self._all)
        self._idle: deque[subprocess.Popen[bytes]] = deque()

    def run(self, batch: Any) -> Any:
        """The result of a batch. Raises what the work raised."""
        new = not self._idle
        process = self._new.popleft() if new else self._idle.popleft()
        try:
            done, value = self._ask(process, batch, new)
        except (OSError, EOFError, pickle.UnpicklingError):  # the worker has ended
            if self._abandoned:
                raise
            process.kill()
            return self._here(batch)
        finally:
            self._idle.append(process)
        if not done:
            raise value
        return value

    def _ask(self, process: subprocess.Popen[bytes], batch: Any, new: bool) -> tuple[bool, Any]:
        assert process.stdin is not None and process.stdout is not None
        if new:
            process.stdin.write(self._work)
        pickle.dump(batch, process.stdin, pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()
        answer: tuple[bool, Any] = pickle.load(process.stdout)
        return answer

    def kill(self) -> None:
        self._abandoned = True
        for process in self._all:
            process.kill()

    def close(self) -> None:
        for process in self._all:
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError):  # a killed worker reads no more
                        stream.close()
            process.wait()


def serve() -> None:
    """The life of a worker: the work and batches from the standard input, results to the output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(500_000, 50, 100)  # batches are many objects without cycles
    results, sys.stdout = sys.stdout.buffer, sys.stderr  # what libraries print is no result
    work = None
    while True:
        try:
            work = work or pickle.load(sys.stdin.buffer)
            batch = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        found: tuple[bool, Any]
        try:
            found = (True, work(batch))
        except Exception as error:
            found = (False, error)
        pickle.dump(found, results, pickle.HIGHEST_PROTOCOL)
        results.flush()
