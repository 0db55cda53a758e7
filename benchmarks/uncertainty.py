"""Do the ranges of alternative resolutions cover the truth?

Run:  python benchmarks/uncertainty.py simulate [--corpora 400] [--tangled]
      python benchmarks/uncertainty.py corpora [SET ...] [--groups 2 3] [--spread 0.8] [--json]
      python benchmarks/uncertainty.py calibration [SET ...]

simulate: names in two groups of documents, in pairs and in chains of three. Whether the two names
of a pair are one thing is drawn first, then evidence for it, so that the probability of every pair
is known exactly. Counted is how often the 95 % range holds the true number of shared actors, and
the true number of documents of an actor. With --tangled no thing has more than two names and every
name is compared with many others, which breaks what the draws assume: that pairs are independent
questions.

corpora: development corpora with gold, divided by turns into groups, given mentions resolved, and
the same figures of the gold entities. Only names whose gold identity holds across documents are
kept.

calibration: by how much the probabilities of each corpus are off, as one shift of their log-odds
(maximum likelihood over the questions that the draws ask); the deviation over the corpora is
comparison.calibration_spread.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

import toolkit
from toolkit import config, matching
from toolkit.matching.levels import COMPARISONS
from toolkit.matching.model import column

SETS = ("dwie", "reuters128", "re3d_xdoc")
GROUPS = "abc"
CUT = 3.0  # bits


# --- simulation ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Made:
    """A made corpus: the true thing of every record, the documents of every record by group, and
    pairs with their exact probability."""

    thing: list[int]
    documents: list[dict[str, set[int]]]
    pairs: dict[tuple[int, int], float]


def make(seed: int, size: int = 60, spread: float = 0.0, tangled: bool = False) -> Made:
    """A corpus of `size` pairs and `size` / 4 chains of three names.

    Evidence is normal with variance 4 and mean 2 for one thing, -2 for two: its log likelihood
    ratio is itself, so that prior + evidence are the log-odds of the exact posterior. `spread`
    then moves what is *said* of all pairs of the corpus.
    """
    draw = random.Random(seed)
    prior = math.log(1 / 2)
    thing: list[int] = []
    true: list[tuple[int, int]] = []
    others: list[tuple[int, int]] = []
    for length in [2] * size + [3] * (size // 4):
        for place in range(length):
            here = len(thing)
            same = place > 0 and draw.random() < 1 / 3
            thing.append(thing[-1] if same else here)
            if place:
                (true if same else others).append((here - 1, here))
    if tangled:
        others = _tangle(draw, thing, 2 * len(true))
    documents = [
        {g: {draw.randrange(12) for _ in range(3)} for g in draw.choice(("a", "b", "ab"))}
        for _ in thing
    ]
    off = draw.gauss(0.0, spread) if spread else 0.0
    pairs = {}
    for pair in sorted([*true, *others]):
        mean = 2.0 if thing[pair[0]] == thing[pair[1]] else -2.0
        pairs[pair] = 1 / (1 + math.exp(-(prior + draw.gauss(mean, 2.0) + off)))
    return Made(thing, documents, pairs)


def _tangle(draw: random.Random, thing: Sequence[int], count: int) -> list[tuple[int, int]]:
    """So many pairs of different things, any with any."""
    found: set[tuple[int, int]] = set()
    while len(found) < count:
        one, two = sorted(draw.sample(range(len(thing)), 2))
        if thing[one] != thing[two]:
            found.add((one, two))
    return sorted(found)


def table(made: Made) -> pa.Table:
    """Pairs as the matching gives them; bits are the log-odds, the threshold is p = 8/9."""
    schema = pa.schema(
        [("record_l", pa.string()), ("record_r", pa.string()), ("match_weight", pa.float64()),
         ("probability", pa.float64())]
        + [(f"level_{column(item)}", pa.string()) for item in COMPARISONS]
    )  # fmt: skip
    rows = [
        {"record_l": _name(a), "record_r": _name(b), "match_weight": math.log2(p / (1 - p)),
         "probability": p}
        for (a, b), p in made.pairs.items()
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=schema)


def _name(number: int) -> str:
    return f"r{number:04d}"


def records(count: int) -> matching.Records:
    """Records that say nothing of themselves, so that no constraint interferes."""
    plain: dict[str, Any] = {
        "kind": "ORG", "nameclass": "organisation", "identity": "", "bare": "", "given": "",
        "given_short": False, "initials": "", "middle": "", "last_middle": "", "words": "",
        "head": "", "information": 1.0,
    }  # fmt: skip
    plain |= dict.fromkeys(
        ("acronyms", "long_forms", "core", "places", "years", "counts", "given_forms",
         "given_starts", "documents", "near_rare"), (),
    )  # fmt: skip
    return matching.Records(tuple(
        plain | {"record_id": _name(n), "name": f"Name {n}"} for n in range(count)
    ))  # fmt: skip


def cover(made: Made, drawing: matching.Drawing) -> tuple[bool, list[bool]]:
    """Is the true number of shared things in the 95 % range? And for each record in doubt, is the
    true number of documents of its thing in group a?"""
    found = matching.alternatives(
        records(len(made.thing)), table(made), CUT, ((), ()), drawing
    )  # fmt: skip
    doubted = {int(r[1:]) for c in found.components for part in c.outcomes[0] for r in part}
    settled = _settled(made, doubted)
    shared = np.full(drawing.draws, float(sum(_shared(made, part) for part in settled)))
    hits = []
    for component in found.components:
        parts = [[[int(r[1:]) for r in part] for part in out] for out in component.outcomes]
        shared += np.array([sum(_shared(made, p) for p in out) for out in parts])[component.drawn]
        for record in sorted(r for part in parts[0] for r in part):
            own = np.array([
                len(_documents(made, next(p for p in out if record in p), "a")) for out in parts
            ])[component.drawn]  # fmt: skip
            if own.min() != own.max():
                truth = [n for n, t in enumerate(made.thing) if t == made.thing[record]]
                hits.append(_inside(len(_documents(made, truth, "a")), own))
    by_thing: dict[int, list[int]] = defaultdict(list)
    for number, thing in enumerate(made.thing):
        by_thing[thing].append(number)
    true = sum(_shared(made, part) for part in by_thing.values())
    return _inside(true, shared), hits


def _settled(made: Made, doubted: set[int]) -> list[list[int]]:
    """What surely belongs together, outside the components in doubt."""
    clusters = matching.cluster(
        records(len(made.thing)), table(made), config.ClusteringSettings(threshold=CUT)
    )
    parts = [[int(r[1:]) for r in part] for part in clusters.members.values()]
    return [part for part in parts if not doubted & set(part)]


def _documents(made: Made, part: Iterable[int], group: str) -> set[int]:
    return {d for record in part for d in made.documents[record].get(group, ())}


def _shared(made: Made, part: Sequence[int]) -> bool:
    return all(_documents(made, part, group) for group in "ab")


def _inside(truth: float, drawn: Any) -> bool:
    from toolkit.comparison.redrawn import spread

    found = spread(truth, np.asarray(drawn, dtype=float))
    return found.low <= truth <= found.high


def simulate(
    corpora: int, spread: float, drawn_spread: float, tangled: bool = False
) -> tuple[float, float]:
    """(coverage of shared, coverage of documents) over made corpora."""
    shared, documents = [], []
    for seed in range(corpora):
        drawing = matching.Drawing(200, seed, 0.99, drawn_spread)
        hit, hits = cover(make(seed, spread=spread, tangled=tangled), drawing)
        shared.append(hit)
        documents += hits
    return statistics.fmean(shared), statistics.fmean(documents)


# --- development corpora -------------------------------------------------------------------------


@dataclass(frozen=True)
class Held:
    """One corpus in so many groups. `actors` and `shared` are (gold, here, low, high); `inside` of
    `followed` actors the true documents of every group are in their ranges, `fixed` of `still`
    actors without a range have the true documents."""

    name: str
    groups: int
    actors: tuple[int, int, float, float]
    shared: tuple[int, int, float, float]
    followed: int
    inside: int
    still: int
    fixed: int


def measure(name: str, groups: int, overrides: dict[str, Any]) -> Held:
    import corpora

    corpus = corpora.load(name)
    order = {d.doc_id: GROUPS[n % groups] for n, d in enumerate(corpus.documents)}
    with tempfile.TemporaryDirectory() as place:
        store = Path(place) / "s.duckdb"
        with toolkit.open(store, overrides=overrides | {"documents.reprints": "each"}) as opened:
            opened.ingest([
                toolkit.Document(d.doc_id, d.text, group=order[d.doc_id]) for d in corpus.documents
            ])  # fmt: skip
            opened.add_mentions(corpora.given_rows(corpus), strict=True)
            opened.resolve()
            value = opened.compare().value
    gold = {(m.doc_id, m.start, m.end): m.entity for m in corpus.mentions}
    return _held(name, value, gold)


def _held(name: str, value: Any, gold: dict[tuple[str, int, int], str]) -> Held:
    """Gold figures over the mentions that the comparison counts."""
    documents: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    entity: dict[str, Counter[str]] = defaultdict(Counter)
    for row in value.evidence:
        true = gold[row.doc_id, row.start, row.end]
        documents[true][row.group].add(row.doc_id)
        entity[row.entity_id][true] += 1
    groups = [group.id for group in value.groups]
    shared = sum(all(found[g] for g in groups) for found in documents.values())
    doubts = {actor.entity_id: actor for actor in value.uncertainty.actors}
    figures = value.uncertainty.figures
    seen = Counter()
    for actor in value.actors:
        true = documents[entity[actor.entity_id].most_common(1)[0][0]]
        doubt = doubts.get(actor.entity_id)
        if doubt is None:
            seen["still"] += 1
            seen["fixed"] += all(len(true[g]) == actor.counts[g].documents for g in groups)
        else:
            seen["followed"] += 1
            ranges = doubt.documents
            seen["inside"] += all(ranges[g].low <= len(true[g]) <= ranges[g].high for g in groups)
    ends = [
        (truth, int(figures[key].value), figures[key].low, figures[key].high)
        for key, truth in (("actors", len(documents)), ("shared", shared))
    ]
    return Held(name, len(groups), ends[0], ends[1], seen["followed"], seen["inside"],
                seen["still"], seen["fixed"])  # fmt: skip


def _row(held: Held) -> tuple[str, ...]:
    def told(figure: tuple[int, int, float, float]) -> tuple[str, str, str, str]:
        truth, here, low, high = figure
        return (str(truth), str(here), f"{low:.0f} to {high:.0f}", "yes" if low <= truth <= high
                else "no")  # fmt: skip

    followed = f"{held.inside} of {held.followed}"
    return (held.name, str(held.groups), *told(held.shared), *told(held.actors), followed,
            f"{held.fixed} of {held.still}")  # fmt: skip


HEAD = ("set", "groups", "gold shared", "here", "range", "covered", "gold actors", "here", "range",
        "covered", "actors in doubt covered", "others right")  # fmt: skip


# --- calibration ---------------------------------------------------------------------------------


def shift(name: str) -> tuple[int, float, int, float]:
    """(questions, expected true, true, shift of the log-odds) of one corpus."""
    import corpora

    prepared = corpora.prepare(corpora.load(name))
    settings = config.load()
    model = matching.load_model(settings.matching.model)
    pairs = matching.score(prepared.records, model, settings.matching, settings.run)
    drawing = matching.Drawing(1, 7, settings.comparison.certain)
    cut = settings.clustering.threshold
    found = matching.alternatives(prepared.records, pairs, cut, ((), ()), drawing)
    entity: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    region = prepared.corpus.regions()
    for mention, record in zip(prepared.corpus.mentions, prepared.record_of, strict=True):
        entity[record][region[mention.doc_id]][mention.entity] += 1
    judged = []
    for component in found.components:
        for left, right, p in component.asked:
            both = entity[left].keys() & entity[right].keys()
            if both:
                same = all(_best(entity[left][r]) == _best(entity[right][r]) for r in both)
                judged.append((p, same))
    odds = np.array([math.log(p / (1 - p)) for p, _ in judged])
    true = sum(same for _, same in judged)
    low, high = -8.0, 8.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if _expected(odds + middle) > true else (middle, high)
    return len(judged), _expected(odds), true, (low + high) / 2


def _expected(odds: Any) -> float:
    return float((1 / (1 + np.exp(-odds))).sum())


def _best(counts: Counter[str]) -> str:
    return min(counts, key=lambda name: (-counts[name], name))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=["simulate", "corpora", "calibration"])
    parser.add_argument("sets", nargs="*", metavar="SET")
    parser.add_argument("--corpora", type=int, default=400, help="made corpora (simulate)")
    parser.add_argument("--tangled", action="store_true", help="pairs that depend on each other")
    parser.add_argument("--groups", type=int, nargs="+", default=[2, 3])
    parser.add_argument("--spread", type=float, help="instead of comparison.calibration_spread")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).parent))
    if chosen.what == "simulate":
        for said, drawn in ((0.0, 0.0), (0.0, 0.8), (0.8, 0.0), (0.8, 0.8)):
            shared, documents = simulate(chosen.corpora, said, drawn, chosen.tangled)
            print(
                f"probabilities off by {said:.1f}, draws allow {drawn:.1f}: shared covered in "
                f"{100 * shared:.1f} %, documents of an actor in {100 * documents:.1f} %"
            )
    elif chosen.what == "corpora":
        import corpora

        spread = {} if chosen.spread is None else {"comparison.calibration_spread": chosen.spread}
        rows = [measure(n, g, spread) for n in chosen.sets or SETS for g in chosen.groups]
        told = [asdict(row) for row in rows]
        print(json.dumps(told) if chosen.json else corpora.markdown(HEAD, map(_row, rows)))
    else:
        import corpora

        shifts = []
        for name in chosen.sets or corpora.SETS:
            questions, expected, true, moved = shift(name)
            shifts.append(moved)
            print(f"{name}: {questions} questions, {expected:.1f} expected, {true} true, "
                  f"shift {moved:+.2f}")  # fmt: skip
        print(f"mean {statistics.fmean(shifts):+.2f}, deviation {statistics.stdev(shifts):.2f}")


if __name__ == "__main__":
    main()
