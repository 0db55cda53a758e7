"""Gold and found mentions -> every figure, as one value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.documents import Skipped
from toolkit.evaluation.assignment import Pair
from toolkit.evaluation.clustering import Clustering, clustering
from toolkit.evaluation.detection import Detection, Found, Miss, detection, misses, overlapping
from toolkit.evaluation.gold import Gold, GoldFile
from toolkit.evaluation.score import HEAD, set_out


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What `Corpus.evaluate` returns: detection, clustering, and where they differ from the gold.

    `clustering` counts mentions that only one side has as errors, `clustering_aligned` leaves them
    out; both are None where the gold has no entity ids. `left_out`, `elsewhere` and `skipped` are
    lines of gold that were not used: no names of the body, documents that are not in the store,
    lines that do not fit their document.
    """

    documents: int
    detection: Detection
    clustering: Clustering | None
    clustering_aligned: Clustering | None
    misses: tuple[Miss, ...] = field(repr=False)
    left_out: int = 0
    elsewhere: int = 0
    skipped: tuple[Skipped, ...] = ()

    def __str__(self) -> str:
        d, c = self.detection, self.clustering
        of = f"{self.documents} document{'s' if self.documents != 1 else ''}"
        head = f"{of}: {d.gold} mentions in the gold, {d.found} found"
        if c is None or self.clustering_aligned is None:
            return f"{head}\n\n{d}\n\nThe gold has no entity ids: no clustering figures."
        entities = f"{c.gold_entities} entities in the gold, {c.found_entities} found"
        alone = self.clustering_aligned.scores
        rows = [(n, *score.cells, *alone[n].cells) for n, score in c.scores.items()]
        table = set_out(("clustering", *HEAD, "aligned: P", "R", "F1"), rows)
        return f"{head}\n\n{d}\n\n{entities}, {c.aligned} mentions aligned\n\n{table}"


def evaluate(gold: GoldFile, found: Sequence[Found]) -> Evaluation:
    """All figures over the documents that have gold; other documents are not looked at."""
    annotated = set(gold.documents)
    kept = sorted(
        (f for f in found if f.doc_id in annotated),
        key=lambda f: (f.doc_id, f.start, f.end, f.type, f.entity_id),
    )
    pairs = overlapping(gold.mentions, kept)
    joined, aligned = _clusterings(gold.mentions, kept, pairs)
    return Evaluation(
        len(annotated), detection(gold.mentions, kept, pairs), joined, aligned,
        misses(gold.mentions, kept, pairs), gold.left_out, gold.elsewhere, gold.skipped,
    )  # fmt: skip


def _clusterings(
    gold: Sequence[Gold], found: Sequence[Found], pairs: Sequence[Pair]
) -> tuple[Clustering | None, Clustering | None]:
    """Over all mentions, and over aligned ones. A gold mention whose entity is not known, and the
    found one that goes with it, are neither right nor wrong."""
    gold_of = {i: g.entity_id for i, g in enumerate(gold) if g.entity_id}
    if not gold_of:
        return None, None
    number = {j: i for i, j in pairs}
    texts = {i: g.text for i, g in enumerate(gold)}
    homes = {i: g.doc_id for i, g in enumerate(gold)}
    found_of = {}
    for j, f in enumerate(found):
        mention = number.get(j, len(gold) + j)
        if mention in gold_of or mention >= len(gold):
            found_of[mention] = f.entity_id
            texts.setdefault(mention, f.text)
            homes.setdefault(mention, f.doc_id)
    alone = [
        {m: entity for m, entity in side.items() if m in other}
        for side, other in ((gold_of, found_of), (found_of, gold_of))
    ]
    return (
        clustering(gold_of, found_of, texts, homes),
        clustering(alone[0], alone[1], texts, homes),
    )
