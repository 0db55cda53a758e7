"""Weights for two names alone, learned from pairs that someone has labelled.

The weights are bits that are added up, so they are fitted together: levels that go with one
another share what they say instead of counting it twice. Every weight is drawn to the one set by
hand, as strongly as `_HAND` labelled pairs would; a level that was hardly seen keeps its hand
weight. Nothing is random: equal input gives an equal model.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.matching.knowledge import MatchingKnowledge
from toolkit.matching.model import FORMAT, Model, column
from toolkit.matching.pairs import level_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDS = 5
_HAND = 10.0
_BY_HAND_ONLY = 1e6
# Labelled pairs that do not match were picked by a word that they share, so the pairs at hand say
# nothing on where it stands or on what is left: these keep their hand weights.
KEPT = frozenset({"first word", "last word", "legal form", "numbers left over", "places left over"})
_STRANGERS_EVERY = 3
_STEPS = 60
_NAT = math.log(2)
_DIGITS = 2
_POINTS = (-12, -9, -7, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 7, 9, 12)


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two names and whether they mean one thing; `counts` is the weight of its source."""

    left: str
    right: str
    kind: str
    match: bool
    source: str
    counts: float = 1.0
    stranger: bool = False


@dataclass(frozen=True)
class Trained:
    """`model` is the content of a model file; `held_out` are (pair, match weight in bits) where
    the weight comes from a model that was fitted without the fifth of pairs that it is in."""

    model: dict[str, Any]
    held_out: tuple[tuple[LabelledPair, float], ...]


def train(
    pairs: Sequence[LabelledPair], knowledge: MatchingKnowledge, by_hand: Model, name: str
) -> Trained:
    """A model for names alone from labelled pairs; the order of the pairs does not matter."""
    import numpy as np

    pairs = sorted(pairs, key=lambda pair: (_digest(pair), pair.source, pair.match))
    pairs = [*pairs, *strangers(pairs)]
    known = [(pair.left, pair.right, pair.kind) for pair in pairs]
    seen, start, pull = _design(level_rows(known, knowledge, by_hand), by_hand)
    match = np.array([float(pair.match) for pair in pairs])
    counts = np.array([pair.counts for pair in pairs])
    fold = np.array([int(_digest(pair), 16) % FOLDS for pair in pairs])
    held_out = np.zeros(len(pairs))
    for number in range(FOLDS):
        rest = fold != number
        weights = _fit(seen[rest], match[rest], counts[rest], start, pull)
        held_out[~rest] = seen[~rest] @ weights
    weights = _fit(seen, match, counts, start, pull)
    own = np.array([not pair.stranger for pair in pairs])
    slope = _slope(held_out[own], match[own], counts[own])
    bits = (float(round(weight, _DIGITS)) for weight in weights / _NAT)
    return Trained(
        {
            "format": FORMAT, "name": name, "scope": by_hand.scope, "prior": 0.5,
            "comparisons": {item.name: {level: next(bits) for level, _ in item.levels}
                            for item in by_hand.comparisons},
            "calibration": [[x, _chance(slope * x)] for x in _POINTS],
        },
        tuple((pair, float(weight / _NAT)) for pair, weight in zip(pairs, held_out, strict=True)),
    )  # fmt: skip


def strangers(pairs: Sequence[LabelledPair]) -> list[LabelledPair]:
    """Pairs that do not match, of names from different pairs of one source and kind.

    Labelled pairs that do not match were mostly picked because they share a word; without these a
    model would learn that names which share nothing are the same thing.
    """
    leader: dict[tuple[str, str], str] = {}

    def find(source: str, name: str) -> str:
        while leader.get((source, name), name) != name:
            name = leader[source, name]
        return name

    groups: dict[tuple[str, str], list[LabelledPair]] = {}
    for pair in pairs:
        groups.setdefault((pair.source, pair.kind), []).append(pair)
        if pair.match:
            leader[pair.source, find(pair.source, pair.left)] = find(pair.source, pair.right)
    found = []
    for (source, kind), members in sorted(groups.items()):
        for at in range(0, len(members), _STRANGERS_EVERY):
            one, other = members[at], members[(at + len(members) // 3) % len(members)]
            left, right = one.left, other.right
            if find(source, left) != find(source, right):
                found.append(LabelledPair(left, right, kind, False, source, one.counts, True))
    return found


def _chance(bits: float) -> float:
    """The probability of a match weight, never quite 0 or 1."""
    return min(0.9999, max(0.0001, round(1 / (1 + math.exp2(-bits)), 4)))


def _digest(pair: LabelledPair) -> str:
    names = "\n".join((*sorted((pair.left, pair.right)), pair.kind))
    return hashlib.sha256(names.encode()).hexdigest()[:12]


def _design(
    rows: Sequence[dict[str, Any]], model: Model
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Which level each pair shows, one column for each level; hand weights in nats; their pull."""
    import numpy as np

    named = [(item.name, level) for item in model.comparisons for level, _ in item.levels]
    place = {key: at for at, key in enumerate(named)}
    seen = np.zeros((len(rows), len(named)))
    for at, row in enumerate(rows):
        for item in model.comparisons:
            level = row[f"level_{column(item)}"]
            if level is not None:
                seen[at, place[item.name, level]] = 1.0
    bits = [model.weights[name][level] for name, level in named]
    pull = [_BY_HAND_ONLY if name in KEPT else _HAND for name, _ in named]
    return seen, np.array(bits) * _NAT, np.array(pull)


def _fit(
    seen: NDArray[Any],
    match: NDArray[Any],
    counts: NDArray[Any],
    start: NDArray[Any],
    pull: NDArray[Any],
) -> NDArray[Any]:
    """Weights (nats) of the greatest posterior: logistic regression around `start`, by Newton."""
    import numpy as np

    def cost(weights: NDArray[Any]) -> float:
        total = seen @ weights
        off = weights - start
        told = counts * (np.logaddexp(0, total) - match * total)
        return float(told.sum() + 0.5 * (pull * off * off).sum())

    weights = start.copy()
    best = cost(weights)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(seen @ weights)))
        slope = seen.T @ (counts * (match - chance)) - pull * (weights - start)
        bend = (seen.T * (counts * chance * (1 - chance))) @ seen + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        while cost(weights + step) > best and np.abs(step).max() > 1e-9:
            step /= 2
        weights = weights + step
        before, best = best, cost(weights)
        if before - best < 1e-9:
            break
    return weights


def _slope(total: NDArray[Any], match: NDArray[Any], counts: NDArray[Any]) -> float:
    """What held-out weights have to be multiplied with so that the probabilities hold."""
    import numpy as np

    def cost(slope: float) -> float:
        told = np.logaddexp(0, slope * total) - match * slope * total
        return float((counts * told).sum())

    return min((step / 100 for step in range(30, 151)), key=cost)
