"""What is freed in the middle of the heap goes back to the system."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from toolkit.memory import give_back


def resident() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the allocator decides")
def test_freed_memory_goes_back() -> None:
    give_back()
    before = resident()
    held = [bytes([at % 256]) * 16_000 for at in range(6_000)]  # 96 MB, in pieces of the heap
    kept = held[::500]  # which keep the heap from shrinking at its end
    full = resident()
    del held
    give_back()
    assert full - before > 80_000_000
    assert full - resident() > 0.8 * (full - before)
    assert {len(piece) for piece in kept} == {16_000}
