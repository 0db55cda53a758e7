"""Put what comes out now in the place of the outputs that the documentation shows.

Run:  make docs-outputs   (or python scripts/update_outputs.py [--check] [PAGE.md ...])
Outputs that still fit stay as they are, with their "...". Read the difference before you commit it:
a changed figure in a page may need a changed sentence beside it. `--check`
changes nothing and ends with an error at the first block that does not do what its page shows;
every command is a process of its own then, as a reader's is.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from page_blocks import Block, fits, read_page
from page_outputs import renewed
from page_runs import BEGINNINGS, ROOT, TOOLKIT, Worker, run_page

Change = tuple[int, int, list[str]]


def pages() -> list[Path]:
    """All pages with blocks: README.md and docs, without those that are made from the code."""
    found = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [path for path in found if read_page(path).blocks and not generated(path)]


def generated(path: Path) -> bool:
    return path.read_text(encoding="utf-8").startswith("<!-- Made by")


def update(path: Path, beginnings: Path, toolkit: Worker) -> int:
    """Rewrite the outputs of one page; returns how many changed."""
    page, changes = read_page(path), list[Change]()

    def came(block: Block, line: int, shown: list[str], lines: list[str]) -> None:
        if not fits(shown, lines):
            kept = len(shown)
            while kept and not shown[kept - 1].strip():
                kept -= 1
            new = [f"{block.indent}{x}".rstrip() for x in renewed(shown[:kept], lines)]
            start = line if block.output else line + _height(block, line)
            changes.append((start, start + kept, new))

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begin(page.begin, beginnings, folder)
        run_page(page, folder, came, toolkit)
    text = path.read_text(encoding="utf-8").splitlines()
    for first, last, new in reversed(changes):
        text[first:last] = new
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return len(changes)


def _height(block: Block, line: int) -> int:
    command = next(c for c in block.commands() if c.line == line)
    return command.text.count("\n")


def begin(names: str, beginnings: Path, folder: Path) -> None:
    """What a page begins with ("demo, graph"), made once and copied."""
    for name in filter(None, names.split(", ")):
        made = beginnings / name
        if not made.is_dir():
            made.mkdir(parents=True)
            BEGINNINGS[name](made)
        shutil.copytree(made, folder, dirs_exist_ok=True)


def check(path: Path, beginnings: Path) -> None:
    """Run one page; raises PageError where it does not do what it shows."""
    page = read_page(path)
    with tempfile.TemporaryDirectory() as name:
        begin(page.begin, beginnings, Path(name))
        run_page(page, Path(name))
    print(f"{path.relative_to(ROOT)}: works as printed", flush=True)


def main(arguments: list[str]) -> None:
    chosen = [Path(a).resolve() for a in arguments if a != "--check"] or pages()
    with tempfile.TemporaryDirectory() as name, Worker(TOOLKIT, Path(name)) as toolkit:
        for path in chosen:
            if "--check" in arguments:
                check(path, Path(name))
                continue
            changed = update(path, Path(name), toolkit)
            print(f"{path.relative_to(ROOT)}: {changed} outputs changed", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
