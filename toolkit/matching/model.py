"""A model file: weights for the comparisons of `levels`, nothing that could be executed."""

from __future__ import annotations

import hashlib
import json
import math
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from toolkit.config import data_root
from toolkit.errors import ConfigError
from toolkit.matching.blocking import JOINS
from toolkit.matching.comparison import Comparison
from toolkit.matching.levels import COMPARISONS
from toolkit.matching.pair_comparisons import PAIR_COMPARISONS
from toolkit.side_files import WEIGHTS, parse_json, read_side_file
from toolkit.value import Value

FORMAT = "toolkit-model-1"
_KEYS = {"format", "name", "prior", "comparisons", "calibration", "scope"}
_FORMER = {"rarity_weight"}  # of older files; says nothing any more (docs/decisions/0036)
# What a model may be for: records of a corpus, or two names alone.
SCOPES = {"records": COMPARISONS, "names": PAIR_COMPARISONS}
MOST_BITS = 30.0
# u of all levels: only m/u counts.
_U = 2.0**-16


@dataclass(frozen=True)
class Model(Value):
    """`weights` are bits by comparison and level; `calibration` is (match weight, probability)."""

    name: str
    prior: float
    weights: Mapping[str, Mapping[str, float]] = field(repr=False)
    calibration: tuple[tuple[float, float], ...] = field(repr=False)
    fingerprint: str
    scope: str = "records"

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        return SCOPES[self.scope]

    @property
    def prior_weight(self) -> float:
        return math.log2(self.prior / (1 - self.prior))

    def probability(self, weight: float) -> float:
        """The calibrated probability of a match weight, linear between the measured points."""
        low, floor = self.calibration[0]
        if weight < low:  # beyond what was measured: the odds fall with the weight itself
            return round(floor * math.exp2(max(weight - low, -60.0)), 6)
        xs = [x for x, _ in self.calibration]
        at = bisect_right(xs, weight)
        if at == 0 or at == len(xs):
            return self.calibration[max(0, at - 1)][1]
        (x0, y0), (x1, y1) = self.calibration[at - 1], self.calibration[at]
        return round(y0 + (y1 - y0) * (weight - x0) / (x1 - x0), 6)


def load_model(name: str = "policy") -> Model:
    """The model `configs/models/<name>.json`, or of the file that `name` is the path of.

    Raises ConfigError that names what is wrong: unknown or missing comparisons and levels,
    probabilities outside (0, 1), a calibration that falls.
    """
    bundled = data_root("configs") / "models" / f"{name}.json"
    source = Path(name) if name.endswith(".json") else bundled
    where = Path(name).name if name.endswith(".json") else f"{name}.json"
    try:
        data = parse_json(read_side_file(source, WEIGHTS))
    except FileNotFoundError as error:
        raise ConfigError("no such model", where=where) from error
    except (OSError, ValueError) as error:
        raise ConfigError(f"not a readable model file: {error}", where=where) from error
    return parse_model(data, where)


def parse_model(data: object, where: str = "model") -> Model:
    """The model that `data` (parsed JSON) describes. Raises ConfigError."""

    def fail(what: str) -> ConfigError:
        return ConfigError(what, where=where)

    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise fail(f"not a model of format {FORMAT!r}")
    unknown = sorted(set(data) - _KEYS - _FORMER)
    if unknown:
        raise fail(f"unknown entry {unknown[0]!r}")
    found = data.get("comparisons")
    if not isinstance(found, dict):
        raise fail("'comparisons' is missing")
    scope = data.get("scope", "records")
    if scope not in SCOPES:
        raise fail(f"'scope' is none of {', '.join(SCOPES)}")
    comparisons = SCOPES[scope]
    names = [comparison.name for comparison in comparisons]
    _check_names(set(found), set(names), "comparison", fail)
    weights = {item.name: _weights(item, found[item.name], fail) for item in comparisons}
    prior = _number(data.get("prior"), 0, 1, "'prior'", fail)
    text = json.dumps(data, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    calibration = _calibration(data.get("calibration"), fail)
    return Model(str(data.get("name", "")), prior, weights, calibration, digest, scope)


def to_text(model: Model) -> str:
    """The content of a model file that `parse_model` reads as this model."""
    data = {
        "format": FORMAT, "name": model.name, "prior": model.prior,
        "comparisons": model.weights, "calibration": [list(point) for point in model.calibration],
    }  # fmt: skip
    text = json.dumps(data, ensure_ascii=False, indent=1)
    points = re.sub(r"\[\s+(-?[\d.]+),\s+([\d.]+)\s+\]", r"[\1, \2]", text)  # one a line
    return points + "\n"


def _check_names(given: set[str], known: set[str], what: str, fail: Any) -> None:
    for name in sorted(given - known):
        raise fail(f"unknown {what} {name!r}")
    for name in sorted(known - given):
        raise fail(f"the {what} {name!r} is missing")


def _weights(comparison: Comparison, given: object, fail: Any) -> dict[str, float]:
    where = f"of {comparison.name!r}"
    if not isinstance(given, dict):
        raise fail(f"the levels {where} are missing")
    levels = [name for name, _ in comparison.levels]
    _check_names(set(given), set(levels), f"level {where}", fail)
    return {name: _bits(given[name], f"{name!r} {where}", fail) for name in levels}


def _bits(value: object, what: str, fail: Any) -> float:
    """Bits given as a number, or as {"m": ..., "u": ...}."""
    if isinstance(value, dict):
        if set(value) != {"m", "u"}:
            raise fail(f"{what} needs exactly m and u")
        m, u = (_number(value[key], 0, 1, f"{key} of {what}", fail) for key in ("m", "u"))
        value = math.log2(m / u)
    return round(_number(value, -MOST_BITS, MOST_BITS, what, fail, closed=True), 10)


def _number(
    value: object, low: float, high: float, what: str, fail: Any, closed: bool = False
) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise fail(f"{what} is not a number")
    if not (low <= value <= high if closed else low < value < high):
        raise fail(f"{what} is {value}, not between {low:g} and {high:g}")
    return float(value)


def _calibration(points: object, fail: Any) -> tuple[tuple[float, float], ...]:
    if not isinstance(points, list) or len(points) < 2:
        raise fail("'calibration' needs two or more [match weight, probability] points")
    found = []
    for point in points:
        if not isinstance(point, list) or len(point) != 2:
            raise fail("a calibration point is not [match weight, probability]")
        weight = _number(point[0], -1000, 1000, "a calibration weight", fail)
        found.append((weight, _number(point[1], 0, 1, "a calibrated probability", fail)))
    for (x0, y0), (x1, y1) in pairwise(found):
        if x1 <= x0 or y1 < y0:
            raise fail("the calibration must rise")
    return tuple(found)


def splink_settings(model: Model, detailed: bool) -> dict[str, Any]:
    """The model as Splink settings; all SQL comes from `levels`. `detailed` keeps the bits."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "record_id",
        "probability_two_random_records_match": model.prior,
        "retain_matching_columns": False,  # `engine` asks the levels of the kept pairs itself
        "retain_intermediate_calculation_columns": detailed,
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": f"l.{left} = r.{right}", "sql_dialect": "duckdb",
             "arrays_to_explode": sorted({left, right})}
            for left, right in JOINS
        ],
        "comparisons": [_comparison(model, item) for item in model.comparisons],
    }  # fmt: skip


def column(comparison: Comparison) -> str:
    return comparison.name.replace(" ", "_")


def _comparison(model: Model, comparison: Comparison) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [
        {"sql_condition": comparison.silent, "label_for_charts": "not compared",
         "is_null_level": True}
    ]  # fmt: skip
    for name, sql in comparison.levels:
        bits = model.weights[comparison.name][name]
        levels.append({"sql_condition": sql, "label_for_charts": name} | _m_and_u(bits))
    return {"output_column_name": column(comparison), "comparison_levels": levels}


def _m_and_u(bits: float) -> dict[str, float]:
    """Two probabilities with the ratio 2**bits; u is the same wherever m allows it."""
    u = _U if bits < 15.5 else 0.5 * 2.0**-bits
    return {"m_probability": u * 2.0**bits, "u_probability": u}
