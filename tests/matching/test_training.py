"""Weights learned from labelled pairs: what they follow, what they keep, when they refuse."""

from __future__ import annotations

import math
import random

import pytest

from toolkit.errors import UsageError
from toolkit.matching import load_model, parse_model
from toolkit.matching.labelling import LabelledPair
from toolkit.matching.levels import COMPARISONS
from toolkit.matching.model import to_text
from toolkit.matching.training import calibrate, count_levels, train, weigh

START = load_model("policy_by_hand")
SPELLING, ACRONYM = ("name", "spelling variant"), ("name", "same acronym")
PLACE, FAR = ("place", "another"), ("names nearby", "none")


def pairs(level: tuple[str, str], matches: int, others: int, part: str = "a") -> list[LabelledPair]:
    return [
        LabelledPair((f"{part}{level[1]}{n}", f"x{n}"), (level, FAR), n < matches, part)
        for n in range(matches + others)
    ]


EVIDENCE = pairs(SPELLING, 10, 190) + pairs(ACRONYM, 190, 10)


def test_weights_follow_what_was_seen() -> None:
    found = train(EVIDENCE, START, "t")
    before, after = START.weights["name"], found.model.weights["name"]
    gap = after[ACRONYM[1]] - after[SPELLING[1]]
    assert gap > before[ACRONYM[1]] - before[SPELLING[1]]
    assert found.loss_after < found.loss_before
    assert (found.matches, found.others) == (200, 200)
    assert found.counts[SPELLING] == (10, 190)


def test_what_was_not_seen_and_what_is_known_stay() -> None:
    seen = {level for pair in EVIDENCE for level in pair.levels}
    model = train(EVIDENCE + pairs(PLACE, 60, 60), START, "t").model
    for item in COMPARISONS:
        for level, _ in item.levels:
            if (item.name, level) not in seen:
                assert model.weights[item.name][level] == START.weights[item.name][level]
    assert model.weights["place"]["another"] == START.weights["place"]["another"]


def test_no_weight_changes_its_sign() -> None:
    against = pairs(ACRONYM, 0, 400) + pairs(SPELLING, 200, 0)
    model = train(against, START, "t").model
    for name, levels in START.weights.items():
        for level, bits in levels.items():
            assert bits * model.weights[name][level] >= 0


def test_the_order_of_the_pairs_changes_nothing() -> None:
    shuffled = list(EVIDENCE)
    random.Random(3).shuffle(shuffled)
    assert to_text(train(shuffled, START, "t").model) == to_text(train(EVIDENCE, START, "t").model)


def test_a_trained_model_is_read_again_as_it_is() -> None:
    import json

    model = train(EVIDENCE, START, "t").model
    again = parse_model(json.loads(to_text(model)))
    assert again.weights == model.weights and again.calibration == model.calibration
    assert again.prior == model.prior


def test_too_few_pairs_are_refused_with_the_numbers() -> None:
    with pytest.raises(UsageError, match="5 pairs known to be one thing and 300") as caught:
        train(pairs(SPELLING, 5, 300), START, "t")
    assert "40 and 40" in str(caught.value.hint)


def test_weighing_adds_prior_and_levels() -> None:
    pair = LabelledPair(("a", "b"), (SPELLING, FAR), True)
    bits = START.weights["name"][SPELLING[1]] + START.weights["names nearby"]["none"]
    assert weigh(pair, START) == pytest.approx(START.prior_weight + bits)


def test_calibration_rises_and_says_what_was_true() -> None:
    draw = random.Random(5)
    scored = []
    for _ in range(4000):
        weight = draw.uniform(-6, 6)
        scored.append((weight, draw.random() < 1 / (1 + 2**-weight)))
    points = calibrate(scored)
    assert [y for _, y in points] == sorted(y for _, y in points)
    model = train(EVIDENCE, START, "t").model
    import dataclasses

    read = dataclasses.replace(model, calibration=points)
    for weight in (-4.0, -2.0, 0.0, 2.0, 4.0):
        assert read.probability(weight) == pytest.approx(1 / (1 + math.exp2(-weight)), abs=0.08)


def test_levels_are_counted_by_answer() -> None:
    counts = count_levels(EVIDENCE)
    assert counts[ACRONYM] == (190, 10) and counts[FAR] == (200, 200)
    assert counts["role", "shared"] == (0, 0)
