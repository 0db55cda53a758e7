"""The figures of a comparison once more, from dense tables and plain formulas: the slow way."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import false_discovery_control, t

Z = 1.959963984540054
Row = dict[str, Any]


def interval(estimate: float, low: float, high: float) -> Row:
    return {"estimate": estimate, "low": low, "high": high}


def wilson(count: float, total: float) -> Row:
    """The shares p with (count / total - p)^2 = Z^2 p (1 - p) / total, by the roots of that."""
    if not total:
        return interval(0, 0, 1)
    seen, square = count / total, Z * Z / total
    low, high = sorted(np.roots([1 + square, -2 * seen - square, seen**2]).real)
    return interval(seen, 0 if not count else low, 1 if count == total else high)


def document_share(count: int, total: int) -> Row:
    return wilson(count, total) if count else interval(0, 0, 1 - 0.05 ** (1 / total))


def gap(first: Row, second: Row) -> Row:
    here = first["estimate"] - second["estimate"]
    down = (first["estimate"] - first["low"]) ** 2 + (second["high"] - second["estimate"]) ** 2
    up = (first["high"] - first["estimate"]) ** 2 + (second["estimate"] - second["low"]) ** 2
    return interval(here, here - math.sqrt(down), here + math.sqrt(up))


@dataclass
class Table:
    """Counts: rows x documents; `sizes` what they are part of, `second` the documents of the
    second of two groups."""

    counts: np.ndarray
    sizes: np.ndarray
    second: np.ndarray

    def side(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        chosen = self.second == bool(number)
        return self.counts[:, chosen], self.sizes[chosen]

    def spread(self, number: int, row: int, share: float) -> float:
        """HC3 variance of a ratio of sums over the documents of a group."""
        counts, sizes = self.side(number)
        whole, total = sizes.sum(), 0.0
        for count, size in zip(counts[row], sizes, strict=True):
            total += ((count - share * size) / (1 - min(0.9, size / whole))) ** 2
        return float(total / whole**2)

    def surprise(self, second: np.ndarray) -> np.ndarray:
        """2 sum O ln(O / E) of the two by two table of each row: it or another, first group or
        second; mentions as units."""
        b, n = self.counts[:, second].sum(axis=1), self.sizes[second].sum()
        total, whole = self.counts.sum(axis=1), self.sizes.sum()
        a, m = total - b, whole - n
        value = np.zeros(len(total))
        for seen, row, column in (
            (a, total, m), (b, total, n), (m - a, whole - total, m), (n - b, whole - total, n),
        ):  # fmt: skip
            there = seen > 0
            value[there] += 2 * seen[there] * np.log((seen * whole)[there] / (row * column)[there])
        return value

    def divisions(self) -> Iterable[np.ndarray]:
        every = range(len(self.second))
        for chosen in itertools.combinations(every, int(self.second.sum())):
            yield np.isin(every, chosen)

    def log_odds(self) -> list[list[Row]]:
        """By row, for the first and for the second group."""
        truth = self.surprise(self.second) - 1e-7
        tried = [self.surprise(second) >= truth for second in self.divisions()]
        p = np.mean(tried, axis=0)
        tested = (self.counts > 0).sum(axis=1) >= 3
        q = np.full(len(p), np.nan)
        q[tested] = false_discovery_control(p[tested])
        return [self._log_odds(row, float(p[row]), float(q[row])) for row in range(len(p))]

    def _log_odds(self, row: int, p: float, q: float) -> list[Row]:
        odds, variance, doubt, found, sizes = [], 0.0, 0.0, [], []
        for number in (0, 1):
            counts, size = self.side(number)
            y, n = counts[row].sum(), size.sum()
            share = (y + 0.5) / (n + 1)
            clustered = self.spread(number, row, share) / (share * (1 - share)) ** 2
            independent = 1 / (y + 0.5) + 1 / (n - y + 0.5)
            variance += max(clustered, independent)
            if clustered > independent:
                doubt += clustered**2 / (len(size) - 1)
            odds.append(math.log((y + 0.5) / (n - y + 0.5)))
            found.append(y)
            sizes.append(n)
        value = odds[0] - odds[1]
        half = t.ppf(0.975, variance**2 / doubt if doubt else np.inf) * math.sqrt(variance)
        plain = abs(value) > Z * math.sqrt(sum(1 / (y + 0.5) for y in found))
        more = (self.side(0 if value > 0 else 1)[0][row] > 0).sum()
        clear = bool(q <= 0.05 and abs(value) > half and more >= 3)
        ratio = math.log2((found[0] + 0.5) / (sizes[0] + 1) / ((found[1] + 0.5) / (sizes[1] + 1)))
        share = sum(found) / sum(sizes)
        g2 = 2 * sum(y * math.log(y / (share * n)) for y, n in zip(found, sizes, strict=True) if y)
        known = (None, None) if math.isnan(q) else (p, q)
        return [
            {
                **interval(sign * value, sign * value - half, sign * value + half),
                "z": sign * Z * value / half, "clear": clear, "contrast": bool(plain),
                "p_value": known[0], "q_value": known[1], "log_ratio": sign * ratio, "g2": g2,
            }
            for sign in (1, -1)
        ]  # fmt: skip

    def shares(self, row: int) -> list[Row]:
        """Shares in both groups, of the effective number of sentences."""
        sides, effects = [], []
        for number in (0, 1):
            counts, sizes = self.side(number)
            y, n = counts[row].sum(), sizes.sum()
            sides.append((y, n))
            share, few = y / n, t.ppf(0.975, len(sizes) - 1) / Z
            if 0 < y < n:
                variance = self.spread(number, row, share)
                effects.append(max(1.0, variance / (share * (1 - share) / n) * few**2))
            else:
                effects.append(None)
        least = max(effect or 1.0 for effect in effects)
        used = [effect or least for effect in effects]
        found = [wilson(y / e, n / e) for (y, n), e in zip(sides, used, strict=True)]
        return [row | {"estimate": y / n} for row, (y, n) in zip(found, sides, strict=True)]

    def overlap_p(self) -> float:
        def shared(second: np.ndarray) -> int:
            here, there = self.counts[:, ~second].any(axis=1), self.counts[:, second].any(axis=1)
            return int((here & there).sum())

        truth = shared(self.second)
        return float(np.mean([shared(second) <= truth for second in self.divisions()]))

    def dispersion(self, number: int, words: Sequence[int], row: int) -> Row | None:
        counts = self.side(number)[0][row]
        lengths = np.array(words)[self.second == bool(number)]
        if not counts.sum():
            return None
        share = lengths / lengths.sum()
        dp = float(np.abs(counts / counts.sum() - share).sum() / 2)
        return {"dp": dp, "dp_norm": dp / (1 - float(share.min()))}

    def rarefied(self, names: Sequence[str]) -> Row:
        least = min(int((self.second == bool(number)).sum()) for number in (0, 1))
        chances, actors = [], {}
        for number, name in enumerate(names):
            counts = self.side(number)[0]
            documents, frequency = counts.shape[1], (counts > 0).sum(axis=1)
            all_ = math.comb(documents, least)
            chance = [1 - math.comb(documents - int(f), least) / all_ for f in frequency]
            one, two = int((frequency == 1).sum()), int((frequency == 2).sum())
            unseen = (documents - 1) / documents * one * (one - 1) / (2 * (two + 1))
            expected = sum(chance)
            variance = sum(c * c for c in chance)
            variance -= expected**2 / (int((frequency > 0).sum()) + unseen)
            half = Z * math.sqrt(max(0.0, variance))
            actors[name] = interval(expected, max(0.0, expected - half), expected + half)
            chances.append(chance)
        shared = sum(a * b for a, b in zip(*chances, strict=True))
        return {"documents": least, "actors": actors, "shared": shared}


def rank_biased_overlap(first: Sequence[str], second: Sequence[str], p: float = 0.9) -> float:
    """Equation 32 of Webber, Moffat & Zobel 2010, term by term."""
    short, long = sorted((first, second), key=len)
    s, n = len(short), len(long)

    def x(depth: int) -> int:
        return len(set(short[:depth]) & set(long[:depth]))

    total = sum(x(d) / d * p**d for d in range(1, n + 1))
    total += sum(x(s) * (d - s) / (s * d) * p**d for d in range(s + 1, n + 1))
    return (1 - p) / p * total + ((x(n) - x(s)) / n + x(s) / s) * p**n
