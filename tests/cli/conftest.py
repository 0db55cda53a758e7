"""A store made by the real command, and the command in this process."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from cli_calls import Done, run_command, write_corpus

from toolkit.cli import main


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("corpus") / "texts")


@pytest.fixture(scope="session")
def resolved(corpus: Path) -> Done:
    """`toolkit resolve texts --store s.duckdb --json` in the folder of the corpus."""
    return run_command("resolve", "texts", "--store", "s.duckdb", "--json", cwd=corpus.parent)


@pytest.fixture(scope="session")
def store(corpus: Path, resolved: Done) -> Path:
    assert resolved.code == 0, resolved.err
    return corpus.parent / "s.duckdb"


@pytest.fixture
def toolkit_main(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Done]:
    """The command in this process: quick, for everything that needs no process of its own."""
    for name in [name for name in os.environ if name.startswith(("TOOLKIT_", "NO_COLOR"))]:
        monkeypatch.delenv(name)

    def call(*arguments: object) -> Done:
        words: Sequence[str] = [str(argument) for argument in arguments]
        code = main(words)
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return call
