"""Progress on stderr: bars on a terminal, one plain line per stage elsewhere."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from toolkit.cli.plain import plain
from toolkit.cli.screen import Screen

EVERY = 30.0  # seconds between lines of one stage, so that a log does not look hung

Progress = Callable[[str, int, int], None]


@contextmanager
def progress(screen: Screen) -> Iterator[Progress]:
    """A function that is told (stage, done, total) and shows it; it says nothing when quiet."""
    if screen.quiet:
        yield lambda stage, done, total: None
    elif sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        with _bars(screen) as show:
            yield show
    else:
        yield _lines(screen)


def _lines(screen: Screen) -> Progress:
    last: dict[str, float] = {}

    def show(stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage not in last:
            screen.note(f"{plain(stage)} ({total:,})" if total > 1 else plain(stage))
        elif now - last[stage] >= EVERY:
            screen.note(f"{plain(stage)} {done:,} of {total:,}")
        else:
            return
        last[stage] = now

    return show


@contextmanager
def _bars(screen: Screen) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TaskID,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bars

    console = Console(stderr=True, no_color=not screen.colour or None, markup=False)
    bars = Bars(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
    )
    tasks: dict[str, TaskID] = {}

    def show(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = bars.add_task(plain(stage), total=None)
        known = total if total > 1 or done else None  # one step tells no share: the bar pulses
        bars.update(tasks[stage], completed=done, total=known)

    with bars:
        yield show
