"""One resolved store, made once; every test that changes it works on a copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from harbour import Made, write

import toolkit


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("harbour")
    made = Made(write(folder / "docs"), folder / "s.duckdb")
    with toolkit.open(made.store) as corpus:
        corpus.ingest(made.docs)
        corpus.resolve()
    return made


@pytest.fixture
def made(made_once: Made, tmp_path: Path) -> Made:
    """A copy of the folder and of its resolved store."""
    own = Made(tmp_path / "docs", tmp_path / "s.duckdb")
    shutil.copytree(made_once.docs, own.docs)
    shutil.copy(made_once.store, own.store)
    return own


@pytest.fixture
def resolved(made: Made) -> Iterator[toolkit.Corpus]:
    with toolkit.open(made.store) as corpus:
        yield corpus


@pytest.fixture
def empty() -> Iterator[toolkit.Corpus]:
    with toolkit.open() as corpus:
        yield corpus
