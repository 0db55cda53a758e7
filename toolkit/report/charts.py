"""Geometry of the charts: numbers in, percentages of the plot's width out. No markup here.

Every chart is a set of table rows with one small plot each, so a position is a single x in
percent and the text of the row says the same in words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

MULTIPLES = 5  # groups from which each has a column of bars, not a mark in a common plot
MARGIN = 3.0  # percent kept free at both ends, so that marks are not cut
_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps [low, high] to percent; `root` takes square roots first (low is then 0)."""

    low: float
    high: float
    root: bool = False

    def at(self, value: float) -> float:
        bounded = min(max(value, self.low), self.high)
        if self.root:
            share = math.sqrt(bounded / self.high)
        else:
            share = (bounded - self.low) / (self.high - self.low)
        return round(MARGIN + share * (100 - 2 * MARGIN), 1)


@dataclass(frozen=True, slots=True)
class Mark:
    """One glyph at x for the group of that index."""

    x: float
    group: int


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Marks of several groups on one line; the line joins the outermost of them."""

    marks: tuple[Mark, ...]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Whisker:
    """An estimate with the ends of its interval."""

    x: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from x, `width` percent wide; `positive` bars are filled, others hollow."""

    x: float
    width: float
    positive: bool = True


def rate_scale(rates: Sequence[float]) -> tuple[Scale, tuple[Tick, ...]]:
    """A square-root scale from 0 for rates or shares, with ticks that do not collide."""
    scale = Scale(0.0, max((*rates, 0.0)) or 1.0, root=True)
    ticks = [Tick(scale.at(0), "0")]
    steps = [step for step in _STEPS if step <= scale.high]
    for step in reversed(steps):  # the large values first: there the room is
        x = scale.at(step)
        if x - ticks[0].x > 9 and all(abs(x - tick.x) > 12 for tick in ticks[1:]):
            ticks.append(Tick(x, f"{step:g}"))
    return scale, tuple(sorted(ticks, key=lambda tick: tick.x))


def share_scale(shares: Sequence[float]) -> tuple[Scale, tuple[Tick, ...]]:
    """A linear scale from 0 for shares of sentences, in percent."""
    top = max((*shares, 0.0)) or 0.1
    step = next(s for s in (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5) if top / s <= 5.5 or s == 0.5)
    scale = Scale(0.0, step * math.ceil(top / step - 1e-9))
    count = round(scale.high / step)
    ticks = tuple(Tick(scale.at(i * step), f"{100 * i * step:.0f}%") for i in range(count + 1))
    return scale, ticks


def signed_scale(ends: Sequence[float]) -> tuple[Scale, tuple[Tick, ...]]:
    """A linear scale, symmetric about 0, for log-odds."""
    reach = math.ceil(max((*(abs(end) for end in ends), 1.0)))
    scale = Scale(-reach, reach)
    step = next(s for s in (1, 2, 5, 10, 50) if reach / s <= 4 or s == 50)
    values = range(-(reach // step) * step, reach + 1, step)
    return scale, tuple(
        Tick(scale.at(v), f"{v:+d}".replace("-", "\u2212") if v else "0") for v in values
    )


def dumbbell(scale: Scale, values: Sequence[float | None]) -> Dumbbell:
    """One mark per group that has a value; None (nothing found) is not drawn."""
    marks = tuple(Mark(scale.at(v), i) for i, v in enumerate(values) if v is not None)
    xs = [mark.x for mark in marks] or [scale.at(0)]
    return Dumbbell(marks, min(xs), max(xs))


def lengths(scale: Scale, values: Sequence[float | None]) -> tuple[float, ...]:
    """Lengths of bars in percent, for small multiples: one column for each group, one scale."""
    start = scale.at(0)
    room = scale.at(scale.high) - start
    return tuple(
        0.0 if v is None else round(max(100 * (scale.at(v) - start) / room, 2), 1) for v in values
    )


def whisker(scale: Scale, estimate: float, low: float, high: float) -> Whisker:
    return Whisker(scale.at(estimate), scale.at(low), scale.at(high))


def stacked(counts: Sequence[int], gap: float = 0.3) -> tuple[Bar, ...]:
    """Bars side by side that fill 100 %, proportional to the counts, with a gap between two."""
    total = sum(counts) or 1
    bars, before = [], 0
    for count in counts:
        width = 100 * count / total
        last = before + count == total
        bars.append(
            Bar(round(100 * before / total, 2), round(max(width - (0 if last else gap), 0), 2))
        )
        before += count
    return tuple(bars)
