"""Descriptions of one of those named before; two candidates link nothing."""

from __future__ import annotations

import pytest
from one_text import Read


@pytest.mark.parametrize(
    ("text", "description", "name"),
    [
        ("Ruth Halloran, the transport minister, came late. The minister blamed the rain.",
         "The minister", "Ruth Halloran"),
        ("Saab and Rheinmetall made bids. The German company lost.",
         "The German company", "Rheinmetall"),
        ("Greenpeace blocked the yard. The organisation sent two boats.",
         "The organisation", "Greenpeace"),
    ],
)  # fmt: skip
def test_the_one_that_fits(text: str, description: str, name: str) -> None:
    assert Read(text).nominals[text.index(description)] == name


@pytest.mark.parametrize(
    "text",
    [
        # two ministers; another portfolio; a state that no title names; a person named after it;
        # two organisations; a longer phrase
        "Ruth Halloran, the transport minister, met Paul Whitcombe, the health minister. This "
        "minister blamed the rain.",
        "Ruth Halloran, the transport minister, came late. This health minister blamed the rain.",
        "Ruth Halloran, the transport minister, came late. This Polish minister blamed the rain.",
        "Ruth Halloran, the transport minister, came late. This minister, Paul Whitcombe, left.",
        "Greenpeace thanked Oxfam. This organisation sent two boats.",
        "Greenpeace thanked the crew. This organisation of the trip was poor.",
    ],
)
def test_nothing_is_linked(text: str) -> None:
    assert text.index("This") not in Read(text).nominals


def test_an_apposition_is_of_the_person_before_it() -> None:
    text = "Paul Whitcombe, the health minister, met Ruth Halloran, the transport minister."
    assert Read(text).nominals == {
        text.index("the health"): "Paul Whitcombe",
        text.index("the transport"): "Ruth Halloran",
    }
