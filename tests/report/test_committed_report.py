"""The committed demo report is what a fresh run makes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMED = ("splink", "duckdb", "networkx")  # the versions that the page prints


def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(re.findall(r"^([\w.-]+)==(\S+)", "\n".join(lines).lower(), re.M))


def installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def test_committed_report_is_what_a_fresh_run_makes(tmp_path: Path) -> None:
    other = [name for name in NAMED if installed(name) != pinned()[name]]
    if other or installed("spacy"):
        assert os.environ.get("CI", "").lower() != "true", "has to run where all is pinned"
        pytest.skip(f"not the libraries of constraints.txt: {', '.join(other) or 'spacy'}")
    command = [sys.executable, "-m", "toolkit", "demo", "--output", str(tmp_path), "--quiet"]
    subprocess.run(command, check=True, cwd=tmp_path, capture_output=True)
    fresh = (tmp_path / "demo.html").read_bytes()
    assert len(fresh) < 300_000
    assert fresh == (ROOT / "reports" / "demo.html").read_bytes(), "run `make report`"
