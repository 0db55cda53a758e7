"""Help, suggestions, usage errors, and what starting up costs."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_calls import EXECUTABLE, Done

from toolkit.cli.app import NAMES

HEAVY = {
    "splink", "duckdb", "networkx", "pyarrow", "numpy", "scipy", "pydantic", "jinja2", "rich",
    "yaml", "sqlglot", "trafilatura",
}  # fmt: skip
PROMISED = {
    "demo", "resolve", "compare", "show", "explain", "export", "judge", "score-pairs", "init",
    "runs", "doctor",
}  # fmt: skip


def test_the_promised_commands_are_there() -> None:
    assert PROMISED <= NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_help_has_one_line_and_an_example(toolkit_main: Callable[..., Done], name: str) -> None:
    done = toolkit_main(name, "--help")
    assert done.code == 0
    assert done.err == ""
    assert done.out.startswith(f"Usage: toolkit {name}")
    summary = done.out.split("\n\n")[1].strip()
    assert summary.endswith(".") and "\n" not in summary and len(summary) <= 70
    assert re.search(rf"^  Example:\n    .*toolkit {name}", done.out, re.MULTILINE)


def test_the_examples_in_the_help_are_commands_that_parse(
    toolkit_main: Callable[..., Done],
) -> None:
    listed = toolkit_main("--help")
    assert all(f"\n  {name} " in listed.out for name in NAMES)
    assert "toolkit demo" in listed.out.split("Example:")[1]


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", EXECUTABLE, "--help"],
        cwd=tmp_path, capture_output=True, text=True, timeout=30, check=True,
    )  # fmt: skip
    loaded = {m.split(".")[0] for m in re.findall(r"\| +(\S+)$", done.stderr, re.MULTILINE)}
    assert "typer" in loaded
    assert not loaded & HEAVY


def test_help_is_quick(tmp_path: Path) -> None:
    """Processor seconds, which hardly depend on what else the machine does."""
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([EXECUTABLE, "--help"], cwd=tmp_path, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    assert min(spent) < 0.3


def test_python_m_is_the_same_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "toolkit", "--version"],
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout[:8]) == (0, "toolkit ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["comparre", "x"], "Did you mean 'compare'"),
        (["show"], "Missing argument"),
        (["show", "--nonsense", "a", "b"], "--nonsense"),
        (["resolve", "x", "--store", "s", "--groups-from", "sky"], "folder"),
        (["resolve", "x", "--store", "s", "--threads", "many"], "threads"),
        (["export", "everything", "s", "-o", "f"], "mentions"),
        (["\x1b[31mred\x1b[0m\u202e"], "No such command"),
    ],
)
def test_a_wrong_command_line_is_2_and_says_where_to_look(
    toolkit_main: Callable[..., Done], arguments: list[str], said: str
) -> None:
    done = toolkit_main(*arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "--help" in done.err
    assert "\x1b" not in done.err and "\u202e" not in done.err


def test_no_command_shows_the_help_as_an_error(toolkit_main: Callable[..., Done]) -> None:
    done = toolkit_main()
    assert (done.code, done.out) == (2, "")
    assert "compare" in done.err
