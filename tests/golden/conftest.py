"""The bundled corpus and the seeds, each resolved once through the public API."""

from __future__ import annotations

from pathlib import Path

import pytest
from measured import GOLD, SAMPLES, Measured, resolved_seeds

import toolkit


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    corpus = toolkit.open(":memory:", overrides={"mentions.extractor": "rules"})
    corpus.ingest(SAMPLES)
    corpus.resolve()
    return Measured(corpus, tmp_path_factory.mktemp("sample"), GOLD)


@pytest.fixture(scope="session")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Measured:
    return resolved_seeds(shared, tmp_path_factory.mktemp("seeds"), "rules")
