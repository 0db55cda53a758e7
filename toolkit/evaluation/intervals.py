"""How far the figures would move with other documents of the same sort.

Documents are drawn anew, as many as there are, with replacement, and everything is measured on the
draw (Efron 1979, Annals of Statistics 7, 1-26; whole documents, because the mentions of one depend
on each other: Field & Welsh 2007, J. R. Statist. Soc. B 69, 369-390). The interval runs from the
2.5th to the 97.5th percentile of the figures of all draws.

A document that is drawn twice must not be linked to itself: such links are always right, and no
resolver made them. Its second copy stands with the second copies of other documents, apart from
the first ones, in gold and answer alike. So every link inside a draw is one that the answer made,
as in the vertex bootstrap of networks (Snijders & Borgatti 1999, Connections 22, 161-170), which
also keeps a vertex from being tied to its own copy.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.evaluation.score import Score
from toolkit.evaluation.sides import Sides
from toolkit.progress import told
from toolkit.value import Value

LEVEL = 0.95
Draw = Sequence[tuple[str, int]]  # (doc_id, copy), copies counted from 0


@dataclass(frozen=True, slots=True)
class Interval(Value):
    """The lower and upper ends for each share of a score."""

    low: Score
    high: Score

    @classmethod
    def of(cls, scores: Sequence[Score]) -> Interval:
        shares = [
            sorted(share) for share in zip(*((s.precision, s.recall, s.f1) for s in scores),
                                           strict=True)
        ]  # fmt: skip
        ends = [[percentile(share, at) for share in shares]
                for at in ((1 - LEVEL) / 2, (1 + LEVEL) / 2)]  # fmt: skip
        return cls(Score(*ends[0]), Score(*ends[1]))

    def __str__(self) -> str:
        return f"{self.low.f1:.3f}-{self.high.f1:.3f}"


@dataclass(frozen=True, slots=True, repr=False)
class Intervals(Value):
    """Intervals by the name of the score, over `replicates` draws; empty without entities."""

    replicates: int
    detection: Mapping[str, Interval]
    clustering: Mapping[str, Interval]
    clustering_aligned: Mapping[str, Interval]


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one document: mentions in the gold, mentions found, hits by the name of the score."""

    gold: int
    found: int
    hits: Mapping[str, int]


def intervals(
    counts: Mapping[str, Counts], sides: Sides | None, replicates: int, seed: int
) -> Intervals:
    """Intervals of every score; `counts` by doc_id, of all documents that were measured."""
    detected: dict[str, list[Score]] = defaultdict(list)
    joined: dict[str, list[Score]] = defaultdict(list)
    alone: dict[str, list[Score]] = defaultdict(list)
    mentions = sides.by_document() if sides else {}
    for draw in told("bootstrap", draws(sorted(counts), replicates, seed), replicates):
        _add(detected, _detection([counts[doc_id] for doc_id, _ in draw]))
        if sides:
            sample = drawn(sides, draw, mentions)
            _add(joined, sample.measured().by_name)
            _add(alone, sample.aligned.measured().by_name)
    parts = [
        {name: Interval.of(scores) for name, scores in part.items()}
        for part in (detected, joined, alone)
    ]
    return Intervals(replicates, parts[0], parts[1], parts[2])


def draws(documents: Sequence[str], replicates: int, seed: int) -> Iterator[Draw]:
    """As many documents as there are, with replacement; equal seeds give equal draws."""
    dice = random.Random(seed)
    for _ in range(replicates):
        times = Counter(dice.choices(documents, k=len(documents)))
        yield sorted((doc_id, copy) for doc_id, n in times.items() for copy in range(n))


def drawn(whole: Sides, draw: Draw, by_document: Mapping[str, Sequence[int]]) -> Sides:
    """The mentions of a draw; entities of different copies have nothing in common."""
    gold: dict[int, str] = {}
    found: dict[int, str] = {}
    texts: dict[int, str] = {}
    homes: dict[int, str] = {}
    for doc_id, copy in draw:
        for mention in by_document.get(doc_id, ()):
            number = len(homes)
            texts[number] = whole.texts[mention]
            homes[number] = f"{copy} {doc_id}"
            if mention in whole.gold:
                gold[number] = f"{copy} {whole.gold[mention]}"
            if mention in whole.found:
                found[number] = f"{copy} {whole.found[mention]}"
    return Sides(gold, found, texts, homes)


def percentile(ordered: Sequence[float], share: float) -> float:
    """Between the two nearest values, linearly (type 7 of Hyndman & Fan 1996)."""
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def _add(found: dict[str, list[Score]], scores: Mapping[str, Score]) -> None:
    for name, score in scores.items():
        found[name].append(score)


def _detection(drawn: Sequence[Counts]) -> dict[str, Score]:
    gold, found = sum(c.gold for c in drawn), sum(c.found for c in drawn)
    right: Counter[str] = Counter()
    for counts in drawn:
        right.update(counts.hits)
    names = drawn[0].hits if drawn else ()
    return {name: Score.of(right[name], found, right[name], gold) for name in names}
