"""The stored terms of a pair are its own, however few pairs there are."""

from __future__ import annotations

import json
import random

import pyarrow as pa
import pytest

from toolkit.matching import load_model, terms_json, waterfall
from toolkit.matching.model import column


@pytest.mark.parametrize("seed", range(30))
def test_terms_are_those_of_the_pair(seed: int) -> None:
    draw, model = random.Random(seed), load_model("policy")
    count = draw.randint(1, 6)
    columns = {}
    for item in model.comparisons:
        levels = [level for level, _ in item.levels]
        bits = [model.weights[item.name][level] for level in levels]
        at = [draw.choice([None, *range(len(levels))]) for _ in range(count)]
        told = pa.DictionaryArray.from_arrays
        columns[f"level_{column(item)}"] = told(pa.array(at, pa.int8()), pa.array(levels))
        columns[f"mw_{column(item)}"] = told(pa.array(at, pa.int8()), pa.array(bits))
    pairs = pa.table(columns)
    wanted = [
        json.dumps([[t.label, t.weight, t.detail] for t in waterfall(row, model)])
        for row in pairs.to_pylist()
    ]
    assert terms_json(pairs, model).to_pylist() == wanted
