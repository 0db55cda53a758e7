"""How far a long call is: loops say it with `tell`, whoever made the call listens.

Loops of statistics or of reading lie many calls below the one that shows a bar. What is told goes
to the listener of the running call (a context variable), so that no function between has to pass
it on; without a listener nothing happens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

Progress = Callable[[str, int, int], None]
T = TypeVar("T")


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


_listener: ContextVar[Progress] = ContextVar("listener", default=silent)


@contextmanager
def telling(listener: Progress) -> Iterator[None]:
    """Inside, `listener` is told (stage, done, total)."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(stage: str, done: int, total: int) -> None:
    """`done` of `total` of a stage; a total of 0 is not known."""
    _listener.get()(stage, done, total)


def told(stage: str, items: Iterable[T], total: int = 0) -> Iterator[T]:
    """The same items; how many of them are done is told before each and at the end."""
    total = len(items) if isinstance(items, Sequence) else total
    number = 0
    for number, item in enumerate(items, 1):
        tell(stage, number - 1, total)
        yield item
    tell(stage, number, total)
