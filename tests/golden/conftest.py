"""The bundled corpus and the seeds, each resolved once through the public API."""

from __future__ import annotations

from pathlib import Path

import pytest
from measured import GOLD, SAMPLES, Measured

import toolkit


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    corpus = toolkit.open(":memory:", overrides={"mentions.extractor": "rules"})
    corpus.ingest(SAMPLES)
    corpus.resolve()
    return Measured(corpus, tmp_path_factory.mktemp("sample"), GOLD)


@pytest.fixture(scope="session")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Measured:
    """The two seed documents, one in each group, under the doc_ids of their gold."""
    folder = tmp_path_factory.mktemp("seeds")
    for prefix, doc_id in (("000", "nato/nato_nsdif_2025"), ("003", "eu/eu_dfnc2_2025")):
        (source,) = (shared / "seeds").glob(f"{prefix}_*.txt")
        target = folder / "docs" / f"{doc_id}.txt"
        target.parent.mkdir(parents=True)
        target.write_bytes(source.read_bytes())
    corpus = toolkit.open(":memory:", overrides={"mentions.extractor": "rules"})
    corpus.ingest(folder / "docs")
    corpus.resolve()
    return Measured(corpus, folder, shared / "gold" / "seeds")
