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


@pytest.mark.parametrize(
    ("text", "ships"),
    [
        ("Sweden ordered the frigate Trelleborg.", ["Trelleborg"]),
        ("The submarines Blekinge and Uppsala come late.", ["Blekinge", "Uppsala"]),
        ("The frigate Germany received was old.", []),  # a state, and a clause
        ("The ships Odesa received were old.", []),
    ],
)
def test_a_town_behind_a_noun_for_ships_is_a_ship(text: str, ships: list[str]) -> None:
    assert [m.text for m in Read(text).flat if m.type == "PRODUCT"] == ships


def test_persons_give_their_names_to_sites() -> None:
    assert Read("They met in Ada Marwick Square.").typed == {"Ada Marwick Square": "FACILITY"}
    assert Read("They met at Ada Marwick University.").typed == {"Ada Marwick University": "ORG"}
