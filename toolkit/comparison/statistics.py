"""The formulas, each with its source. All pure; counts in, figures out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from toolkit.comparison.figures import Interval

Z95 = 1.959963984540054  # the 97.5 % point of the normal distribution
PRIOR = 0.5  # Jeffreys


def wilson(count: float, total: float) -> Interval:
    """A share with its 95 % score interval (Wilson 1927, J. Am. Stat. Assoc. 22, 209-212).

    Counts need not be whole: see toolkit.comparison.shares. Nothing observed (`total` 0) leaves
    everything open: 0 to 1.
    """
    if total == 0:
        return Interval(0.0, 0.0, 1.0)
    square = Z95**2
    middle = (count + square / 2) / (total + square)
    half = Z95 / (total + square) * math.sqrt(count * (total - count) / total + square / 4)
    low = 0.0 if count == 0 else middle - half
    high = 1.0 if count == total else middle + half
    return Interval(count / total, low, high)


def document_share(count: int, total: int) -> Interval:
    """Wilson's interval; where nothing was found, the one-sided 95 % bound of the binomial, about
    3/total ("rule of three", Hanley & Lippman-Hand 1983, JAMA 249, 1743-1745)."""
    if count == 0 and total > 0:
        return Interval(0.0, 0.0, 1 - 0.05 ** (1 / total))
    return wilson(count, total)


def newcombe(first: tuple[int, int], second: tuple[int, int]) -> Interval:
    """Difference of two shares (count, total), first minus second, with its 95 % interval from
    the two Wilson intervals (Newcombe 1998, Statistics in Medicine 17, 873-890, method 10)."""
    return difference(wilson(*first), wilson(*second))


def difference(first: Interval, second: Interval) -> Interval:
    """Difference of two estimates, with an interval from theirs by square-and-add (Zou & Donner
    2008, Statistics in Medicine 27, 1693-1702; of Wilson intervals it is Newcombe's)."""
    gap = first.estimate - second.estimate
    below = math.hypot(first.estimate - first.low, second.high - second.estimate)
    above = math.hypot(first.high - first.estimate, second.estimate - second.low)
    return Interval(gap, gap - below, gap + above)


def log_odds(first: tuple[int, int], second: tuple[int, int]) -> tuple[Interval, float]:
    """Log-odds ratio of (mentions, all mentions) in two groups, prior +0.5 on both outcomes, with
    its 95 % interval if mentions were independent, and z.

    Variance 1/(yA + 0.5) + 1/(yB + 0.5), after Monroe, Colaresi & Quinn 2008, Political
    Analysis 16, 372-403, with Jeffreys' prior in place of their pooled one, which on small
    corpora gives one mention the weight of thirty.
    """
    (y_a, n_a), (y_b, n_b) = first, second
    odds_a = math.log((y_a + PRIOR) / (n_a - y_a + PRIOR))
    odds_b = math.log((y_b + PRIOR) / (n_b - y_b + PRIOR))
    estimate = odds_a - odds_b
    deviation = math.sqrt(1 / (y_a + PRIOR) + 1 / (y_b + PRIOR))
    interval = Interval(estimate, estimate - Z95 * deviation, estimate + Z95 * deviation)
    return interval, estimate / deviation


def log_ratio(first: tuple[int, int], second: tuple[int, int]) -> float:
    """log2 of the ratio of two relative frequencies (count, total), +0.5 on the counts: 1 = twice
    as frequent in the first (Hardie 2014, "Log Ratio: an informal introduction")."""
    (y_a, n_a), (y_b, n_b) = first, second
    return math.log2((y_a + PRIOR) / (n_a + 2 * PRIOR) / ((y_b + PRIOR) / (n_b + 2 * PRIOR)))


def g_squared(first: tuple[int, int], second: tuple[int, int]) -> float:
    """Log-likelihood G2 of two frequencies (Rayson & Garside 2000, Workshop on Comparing Corpora,
    1-6). Word-level: it takes mentions for independent and overstates; for comparison with other
    tools only (Lijffijt et al. 2016, Digital Scholarship in the Humanities 31, 374-397)."""
    (y_a, n_a), (y_b, n_b) = first, second
    if not n_a or not n_b or not y_a + y_b:
        return 0.0
    expected = [(y_a + y_b) * n / (n_a + n_b) for n in (n_a, n_b)]
    return 2 * math.fsum(
        y * math.log(y / e) for y, e in zip((y_a, y_b), expected, strict=True) if y
    )


def per_1000(count: int, words: int) -> float:
    """Occurrences per 1,000 words."""
    return 1000 * count / words if words else 0.0


def jaccard(first: set[str], second: set[str]) -> float:
    """Shared of all; 0 where both are empty."""
    return len(first & second) / len(first | second) if first | second else 0.0


def overlap_coefficient(first: set[str], second: set[str]) -> float:
    """Shared of the smaller set (Szymkiewicz-Simpson); 0 where it is empty."""
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0


def weighted_jaccard(first: Mapping[str, int], second: Mapping[str, int]) -> float:
    """Sum of minima over sum of maxima of the relative frequencies (Ruzicka)."""
    total_a, total_b = sum(first.values()), sum(second.values())
    if not total_a or not total_b:
        return 0.0
    pairs = [
        (first.get(key, 0) / total_a, second.get(key, 0) / total_b)
        for key in sorted(first.keys() | second.keys())
    ]
    return math.fsum(min(pair) for pair in pairs) / math.fsum(max(pair) for pair in pairs)


def rank_biased_overlap(first: Sequence[str], second: Sequence[str], p: float = 0.9) -> float:
    """Agreement of two rankings, the top weighing most; extrapolated, for lists of any lengths
    (Webber, Moffat & Zobel 2010, ACM Trans. Inf. Syst. 28(4), equation 32)."""
    short, long = sorted((first, second), key=len)
    s, n = len(short), len(long)
    if s == 0:
        return 0.0
    seen_short: set[str] = set()
    seen_long: set[str] = set()
    common = [0]  # at depth d: how many of the first d of both lists are the same things
    for depth, right in enumerate(long):
        left = short[depth] if depth < s else None
        new = int(right in seen_short) + int(left in seen_long) + int(left == right)
        common.append(common[-1] + new)
        seen_long.add(right)
        if left is not None:
            seen_short.add(left)
    terms = [common[d] / d * p**d for d in range(1, n + 1)]
    terms += [common[s] * (d - s) / (s * d) * p**d for d in range(s + 1, n + 1)]
    rest = ((common[n] - common[s]) / n + common[s] / s) * p**n
    return (1 - p) / p * math.fsum(terms) + rest
