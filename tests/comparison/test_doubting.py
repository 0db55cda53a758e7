"""What is said of the names in doubt."""

from __future__ import annotations

import pytest

from toolkit.comparison.doubting import _sentence
from toolkit.comparison.uncertainty import Hinge, Range

MORE, LESS = "more cautious than most", "less cautious than most"


@pytest.mark.parametrize(("actors", "shared", "said"), [
    ((150, 140, 160), (20, 18, 22), ""),
    ((170, 140, 160), (20, 18, 22), MORE),
    ((150, 140, 160), (15, 18, 22), MORE),
    ((170, 140, 160), (15, 18, 22), MORE),
    ((130, 140, 160), (20, 18, 22), LESS),
    ((150, 140, 160), (25, 18, 22), LESS),
    ((170, 140, 160), (25, 18, 22), ""),  # the two say opposite things
])  # fmt: skip
def test_a_value_outside_its_range_is_explained(
    actors: tuple[int, int, int], shared: tuple[int, int, int], said: str
) -> None:
    figures = {
        "actors": Range(*actors, *actors[1:], 1.0, 1.0),
        "shared": Range(*shared, *shared[1:], 1.0, 1.0),
    }
    text = _sentence(figures, 2, 200, ())
    assert f"here {shared[0]} of {actors[0]}." in text
    assert (MORE in text, LESS in text) == (said == MORE, said == LESS)


@pytest.mark.parametrize(("right", "joined", "said"), [
    ("European Space\nAgency", True, "“ESA” joined with “European Space Agency” (p = 0.49)"),
    ("ESA", False, "one “ESA” kept apart from another (p = 0.49)"),
])  # fmt: skip
def test_decisions_are_told_by_their_names(right: str, joined: bool, said: str) -> None:
    figures = {name: Range(9, 8, 10, 8, 10, 1.0, 1.0) for name in ("actors", "shared")}
    hinge = Hinge("q", "ESA", right, "a", "b", joined, "", 0.49, 1, 1, 1, 0.5, ())
    assert f"It hangs most on 1 decision: {said}." in _sentence(figures, 2, 200, [hinge])
