"""Progress of long calls: a bar in a terminal and in a notebook, nothing where nobody looks.

Without dependencies (the command line has its own bars): one line on stderr that is drawn over, or
a cell output of plain HTML that is gone when the call ends.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import Any, Literal

from toolkit.errors import UsageError
from toolkit.progress import Progress, silent, telling

Watch = Progress | Literal["auto", "bar", "none"] | bool
OFTEN = 0.1  # seconds between two drawings
PATIENCE = 1.0  # seconds that a call takes before a bar says so, where most calls are short
WIDTH = 24  # of the bar in a terminal, in characters


@contextmanager
def following(how: Watch) -> Iterator[None]:
    """What is told inside (toolkit/progress.py) is shown: `watching` for calls that are short on
    most corpora, so that "auto" shows nothing in the first second."""
    with watching(how, PATIENCE if how == "auto" else 0.0) as listener, telling(listener):
        yield


@contextmanager
def watching(how: Watch, patience: float = 0.0) -> Iterator[Progress]:
    """A function that is told (stage, done, total); a bar waits for `patience` seconds.

    "auto": a bar in a notebook and where stderr is a terminal, else nothing; "bar" or True: always
    a bar; "none" or False: nothing; a function of one's own is taken as it is. Raises UsageError.
    """
    if callable(how):
        yield how
        return
    if how not in ("auto", "bar", "none", True, False):
        hint = 'Give "auto", "bar", "none" or a function of (stage, done, total).'
        raise UsageError(f"progress is {how!r}", hint=hint)
    show = None if how in ("none", False) else _in_notebook()
    if show is None and (how in ("bar", True) or (how == "auto" and _terminal())):
        show = _on_terminal
    if show is None:
        yield silent
        return
    bar = _Bar(show, patience)
    try:
        yield bar
    finally:
        bar.close()


class _Bar:
    """Draws at most ten times a second, and whenever a stage begins or ends."""

    def __init__(self, show: Callable[[str, int, int, float], None], patience: float) -> None:
        self._show, self._patience = show, patience
        self._begun = self._last = time.monotonic()
        self._stage = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._begun < self._patience:
            return
        if stage == self._stage and done < total and now - self._last < OFTEN:
            return
        self._stage, self._last = stage, now
        self._show(stage, done, total, now - self._begun)

    def close(self) -> None:
        if self._stage:
            self._show("", 0, 0, 0.0)


def _counts(done: int, total: int) -> str:
    return f"{done:,} of {total:,}" if total > 1 else f"{done:,}" if done > total else ""


def _on_terminal(stage: str, done: int, total: int, seconds: float) -> None:
    line = ""
    if stage:
        full = round(WIDTH * done / total) if total else 0
        plain = "".join(c if c.isprintable() else "?" for c in stage)
        bar = "#" * full + "." * (WIDTH - full)
        line = f"{plain:<10} [{bar}] {_counts(done, total)}  {seconds:.0f} s"
    try:
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()
    except (OSError, ValueError):  # closed meanwhile: the work goes on
        return


def _terminal() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _in_notebook() -> Callable[[str, int, int, float], None] | None:
    """None outside of a notebook. IPython is there already if it is one."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is None or not hasattr(shell, "kernel"):
        return None
    from IPython import display

    handle: Any = None
    make: Any = display.HTML
    put: Any = display.display

    def show(stage: str, done: int, total: int, seconds: float) -> None:
        nonlocal handle
        drawn = make(_html(stage, done, total, seconds))
        if handle is None:
            handle = put(drawn, display_id=True)
        else:
            handle.update(drawn)

    return show


def _html(stage: str, done: int, total: int, seconds: float) -> str:
    if not stage:
        return ""
    value = f'value="{done}" max="{total}"' if total > 1 else ""
    return (
        f"<div>{escape(stage)} <progress {value}></progress> {_counts(done, total)} "
        f"{seconds:.0f} s</div>"
    )
