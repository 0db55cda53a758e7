"""Every formula against published examples, hand calculation or an independent implementation."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.comparison import statistics
from toolkit.comparison.figures import Interval


def ends(interval: Interval) -> tuple[float, float]:
    return round(interval.low, 4), round(interval.high, 4)


@pytest.mark.parametrize(
    ("count", "total", "expected"),
    # Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3 (score).
    [(81, 263, (0.2553, 0.3662)), (15, 148, (0.0624, 0.1605)), (0, 20, (0.0, 0.1611)),
     (1, 29, (0.0061, 0.1718))],
)  # fmt: skip
def test_wilson_published(count: int, total: int, expected: tuple[float, float]) -> None:
    assert ends(statistics.wilson(count, total)) == expected


@pytest.mark.parametrize(("count", "total"), [(0, 1), (1, 1), (3, 7), (50, 50), (999, 12345)])
def test_wilson_against_scipy(count: int, total: int) -> None:
    from scipy.stats import binomtest

    theirs = binomtest(count, total).proportion_ci(method="wilson")
    ours = statistics.wilson(count, total)
    assert ours.low == pytest.approx(theirs.low, abs=1e-12)
    assert ours.high == pytest.approx(theirs.high, abs=1e-12)


def test_share_of_nothing() -> None:
    assert statistics.wilson(0, 0) == Interval(0.0, 0.0, 1.0)
    # 1 - 0.05^(1/100) = 0.0295, near the 3/100 of the rule of three; of one document 0.95.
    assert ends(statistics.document_share(0, 100)) == (0.0, 0.0295)
    assert ends(statistics.document_share(0, 1)) == (0.0, 0.95)
    assert statistics.document_share(2, 5) == statistics.wilson(2, 5)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    # Newcombe 1998, Statistics in Medicine 17, 873-890, table II, method 10.
    [((56, 70), (48, 80), (0.0524, 0.3339)), ((9, 10), (3, 10), (0.1705, 0.8090)),
     ((10, 10), (0, 10), (0.6075, 1.0)), ((0, 10), (0, 10), (-0.2775, 0.2775))],
)  # fmt: skip
def test_newcombe_published(
    first: tuple[int, int], second: tuple[int, int], expected: tuple[float, float]
) -> None:
    assert ends(statistics.newcombe(first, second)) == expected


def test_log_odds_by_hand() -> None:
    # 35 of 134 against 0 of 109: ln(35.5/99.5) - ln(0.5/109.5), variance 1/35.5 + 1/0.5.
    interval, z = statistics.log_odds((35, 134), (0, 109))
    estimate = math.log(35.5 / 99.5) - math.log(0.5 / 109.5)
    deviation = math.sqrt(1 / 35.5 + 2)
    assert interval.estimate == pytest.approx(estimate)
    assert z == pytest.approx(estimate / deviation)
    assert interval.low == pytest.approx(estimate - 1.959964 * deviation, abs=1e-6)
    assert interval.low > 0
    assert statistics.log_odds((1, 134), (0, 109))[0].low < 0


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_log_odds_mirror(y_a: int, more_a: int, y_b: int, more_b: int) -> None:
    first, second = (y_a, y_a + more_a), (y_b, y_b + more_b)
    (here, z), (there, mirrored) = (
        statistics.log_odds(first, second), statistics.log_odds(second, first)
    )  # fmt: skip
    assert here.estimate == pytest.approx(-there.estimate)
    assert here.low == pytest.approx(-there.high)
    assert z == pytest.approx(-mirrored)


def test_g_squared_against_scipy() -> None:
    from scipy.stats import chi2_contingency

    table = [[30, 70], [10, 190]]
    theirs = chi2_contingency(table, correction=False, lambda_="log-likelihood")
    # Rayson's G2 leaves out the cells of the other words; with them it is the usual one.
    ours = statistics.g_squared((30, 100), (10, 200)) + statistics.g_squared((70, 100), (190, 200))
    assert ours == pytest.approx(theirs.statistic)
    assert statistics.g_squared((0, 10), (0, 10)) == 0


def test_log_ratio_is_doublings() -> None:
    assert statistics.log_ratio((400, 10_000), (100, 10_000)) == pytest.approx(2, abs=0.01)
    assert statistics.log_ratio((3, 50), (3, 50)) == 0


def test_set_figures() -> None:
    assert statistics.jaccard({"a", "b", "c"}, {"b", "c", "d", "e"}) == 2 / 5
    assert statistics.overlap_coefficient({"a", "b", "c"}, {"b", "c", "d", "e"}) == 2 / 3
    assert statistics.jaccard(set(), set()) == 0
    assert statistics.overlap_coefficient(set(), {"a"}) == 0
    # Shares 3/4, 1/4, 0 and 1/2, 0, 1/2: minima 1/2, maxima 3/4 + 1/4 + 1/2.
    value = statistics.weighted_jaccard({"a": 3, "b": 1}, {"a": 2, "c": 2})
    assert value == pytest.approx(float(Fraction(1, 2) / Fraction(3, 2)))
    assert statistics.weighted_jaccard({}, {"a": 1}) == 0
    assert statistics.per_1000(3, 1500) == 2
    assert statistics.per_1000(0, 0) == 0


def test_rank_biased_overlap_by_hand() -> None:
    # Equation 32 with p = 0.9. Swapped pair: agreement 0 at depth 1, 1 at depth 2:
    # 0.1/0.9 * 1 * 0.81 + 1 * 0.81 = 0.9.
    assert statistics.rank_biased_overlap(["a", "b"], ["b", "a"]) == pytest.approx(0.9)
    # a / a b: 0.1/0.9 * (0.9 + 0.405 + 0.405) + 0.81 = 1: nothing contradicts agreement.
    assert statistics.rank_biased_overlap(["a"], ["a", "b"]) == pytest.approx(1)
    assert statistics.rank_biased_overlap(list("abc"), list("abc")) == pytest.approx(1)
    assert statistics.rank_biased_overlap(list("abc"), list("xyz")) == 0
    assert statistics.rank_biased_overlap([], ["a"]) == 0


@given(st.permutations("abcdef"), st.permutations("cdefgh"), st.integers(0, 6))
def test_rank_biased_overlap_is_symmetric(a: list[str], b: list[str], cut: int) -> None:
    value = statistics.rank_biased_overlap(a[:cut], b)
    assert value == pytest.approx(statistics.rank_biased_overlap(b, a[:cut]))
    assert 0 <= value <= 1
