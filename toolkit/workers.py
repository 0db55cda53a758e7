"""Work on several processors: batches go to fresh interpreters and come back in order.

A worker speaks pickle over pipes of its own and runs nothing of the program that started it, so
that notebooks and scripts without a main guard are safe on every system. On Linux one fresh
interpreter loads what the work needs, and the other workers are its forks: what it loaded is read
once and held once. A worker ignores Ctrl-C; it ends when its input does, so none outlives the
programme that asked.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeVar

from toolkit.pausing import collect_seldom

Batch = TypeVar("Batch")
Result = TypeVar("Result")
Streams = tuple[IO[bytes], IO[bytes]]
Ends = tuple[int, int]  # where a worker reads batches and writes results
_START = "from toolkit.workers import serve; serve({ends})"
_FORKING = sys.platform == "linux"
_QUIET = {"jemalloc_bg_thd"}  # threads that get over a fork: Arrow's, at rest


def each(
    work: Callable[[Batch], Result], batches: Iterable[Batch], workers: int,
    sample: Batch | None = None,
) -> Iterator[Result]:  # fmt: skip
    """`work(batch)` for every batch, in order; few batches are held at a time.

    `work` is a function of a module, or a functools.partial of one, and is sent to each worker
    once. With fewer than two workers it runs here. An error of `work` is raised here as it was
    raised there. A worker that ends too soon (no memory, killed from outside) is replaced by
    work done here. `sample` is a small batch that makes `work` load what all batches need: where
    workers are forks, they begin with what it loaded.
    """
    if workers < 2:
        yield from map(work, batches)
        return
    pool = _Pool(workers, work, sample)
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


class _Worker(NamedTuple):
    """Our ends of the pipes of a worker."""

    batches: IO[bytes]
    results: IO[bytes]

    def close(self) -> None:
        for stream in self:
            with suppress(OSError):  # a killed worker reads no more
                stream.close()


class _Pool:
    """Idle workers; a thread takes one, sends a batch, waits for the result, gives it back."""

    def __init__(self, workers: int, work: Callable[[Any], Any], sample: Any) -> None:
        self._here = work
        self._abandoned = False
        self._work = pickle.dumps((work, sample), pickle.HIGHEST_PROTOCOL)
        start = _start_forking if _FORKING else _start_each
        self._processes, self._all = start(workers)
        self._new = deque(self._all)  # the first is the one whose forks the others are
        self._idle: deque[_Worker] = deque()

    def run(self, batch: Any) -> Any:
        """The result of a batch. Raises what the work raised."""
        new = not self._idle
        worker = self._new.popleft() if new else self._idle.popleft()
        try:
            if worker.batches.closed:
                return self._here(batch)
            done, value = self._ask(worker, batch, new)
        except (OSError, EOFError, pickle.UnpicklingError):  # the worker has ended
            if self._abandoned:
                raise
            worker.close()
            return self._here(batch)
        finally:
            self._idle.append(worker)
        if not done:
            raise value
        return value

    def _ask(self, worker: _Worker, batch: Any, new: bool) -> tuple[bool, Any]:
        if new:
            pickle.dump(self._work, worker.batches, pickle.HIGHEST_PROTOCOL)
        pickle.dump(batch, worker.batches, pickle.HIGHEST_PROTOCOL)
        worker.batches.flush()
        answer: tuple[bool, Any] = pickle.load(worker.results)
        return answer

    def kill(self) -> None:
        self._abandoned = True
        for process in self._processes:
            with suppress(ProcessLookupError):
                if _FORKING:
                    os.killpg(process.pid, signal.SIGKILL)  # it and its forks
                else:
                    process.kill()

    def close(self) -> None:
        for worker in self._all:
            worker.close()
        for process in self._processes:
            process.wait()


Started = tuple[list["subprocess.Popen[bytes]"], list[_Worker]]


def _start_each(workers: int) -> Started:
    """An interpreter for every worker, which speaks over its standard input and output."""
    command, environment, pipe = _command([(0, 1)]), _environment(), subprocess.PIPE
    processes = [subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment)
                 for _ in range(workers)]  # fmt: skip
    made = [_Worker(p.stdin, p.stdout) for p in processes if p.stdin and p.stdout]
    return processes, made


def _start_forking(workers: int) -> Started:
    """One interpreter, which makes the other workers, with pipes for all of them."""
    pipes = [(*os.pipe(), *os.pipe()) for _ in range(workers)]
    theirs = [(take, give) for take, _, _, give in pipes]
    process = subprocess.Popen(
        _command(theirs), env=_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        pass_fds=[end for ends in theirs for end in ends], process_group=0,
    )  # fmt: skip
    _close(theirs)
    return [process], [_Worker(os.fdopen(a, "wb"), os.fdopen(b, "rb")) for _, a, b, _ in pipes]


def _command(ends: Sequence[Ends]) -> list[str]:
    return [sys.executable, "-P", "-c", _START.format(ends=list(ends))]


def _environment() -> dict[str, str]:
    """Ours, with our modules; the processors are busy with workers, so libraries need no threads
    of their own (which would also be in the way of forks)."""
    path = os.pathsep.join(filter(None, sys.path))
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    return {**os.environ, **single, "PYTHONPATH": path}


def _close(every: Iterable[Ends]) -> None:
    for ends in every:
        for end in ends:
            os.close(end)


def serve(ends: Sequence[Ends]) -> None:
    """The life of the workers at these ends of pipes, of which the first is ours."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()  # batches are many objects without cycles
    take, give = ends[0]
    own: Streams = (os.fdopen(take, "rb"), os.fdopen(give, "wb"))
    sys.stdout = sys.stderr  # what libraries print is no result
    with suppress(EOFError, BrokenPipeError):
        work, sample = pickle.loads(pickle.load(own[0]))
        if len(ends) > 1:
            own = _share(work, sample, ends, own)
        while True:
            _answer(work, pickle.load(own[0]), own[1])
    with suppress(ChildProcessError):
        while True:
            os.wait()
    os._exit(0)  # to take everything apart would only take time


def _answer(work: Callable[[Any], Any], batch: Any, results: IO[bytes]) -> None:
    found: tuple[bool, Any]
    try:
        found = (True, work(batch))
    except Exception as error:
        found = (False, error)
    pickle.dump(found, results, pickle.HIGHEST_PROTOCOL)
    results.flush()


def _share(work: Callable[[Any], Any], sample: Any, ends: Sequence[Ends], own: Streams) -> Streams:
    """Make the other workers: forks, which have loaded what the sample needs, or interpreters of
    their own where threads are in the way. Gives each process its ends."""
    if sample is not None:
        with suppress(Exception):  # it will be raised again by a batch
            work(sample)
    forking = _alone()
    gc.freeze()  # what is never looked at again stays shared
    for at, (take, give) in enumerate(ends[1:], 1):
        if not forking:
            subprocess.Popen(
                _command([(take, give)]), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                pass_fds=(take, give),
            )  # fmt: skip
        elif _fork() == 0:
            for stream in own:
                stream.close()
            _close(ends[at + 1 :])
            batches = os.fdopen(take, "rb")
            pickle.load(batches)  # the work, which is here already
            return batches, os.fdopen(give, "wb")
        _close([(take, give)])
    return own


def _alone() -> bool:
    """Whether no thread runs that a fork would lack."""
    main = str(os.getpid())
    tasks = [task for task in Path("/proc/self/task").iterdir() if task.name != main]
    return {(task / "comm").read_text().strip() for task in tasks} <= _QUIET


def _fork() -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forks beside threads
        return os.fork()
