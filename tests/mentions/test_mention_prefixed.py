"""Ships and bases are named by what stands before the name."""

from __future__ import annotations

import pytest
from one_text import Read


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They saw HMS Prince of Wales lead the ships.", "HMS Prince of Wales", "PRODUCT"),
        ("The frigate USS Dorvan left port.", "USS Dorvan", "PRODUCT"),
        ("The KNM Helge Dorn sank.", "KNM Helge Dorn", "PRODUCT"),
        ("Jets left RAF Dorham on Monday.", "RAF Dorham", "FACILITY"),
        ("Jets left RAF Fylings on Monday.", "RAF Fylings", "FACILITY"),
    ],
)
def test_a_prefix_makes_a_name(text: str, name: str, kind: str) -> None:
    assert Read(text).typed.get(name) == kind, Read(text).typed


@pytest.mark.parametrize("text", ["Two RAF Typhoons landed.", "The RAF Regiment marched."])
def test_aircraft_and_units_are_no_bases(text: str) -> None:
    assert "FACILITY" not in Read(text).typed.values()
