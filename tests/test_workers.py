"""Batches on several processors come back in order, with their errors, and leave nothing."""

from __future__ import annotations

import functools
import operator
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from toolkit import workers
from toolkit.errors import MentionError
from toolkit.mentions import read_mention


@pytest.fixture(params=["forks", "interpreters"])
def start(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How workers are made; forks where the system has them."""
    monkeypatch.setattr(workers, "_FORKING", request.param == "forks" and workers._FORKING)
    return str(request.param)


@pytest.mark.usefixtures("start")
@pytest.mark.parametrize("number", [1, 2, 5])
def test_results_come_in_the_order_of_the_batches(number: int) -> None:
    times = functools.partial(operator.mul, 3)
    assert list(workers.each(times, range(40), number)) == [3 * i for i in range(40)]
    assert list(workers.each(times, [], number)) == []


@pytest.mark.usefixtures("start")
@pytest.mark.parametrize("number", [1, 2])
def test_errors_arrive_whole(number: int) -> None:
    read = functools.partial(read_mention, documents={}, where="m.jsonl:3")
    with pytest.raises(MentionError) as caught:
        list(workers.each(read, [{"doc_id": "d"}] * 9, number))
    assert caught.value.where == "m.jsonl:3" and "no start" in caught.value.what


@pytest.mark.usefixtures("start")
def test_an_abandoned_job_ends_its_workers() -> None:
    found = workers.each(functools.partial(operator.add, 1), range(1000), 2)
    assert next(found) == 1
    found.close()


@pytest.mark.usefixtures("start")
def test_a_team_does_one_work_after_another() -> None:
    with workers.Team(2) as team:
        team.get_ready(functools.partial(operator.mul, 3), 0, 9)
        assert list(team.each(functools.partial(operator.add, 1), range(9), 9)) == [*range(1, 10)]
        for times in (3, 5):
            work = functools.partial(operator.mul, times)
            assert list(team.each(work, range(40), 40)) == [times * i for i in range(40)]
        assert list(team.each(os.getppid, [], 0)) == []  # type: ignore[arg-type]


def test_a_team_is_not_started_for_few_batches() -> None:
    with workers.Team(2) as team:
        assert {pid for _, pid in team.each(load, [[1]] * 3, 3)} == {os.getpid()}
        assert os.getpid() not in {pid for _, pid in team.each(load, [[1]] * 4, 4)}
        assert os.getpid() not in {pid for _, pid in team.each(load, [[1]] * 3, 3)}


def test_few_batches_need_no_workers() -> None:
    assert workers.count(4, 3) == 1
    assert workers.count(4, 100) == 4
    assert workers.count(1, 100) == 1
    assert workers.count(0, 10**6) >= 1


def test_a_script_without_a_guard_is_not_run_again(tmp_path) -> None:  # type: ignore[no-untyped-def]
    script = tmp_path / "plain.py"
    script.write_text(
        textwrap.dedent("""
        import operator, functools
        from toolkit import workers
        print("once")
        print(sum(workers.each(functools.partial(operator.add, 1), range(10), 2)))
    """)
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["once", "55"]


def test_a_sample_that_fails_fails_nothing() -> None:
    plus = functools.partial(operator.add, 1)
    assert list(workers.each(plus, range(9), 3, sample="no number")) == list(range(1, 10))  # type: ignore[arg-type]


# What the workers below do. They import this module by its name.
LOADED: list[int] = []


def load(batch: Sequence[int]) -> tuple[int, int]:
    """The process that was the first to do this, and this one."""
    LOADED.extend([os.getpid()] * (not LOADED))
    time.sleep(0.05 * len(batch))
    return LOADED[0], os.getpid()


def load_with_thread(batch: Sequence[int]) -> tuple[int, int]:
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    return load(batch)


def die_once(flag: str, number: int) -> int:
    """As killed from outside the first time; twice the number afterwards."""
    try:
        Path(flag).touch(exist_ok=False)
    except FileExistsError:
        return 2 * number
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


linux = pytest.mark.skipif(sys.platform != "linux", reason="forks")


@linux
def test_forks_begin_with_what_the_sample_loaded() -> None:
    found = list(workers.each(load, [[1]] * 12, 3, sample=[]))
    loaded, served = (set(pids) for pids in zip(*found, strict=True))
    assert len(loaded) == 1 and len(served) > 1


@linux
def test_with_threads_in_the_way_workers_are_interpreters() -> None:
    found = list(workers.each(load_with_thread, [[1]] * 12, 3, sample=[]))
    loaded, served = (set(pids) for pids in zip(*found, strict=True))
    assert len(served) > 1 and loaded == served


@pytest.mark.usefixtures("start")
def test_a_worker_that_is_killed_costs_no_batch(tmp_path: Path) -> None:
    work = functools.partial(die_once, str(tmp_path / "died"))
    assert list(workers.each(work, range(20), 2)) == [2 * n for n in range(20)]


def test_nothing_is_left_of_workers() -> None:
    ran = {pid for _, pid in workers.each(load, [[1]] * 6, 2, sample=[])}
    found = workers.each(load, [[1]] * 60, 2, sample=[])
    ran.add(next(found)[1])
    found.close()
    assert os.getpid() not in ran
    end = time.monotonic() + 10  # what is killed is gone a moment later
    while any(map(_runs, ran)) and time.monotonic() < end:
        time.sleep(0.01)
    assert not any(map(_runs, ran))


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()  # dead, and nobody asked
    except ProcessLookupError:
        return False
    except FileNotFoundError:
        return sys.platform != "linux"
