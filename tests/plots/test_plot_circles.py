"""Circles of an overlap: their areas are as the numbers, or it is told that they are not."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.corpus.views import ComparisonView
from toolkit.plots import circles
from toolkit.plots.overlap import Counts, _fit

SOME = st.integers(0, 500)


def by_points(placed: circles.Circles, steps: int = 900) -> dict[circles.Part, float]:
    """Areas by counting points of a grid: another way than the one that is tested."""
    x, y, r = placed.T
    xs = np.linspace((x - r).min(), (x + r).max(), steps)
    ys = np.linspace((y - r).min(), (y + r).max(), steps)
    grid_x, grid_y = np.meshgrid(xs, ys)
    inside = [np.hypot(grid_x - a, grid_y - b) <= c for a, b, c in placed]
    cell = (xs[1] - xs[0]) * (ys[1] - ys[0])
    found = {}
    for size in range(1, len(placed) + 1):
        for part in combinations(range(len(placed)), size):
            match = np.ones_like(grid_x, dtype=bool)
            for at, mask in enumerate(inside):
                match &= mask if at in part else ~mask
            found[part] = float(match.sum() * cell)
    return found


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 500), st.integers(1, 500), SOME)
def test_two_circles_are_true(first: int, second: int, both: int) -> None:
    parts = {(0,): first, (1,): second, (0, 1): both}
    fit = circles.fit(parts, 2)
    assert fit.true and fit.off < 0.005
    found, total = by_points(fit.circles), sum(parts.values())
    whole = sum(found.values())
    for part, number in parts.items():
        assert found[part] / whole == pytest.approx(number / total, abs=0.01)


def test_one_inside_the_other() -> None:
    fit = circles.fit({(0, 1): 20, (0,): 60}, 2)
    assert fit.true
    x, _, r = fit.circles.T
    assert abs(x[0] - x[1]) + r[1] <= r[0] + 1e-9


@pytest.mark.parametrize(
    "numbers", [(60, 50, 40, 12, 10, 8, 6), (30, 30, 30, 8, 8, 8, 4), (100, 20, 20, 9, 9, 0, 0)]
)
def test_three_circles_that_can_be(numbers: tuple[int, ...]) -> None:
    parts = dict(zip(circles._parts(3), numbers, strict=True))
    fit = circles.fit(parts, 3)
    assert fit.true
    found, total = by_points(fit.circles), sum(numbers)
    whole = sum(found.values())
    for part, number in parts.items():
        assert found[part] / whole == pytest.approx(number / total, abs=circles.CLOSE + 0.005)


@settings(max_examples=8, deadline=None)
@given(st.lists(SOME, min_size=7, max_size=7).filter(lambda n: min(n[0], n[1], n[2]) > 0))
def test_three_circles_are_never_called_true_when_they_are_not(numbers: list[int]) -> None:
    parts = dict(zip(circles._parts(3), numbers, strict=True))
    fit = circles.fit(parts, 3)
    found, total = by_points(fit.circles), sum(numbers)
    whole = sum(found.values())
    off = max(abs(found[p] / whole - n / total) for p, n in parts.items())
    assert off == pytest.approx(fit.off, abs=0.006)
    if fit.true:
        assert off <= circles.CLOSE + 0.006


def test_what_no_circles_can_show_is_told() -> None:
    parts = {(0, 1, 2): 50, (0,): 50, (1,): 50, (2,): 50}
    impossible = Counts(parts, (100, 100, 100), ("a", "b", "c"))
    fit, why = _fit(impossible, "auto")
    assert fit is None and "matrix" in why and "%" in why
    fit, why = _fit(impossible, "euler")
    assert fit is not None and not fit.true and "read the numbers" in why


def test_the_middle_of_a_part_is_inside_it() -> None:
    fit = circles.fit({(0,): 60, (1,): 40, (0, 1): 8}, 2)
    for part in ((0,), (1,), (0, 1)):
        x, y, room = circles.middle(fit.circles, part)
        assert room > 0
        for at, (a, b, r) in enumerate(fit.circles):
            assert (np.hypot(x - a, y - b) < r) == (at in part)


def test_auto_takes_circles_for_two_groups(demo: ComparisonView) -> None:
    plot = demo.plot.overlap()
    assert plot.notes == () and "Areas are as the numbers" in plot.caption
