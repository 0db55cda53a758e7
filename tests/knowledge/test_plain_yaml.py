"""The fast reader of YAML gives what the library gives, or leaves the file to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from toolkit.config import data_root
from toolkit.knowledge import plain_yaml

SHIPPED = sorted(Path(str(data_root("configs"))).rglob("*.yml"))
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["no", "true", "Null", "~", "", "<<", "=", "12", "0x1F", "1:30", "2024-03-01", ".5", "&a", "*a"]
)
SCALARS = WORDS | st.booleans() | st.none() | st.integers(-99, 99) | st.floats(-9, 9)
VALUES = st.recursive(
    SCALARS, lambda part: st.lists(part, max_size=4) | st.dictionaries(SCALARS, part, max_size=4)
)


def told(read: Any, raw: bytes) -> Any:
    try:
        return repr(read(raw))
    except yaml.YAMLError:  # the two parsers of the library call the same fault by two names
        return yaml.YAMLError
    except ValueError as error:
        return type(error)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_shipped_files_are_read_alike(path: Path) -> None:
    raw = path.read_bytes()
    assert repr(plain_yaml.load(raw)) == repr(yaml.safe_load(raw))


@given(VALUES, st.sampled_from([None, True, False]))
def test_values_come_back(value: Any, flow: bool | None) -> None:
    raw = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow).encode()
    assert told(plain_yaml.load, raw) == told(yaml.safe_load, raw)


PIECES = ["a", "- ", ": ", "\n", "  ", "{", "}", "[", "]", ", ", "&x ", "*x", "!!str ", "!!set ",
          "? ", "<<", "12", "yes", "'", '"', "---\n", "...\n", "# c\n", "|\n"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_odd_texts_are_read_or_refused_alike(text: str) -> None:
    assert told(plain_yaml.load, text.encode()) == told(yaml.safe_load, text.encode())


@pytest.mark.parametrize("text", [
    "a: &x [1]\nb: *x", "a: !!str 1", "- {<<: {a: 1}, b: 2}", "a: 1\n--- \nb: 2", "[a]: 1",
    "!!set {a, b}", "a: [1", "{a: }", "'12'", "- 12\n- '12'\n- yes\n- null", "",
])  # fmt: skip
def test_what_is_not_plain(text: str) -> None:
    assert told(plain_yaml.load, text.encode()) == told(yaml.safe_load, text.encode())
