"""How many actors a group would name in fewer documents: a larger group names more, always.

Sample-based rarefaction (Colwell, Mao & Chang 2004, Ecology 85, 2717-2727): of D documents, f of
which name an actor, m drawn at random name it with probability 1 - C(D - f, m) / C(D, m).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from toolkit.comparison.counts import DocumentCounts
from toolkit.comparison.figures import Interval, Rarefied
from toolkit.comparison.statistics import Z95

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def rarefied(counts: DocumentCounts, names: tuple[str, ...]) -> Rarefied | None:
    """All groups brought down to the documents of the smallest; None with one group or actor-less
    documents only. `names` are the ids of the groups in order."""
    if counts.groups < 2 or not counts.rows:
        return None
    sides = [counts.of_group(number) for number in range(counts.groups)]
    sizes = [int(labels.sum()) for labels in sides]
    least = min(sizes)
    named = counts.named()
    chances = [
        chance_of_naming((named @ labels).round().astype(int), size, least)
        for labels, size in zip(sides, sizes, strict=True)
    ]
    together = math.prod(chances[1:], start=chances[0])
    actors = {}
    for name, labels, size, chance in zip(names, sides, sizes, chances, strict=True):
        frequency = (named @ labels).round().astype(int)
        actors[name] = _expected(chance, frequency, size)
    return Rarefied(least, actors, float(together.sum()))


def chance_of_naming(
    frequency: NDArray[np.int64], documents: int, drawn: int
) -> NDArray[np.float64]:
    """1 - C(D - f, m) / C(D, m) for each frequency f."""
    import numpy as np
    from scipy.special import gammaln

    rest = documents - frequency
    possible = rest >= drawn
    held = np.where(possible, rest, drawn)
    log = gammaln(held + 1) - gammaln(held - drawn + 1)
    log += gammaln(documents - drawn + 1) - gammaln(documents + 1)
    missed = np.where(possible, np.exp(log), 0.0)
    return np.where(frequency > 0, 1 - missed, 0.0)


def _expected(
    chance: NDArray[np.float64], frequency: NDArray[np.int64], documents: int
) -> Interval:
    """The expected number with its unconditional 95 % interval (equation 5 of the same article):
    variance = sum (1 - missed)^2 - S^2 / S_all, S_all by Chao2 with its bias correction (Chao
    1987, Biometrics 43, 783-791)."""
    expected = float(chance.sum())
    seen = int((frequency > 0).sum())
    once, twice = int((frequency == 1).sum()), int((frequency == 2).sum())
    correction = (documents - 1) / documents if documents else 0.0
    everything = seen + correction * once * (once - 1) / (2 * (twice + 1))
    variance = float((chance**2).sum()) - (expected**2 / everything if everything else 0.0)
    half = Z95 * math.sqrt(max(0.0, variance))
    return Interval(expected, max(0.0, expected - half), expected + half)
