"""Work on several processors: batches go to fresh interpreters and come back in order.

A worker speaks pickle over pipes of its own and runs nothing of the program that started it, so
that notebooks and scripts without a main guard are safe on every system. On Linux one fresh
interpreter loads what the work needs, and the other workers are its forks: what it loaded is read
once and held once. A worker ignores Ctrl-C; it ends when its input does, so none outlives the
programme that asked.
"""

from __future__ import annotations

import gc
import math
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
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeVar

from toolkit.pausing import collect_seldom

Batch = TypeVar("Batch")
Result = TypeVar("Result")
Streams = tuple[IO[bytes], IO[bytes]]
Ends = tuple[int, int]  # where a worker reads batches and writes results
_START = "from toolkit.workers import serve; serve({ends})"
_PROCESSORS = len(getattr(os, "sched_getaffinity", lambda _: range(os.cpu_count() or 1))(0))
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
    with Team(workers) as team:
        yield from team.each(work, batches, math.inf, sample)


class Team:
    """Workers that are started once, when they are first worth it, do one work after another, and
    end with the context. After an error they are of no more use."""

    def __init__(self, threads: int = 1) -> None:
        """`threads` is as in `count`."""
        self.size = count(threads, math.inf)
        self._threads = ThreadPoolExecutor(self.size)
        self._pool: _Pool | None = None

    def __enter__(self) -> Team:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown()
        if self._pool:
            self._pool.close()

    def get_ready(self, work: Callable[[Batch], Result], sample: Batch, number: float) -> None:
        """Let workers load what this work needs while we do something else, if they are worth
        their start for that number of batches."""
        if pool := self._started(number):
            self._threads.submit(pool.tell, pickle.dumps((work, sample), pickle.HIGHEST_PROTOCOL))

    def each(
        self, work: Callable[[Batch], Result], batches: Iterable[Batch], number: float,
        sample: Batch | None = None,
    ) -> Iterator[Result]:  # fmt: skip
        """As the function `each`; `number` says about how many batches there are."""
        pool = self._started(number)
        if not pool:
            yield from map(work, batches)
            return
        told = pickle.dumps((work, sample), pickle.HIGHEST_PROTOCOL)
        waiting: deque[Future[Result]] = deque()
        try:
            for batch in batches:
                waiting.append(self._threads.submit(pool.run, told, work, batch))
                if len(waiting) > 2 * self.size:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BaseException:
            pool.kill()
            raise

    def _started(self, number: float) -> _Pool | None:
        if not self._pool and self.size > 1 and count(self.size, number) > 1:
            self._pool = _Pool(self.size)
        return self._pool


def count(threads: int, batches: float) -> int:
    """How many workers are worth their start: one for each thread, none for few batches.

    `threads` = 0 stands for as many as the machine has processors.
    """
    allowed = threads or _PROCESSORS
    return allowed if batches >= 2 * allowed else 1


@dataclass(eq=False)
class _Worker:
    """Our ends of the pipes of a worker, and the work that it knows."""

    batches: IO[bytes]
    results: IO[bytes]
    told: bytes = b""

    def close(self) -> None:
        for stream in (self.batches, self.results):
            with suppress(OSError):  # a killed worker reads no more
                stream.close()


class _Pool:
    """Idle workers; a thread takes one, sends a batch, waits for the result, gives it back."""

    def __init__(self, workers: int) -> None:
        self._abandoned = False
        start = _start_forking if _FORKING else _start_each
        self._processes, self._all = start(workers)
        self._new = deque(self._all)  # the first is the one whose forks the others are
        self._idle: deque[_Worker] = deque()

    def tell(self, told: bytes) -> None:
        """Let a worker know its work before there is a batch of it."""
        worker = self._taken()
        with suppress(OSError):  # if it has ended, its first batch will tell
            self._send(worker, told)
        self._idle.append(worker)

    def run(self, told: bytes, work: Callable[[Any], Any], batch: Any) -> Any:
        """The result of a batch. `told` is the work as it is sent. Raises what the work raised."""
        worker = self._taken()
        try:
            if worker.batches.closed:
                return work(batch)
            self._send(worker, told, batch)
            done, value = pickle.load(worker.results)
        except (OSError, EOFError, pickle.UnpicklingError):  # the worker has ended
            if self._abandoned:
                raise
            worker.close()
            return work(batch)
        finally:
            self._idle.append(worker)
        if not done:
            raise value
        return value

    def _taken(self) -> _Worker:
        return self._idle.popleft() if self._idle else self._new.popleft()

    def _send(self, worker: _Worker, told: bytes, *batch: Any) -> None:
        new = b"" if worker.told == told else told
        worker.told = told
        pickle.dump((new, *batch), worker.batches, pickle.HIGHEST_PROTOCOL)
        worker.batches.flush()

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
    known, others = b"", ends[1:]
    with suppress(EOFError, BrokenPipeError):
        while True:
            told, *batches = pickle.load(own[0])
            if told and told != known:
                known, (work, sample) = told, pickle.loads(told)
            if others:
                (own, first), others = _share(work, sample, others, own), ()
                if not first:
                    continue
            for batch in batches:
                _answer(work, batch, own[1])
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


def _share(
    work: Callable[[Any], Any], sample: Any, others: Sequence[Ends], own: Streams
) -> tuple[Streams, bool]:
    """Make the other workers: forks, which have loaded what the sample needs, or interpreters of
    their own where threads are in the way. Gives each process its ends, and says whether it is the
    first."""
    if sample is not None:
        with suppress(Exception):  # it will be raised again by a batch
            work(sample)
    forking = _alone()
    gc.freeze()  # what is never looked at again stays shared
    warnings.filterwarnings("ignore", ".*fork", DeprecationWarning)  # Arrow's thread
    for at, (take, give) in enumerate(others, 1):
        if not forking:
            subprocess.Popen(
                _command([(take, give)]), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                pass_fds=(take, give),
            )  # fmt: skip
        elif os.fork() == 0:
            for stream in own:
                stream.close()
            _close(others[at:])
            return (os.fdopen(take, "rb"), os.fdopen(give, "wb")), False
        _close([(take, give)])
    return own, True


def _alone() -> bool:
    """Whether no thread runs that a fork would lack."""
    main = str(os.getpid())
    tasks = [task for task in Path("/proc/self/task").iterdir() if task.name != main]
    return {(task / "comm").read_text().strip() for task in tasks} <= _QUIET
