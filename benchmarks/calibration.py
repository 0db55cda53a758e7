"""Do match probabilities mean what they say: of pairs at 0.8, are 8 of 10 one thing?

Run:  python benchmarks/calibration.py [SET ...] [--held-out | --model FILE] [--each] [--markdown]

All pairs of records that blocking brings together are put into bins by their probability; the share
of true pairs in a bin should be the mean probability. Only pairs whose truth the gold tells count
(corpora.known_pairs). The gap of a bin is the difference in points; bins with fewer than 50 pairs
say little and are left out of the largest gap. The shipped model has seen these corpora: with
--held-out the pairs of a corpus are judged by a model that was trained, and calibrated, on the
other corpora only.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import corpora

from toolkit import matching
from toolkit.evaluation.score import set_out
from toolkit.matching.labelling import LabelledPair, labelled
from toolkit.matching.training import train

EDGES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
ENOUGH = 50  # pairs for a bin to say something
EVERYTHING = {"matching.keep_above": -1000.0}  # bits: no blocked pair is too weak
HEAD = ("from", "pairs", "true", "said", "is", "gap")
BY_HAND = "policy_by_hand"  # the model that training starts from
Judged = tuple[float, bool]  # (probability, one thing?)


@dataclass(frozen=True)
class Bin:
    """Pairs with a probability from `start` to the next edge; `said` is their mean probability and
    `share` how many of them are one thing."""

    start: float
    pairs: int
    true: int
    said: float

    @property
    def share(self) -> float:
        return self.true / self.pairs

    @property
    def gap(self) -> float:
        return self.share - self.said

    @property
    def cells(self) -> tuple[str, ...]:
        few = "" if self.pairs >= ENOUGH else " (few)"
        return (f"{self.start:.2f}", str(self.pairs), str(self.true), f"{self.said:.3f}",
                f"{self.share:.3f}", f"{100 * self.gap:+.1f}{few}")  # fmt: skip


def judged(name: str, model: matching.Model | str | None) -> list[Judged]:
    """Blocked pairs of one corpus with known truth."""
    prepared = corpora.prepare(corpora.load(name))
    run = corpora.resolve(prepared, model, EVERYTHING)
    return [(pair["probability"], same) for pair, same in corpora.known_pairs(prepared, run.pairs)]


def judged_by_others(names: Sequence[str]) -> dict[str, list[Judged]]:
    """As `judged`, each corpus by a model that has seen only the others of corpora.SETS."""
    start = matching.load_model(BY_HAND)
    seen = {name: _labelled(name, start) for name in corpora.SETS}
    found = {}
    for name in names:
        others = [pair for other, pairs in seen.items() if other != name for pair in pairs]
        found[name] = judged(name, train(others, start, f"without {name}").model)
    return found


def _labelled(name: str, start: matching.Model) -> list[LabelledPair]:
    prepared = corpora.prepare(corpora.load(name))
    run = corpora.resolve(prepared, start, EVERYTHING)
    return [labelled(row, same, name) for row, same in corpora.known_pairs(prepared, run.pairs)]


def reliability(pairs: Sequence[Judged]) -> list[Bin]:
    """The bins that hold pairs, lowest probability first."""
    held: dict[float, list[Judged]] = {edge: [] for edge in EDGES}
    for pair in pairs:
        held[EDGES[bisect_right(EDGES, pair[0]) - 1]].append(pair)
    return [
        Bin(edge, len(part), sum(same for _, same in part), sum(p for p, _ in part) / len(part))
        for edge, part in held.items() if part
    ]  # fmt: skip


def largest_gap(bins: Sequence[Bin]) -> float:
    """In points, over bins with enough pairs."""
    return max((100 * abs(item.gap) for item in bins if item.pairs >= ENOUGH), default=0.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="*", default=corpora.SETS, metavar="SET")
    parser.add_argument("--model", help="name or file of a model")
    parser.add_argument("--held-out", action="store_true", help="train on the other sets")
    parser.add_argument("--each", action="store_true", help="a table for every set as well")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    if chosen.held_out:
        by_set = judged_by_others(chosen.sets)
    else:
        by_set = {name: judged(name, chosen.model) for name in chosen.sets}
    tables = {"all": reliability([pair for pairs in by_set.values() for pair in pairs])}
    if chosen.each:
        tables |= {name: reliability(pairs) for name, pairs in by_set.items()}
    if chosen.json:
        values = {name: [asdict(item) for item in bins] for name, bins in tables.items()}
        print(json.dumps(values, indent=1))
        return
    show = corpora.markdown if chosen.markdown else set_out
    for name, bins in tables.items():
        print(f"{name}: largest gap {largest_gap(bins):.1f} points\n")
        print(show(HEAD, [item.cells for item in bins]), end="\n\n")


if __name__ == "__main__":
    main()
