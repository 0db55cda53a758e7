"""The house keeps its rules: layers, types, style, file sizes and names."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
VAGUE = {"util", "utils", "helper", "helpers", "common", "misc", "base", "manager", "core",
         "context", "factory"}  # fmt: skip


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "command",
    [
        [str(BIN / "lint-imports")],
        [str(BIN / "mypy")],
        [
            str(BIN / "ruff"),
            "check",
            "toolkit",
            "tests",
            "scripts",
            "benchmarks",
            "notebooks",
            "examples",
        ],
    ],
    ids=["layers", "types", "style"],
)
def test_checker_passes(command: list[str]) -> None:
    result = run(*command)
    assert result.returncode == 0, result.stdout + result.stderr


def test_files_are_small_and_well_named() -> None:
    for path in sorted((ROOT / "toolkit").rglob("*.py")):
        lines = path.read_text(encoding="utf-8").count("\n")
        assert lines <= 300, f"{path.relative_to(ROOT)} has {lines} lines"
        assert path.stem not in VAGUE, f"{path.relative_to(ROOT)} says nothing"


def test_nothing_names_a_machine_or_a_registry() -> None:
    tracked = run("git", "ls-files").stdout.split("\n")
    pattern = re.compile(
        r"/(?:tmp|work|root|home)/[\w.-]+/|pypi\.org|pythonhosted|--index-url|simple/"
    )
    for name in filter(None, tracked):
        path = ROOT / name
        if path.suffix in (".py", ".md", ".toml", ".txt", ".yml", ".cfg", "") and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            if path == Path(__file__):
                continue
            found = pattern.search(text)
            assert not found, f"{name}: {found.group() if found else ''}"
