"""A limit in time for work on one document: the last resort against texts that stall it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TookTooLong(BaseException):
    """No Exception, so that no extractor takes it for a failure of its own and goes on."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises TookTooLong in what runs longer than `seconds`; 0 = no limit.

    It needs an alarm of the system, which comes to the main thread alone: on Windows and in other
    threads there is no limit. Code that never comes back to Python is not stopped either.
    """
    alarm = getattr(signal, "SIGALRM", None)
    if not seconds or alarm is None or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: object) -> None:
        raise TookTooLong

    before = signal.signal(alarm, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(alarm, before)
