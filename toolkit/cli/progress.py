"""Progress on stderr: bars on a terminal, one plain line per stage elsewhere."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from toolkit.cli.plain import plain
from toolkit.cli.screen import Screen

PATIENCE = 1.0  # seconds before anything is shown, where most calls are short
EVERY = 30.0  # seconds between lines of one stage, so that a log does not look hung

Progress = Callable[[str, int, int], None]


@contextmanager
def patient(screen: Screen) -> Iterator[Progress]:
    """`progress` for calls that are short on most corpora: nothing in the first second."""
    begun = time.monotonic()
    with ExitStack() as opened:
        show: Progress | None = None

        def wait(stage: str, done: int, total: int) -> None:
            nonlocal show
            if show is None and time.monotonic() - begun >= PATIENCE:
                show = opened.enter_context(progress(screen))
            if show is not None:
                show(stage, done, total)

        yield wait


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
        # one step, or a number that is not known, tells no share: the bar pulses
        known = total if total > 1 or (done and total) else None
        bars.update(tasks[stage], completed=done, total=known)

    with bars:
        yield show
