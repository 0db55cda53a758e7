"""Memory that is free goes back to the system: the allocators of C and of Arrow keep it, and so
each step of a large run would add to what the others left."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress


def give_back() -> None:
    """Takes some milliseconds: for between large steps. Does nothing where the system cannot."""
    if arrow := sys.modules.get("pyarrow"):
        arrow.default_memory_pool().release_unused()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another libc than GNU's
            ctypes.CDLL(None).malloc_trim(0)
