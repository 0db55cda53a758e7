"""Whole runs with the hybrid: rules and the real spaCy model, where the extra [spacy] is installed.

A crash of the hybrid that needs some turn of a text shows only where many texts are read: the
seeds, the bundled documents and a slice of every development corpus.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from measure import Score, align, type_fits
from measured import SAMPLES, Measured, resolved_seeds

import toolkit
from toolkit.mentions.statistical import installed_model

pytestmark = [
    pytest.mark.spacy,
    pytest.mark.skipif(not installed_model(), reason="no spaCy with English model"),
]
CORPORA = (
    "dwie", "ecbplus_entities", "meantime_en", "ner_crossner_politics_dev", "ner_wikigold",
    "ner_wnut17_dev", "newswcl50", "re3d", "reuters128", "wiki_fair",
)  # fmt: skip
SLICE = 60  # documents of each corpus


@pytest.fixture(scope="module")
def seeds_by_hybrid(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Measured:
    return resolved_seeds(shared, tmp_path_factory.mktemp("hybrid"), "hybrid")


def runs_well(source: Path) -> None:
    """Reads and resolves: the hybrid reads every document, no document and no step fails."""
    with toolkit.open(":memory:", overrides={"mentions.extractor": "hybrid"}) as corpus:
        read = corpus.ingest(source)
        resolved = corpus.resolve()
        assert read.added and resolved.documents == len(read.added)
        assert resolved.problems == ()
        assert resolved.extractor.startswith("hybrid")
        assert resolved.mentions >= resolved.entities > 0


@pytest.mark.shared
def test_detection_on_the_seeds(seeds_by_hybrid: Measured) -> None:
    gold, found = seeds_by_hybrid.gold, seeds_by_hybrid.found
    score = Score(len(align(gold, found, type_fits)), len(found), len(gold))
    assert score.f >= 0.97, str(score)


@pytest.mark.shared
def test_nothing_of_the_seeds_is_counted_in_boilerplate(seeds_by_hybrid: Measured) -> None:
    assert len(seeds_by_hybrid.zones) == 5
    assert [seeds_by_hybrid.counted_in(zone) for zone in seeds_by_hybrid.zones] == [[]] * 5


def test_the_bundled_documents() -> None:
    runs_well(SAMPLES)


@pytest.mark.shared
@pytest.mark.parametrize("name", CORPORA)
def test_a_slice_of(name: str, shared: Path, tmp_path: Path) -> None:
    with (shared / "bench" / name / "docs.jsonl").open(encoding="utf-8") as lines:
        (tmp_path / f"{name}.jsonl").write_text("".join(islice(lines, SLICE)), encoding="utf-8")
    runs_well(tmp_path / f"{name}.jsonl")
