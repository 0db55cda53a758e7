"""Bulk steps with the cyclic garbage collector at rest."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (500_000, 50, 100)


def collect_seldom() -> None:
    """The collector comes seldom from now on: for a process that ends when it is done, since it
    comes at once where the usual thresholds are put back."""
    gc.set_threshold(*SELDOM)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """The collector comes seldom meanwhile. The rows of a corpus are millions of objects without
    cycles: walking over them again and again takes a third of the time and frees nothing."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
