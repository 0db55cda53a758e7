"""What the tests of pages share: which pages there are, and how one is run."""

from __future__ import annotations

from pathlib import Path

from page_blocks import Page, read_page
from page_runs import ROOT, Worker, run_page
from update_outputs import begin, pages

ALL = pages()


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def below(*folders: str) -> list[Path]:
    return [p for p in ALL if any(named(p).startswith(f) for f in folders)]


def run(path: Path, folder: Path, beginnings: Path, toolkit: Worker | None = None) -> None:
    page: Page = read_page(path)
    begin(page.begin, beginnings, folder)
    run_page(page, folder, toolkit=toolkit)
