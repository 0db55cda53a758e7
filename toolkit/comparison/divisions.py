"""How else the documents could have been dealt out to groups of these sizes."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, islice
from typing import TYPE_CHECKING

from toolkit.comparison.counts import DocumentCounts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MINIMUM_DOCUMENTS = 5  # in every group, for a test
_KEPT = 200_000_000  # labels that are kept in memory (bytes); more are drawn for each test anew
_DRAWN = 1_000  # divisions drawn at a time


@dataclass(frozen=True)
class Divisions:
    """All divisions where they are no more than the number asked for, else random ones.

    p = #{as extreme} / all, or (1 + #{as extreme}) / (1 + tried) for random ones, which never
    gives 0 (Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9(1), 39). Documents change
    places only within their stratum. The same seed gives the same divisions. `possible` is how
    many different ones there are, `asked` how many are tried at most.
    """

    labels: tuple[int, ...]
    strata: tuple[int, ...]
    tried: int
    exact: bool
    seed: int
    possible: int
    asked: int

    def p_value(self, extreme: NDArray[np.int64]) -> NDArray[np.float64]:
        """p of how many of the divisions were as extreme as the true one."""
        found: NDArray[np.float64] = (
            extreme / self.tried if self.exact else (1 + extreme) / (1 + self.tried)
        )
        return found

    def smallest_p(self) -> float:
        """The smallest p that can be reached by a statistic that does not tell groups apart:
        swapping groups of equal size gives a tie with the true division. Of few divisions within
        strata a random draw meets the true one again and again."""
        ties = 1
        if not any(self.strata):
            sizes = Counter(Counter(self.labels).values())
            ties = math.prod(math.factorial(number) for number in sizes.values())
        least = 0.0 if self.exact else 1 / (1 + self.tried)
        return max(least, ties / self.possible)

    def between(self, counts: DocumentCounts) -> Divisions | None:
        """As many divisions of other documents, from the same seed."""
        return divisions(counts, self.asked, self.seed)

    def batches(self, cells: int) -> Iterator[NDArray[np.int8]]:
        """Labels, documents x divisions, about `cells` numbers at a time."""
        size = max(1, cells // max(1, len(self.labels)))
        if len(self.labels) * self.tried <= _KEPT:
            for at in range(0, self.tried, size):
                yield self._all[:, at : at + size]
            return
        yield from self._drawn(size)

    @cached_property
    def _all(self) -> NDArray[np.int8]:
        """Drawn once: the tests of actors, themes and overlap share them."""
        import numpy as np

        return np.concatenate(list(self._drawn(_DRAWN)), axis=1)

    def _drawn(self, size: int) -> Iterator[NDArray[np.int8]]:
        """Batches of `size` divisions; the size changes nothing but the memory."""
        import numpy as np

        if self.exact:
            every = _every(tuple(range(len(self.labels))), _sizes(self.labels))
            while batch := list(islice(every, size)):
                yield np.ascontiguousarray(np.array(batch, dtype=np.int8).T)
            return
        strata = np.array(self.strata)
        where = [np.flatnonzero(strata == stratum) for stratum in np.unique(strata)]
        # A stream for each stratum, so that batches of any size continue them.
        streams = [np.random.default_rng([self.seed, at]) for at in range(len(where))]
        labels = np.array(self.labels, dtype=np.int8)
        for at in range(0, self.tried, size):
            rows = np.tile(labels, (min(size, self.tried - at), 1))
            for columns, random in zip(where, streams, strict=True):
                rows[:, columns] = random.permuted(rows[:, columns], axis=1)
            yield np.ascontiguousarray(rows.T)


def divisions(counts: DocumentCounts, permutations: int, seed: int) -> Divisions | None:
    """The divisions for the documents of `counts`; None where a group has fewer than 5 or there
    is one group only. What is mixed within strata is always drawn at random."""
    labels = tuple(int(n) for n in counts.group)
    sizes = [labels.count(number) for number in range(counts.groups)]
    if counts.groups < 2 or min(sizes) < MINIMUM_DOCUMENTS:
        return None
    strata = tuple(int(n) for n in counts.strata)
    possible = math.prod(map(_number, _within(labels, strata)))
    exact = possible <= permutations and not any(strata)
    tried = possible if exact else permutations
    return Divisions(labels, strata, tried, exact, seed, possible, permutations)


def _within(labels: Sequence[int], strata: Sequence[int]) -> list[Counter[int]]:
    """How many documents of each group every stratum has."""
    found: dict[int, Counter[int]] = defaultdict(Counter)
    for label, stratum in zip(labels, strata, strict=True):
        found[stratum][label] += 1
    return list(found.values())


def _number(sizes: Counter[int]) -> int:
    """In how many ways documents can be dealt out to groups of these sizes."""
    return math.factorial(sizes.total()) // math.prod(map(math.factorial, sizes.values()))


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
