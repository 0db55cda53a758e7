"""The tutorials, typed from top to bottom in an empty folder, work as printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_tests import below, named, run

TUTORIALS = below("docs/tutorials/")


@pytest.mark.slow
@pytest.mark.parametrize("path", TUTORIALS, ids=named)
def test_a_tutorial_works_as_printed(path: Path, tmp_path: Path, beginnings: Path) -> None:
    run(path, tmp_path, beginnings)
