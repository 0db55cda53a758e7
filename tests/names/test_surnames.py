from __future__ import annotations

import pytest

from toolkit.names.surnames import surname_sound, usual

SPELLINGS = usual([["Quedrani", "Kedhrani", "Gue-drani"]])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("hryshchenko", "gryshchenko"),
        ("herashchenko", "gerashchenko"),
        ("hroisman", "groysman"),
        ("kravchuk", "krawtschuk"),
        ("kedhrani", "guedrani"),
        ("zaluzhnyi", "zaluzhniy"),
    ],
)
def test_spellings_of_one_name(left: str, right: str) -> None:
    assert surname_sound(left, SPELLINGS) == surname_sound(right, SPELLINGS)


@pytest.mark.parametrize(
    ("left", "right"),
    [("hansen", "gansen"), ("hoffman", "goffman"), ("kedrani", "guedrani"), ("hartov", "gartov")],
)
def test_two_names(left: str, right: str) -> None:
    assert surname_sound(left, SPELLINGS) != surname_sound(right, SPELLINGS)
