"""Runs the blocks of a page in a folder of its own (see page_blocks) and says what went wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml
from page_blocks import Block, Page, fits

from toolkit import config
from toolkit import open as open_corpus

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 170  # for one command
WORKER = """
import contextlib, io, json, sys, traceback
names, channel = {"__name__": "__main__"}, sys.stdout
for line in sys.stdin:
    said, failed = io.StringIO(), ""
    with contextlib.redirect_stdout(said):
        try:
            exec(compile(json.loads(line), "<page>", "exec"), names)
        except BaseException:
            failed = traceback.format_exc()
    print(json.dumps([said.getvalue(), failed]), file=channel, flush=True)
"""

Came = Callable[[Block, int, list[str], list[str]], None]
"""Told of every output: its block, the line where it is shown, what is shown, what came."""


# The same command line in one process that goes on: most of what a command takes is its start.
TOOLKIT = """
import contextlib, io, json, os, sys
from toolkit.cli import main
asked, channel, sys.stdin = sys.stdin, sys.stdout, open(os.devnull)
for line in asked:
    folder, arguments = json.loads(line)
    os.chdir(folder)
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(arguments)
    said = [(stream.flush(), stream.buffer.getvalue().decode())[1] for stream in (out, err)]
    os.chdir("/")
    print(json.dumps([*said, code]), file=channel, flush=True)
"""
SHELL = re.compile(r"[|<>;&$`*?~#()\\\n]")


class PageError(AssertionError):
    """A block that did not do what the page says; names page and line."""


def run_page(
    page: Page, folder: Path, came: Came | None = None, toolkit: Worker | None = None
) -> None:
    """Run all blocks in their order. `came` is told of outputs instead of comparing them; commands
    of toolkit that need no shell go to the process `toolkit` where it is given.

    Raises PageError at the first block that fails or shows something else.
    """
    (folder / ".venv").symlink_to(sys.prefix)
    last = ""
    with Worker(WORKER, folder) as python:
        for block in page.blocks:
            where = f"{page.path.relative_to(ROOT)}:{block.line}"
            if block.output:
                _told(block, block.line, block.lines, last, where, came)
            elif block.not_run:
                continue
            elif block.title:
                _checked(block, where)
                target = folder / block.title
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(block.text, encoding="utf-8")
            elif block.language == "console":
                _console(block, folder, where, came, toolkit)
            elif block.language == "python":
                last, failed = python.ask(block.text)
                if failed:
                    raise PageError(f"{where}: this Python failed\n{failed}")
            else:
                _checked(block, where)


def _console(
    block: Block, folder: Path, where: str, came: Came | None, toolkit: Worker | None
) -> None:
    for command in block.commands():
        out, err, code = _done(command.text, folder, toolkit)
        if code != block.exit_code:
            raise PageError(
                f"{where}: this ended with {code}, not {block.exit_code}\n"
                f"$ {command.text}\n{out}{err}"
            )
        if any(line.strip() for line in command.shown):
            said = out + (err if code else "")
            _told(block, command.line, command.shown, said, f"{where} $ {command.text}", came)


def _done(command: str, folder: Path, toolkit: Worker | None) -> tuple[str, str, int]:
    """Standard output, standard error and exit code of a command."""
    if toolkit and command.startswith("toolkit ") and not SHELL.search(command):
        out, err, code = toolkit.ask([str(folder), shlex.split(command)[1:]])
        return out, err, code
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment(folder), text=True,
        capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return done.stdout, done.stderr, done.returncode


def _told(
    block: Block, line: int, shown: list[str], said: str, where: str, came: Came | None
) -> None:
    lines = said.splitlines()
    if came is not None:
        came(block, line, shown, lines)
    elif not fits(shown, lines):
        raise PageError(
            f"{where}\nshows something else than what comes out; if that is right, run\n"
            f"    make docs-outputs\nand read what it changed. What came:\n{said}"
        )


def environment(folder: Path) -> dict[str, str]:
    """What commands see: the toolkit that is tested, no colours, one width, no settings of ours."""
    ours = ("TOOLKIT_", "PYTEST_", "COV_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        "NO_COLOR": "1", "COLUMNS": "100", "TERM": "dumb", "HOME": str(folder),
        "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "USER": "reader", "PYTHONIOENCODING": "utf-8",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }  # fmt: skip


class Worker:
    """A Python that answers requests one by one, as JSON lines; started when the first comes."""

    def __init__(self, program: str, folder: Path) -> None:
        self.program, self.folder = program, folder
        self._process: subprocess.Popen[str] | None = None

    def ask(self, request: object) -> Any:
        """The answer; raises PageError where the process ended instead."""
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-c", self.program], cwd=self.folder, text=True,
                env=environment(self.folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
        assert self._process.stdin is not None and self._process.stdout is not None
        print(json.dumps(request), file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        if not answer:
            raise PageError(f"Python ended at: {request}")
        return json.loads(answer)

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.communicate(timeout=SECONDS)


def _checked(block: Block, where: str) -> None:
    """Data that is not run is at least what it claims to be."""
    check = CHECKS.get(block.language)
    if check is None:
        return
    try:
        check(block.text)
    except Exception as error:
        raise PageError(f"{where}: this is no valid {block.language}: {error}") from error


def _settings(text: str) -> None:
    """TOML on these pages is configuration, but for that of other programs (pyproject)."""
    values = tomllib.loads(text)
    if "project" not in values and "build-system" not in values:
        flat = {f"{s}.{k}": v for s, held in values.items() for k, v in held.items()}
        config.load(None, {k: v for k, v in flat.items() if not isinstance(v, dict)})


def _table(text: str) -> None:
    rows = list(csv.reader(io.StringIO(text)))
    if len({len(row) for row in rows if row}) != 1:
        raise ValueError("rows of unequal length")


CHECKS: Mapping[str, Callable[[str], Any]] = {
    "toml": _settings,
    "json": json.loads,
    "jsonl": lambda text: [json.loads(line) for line in text.splitlines()],
    "yaml": yaml.safe_load,
    "csv": _table,
    "python": lambda text: compile(text, "<page>", "exec"),
}


def begin_demo(folder: Path) -> None:
    """documents/ with the bundled texts, and forums.duckdb resolved from them."""
    for group in ("nato", "eu"):
        shutil.copytree(ROOT / "sample_docs" / group, folder / "documents" / group)
    with open_corpus(folder / "forums.duckdb", overrides={"run.threads": 1}) as corpus:
        corpus.ingest(folder / "documents")
        corpus.resolve()


def begin_graph(folder: Path) -> None:
    """Tables as GraphRAG writes them, in output/, and people.csv with a column of another name."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    entities = {"title": ["EUROPEAN DEFENCE AGENCY", "EDA", "NORWAY"],
                "type": ["ORGANIZATION", "ORGANIZATION", "GEO"],
                "description": ["The European Defence Agency (EDA) has projects.", "", ""]}
    relationships = {"source": ["EDA", "NORWAY"], "target": ["NORWAY", "EUROPEAN DEFENCE AGENCY"]}
    (folder / "output").mkdir()
    pq.write_table(pa.table(entities), folder / "output" / "entities.parquet")
    pq.write_table(pa.table(relationships), folder / "output" / "relationships.parquet")
    (folder / "people.csv").write_text("full_name\nMark Rutte\nM. Rutte\n", encoding="utf-8")


BEGINNINGS: Mapping[str, Callable[[Path], None]] = {"demo": begin_demo, "graph": begin_graph}
