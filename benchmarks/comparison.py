"""Do the figures of a comparison hold what they say? Simulated corpora with known answers.

    python benchmarks/comparison.py                # the two simulations and the speed, as tables
    python benchmarks/comparison.py --corpora 100  # fewer corpora: faster, less exact

Actors have Zipf's frequencies; documents have log-normal lengths; an actor that a document names,
it names in bunches (gamma-Poisson), so that mentions of one document are far from independent.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from toolkit.comparison.contrast import contrasts
from toolkit.comparison.counts import DocumentCounts
from toolkit.comparison.divisions import divisions
from toolkit.comparison.shares import shares
from toolkit.comparison.statistics import difference

SIZES = ((5, 5), (5, 20), (10, 10), (40, 40), (150, 50), (8, 8, 8), (30, 20, 10))
BUNCHING = (1.0, 4.0)  # variance of the gamma: how unequal documents are in what they name


@dataclass(frozen=True)
class Made:
    """A corpus with the true shares of its actors: groups x actors."""

    counts: DocumentCounts
    truth: np.ndarray


def made(
    random: np.random.Generator, sizes: tuple[int, ...], actors: int, bunching: float, spread: float
) -> Made:
    """Groups of documents; `spread` is the deviation of the log of how groups differ (0: not)."""
    base = 1 / np.arange(1, actors + 1)
    truth, rows, group = [], [], []
    for number, documents in enumerate(sizes):
        share = base * np.exp(random.normal(0, spread, actors)) if spread else base.copy()
        share /= share.sum()
        lengths = np.maximum(3, random.lognormal(np.log(25), 0.6, documents)).astype(int)
        own = share * random.gamma(1 / bunching, bunching, (documents, actors))
        rows.append(random.poisson(own * lengths[:, None]))
        truth.append(share)
        group += [number] * documents
    table = np.concatenate(rows).T.astype(float)
    return Made(counts_of(table, np.array(group)), np.array(truth))


def counts_of(table: np.ndarray, group: np.ndarray) -> DocumentCounts:
    names = tuple(f"a{number:05}" for number in range(len(table)))
    strata = np.zeros(len(group), dtype=np.int64)
    groups = int(group.max()) + 1
    sizes = table.sum(axis=0)
    return DocumentCounts(names, csr_matrix(table), sizes, group, strata, groups)


def false_alarms(sizes: tuple[int, ...], bunching: float, corpora: int, seed: int) -> float:
    """The share of corpora without any true difference in which any is called clear."""
    random = np.random.default_rng(seed)
    alarms = 0
    for _ in range(corpora):
        counts = made(random, sizes, 80, bunching, 0.0).counts
        found = contrasts(counts, divisions(counts, 1999, 7))
        alarms += any(d.clear for row in found.values() for d in row.values())
    return alarms / corpora


def found_alone(sizes: tuple[int, ...], bunching: float, corpora: int, seed: int) -> float:
    """How often an actor is called clear that 60 % of the documents of the first group name, two
    or three times, and no document of another group."""
    random = np.random.default_rng(seed)
    found = 0
    for _ in range(corpora):
        counts = made(random, sizes, 80, bunching, 0.0).counts
        named = (counts.group == 0) & (random.random(counts.documents) < 0.6)
        own = named * (1 + random.poisson(1.5, counts.documents))
        with_it = np.vstack([counts.counts.toarray(), own])
        counts = counts_of(with_it, counts.group)
        found += contrasts(counts, divisions(counts, 1999, 7))[counts.rows[-1]][0].clear
    return found / corpora


def coverage(
    sizes: tuple[int, ...], bunching: float, corpora: int, seed: int
) -> tuple[float, float, float]:
    """How often 95 % intervals hold the true log-odds, of all actors and of those named 15 times,
    and the true difference of shares (first two groups)."""
    random = np.random.default_rng(seed)
    odds: list[bool] = []
    often: list[bool] = []
    gaps: list[bool] = []
    for _ in range(corpora):
        corpus = made(random, sizes, 60, bunching, 0.8)
        counts, dealt = corpus.counts, divisions(corpus.counts, 1, 7)
        weights = np.array([float(counts.sizes @ counts.of_group(g)) for g in range(len(sizes))])
        found, parts = contrasts(counts, dealt), shares(counts, clustered=True)
        total = np.asarray(counts.counts.sum(axis=1)).ravel()
        for at, row in enumerate(counts.rows):
            if not total[at]:
                continue
            here = corpus.truth[0][at]
            rest = weights[1:] @ corpus.truth[1:, at] / weights[1:].sum()
            true = np.log(here / (1 - here)) - np.log(rest / (1 - rest))
            interval = found[row][0].log_odds
            odds.append(interval.low <= true <= interval.high)
            if total[at] >= 15:
                often.append(odds[-1])
            gap = difference(parts[row][0], parts[row][1])
            gaps.append(gap.low <= here - corpus.truth[1][at] <= gap.high)
    return float(np.mean(odds)), float(np.mean(often)), float(np.mean(gaps))


def speed() -> str:
    """10,000 permutations for 2,000 entities and 1,000 documents."""
    counts = made(np.random.default_rng(3), (600, 400), 2000, 2.0, 0.5).counts
    begun = time.process_time()
    found = contrasts(counts, divisions(counts, 10_000, 7))
    took = time.process_time() - begun
    clear = sum(row[0].clear for row in found.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"10,000 permutations, {len(counts.rows):,} entities, {counts.documents:,} documents: "
        f"{took:.1f} processor s, peak {peak:,.0f} MB, {clear:,} clear"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=int, default=1000, help="for each row of the tables")
    given = parser.parse_args()
    print("| documents | bunching | any clear, no difference | one group's alone | "
          "95 % of log-odds | named 15 times | 95 % of differences |")  # fmt: skip
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for sizes in SIZES:
        for bunching in BUNCHING:
            alarm = false_alarms(sizes, bunching, given.corpora, 11)
            fewer = max(20, given.corpora // 5)
            alone = found_alone(sizes, bunching, fewer, 13)
            all_, often, gaps = coverage(sizes, bunching, fewer, 12)
            print(f"| {' + '.join(map(str, sizes))} | {bunching:g} | {alarm:.1%} | {alone:.0%} | "
                  f"{all_:.1%} | {often:.1%} | {gaps:.1%} |", flush=True)  # fmt: skip
    print("\n" + speed())


if __name__ == "__main__":
    main()
