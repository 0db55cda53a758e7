"""Batches on several processors come back in order, with their errors, and leave nothing."""

from __future__ import annotations

import functools
import operator
import subprocess
import sys
import textwrap

import pytest

from toolkit import workers
from toolkit.errors import MentionError
from toolkit.mentions import read_mention


@pytest.mark.parametrize("number", [1, 2])
def test_results_come_in_the_order_of_the_batches(number: int) -> None:
    times = functools.partial(operator.mul, 3)
    assert list(workers.each(times, range(40), number)) == [3 * i for i in range(40)]
    assert list(workers.each(times, [], number)) == []


@pytest.mark.parametrize("number", [1, 2])
def test_errors_arrive_whole(number: int) -> None:
    read = functools.partial(read_mention, documents={}, where="m.jsonl:3")
    with pytest.raises(MentionError) as caught:
        list(workers.each(read, [{"doc_id": "d"}] * 9, number))
    assert caught.value.where == "m.jsonl:3" and "no start" in caught.value.what


def test_an_abandoned_job_ends_its_workers() -> None:
    found = workers.each(functools.partial(operator.add, 1), range(1000), 2)
    assert next(found) == 1
    found.close()


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
