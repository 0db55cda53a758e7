"""Figures with documents as units: against enumeration, hand calculation and scipy."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_counts import made
from scipy.stats import false_discovery_control, t

from toolkit.comparison import statistics
from toolkit.comparison.contrast import contrasts
from toolkit.comparison.dispersion import dispersion
from toolkit.comparison.divisions import divisions
from toolkit.comparison.rarefaction import chance_of_naming, rarefied
from toolkit.comparison.shares import shares

HALVES = [0] * 5 + [1] * 5


def surprise(table: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Dunning's log-likelihood of every row, the slow way."""
    sizes, found = table.sum(axis=0), []
    for row in table:
        cells = [(y[labels == g].sum()) for y in (row, sizes - row) for g in (0, 1)]
        seen = np.array(cells, dtype=float).reshape(2, 2)
        expected = seen.sum(axis=1, keepdims=True) * seen.sum(axis=0) / seen.sum()
        pairs = zip(seen.flat, expected.flat, strict=True)
        found.append(2 * sum(o * math.log(o / e) for o, e in pairs if o))
    return np.array(found)


def test_p_values_are_those_of_all_divisions() -> None:
    table = [
        [3, 1, 2, 4, 1, 0, 0, 1, 0, 0],
        [0, 1, 0, 2, 0, 2, 0, 3, 1, 1],
        [5, 0, 0, 0, 0, 0, 0, 0, 0, 0],  # in one document only: not tested
        [2, 3, 2, 1, 2, 3, 2, 2, 1, 2],
    ]
    counts = made(table, HALVES)
    dealt = divisions(counts, 9999, 7)
    assert dealt is not None
    assert (dealt.exact, dealt.tried) == (True, 252)
    array, truth = np.array(table), surprise(np.array(table), np.array(HALVES))
    extreme = np.zeros(4)
    for chosen in itertools.combinations(range(10), 5):
        labels = np.array([0 if at in chosen else 1 for at in range(10)])
        extreme += surprise(array, labels) >= truth - 1e-7
    found = contrasts(counts, dealt)
    expected = extreme / 252
    assert found["a2"][0].p_value is None
    assert not found["a2"][0].clear
    tested = [0, 1, 3]
    assert [found[f"a{i}"][0].p_value for i in tested] == pytest.approx(expected[tested])
    theirs = false_discovery_control(expected[tested])
    assert [found[f"a{i}"][0].q_value for i in tested] == pytest.approx(theirs)


def test_a_plain_difference_is_clear_and_a_bunched_one_is_not() -> None:
    even = [6, 5, 7, 6, 5, 6, 7, 5, 6, 0, 1, 0, 0, 1, 0, 0, 0, 0]
    bunch = [0, 53, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0]  # as many, in one document
    rest = [20] * 18
    counts = made([even, bunch, rest], [0] * 9 + [1] * 9)
    found = contrasts(counts, divisions(counts, 1999, 7))
    assert found["a0"][0].clear
    assert found["a1"][0].contrast
    assert not found["a1"][0].clear
    assert found["a1"][0].log_odds.low < 0
    assert found["a0"][1].log_odds.estimate == -found["a0"][0].log_odds.estimate


@pytest.mark.parametrize("documents", [8, 20, 40])
def test_what_one_group_alone_names_can_be_clear(documents: int) -> None:
    alone = [2, 1, 3, 0] * (documents // 4)
    counts = made([alone + [0] * documents, [9] * 2 * documents], [0] * documents + [1] * documents)
    figure = contrasts(counts, divisions(counts, 1999, 7))["a0"][0]
    assert figure.clear
    assert figure.p_value is not None
    assert figure.p_value <= 0.05


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=6, max_size=6).filter(any))
def test_of_documents_of_one_size_more_apart_is_never_less_surprising(row: list[int]) -> None:
    """The p of the division that puts the documents with most of a row together is the least."""
    ordered = sorted(row, reverse=True) + [0] * 6
    sizes = [30] * 12
    p = []
    for group in ([0] * 6 + [1] * 6, [0, 1] * 6, [1, 0, 0, 1, 1, 0] * 2):
        counts = made([ordered], group, sizes)
        p.append(contrasts(counts, divisions(counts, 924, 7))["a0"][0].p_value)
    if p[0] is not None:
        assert p[0] == min(value for value in p if value is not None)


def test_small_groups_are_not_tested() -> None:
    counts = made([[9, 8, 9, 9, 0, 0, 0, 0, 0], [1] * 9], [0] * 4 + [1] * 5)
    assert divisions(counts, 999, 7) is None
    found = contrasts(counts, None)["a0"][0]
    assert (found.clear, found.contrast, found.p_value, found.q_value) == (False, True, None, None)


def test_interval_by_hand() -> None:
    # Two documents of 10 mentions a side; 4 and 2 of them are the actor, against 1 and 1.
    counts = made([[4, 2, 1, 1]], [0, 0, 1, 1], sizes=[10, 10, 10, 10])
    share = 6.5 / 21
    residuals = sum(((y - share * 10) / 0.5) ** 2 for y in (4, 2))
    spread = residuals / 400 / (share * (1 - share)) ** 2
    independent = 1 / 6.5 + 1 / 14.5
    first = max(spread, independent)
    second = 1 / 2.5 + 1 / 18.5  # both documents alike: no less than independent mentions
    from toolkit.comparison.contrast import _margins, _side

    sides = [_side(counts, counts.of_group(g)) for g in (0, 1)]
    half = float(_margins(sides[0], sides[1])[0])
    # Only what was estimated from the two documents has degrees of freedom: one.
    freedom = (first + second) ** 2 / first**2 if spread > independent else math.inf
    assert half == pytest.approx(t.ppf(0.975, freedom) * math.sqrt(first + second))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_sampled_p_is_never_zero_and_repeats(seed: int) -> None:
    random = np.random.default_rng(seed)
    counts = made(random.poisson(2, (4, 24)).tolist(), [0] * 12 + [1] * 12, sizes=[40] * 24)
    dealt = divisions(counts, 49, seed)
    assert dealt is not None
    found = contrasts(counts, dealt)
    for row in found.values():
        figure = row[0]
        assert figure.p_value is None or 1 / 50 <= figure.p_value <= 1
        assert figure.log_odds.low <= figure.log_odds.estimate <= figure.log_odds.high
    assert found == contrasts(counts, divisions(counts, 49, seed))


def test_strata_never_mix() -> None:
    counts = made([[1] * 12], [0] * 6 + [1] * 6, strata=[0, 0, 0, 1, 1, 1] * 2)
    dealt = divisions(counts, 200, 7)
    assert dealt is not None
    strata = np.array(dealt.strata)
    for labels in dealt.batches(10_000):
        assert (labels[strata == 0].sum(axis=0) == 3).all()
        assert (labels[strata == 1].sum(axis=0) == 3).all()


@pytest.mark.parametrize("group", [HALVES, [0] * 5 + [1] * 6, [0] * 5 + [1] * 5 + [2] * 5])
def test_all_divisions_are_different_and_all_there(group: list[int]) -> None:
    counts = made([[1] * len(group)], group)
    dealt = divisions(counts, 10**7, 7)
    assert dealt is not None
    if dealt.tried > 1000:
        assert dealt.tried == 756_756  # 15! / 5!^3
        return
    rows = np.concatenate(list(dealt.batches(500)), axis=1).T
    assert len({tuple(row) for row in rows.tolist()}) == len(rows) == dealt.tried
    assert (np.sort(rows, axis=1) == np.sort(np.array(group))).all()
    assert dealt.smallest_p() == (2 if group == HALVES else 1) / dealt.tried


def test_shares_of_bunched_sentences_are_less_sure() -> None:
    sizes = [10] * 10
    even = [2] * 5 + [1] * 5
    bunched = [10, 0, 0, 0, 0, 1, 1, 1, 1, 1]
    counts = made([even, bunched], HALVES, sizes=sizes)
    plain, clustered = shares(counts, False), shares(counts, True)
    assert plain["a0"][0] == statistics.wilson(10, 50)
    assert plain["a1"][0] == plain["a0"][0]
    width = {row: clustered[row][0].high - clustered[row][0].low for row in clustered}
    assert width["a1"] > 1.5 * width["a0"]
    assert clustered["a1"][0].estimate == 0.2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), min_size=10, max_size=10), min_size=1, max_size=4))
def test_shares_lie_in_their_intervals(table: list[list[int]]) -> None:
    counts = made(table, HALVES, sizes=[9] * 10)
    for clustered in (False, True):
        for row in shares(counts, clustered).values():
            assert all(0 <= s.low <= s.estimate <= s.high <= 1 for s in row)


def test_dispersion_by_hand() -> None:
    # Words 10, 30, 60; mentions 2, 0, 2: DP = (|.5-.1| + .3 + |.5-.6|) / 2 = .4; 1 - min s = .9.
    counts = made([[2, 0, 2], [0, 0, 0]], [0, 0, 0])
    found = dispersion(counts, {0: 10, 1: 30, 2: 60})
    assert found["a0"][0].dp == pytest.approx(0.4)
    assert found["a0"][0].dp_norm == pytest.approx(0.4 / 0.9)
    assert found["a1"] == {}
    alone = dispersion(made([[3]], [0]), {0: 10})
    assert alone["a0"] == {}


def test_rarefaction_against_drawing_documents() -> None:
    table = np.array([[1, 1, 1, 1, 0, 0], [1, 0, 0, 0, 0, 0], [0, 1, 1, 0, 0, 0]])
    wanted = [
        float(np.mean([table[:, list(c)].any(axis=1).sum()
                       for c in itertools.combinations(range(6), drawn)]))
        for drawn in range(1, 7)
    ]  # fmt: skip
    got = [float(chance_of_naming(table.sum(axis=1), 6, drawn).sum()) for drawn in range(1, 7)]
    assert got == pytest.approx(wanted)


def test_rarefied_brings_the_larger_group_down() -> None:
    counts = made([[1, 0, 1, 0], [0, 1, 0, 1], [0, 1, 0, 0]], [0, 1, 1, 1])
    found = rarefied(counts, ("x", "y"))
    assert found is not None
    assert found.documents == 1
    assert found.actors["x"].estimate == pytest.approx(1)
    # y: 1 of 3, 2 of 3 and 1 of 3 documents name them; shared is the first actor only.
    assert found.actors["y"].estimate == pytest.approx(4 / 3)
    assert found.shared == pytest.approx(1 / 3)
    assert rarefied(made([[1, 1]], [0, 0]), ("x",)) is None


def test_no_difference_is_seldom_called_clear() -> None:
    """The large version is benchmarks/comparison.py; this one would catch a broken test."""
    random = np.random.default_rng(5)
    base = 1 / np.arange(1, 41)
    alarms = 0
    for _ in range(60):
        lengths = random.lognormal(3.2, 0.6, 24)
        bunched = base / base.sum() * random.gamma(0.5, 2, (24, 40))
        table = random.poisson(bunched * lengths[:, None]).T
        counts = made(table.tolist(), [0] * 12 + [1] * 12)
        found = contrasts(counts, divisions(counts, 499, 7))
        alarms += any(row[0].clear for row in found.values())
    assert alarms <= 8  # 5 % of 60 is 3; more than 8 has a chance under 1 %


def test_batches_of_any_size_hold_the_same_divisions(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = made([[1] * 30], [0] * 10 + [1] * 20, strata=[0, 1, 1] * 10)
    dealt = divisions(counts, 70, 3)
    assert dealt is not None
    kept = np.concatenate(list(dealt.batches(30 * 7)), axis=1)
    monkeypatch.setattr("toolkit.comparison.divisions._KEPT", 0)
    for cells in (1, 30 * 9, 10**6):
        assert (np.concatenate(list(dealt.batches(cells)), axis=1) == kept).all()


def test_few_divisions_within_strata_cannot_reach_a_small_p() -> None:
    # In each stratum one document of one group among five of the other: 6 x 6 divisions.
    group = [0] + [1] * 5 + [1] + [0] * 5
    counts = made([[1] * 12], group, strata=[0] * 6 + [1] * 6)
    dealt = divisions(counts, 999, 7)
    assert dealt is not None
    assert (dealt.exact, dealt.possible, dealt.smallest_p()) == (False, 36, 1 / 36)
