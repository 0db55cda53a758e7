"""What pages begin with is made once in a process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_runs import TOOLKIT, Worker


@pytest.fixture(scope="session")
def beginnings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("beginnings")


@pytest.fixture(scope="session")
def toolkit_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """One process for the commands of all pages but the tutorials, which start each anew."""
    with Worker(TOOLKIT, tmp_path_factory.mktemp("toolkit")) as worker:
        yield worker
