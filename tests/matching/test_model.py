import copy
import json
import math
from pathlib import Path
from typing import Any

import pytest

from toolkit.config import data_root
from toolkit.errors import ConfigError
from toolkit.matching import load_model, parse_model
from toolkit.matching.levels import COMPARISONS
from toolkit.matching.model import splink_settings


@pytest.fixture
def data() -> dict[str, Any]:
    text = (data_root("configs") / "models" / "policy.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def test_the_shipped_model_is_valid_and_has_a_card() -> None:
    model = load_model("policy")
    assert model.name == "policy"
    assert set(model.weights) == {item.name for item in COMPARISONS}
    assert (data_root("configs") / "models" / "policy.md").is_file()


def test_bits_and_probabilities_are_the_same(data: dict[str, Any]) -> None:
    other = copy.deepcopy(data)
    other["comparisons"]["role"]["shared"] = {"m": 0.4, "u": 0.1}
    assert parse_model(other).weights["role"]["shared"] == pytest.approx(2.0)
    assert parse_model(other).fingerprint != parse_model(data).fingerprint


def change(data: dict[str, Any], path: tuple[str, ...], value: object) -> dict[str, Any]:
    """A copy with the entry at `path` set, or removed if `value` is None."""
    found = copy.deepcopy(data)
    inner = found
    for key in path[:-1]:
        inner = inner[key]
    if value is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return found


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("format",), "other", "format"),
        (("sql",), "SELECT 1", "unknown entry 'sql'"),
        (("comparisons",), None, "'comparisons' is missing"),
        (("comparisons", "name"), None, "comparison 'name' is missing"),
        (("comparisons", "colour"), {}, "unknown comparison 'colour'"),
        (("comparisons", "role", "shared"), None, "level of 'role' 'shared' is missing"),
        (("comparisons", "role", "read_text('/etc/hostname')"), 1, "unknown level"),
        (("comparisons", "role", "shared"), {"m": 1.7, "u": 0.1}, "between 0 and 1"),
        (("comparisons", "role", "shared"), {"m": 0.5}, "exactly m and u"),
        (("comparisons", "role", "shared"), 31, "between -30 and 30"),
        (("comparisons", "role", "shared"), "1", "not a number"),
        (("comparisons", "role", "shared"), float("nan"), "not a number"),
        (("comparisons", "role", "shared"), True, "not a number"),
        (("comparisons", "role"), [], "levels of 'role' are missing"),
        (("prior",), 1, "'prior'"),
        (("prior",), None, "'prior'"),
        (("calibration",), [[0, 0.5]], "two or more"),
        (("calibration",), [[0, 0.5], [1, 0.4]], "must rise"),
        (("calibration",), [[0, 0.5], [1]], "not [match weight, probability]"),
        (("calibration",), [[0, 0.5], [1, 1]], "calibrated probability"),
    ],
)
def test_an_invalid_model_is_refused(
    data: dict[str, Any], path: tuple[str, ...], value: object, says: str
) -> None:
    with pytest.raises(ConfigError) as error:
        parse_model(change(data, path, value), "made.json")
    assert says in error.value.what
    assert error.value.where == "made.json"


def test_files_that_are_no_models(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such model"):
        load_model("nowhere")
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(ConfigError, match="not a readable model file"):
        load_model(str(broken))


def test_a_model_from_a_path(tmp_path: Path, data: dict[str, Any]) -> None:
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(change(data, ("name",), "mine")), encoding="utf-8")
    assert load_model(str(path)).name == "mine"


def test_files_with_what_former_versions_wrote_are_read(data: dict[str, Any]) -> None:
    assert parse_model(data | {"rarity_weight": 0.5}).weights == parse_model(data).weights


def test_probability_is_interpolated_and_rises() -> None:
    model = load_model()
    values = [model.probability(weight / 4) for weight in range(-80, 120)]
    assert values == sorted(values)
    assert 0 < values[0] < values[-1] < 1


def test_splink_gets_probabilities_with_the_ratio_of_the_weight() -> None:
    model = load_model()
    settings = splink_settings(model, detailed=False)
    for comparison, item in zip(settings["comparisons"], COMPARISONS, strict=True):
        levels = comparison["comparison_levels"]
        assert levels[0]["is_null_level"] and levels[-1]["sql_condition"] == "ELSE"
        for level, (name, _) in zip(levels[1:], item.levels, strict=True):
            m, u = level["m_probability"], level["u_probability"]
            assert 0 < m < 1 and 0 < u < 1
            assert math.log2(m / u) == pytest.approx(model.weights[item.name][name])
