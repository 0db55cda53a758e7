"""Runs the blocks of a page in a folder of its own (see page_blocks) and says what went wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from page_blocks import Block, Page, fits

import toolkit
from toolkit import config

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


class PageError(AssertionError):
    """A block that did not do what the page says; names page and line."""


def run_page(page: Page, folder: Path, came: Came | None = None) -> None:
    """Run all blocks in their order. `came` is told of outputs instead of comparing them.

    Raises PageError at the first block that fails or shows something else.
    """
    (folder / ".venv").symlink_to(sys.prefix)
    last = ""
    with _python(folder) as run_python:
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
                _console(block, folder, where, came)
            elif block.language == "python":
                last, failed = run_python(block.text)
                if failed:
                    raise PageError(f"{where}: this Python failed\n{failed}")
            else:
                _checked(block, where)


def _console(block: Block, folder: Path, where: str, came: Came | None) -> None:
    for command in block.commands():
        done = subprocess.run(
            ["bash", "-c", command.text], cwd=folder, env=environment(folder), text=True,
            capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        said = done.stdout + (done.stderr if done.returncode else "")
        if done.returncode != block.exit_code:
            raise PageError(
                f"{where}: this ended with {done.returncode}, not {block.exit_code}\n"
                f"$ {command.text}\n{done.stdout}{done.stderr}"
            )
        if any(line.strip() for line in command.shown):
            _told(block, command.line, command.shown, said, f"{where} $ {command.text}", came)


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


@contextmanager
def _python(folder: Path) -> Iterator[Callable[[str], tuple[str, str]]]:
    """A Python of its own for the page, started when the first block needs it."""
    started: list[subprocess.Popen[str]] = []

    def run(code: str) -> tuple[str, str]:
        if not started:
            started.append(subprocess.Popen(
                [sys.executable, "-c", WORKER], cwd=folder, env=environment(folder), text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            ))  # fmt: skip
        (worker,) = started
        assert worker.stdin is not None and worker.stdout is not None
        print(json.dumps(code), file=worker.stdin, flush=True)
        answer = worker.stdout.readline()
        if not answer:
            return "", "Python ended"
        said, failed = json.loads(answer)
        return said, failed

    try:
        yield run
    finally:
        for worker in started:
            worker.communicate(timeout=SECONDS)


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
    with toolkit.open(folder / "forums.duckdb", overrides={"run.threads": 1}) as corpus:
        corpus.ingest(folder / "documents")
        corpus.resolve()


def begin_graph(folder: Path) -> None:
    """Tables as GraphRAG writes them, in output/, and people.csv with a column of another name."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    entities = {"title": ["EUROPEAN DEFENCE AGENCY", "EDA", "NORWAY"],
                "type": ["ORGANIZATION", "ORGANIZATION", "GEO"],
                "description": ["The European Defence Agency (EDA) runs projects.", "", ""]}  # fmt: skip
    relationships = {"source": ["EDA", "NORWAY"], "target": ["NORWAY", "EUROPEAN DEFENCE AGENCY"]}
    (folder / "output").mkdir()
    pq.write_table(pa.table(entities), folder / "output" / "entities.parquet")
    pq.write_table(pa.table(relationships), folder / "output" / "relationships.parquet")
    (folder / "people.csv").write_text("full_name\nMark Rutte\nM. Rutte\n", encoding="utf-8")


BEGINNINGS: Mapping[str, Callable[[Path], None]] = {"demo": begin_demo, "graph": begin_graph}
