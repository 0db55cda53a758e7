"""Who goes with whom: the pairs with the largest total worth, each side taken at most once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

Pair = tuple[int, int]


def best_pairs(worth: Mapping[Pair, float]) -> list[Pair]:
    """The assignment of largest total (Kuhn 1955), sorted; pairs that are not in `worth` never go
    together. Worths are above 0. Equal input gives an equal answer, whatever the order."""
    return sorted(pair for part in _parts(worth) for pair in _solved(part, worth))


def _parts(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Pairs that compete, directly or through others. The parts are small, the whole may not be."""
    order = sorted(pairs)
    by_left: dict[int, list[Pair]] = defaultdict(list)
    by_right: dict[int, list[Pair]] = defaultdict(list)
    for pair in order:
        by_left[pair[0]].append(pair)
        by_right[pair[1]].append(pair)
    seen: set[Pair] = set()
    for first in order:
        if first in seen:
            continue
        seen.add(first)
        part = [first]
        for left, right in part:  # grows while it is read
            for pair in (*by_left.pop(left, ()), *by_right.pop(right, ())):
                if pair not in seen:
                    seen.add(pair)
                    part.append(pair)
        yield sorted(part)


def _solved(part: list[Pair], worth: Mapping[Pair, float]) -> list[Pair]:
    if len(part) == 1:
        return part
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    lefts, rights = sorted({left for left, _ in part}), sorted({right for _, right in part})
    row = {left: i for i, left in enumerate(lefts)}
    column = {right: i for i, right in enumerate(rights)}
    table = np.zeros((len(lefts), len(rights)))
    for left, right in part:
        table[row[left], column[right]] = worth[left, right]
    chosen = zip(*linear_sum_assignment(table, maximize=True), strict=True)
    return [(lefts[i], rights[j]) for i, j in chosen if (lefts[i], rights[j]) in worth]
