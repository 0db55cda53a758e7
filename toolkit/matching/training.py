"""Weights learned from labelled pairs, held near hand-set ones by how often a level was seen.

The weights of all levels are fitted together (maximum a posteriori logistic regression): each
starts at its hand-set value with a normal prior of SPREAD bits, so a level that no pair reached
keeps its value, one that was seen often follows the data, and comparisons that tell the same
story are not counted twice. m and u of Splink are then any two numbers with that ratio. See
docs/decisions/0007 for what was measured against plain frequencies and against EM.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from toolkit.errors import UsageError
from toolkit.matching.labelling import LabelledPair, Level
from toolkit.matching.levels import COMPARISONS
from toolkit.matching.model import Model
from toolkit.progress import told
from toolkit.value import Value

if TYPE_CHECKING:
    import numpy as np

PRIOR_SPREAD = 3.0  # the share of matches among compared pairs is seen well
SPREAD = 0.6  # bits by which a learned weight may lightly leave its hand-set value
LARGE_PART = 300  # pairs; larger parts weigh by the square root, so that none drowns the others
# Knowledge, not frequency.
FIXED = frozenset({
    ("place", "same"), ("place", "overlap"), ("place", "another"), ("number", "differs"),
    ("name", "same generic name"),
})  # fmt: skip
FIXED_COMPARISONS = frozenset({"identity"})
FOLDS = 5
DIGITS = 2  # of a weight in bits: what differs further is noise, of the machine even
LEAST_MATCHES = LEAST_OTHERS = 40
LEAST_SCORED = 80  # pairs for a calibration
LEAST_PARTS = 3  # to leave one out each time: what one part tells of another has to be seen twice
LEAST_SLOPE = 0.05  # probabilities rise with the weight
REACH = 16  # bits on each side for which a calibration is written down
FLOOR, CEILING = 0.005, 0.995


@dataclass(frozen=True, slots=True)
class Fit(Value):
    """A trained model, the counts behind it and what cross-validation says of it.

    `counts` are (matches, others) by level. Losses are mean negative log likelihoods in bits per
    pair, of the start and of the trained weights, on pairs that the fit had not seen. `unseen` are
    (probability, truth) of every pair by weights that had not seen it (FOLDS) and the calibration.
    """

    model: Model
    counts: Mapping[Level, tuple[int, int]] = field(repr=False)
    matches: int
    others: int
    loss_before: float
    loss_after: float
    unseen: tuple[tuple[float, bool], ...] = field(default=(), repr=False)


def count_levels(pairs: Sequence[LabelledPair]) -> dict[Level, tuple[int, int]]:
    """(matches, others) among the pairs, for every level of every comparison."""
    found: Counter[tuple[Level, bool]] = Counter()
    for pair in pairs:
        found.update((level, pair.same) for level in pair.levels)
    return {
        (item.name, level): (found[(item.name, level), True], found[(item.name, level), False])
        for item in COMPARISONS
        for level, _ in item.levels
    }


def check_enough(pairs: Sequence[LabelledPair]) -> tuple[int, int]:
    """(matches, others). Raises UsageError that says how many pairs are missing."""
    matches = sum(pair.same for pair in pairs)
    others = len(pairs) - matches
    if matches < LEAST_MATCHES or others < LEAST_OTHERS:
        raise UsageError(
            f"too little to learn from: {matches} pairs known to be one thing and {others} known "
            f"to be two, among those that the blocking rules compare",
            hint=f"At least {LEAST_MATCHES} and {LEAST_OTHERS} are needed. Label more names, or "
            "keep the shipped model: it was trained on thousands of pairs.",
        )
    return matches, others


def train(pairs: Sequence[LabelledPair], start: Model, name: str) -> Fit:
    """A model learned from the pairs, starting at the weights of `start`.

    Deterministic in the set of pairs. The calibration comes from weights of pairs by fits that had
    not seen their part, every part counting alike, so that it holds on texts of another kind
    (docs/decisions/0037); with fewer than LEAST_PARTS, by fits on the other of FOLDS.
    Raises UsageError where the pairs are too few.
    """
    matches, others = check_enough(pairs)
    ordered = sorted(pairs, key=lambda p: (p.part, p.records, p.levels, p.same))
    held = _held_out(ordered, _folds(ordered), start, "training")
    parts = sorted({pair.part for pair in ordered})
    by_part = held
    if len(parts) >= LEAST_PARTS:
        by_part = _held_out(ordered, [p.part for p in ordered], start, "calibrating")
    sizes = Counter(pair.part for pair in ordered)
    calibration = calibrate(by_part, [1 / sizes[pair.part] for pair in ordered])
    model = replace(_fit(ordered, start), name=name, calibration=calibration)
    before = _loss([(weigh(pair, start), pair.same) for pair in ordered])
    unseen = tuple((model.probability(weight), same) for weight, same in held)
    return Fit(model, count_levels(ordered), matches, others, before, _loss(held), unseen)


def _held_out(
    pairs: Sequence[LabelledPair], folds: Sequence[object], start: Model, what: str
) -> list[tuple[float, bool]]:
    """The weight and the answer of every pair, by a fit that has seen the other folds only."""
    held: dict[int, tuple[float, bool]] = {}
    for fold in told(what, sorted(set(folds), key=str)):
        fitted = _fit([p for p, f in zip(pairs, folds, strict=True) if f != fold], start)
        held |= {
            at: (weigh(p, fitted), p.same)
            for at, (p, f) in enumerate(zip(pairs, folds, strict=True)) if f == fold
        }  # fmt: skip
    return [held[at] for at in range(len(pairs))]


def weigh(pair: LabelledPair, model: Model) -> float:
    """The match weight of a pair in bits: prior and levels."""
    bits = sum(model.weights[comparison][level] for comparison, level in pair.levels)
    return model.prior_weight + bits


def _folds(pairs: Sequence[LabelledPair]) -> list[int]:
    """Every part is cut in FOLDS by the first records of its pairs."""
    number: dict[tuple[str, str], int] = {}
    return [number.setdefault((p.part, p.records[0]), len(number)) % FOLDS for p in pairs]


def _fit(pairs: Sequence[LabelledPair], start: Model) -> Model:
    import numpy as np
    from scipy.optimize import minimize

    levels = [(item.name, level) for item in COMPARISONS for level, _ in item.levels]
    index = {level: at for at, level in enumerate(levels)}
    free = np.array([_is_free(level) for level in levels])
    reached, offset, same, weight = _design(pairs, start, index)

    def loss(moved: np.ndarray) -> tuple[float, np.ndarray]:
        """Negative log posterior and its gradient; `moved` = bits away from the start, the prior
        last."""
        z = (offset + reached @ (moved[:-1] * free) + moved[-1]) * math.log(2)
        fit = -(weight * (same * z - np.logaddexp(0, z))).sum()
        error = weight * (1 / (1 + np.exp(-z)) - same) * math.log(2)
        drawn = moved / spread**2
        slope = np.append(reached.T @ error * free, error.sum())
        return fit + (drawn * moved).sum() / 2, slope + drawn

    spread = np.append(np.full(len(levels), SPREAD), PRIOR_SPREAD)
    bounds = [_same_sign(start.weights[name][level]) for name, level in levels] + [(None, None)]
    origin = np.zeros(len(levels) + 1)
    moved = minimize(loss, origin, jac=True, method="L-BFGS-B", bounds=bounds).x
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for level, at in index.items():
        bits = start.weights[level[0]][level[1]] + (float(moved[at]) if free[at] else 0.0)
        weights[level[0]][level[1]] = round(bits, DIGITS) + 0.0
    prior = 1 / (1 + 2 ** -(start.prior_weight + float(moved[-1])))
    return replace(start, weights=dict(weights), prior=round(prior, 4), fingerprint="")


def _same_sign(bits: float) -> tuple[float | None, float | None]:
    """How far a weight may move: what speaks for a match never comes to speak against it."""
    return (-bits, None) if bits > 0 else (None, -bits) if bits < 0 else (None, None)


def _is_free(level: Level) -> bool:
    return level not in FIXED and level[0] not in FIXED_COMPARISONS


def _design(
    pairs: Sequence[LabelledPair], start: Model, index: Mapping[Level, int]
) -> tuple[Any, np.ndarray, np.ndarray, np.ndarray]:
    """Which levels each pair reached (sparse, pairs x levels), its weight at the start in bits,
    its answer, and how much it counts."""
    import numpy as np
    from scipy.sparse import csr_matrix

    rows = [(at, index[level]) for at, pair in enumerate(pairs) for level in pair.levels]
    ones, shape = np.ones(len(rows)), (len(pairs), len(index))
    reached = csr_matrix((ones, tuple(zip(*rows, strict=True))), shape=shape)
    sizes = Counter(pair.part for pair in pairs)
    counts = [min(1.0, math.sqrt(LARGE_PART / sizes[pair.part])) for pair in pairs]
    offset = np.array([weigh(pair, start) for pair in pairs])
    same = np.array([float(pair.same) for pair in pairs])
    return reached, offset, same, np.array(counts)


def calibrate(
    scored: Sequence[tuple[float, bool]], counts: Sequence[float] | None = None
) -> tuple[tuple[float, float], ...]:
    """(match weight, probability) points through which probabilities are read.

    Logistic regression of the answers on the weights (Platt 1999, Advances in Large Margin
    Classifiers), each answer counting as much as `counts` says; read at every bit of REACH.
    Raises UsageError where there are too few answers, or all are the same.
    """
    import numpy as np
    from scipy.optimize import minimize

    if len(scored) < LEAST_SCORED or len({same for _, same in scored}) < 2:
        raise UsageError("too few pairs for a calibration", hint="Label more names.")
    weight = np.array([weight for weight, _ in scored])
    same = np.array([float(same) for _, same in scored])
    count = np.ones(len(scored)) if counts is None else np.array(counts)
    count = count / count.sum()

    def loss(line: np.ndarray) -> tuple[float, np.ndarray]:
        z = (line[0] + line[1] * weight) * math.log(2)
        error = count * (1 / (1 + np.exp(-z)) - same) * math.log(2)
        fit = -(count * (same * z - np.logaddexp(0, z))).sum()
        return fit, np.array([error.sum(), (error * weight).sum()])

    bounds = [(None, None), (LEAST_SLOPE, None)]
    start, slope = minimize(
        loss, np.array([0.0, 1.0]), jac=True, method="L-BFGS-B", bounds=bounds
    ).x
    points = []
    for bits in range(-REACH, REACH + 1):
        chance = 1 / (1 + 2.0 ** -(float(start) + float(slope) * bits))
        points.append((float(bits), round(min(max(chance, FLOOR), CEILING), 3)))
    return _without_flat(points)


def _without_flat(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """The points without those in the middle of a flat stretch, which say nothing new."""
    kept = [
        point for at, point in enumerate(points)
        if at in (0, len(points) - 1)
        or not points[at - 1][1] == point[1] == points[at + 1][1]
    ]  # fmt: skip
    return tuple(kept)


def _loss(scored: Sequence[tuple[float, bool]]) -> float:
    """Mean negative log likelihood in bits, taking a weight of w bits as odds of 2**w."""
    bits = [math.log2(1 + 2.0 ** min(60.0, -w if same else w)) for w, same in scored]
    return round(sum(bits) / len(bits), 4)
