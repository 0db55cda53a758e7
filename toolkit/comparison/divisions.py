"""How else the documents could have been dealt out to groups of these sizes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import TYPE_CHECKING

from toolkit.comparison.counts import DocumentCounts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MINIMUM_DOCUMENTS = 5  # in every group, for a test


@dataclass(frozen=True)
class Divisions:
    """All divisions where they are no more than the number asked for, else random ones.

    p = #{as extreme} / all, or (1 + #{as extreme}) / (1 + tried) for random ones, which never
    gives 0 (Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9(1), 39). Documents change
    places only within their stratum. The same seed gives the same divisions.
    """

    labels: tuple[int, ...]
    strata: tuple[int, ...]
    tried: int
    exact: bool
    seed: int

    def p_value(self, extreme: NDArray[np.int64]) -> NDArray[np.float64]:
        """p of how many of the divisions were as extreme as the true one."""
        found: NDArray[np.float64] = (
            extreme / self.tried if self.exact else (1 + extreme) / (1 + self.tried)
        )
        return found

    def smallest_p(self, symmetric: bool = True) -> float:
        """The smallest p that can be reached. `symmetric`: swapping groups of equal size leaves
        the statistic as it is, so that these divisions tie with the true one."""
        if not self.exact:
            return 1 / (1 + self.tried)
        sizes = Counter(Counter(self.labels).values())
        ties = math.prod(math.factorial(n) for n in sizes.values()) if symmetric else 1
        return ties / self.tried

    def batches(self, cells: int) -> Iterator[NDArray[np.int8]]:
        """Labels, divisions x documents, about `cells` numbers at a time."""
        import numpy as np

        size = max(1, cells // max(1, len(self.labels)))
        if self.exact:
            every = _every(tuple(range(len(self.labels))), _sizes(self.labels))
            while batch := list(islice(every, size)):
                yield np.array(batch, dtype=np.int8)
            return
        random = np.random.default_rng(self.seed)
        strata = np.array(self.strata)
        where = [np.flatnonzero(strata == stratum) for stratum in np.unique(strata)]
        labels = np.array(self.labels, dtype=np.int8)
        left = self.tried
        while left > 0:
            rows = np.tile(labels, (min(size, left), 1))
            for columns in where:
                rows[:, columns] = random.permuted(rows[:, columns], axis=1)
            left -= len(rows)
            yield rows


def divisions(counts: DocumentCounts, permutations: int, seed: int) -> Divisions | None:
    """The divisions for the documents of `counts`; None where a group has fewer than 5 or there
    is one group only. What is mixed within strata is always drawn at random."""
    labels = tuple(int(n) for n in counts.group)
    sizes = [labels.count(number) for number in range(counts.groups)]
    if counts.groups < 2 or min(sizes) < MINIMUM_DOCUMENTS:
        return None
    strata = tuple(int(n) for n in counts.strata)
    number = math.factorial(len(labels)) // math.prod(map(math.factorial, sizes))
    exact = number <= permutations and not any(strata)
    return Divisions(labels, strata, number if exact else permutations, exact, seed)


def _sizes(labels: Sequence[int]) -> tuple[int, ...]:
    return tuple(labels.count(number) for number in range(max(labels) + 1))


def _every(free: tuple[int, ...], sizes: tuple[int, ...]) -> Iterator[list[int]]:
    """Every way to deal `free` documents out to groups of these sizes: the group of each."""
    if len(sizes) == 1:
        yield [0] * len(free)
        return
    for chosen in combinations(range(len(free)), sizes[0]):
        taken = set(chosen)
        rest = tuple(at for at in range(len(free)) if at not in taken)
        for tail in _every(rest, sizes[1:]):
            row = [0] * len(free)
            for at, label in zip(rest, tail, strict=True):
                row[at] = label + 1
            yield row
