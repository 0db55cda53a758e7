"""Charts and the network: positions are right, bounded and repeatable."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.report import charts, layout

rates = st.lists(st.floats(0, 500, allow_nan=False), max_size=20)


@given(rates)
def test_rate_scale_keeps_order_and_room(values: list[float]) -> None:
    scale, ticks = charts.rate_scale(values)
    assert ticks[0].x == charts.MARGIN and ticks[0].label == "0"
    assert all(b.x - a.x > 8 for a, b in itertools.pairwise(ticks))
    places = [scale.at(v) for v in sorted(values)]
    assert places == sorted(places)
    assert all(charts.MARGIN <= x <= 100 - charts.MARGIN for x in places)


def test_rate_scale_takes_square_roots() -> None:
    scale, _ = charts.rate_scale([0, 16])
    assert scale.at(4) == pytest.approx((scale.at(0) + scale.at(16)) / 2)


def test_share_scale_ends_on_a_round_share() -> None:
    scale, ticks = charts.share_scale([0.17, 0.02])
    assert [tick.label for tick in ticks] == ["0%", "5%", "10%", "15%", "20%"]
    assert ticks[-1].x == scale.at(0.2) == 100 - charts.MARGIN


def test_signed_scale_is_symmetric_about_zero() -> None:
    scale, ticks = charts.signed_scale([-6.9, 2.2])
    assert scale.at(0) == 50 and scale.at(-3) + scale.at(3) == pytest.approx(100)
    assert "0" in [tick.label for tick in ticks] and "−6" in [tick.label for tick in ticks]


def test_dumbbell_leaves_out_groups_without_a_value() -> None:
    scale, _ = charts.rate_scale([4, 9])
    plot = charts.dumbbell(scale, [4, None, 9])
    assert [mark.group for mark in plot.marks] == [0, 2]
    assert (plot.low, plot.high) == (plot.marks[0].x, plot.marks[1].x)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=6))
def test_stacked_bars_stay_in_the_plot(counts: list[int]) -> None:
    bars = charts.stacked(counts)
    assert all(bar.x >= 0 and bar.width >= 0 for bar in bars)
    assert all(bar.x + bar.width <= 100.01 for bar in bars)
    if sum(counts):
        assert max(bar.x + bar.width for bar in bars) == pytest.approx(100, abs=0.02)


def _rises(weights: list[float], i: int) -> bool:
    before = sum(weights[:i])
    return before + weights[i] >= before


TIES = [(0, 0, 0, 5), (1, 0, 0, 1), (2, 1, 0, 3), (0, 1, 1, 2), (3, 2, 1, 1)]


def test_network_keeps_every_tie_of_what_it_draws() -> None:
    net = layout.mirror(TIES)
    assert net is not None
    assert [(e.actor, e.theme, e.side, e.weight) for e in net.edges] == sorted(TIES)
    for edge in net.edges:
        place = {node.index: node.y for node in net.sides[edge.side]}
        assert edge.actor_y == place[edge.actor]


def test_network_does_not_depend_on_the_order_of_its_ties() -> None:
    assert len({layout.mirror(list(order)) for order in itertools.permutations(TIES)}) == 1


def test_network_is_bounded_and_may_be_empty() -> None:
    assert layout.mirror([]) is None
    many = [(a, a % 40, a % 2, 1 + a % 7) for a in range(200)]
    net = layout.mirror(many)
    assert net is not None
    assert len(net.themes) <= layout.THEMES
    assert all(len(side) <= layout.ACTORS_PER_SIDE for side in net.sides)
    rows = [node.y for node in net.themes]
    assert rows == sorted(rows) and all(0 < y < net.height for y in rows)
    assert len(set(rows)) == len(rows)
