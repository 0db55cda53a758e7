"""How alternative resolutions are drawn, and what comes of it, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Partition = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Drawing:
    """How to draw: how often, with which seed, which probability is certain enough to keep (also
    1 - certain), and how far probabilities may be off together."""

    draws: int
    seed: int
    certain: float = 0.95
    spread: float = 0.0


@dataclass(frozen=True)
class Component:
    """Records that uncertain pairs tie. `outcomes` are the different ways to divide them; `now` is
    the one of the threshold, `drawn` that of each draw, `grid` that of each other threshold.
    `asked` are the questions of the draws: the surest pair between two cores, with its probability.
    """

    outcomes: tuple[Partition, ...]
    now: int
    drawn: NDArray[np.int64]
    grid: tuple[int, ...]
    asked: tuple[tuple[str, str, float], ...] = ()


@dataclass(frozen=True)
class Alternatives:
    """The components in doubt, by their first record. All other records stay as they are.
    None, and 0 draws, where too many `pairs` are in doubt to be drawn."""

    components: tuple[Component, ...]
    drawing: Drawing
    pairs: int
    threshold: float
    grid: tuple[float, ...]

    def partition(self, draw: int) -> list[tuple[str, ...]]:
        """How a draw divides the records in doubt."""
        return [part for c in self.components for part in c.outcomes[c.drawn[draw]]]
