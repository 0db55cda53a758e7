"""Gold and found mentions -> every figure, as one value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from toolkit.documents import Skipped
from toolkit.evaluation.assignment import Pair
from toolkit.evaluation.clustering import NAMES, Clustering
from toolkit.evaluation.detection import (
    Detection,
    Found,
    Miss,
    detection,
    hits,
    misses,
    overlapping,
)
from toolkit.evaluation.errors import ClusterError, worst
from toolkit.evaluation.gold import Gold, GoldFile
from toolkit.evaluation.intervals import Counts, Interval, Intervals, intervals
from toolkit.evaluation.score import HEAD, Score, set_out
from toolkit.evaluation.selection import Question, select
from toolkit.evaluation.sides import Sides
from toolkit.value import Value

ALONE = ("aligned: P", "R", "F1")
RANGE = "F1, 95 %"


@dataclass(frozen=True, slots=True, repr=False)
class Evaluation(Value):
    """What `Corpus.evaluate` returns: detection, clustering, and where they differ from the gold.

    `clustering` counts mentions that only one side has as errors, `clustering_aligned` leaves them
    out; both are None where the gold has no entity ids. `left_out`, `elsewhere` and `skipped` are
    lines of gold that were not used: no names of the body, documents that are not in the store,
    lines that do not fit their document. `intervals` and `errors` are there where they were asked
    for.
    """

    documents: int
    detection: Detection
    clustering: Clustering | None
    clustering_aligned: Clustering | None
    misses: tuple[Miss, ...]
    left_out: int = 0
    elsewhere: int = 0
    skipped: tuple[Skipped, ...] = ()
    intervals: Intervals | None = None
    errors: tuple[ClusterError, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """What `toolkit evaluate --misses --json` writes."""
        detection, joined = self.detection, (self.clustering, self.clustering_aligned)
        values = {
            "counts": {
                "documents": self.documents, "gold": detection.gold, "found": detection.found,
                "left_out": self.left_out, "elsewhere": self.elsewhere,
                "skipped": len(self.skipped),
            },
            "detection": asdict(detection),
            "clustering": asdict(joined[0]) if joined[0] else None,
            "clustering_aligned": asdict(joined[1]) if joined[1] else None,
            "misses": [asdict(miss) for miss in self.misses],
        }  # fmt: skip
        if self.intervals:
            values["intervals"] = asdict(self.intervals)
        if self.errors:
            values["errors"] = [asdict(error) for error in self.errors]
        return values

    def __str__(self) -> str:
        d, c = self.detection, self.clustering
        of = f"{self.documents} document{'s' if self.documents != 1 else ''}"
        head = f"{of}: {d.gold} mentions in the gold, {d.found} found"
        if c is None or self.clustering_aligned is None:
            parts = [head, str(d), "The gold has no entity ids: no clustering figures."]
        else:
            entities = f"{c.gold_entities} entities in the gold, {c.found_entities} found"
            joined = self._joined(c.scores, self.clustering_aligned.scores)
            parts = [head, str(d), f"{entities}, {c.aligned} mentions aligned", joined]
        return "\n\n".join(parts + ([_ranges(self.intervals)] if self.intervals else []))

    def _joined(self, scores: Mapping[str, Score], alone: Mapping[str, Score]) -> str:
        rows = [(name, *score.cells, *alone[name].cells) for name, score in scores.items()]
        return set_out(("clustering", *HEAD, *ALONE), rows)


def evaluate(
    gold: GoldFile, found: Sequence[Found], question: Question | None = None
) -> Evaluation:
    """All figures over the documents that have gold; other documents are not looked at."""
    question = question or Question()
    wanted, kept = select(gold, found, question)
    pairs = overlapping(wanted, kept)
    sides = _sides(wanted, kept, pairs, question)
    counts = _counts(gold.documents, wanted, kept, pairs) if question.replicates else {}
    return Evaluation(
        len(gold.documents), detection(wanted, kept, pairs),
        sides.measured() if sides else None, sides.aligned.measured() if sides else None,
        misses(wanted, kept, pairs), gold.left_out, gold.elsewhere, gold.skipped,
        intervals(counts, sides, question.replicates, question.seed) if counts else None,
        _errors(sides, kept, pairs, question.errors) if sides else (),
    )  # fmt: skip


def _sides(
    gold: Sequence[Gold], found: Sequence[Found], pairs: Sequence[Pair], question: Question
) -> Sides | None:
    """Both answers by mention, None where the gold has no entities. A gold mention is numbered by
    its place; so is the found one that goes with it, others follow. A gold mention whose entity is
    not known, and the found one that goes with it, are neither right nor wrong."""
    region = question.region
    gold_of = {i: f"{region(g.doc_id)}\0{g.entity_id}" for i, g in enumerate(gold) if g.entity_id}
    if not gold_of:
        return None
    number = {j: i for i, j in pairs}
    texts = {i: g.text for i, g in enumerate(gold)}
    homes = {i: g.doc_id for i, g in enumerate(gold)}
    found_of = {}
    for j, f in enumerate(found):
        mention = number.get(j, len(gold) + j)
        if mention in gold_of or mention >= len(gold):
            found_of[mention] = f"{region(f.doc_id)}\0{f.entity_id}"
            texts.setdefault(mention, f.text)
            homes.setdefault(mention, f.doc_id)
    return Sides(gold_of, found_of, texts, homes)


def _counts(
    documents: Sequence[str], gold: Sequence[Gold], found: Sequence[Found], pairs: Sequence[Pair]
) -> dict[str, Counts]:
    wanted, seen = (Counter(m.doc_id for m in side) for side in (gold, found))
    right = {
        name: Counter(gold[i].doc_id for i, _ in part)
        for name, part in hits(gold, found, pairs).items()
    }
    return {
        doc_id: Counts(wanted[doc_id], seen[doc_id], {n: part[doc_id] for n, part in right.items()})
        for doc_id in documents
    }


def _errors(
    sides: Sides, found: Sequence[Found], pairs: Sequence[Pair], count: int
) -> tuple[ClusterError, ...]:
    return worst(sides.gold, sides.found, {i: found[j] for i, j in pairs}, count) if count else ()


def _ranges(found: Intervals) -> str:
    rows = [(name.replace("_typed", " + type"), str(i)) for name, i in found.detection.items()]
    tables = [set_out(("detection", RANGE), rows)]
    if found.clustering:
        names = [(label, *_both(found, name)) for name, label in NAMES.items()]
        tables.append(set_out(("clustering", RANGE, f"aligned: {RANGE}"), names))
    return f"{found.replicates} draws of documents\n\n" + "\n\n".join(tables)


def _both(found: Intervals, name: str) -> tuple[str, str]:
    ends: list[Interval] = [found.clustering[name], found.clustering_aligned[name]]
    return str(ends[0]), str(ends[1])
