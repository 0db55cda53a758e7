"""A resolved corpus beside its gold."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from measure import Entities, Row, align, counted

import toolkit
from toolkit.corpus.views import ComparisonView

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[1] / "sample_docs"
GOLD = HERE / "gold"


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@dataclass
class Measured:
    """A resolved corpus beside its gold; `folder` holds the exports."""

    corpus: toolkit.Corpus
    folder: Path
    gold_folder: Path

    def _homed(self, loaded: list[Row]) -> list[Row]:
        """Rows of gold under the doc_ids that the documents have in the corpus."""
        home = {doc_id.rpartition("/")[2]: doc_id for doc_id in self.texts}
        return [{**row, "doc_id": home[row["doc_id"].rpartition("/")[2]]} for row in loaded]

    def gold_rows(self, name: str) -> list[Row]:
        return self._homed(rows(self.gold_folder / name))

    @cached_property
    def gold(self) -> list[Row]:
        return counted(self.gold_rows("mentions.jsonl"))

    @cached_property
    def all_found(self) -> list[Row]:
        return rows(self.corpus.export("mentions", self.folder / "mentions.jsonl"))

    @cached_property
    def found(self) -> list[Row]:
        return counted(self.all_found)

    @cached_property
    def themes(self) -> list[Row]:
        return rows(self.corpus.export("themes", self.folder / "themes.jsonl"))

    @cached_property
    def entities(self) -> Entities:
        return Entities(align(self.gold, self.found))

    @cached_property
    def expected(self) -> dict[str, Any]:
        text = (self.gold_folder / "expected_comparison.json").read_text(encoding="utf-8")
        loaded: dict[str, Any] = json.loads(text)
        return loaded

    @cached_property
    def zones(self) -> list[Row]:
        """Stretches that must not be read as content."""
        return self._homed(json.loads((self.gold_folder / "boilerplate_zones.json").read_text()))

    @cached_property
    def comparison(self) -> ComparisonView:
        return self.corpus.compare("nato", "eu")

    @cached_property
    def texts(self) -> dict[str, str]:
        """doc_id -> the text as stored: what offsets refer to."""
        return {s.document.doc_id: s.document.text for s in self.comparison.value.sources}

    def counted_in(self, zone: Row) -> list[str]:
        """Counted mentions inside a stretch that the gold calls boilerplate."""
        return [
            m["text"] for m in self.found
            if m["doc_id"] == zone["doc_id"] and m["start"] < zone["end"]
            and zone["start"] < m["end"]
        ]  # fmt: skip


def resolved_seeds(shared: Path, folder: Path, extractor: str) -> Measured:
    """The two seed documents, one in each group, under the doc_ids of their gold."""
    for prefix, doc_id in (("000", "nato/nato_nsdif_2025"), ("003", "eu/eu_dfnc2_2025")):
        (source,) = (shared / "seeds").glob(f"{prefix}_*.txt")
        target = folder / "docs" / f"{doc_id}.txt"
        target.parent.mkdir(parents=True)
        target.write_bytes(source.read_bytes())
    corpus = toolkit.open(":memory:", overrides={"mentions.extractor": extractor})
    corpus.ingest(folder / "docs")
    corpus.resolve()
    return Measured(corpus, folder, shared / "gold" / "seeds")
