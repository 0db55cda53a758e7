"""What must hold of every drawing of alternative resolutions."""

from __future__ import annotations

import math
import random
import sys

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_chains import numbered, record
from test_clustering import LINKS, SETTINGS, WEIGHTS, Pair, plain, table

from toolkit.errors import UsageError
from toolkit.matching import Alternatives, Drawing, Records, alternatives, cluster

CUT = SETTINGS.threshold
ONE_ALONE = "surname equal, one alone"


def likely(weight: float) -> float:
    """A calibration that rises: even odds at the threshold."""
    return 1 / (1 + 2.0 ** -(weight - CUT))


def scored(weights: dict[Pair, float], **levels: str) -> pa.Table:
    chances = pa.array([likely(weight) for weight in weights.values()], pa.float64())
    return table(weights, **levels).append_column("probability", chances)


def drawn(
    weights: dict[Pair, float], drawing: Drawing, cannot: list[Pair] | None = None,
    records: Records | None = None, **levels: str,
) -> Alternatives:  # fmt: skip
    rows, links = records or plain(), ((), cannot or [])
    return alternatives(rows, scored(weights, **levels), CUT, links, drawing, (-2.0, 4.0))


def home(parts: list[tuple[str, ...]]) -> dict[str, str]:
    return {record_id: part[0] for part in parts for record_id in part}


@settings(max_examples=120, deadline=None)
@given(WEIGHTS, LINKS, LINKS, st.sampled_from([0.6, 0.9, 0.95]))
def test_the_threshold_gives_what_clustering_gives(
    weights: dict[Pair, float], must: list[Pair], cannot: list[Pair], certain: float
) -> None:
    try:
        whole = cluster(plain(), table(weights), SETTINGS, must, cannot)
    except UsageError:
        return
    found = alternatives(
        plain(), scored(weights), CUT, (must, cannot), Drawing(20, 1, certain), (0.0,)
    )
    parts = set(whole.members.values())
    for component in found.components:
        assert set(component.outcomes[component.now]) <= parts
        for outcome in component.outcomes:
            held = home(list(outcome))
            assert sorted(held) == sorted(home(list(component.outcomes[0])))
            assert all(held[a] == held[b] for a, b in must if a in held)
            assert not any(held[a] == held[b] for a, b in cannot if a in held and b in held)
    if not any(1 - certain < likely(weight) < certain for weight in weights.values()):
        assert not found.components


@settings(max_examples=60, deadline=None)
@given(WEIGHTS, LINKS, st.integers(0, 99))
def test_order_changes_nothing_and_the_seed_does(
    weights: dict[Pair, float], cannot: list[Pair], seed: int
) -> None:
    shuffled = list(weights.items())
    random.Random(seed).shuffle(shuffled)
    one = drawn(weights, Drawing(30, 5, spread=0.5), cannot)
    two = drawn(dict(shuffled), Drawing(30, 5, spread=0.5), cannot[::-1])
    assert [c.outcomes for c in one.components] == [c.outcomes for c in two.components]
    for a, b in zip(one.components, two.components, strict=True):
        assert np.array_equal(a.drawn, b.drawn) and a.grid == b.grid and a.asked == b.asked


def test_other_components_do_not_change_the_draws_of_one() -> None:
    pair: dict[Pair, float] = {("r0000", "r0001"): 1.5}
    alone = drawn(pair, Drawing(200, 5, spread=0.5))
    more = drawn(pair | {("r0004", "r0005"): 0.5}, Drawing(200, 5, spread=0.5))
    assert np.array_equal(alone.components[0].drawn, more.components[0].drawn)
    other = drawn(pair, Drawing(200, 6, spread=0.5))
    assert not np.array_equal(alone.components[0].drawn, other.components[0].drawn)


@pytest.mark.parametrize("weight", [-1.0, 0.0, 1.0, 2.5])
def test_a_pair_is_joined_as_often_as_its_probability_says(weight: float) -> None:
    found = drawn({("r0000", "r0001"): weight}, Drawing(4000, 3)).components[0]
    joined = [len(outcome) == 1 for outcome in found.outcomes]
    share = float(np.array(joined, dtype=float)[found.drawn].mean())
    p = likely(weight)
    assert abs(share - p) < 4 * math.sqrt(p * (1 - p) / 4000)


def test_ten_pairs_between_two_cores_are_one_chance() -> None:
    """r0..r3 and r4..r7 are surely two things each; every pair between them has 0.5."""
    sides = (range(4), range(4, 8))
    weights: dict[Pair, float] = {
        (f"r{a:04d}", f"r{b:04d}"): 30.0 for side in sides for a in side for b in side if a < b
    }
    weights |= {(f"r{a:04d}", f"r{b:04d}"): CUT for a in sides[0] for b in sides[1]}
    (found,) = drawn(weights, Drawing(4000, 3)).components
    assert {len(outcome) for outcome in found.outcomes} == {1, 2}
    joined = np.array([len(outcome) == 1 for outcome in found.outcomes], dtype=float)
    assert abs(float(joined[found.drawn].mean()) - 0.5) < 0.04


def test_candidates_of_a_short_name_exclude_each_other() -> None:
    people = [record(name, "PERSON") for name in ("Okun", "Paula Okun", "Zeno Okun")]
    rows = numbered(people)
    weights: dict[Pair, float] = {("r0000", "r0001"): 0.8, ("r0000", "r0002"): 0.8}
    (found,) = drawn(weights, Drawing(3000, 3), records=rows, person=ONE_ALONE).components
    sizes = {tuple(sorted(map(len, outcome))) for outcome in found.outcomes}
    assert sizes <= {(1, 2), (1, 1, 1)}
    held = [home(list(outcome)) for outcome in found.outcomes]
    for other in ("r0001", "r0002"):
        with_it = np.array([h["r0000"] == h[other] for h in held], dtype=float)
        assert abs(float(with_it[found.drawn].mean()) - likely(0.8)) < 0.05


def test_judged_pairs_never_flip() -> None:
    pair: dict[Pair, float] = {("r0000", "r0001"): 1.5}
    assert not drawn(pair, Drawing(50, 3), [("r0000", "r0001")]).components
    kept = alternatives(plain(), scored(pair), CUT, ([("r0000", "r0001")], []), Drawing(50, 3))
    assert not kept.components


def test_a_wide_calibration_widens_the_draws() -> None:
    weights: dict[Pair, float] = {
        (f"r{2 * n:04d}", f"r{2 * n + 1:04d}"): CUT for n in range(100)
    }  # fmt: skip
    rows = plain(200)

    def deviation(spread: float) -> float:
        found = drawn(weights, Drawing(500, 3, spread=spread), records=rows)
        counts = sum(
            np.array([len(o) for o in c.outcomes])[c.drawn] for c in found.components
        )  # fmt: skip
        return float(np.std(counts))

    assert abs(deviation(0.0) - 5.0) < 0.7  # binomial: sqrt(100 / 4)
    assert deviation(0.8) > 2 * deviation(0.0)


def test_ranges_cover_the_truth_that_pairs_were_drawn_from() -> None:
    """Pairs and chains of three with exact probabilities; the true number of things is in the 95 %
    range in at least 93 % of corpora (benchmarks/uncertainty.py does more of it)."""
    hits = []
    for seed in range(100):
        random_ = random.Random(seed)
        weights: dict[Pair, float] = {}
        true = 0
        for number in range(60):
            ends = (f"r{2 * number:04d}", f"r{2 * number + 1:04d}")
            same = random_.random() < 0.5
            evidence = random_.gauss(2.0 if same else -2.0, 2.0)  # its own log likelihood ratio
            weights[ends] = CUT + evidence / math.log(2)
            true += same
        found = drawn(weights, Drawing(200, seed, 0.99), records=plain(120))
        open_ = {r for c in found.components for part in c.outcomes[0] for r in part}
        merges = np.zeros(200) + sum(
            weight >= CUT for (left, _), weight in weights.items() if left not in open_
        )
        for component in found.components:
            merges += np.array([2 - len(o) for o in component.outcomes])[component.drawn]
        low, high = np.sort(merges)[[5, -6]]
        hits.append(low <= true <= high)
    assert sum(hits) >= 93


def test_very_many_pairs_in_doubt_get_fewer_draws() -> None:
    from toolkit.matching.alternatives import FEWEST, MOST_DRAWN, _affordable

    assert _affordable(200, 10) == 200 and _affordable(20, MOST_DRAWN) == 20
    assert _affordable(200, MOST_DRAWN // 100) == 100 and _affordable(200, MOST_DRAWN) == FEWEST


def test_too_many_pairs_in_doubt_are_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["toolkit.matching.alternatives"], "MOST_PAIRS", 1)
    pairs: dict[Pair, float] = {("r0000", "r0001"): 1.5, ("r0002", "r0003"): 1.5}
    found = drawn(pairs, Drawing(50, 3))
    assert (found.components, found.pairs, found.drawing.draws) == ((), 2, 0)
