"""A small corpus on disk, and the command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

EXECUTABLE = Path(sys.executable).with_name("toolkit")
ESCAPE = "\x1b[31m"
OVERRIDE = "\u202e"

TEXTS = {
    "north/harbour.txt": (
        "The Baltic Port Authority (BPA) met in Tallinn on Monday. Maria Lindqvist, director of "
        "the BPA, spoke about joint procurement. Lindqvist thanked the European Union. "
        "Nothing else was on the table that day.\n"
    ),
    "north/grid.md": (
        "# Power lines\n\nThe BPA and the Nordic Energy Council signed a contract in Helsinki. "
        "Estonia will pay for cyber security.\n"
    ),
    "south/river.txt": (
        "The European Union and the Danube Commission agreed in Vienna. Maria Lindqvist "
        "represented the Baltic Port Authority. Austria asked for joint procurement.\n"
    ),
    "south/coast.txt": (
        f"Officials of the [bold red]Danube Commission[/] met {ESCAPE}Ion{OVERRIDE} Petrescu in "
        "Vienna. The European\nUnion pays.\n"
    ),
}


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


def write_corpus(folder: Path, texts: dict[str, str] | None = None) -> Path:
    for name, text in (TEXTS if texts is None else texts).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def run_command(*arguments: object, cwd: Path, **environment: str) -> Done:
    """The installed command in a process of its own, neither stream a terminal."""
    done = subprocess.run(
        [EXECUTABLE, *map(str, arguments)],
        cwd=cwd, capture_output=True, timeout=60, stdin=subprocess.DEVNULL, check=False,
        env=clean_environment() | environment,
    )  # fmt: skip
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def clean_environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith(("TOOLKIT_", "NO_COLOR"))}
