"""Do the intervals of `toolkit evaluate --bootstrap` hold what they should hold?

Run:  python benchmarks/intervals.py [SET] [--documents 40] [--samples 30] [--replicates 60]

Small corpora are taken from a large one, whose resolution is left as it is. The mean figure over
many of them is what an interval of one of them should hold, 95 times of 100. Beside the way that
toolkit takes (a second copy of a document stands apart) is the naive one (copies are linked).
"""

from __future__ import annotations

import argparse
import random
import statistics
from collections import defaultdict
from collections.abc import Sequence

import corpora

from toolkit.evaluation import Interval, Score
from toolkit.evaluation.intervals import Draw, drawn, draws
from toolkit.evaluation.score import set_out
from toolkit.evaluation.sides import Sides

NAMES = ("b_cubed", "conll", "lea", "pairwise", "cross_document", "alias_pairs",
         "doc_entity_shared")  # fmt: skip
POPULATION = 300  # small corpora that the true figure is the mean of
SEED = 1


def sides(name: str) -> Sides:
    prepared = corpora.prepare(corpora.load(name))
    mentions, region = prepared.corpus.mentions, prepared.corpus.regions()
    labels = corpora.resolve(prepared).labels
    return Sides(
        {i: f"{region[m.doc_id]}\0{m.entity}" for i, m in enumerate(mentions)},
        {i: f"{region[m.doc_id]}\0{labels[i]}" for i, m in enumerate(mentions)},
        {i: m.text for i, m in enumerate(mentions)},
        {i: m.doc_id for i, m in enumerate(mentions)},
    )


class Sampler:
    """Figures of any multiset of documents."""

    def __init__(self, whole: Sides) -> None:
        self.whole = whole
        self.mentions = whole.by_document()

    def figures(self, draw: Draw, linked: bool = False) -> dict[str, Score]:
        """`linked`: copies of a document are of one layer, so that they are linked."""
        sample = drawn(self.whole, draw, self.mentions)
        if linked:
            gold, found = (
                {m: label.partition(" ")[2] for m, label in side.items()}
                for side in (sample.gold, sample.found)
            )
            sample = Sides(gold, found, sample.texts, sample.homes)
        return sample.measured().by_name

    def interval(self, documents: Sequence[str], replicates: int, linked: bool) -> list[Interval]:
        found: dict[str, list[Score]] = defaultdict(list)
        for draw in draws(documents, replicates, SEED):
            for name, score in self.figures(draw, linked).items():
                found[name].append(score)
        return [Interval.of(found[name]) for name in NAMES]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("set", nargs="?", default="wiki_fair")
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--samples", type=int, default=30)
    parser.add_argument("--replicates", type=int, default=60)
    parser.add_argument("--markdown", action="store_true")
    chosen = parser.parse_args()
    sampler, dice = Sampler(sides(chosen.set)), random.Random(SEED)
    everything = sorted(sampler.mentions)

    def small() -> list[str]:
        return sorted(dice.sample(everything, chosen.documents))

    population = [sampler.figures([(d, 0) for d in small()]) for _ in range(POPULATION)]
    true = [statistics.fmean(figures[name].f1 for figures in population) for name in NAMES]
    held = {linked: [0] * len(NAMES) for linked in (False, True)}
    for _ in range(chosen.samples):
        documents = small()
        for linked, counts in held.items():
            for at, interval in enumerate(sampler.interval(documents, chosen.replicates, linked)):
                counts[at] += interval.low.f1 <= true[at] <= interval.high.f1
    rows = [
        (name, f"{100 * true[at]:.1f}", *(f"{100 * held[k][at] / chosen.samples:.0f} %"
                                          for k in (False, True)))
        for at, name in enumerate(NAMES)
    ]  # fmt: skip
    head = ("F1", "mean", "held, copies apart", "held, copies linked")
    print((corpora.markdown if chosen.markdown else set_out)(head, rows))


if __name__ == "__main__":
    main()
