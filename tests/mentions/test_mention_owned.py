"""Bodies of one generic name: one where the text gives them to one state, two where to two."""

from __future__ import annotations

import pytest
from one_text import Read


def ministries(text: str) -> list[list[int]]:
    """Offsets of the ministries of each chain."""
    chains = [[m.start for m in chain.mentions if m.text.startswith("Ministry")]
              for chain in Read(text).chains]  # fmt: skip
    return [starts for starts in chains if starts]


@pytest.mark.parametrize("text", [
    "Japan's Ministry of Finance wrote to China's Ministry of Finance.",
    "Tokyo's Ministry of Finance wrote. In Beijing, the Ministry of Finance read it.",
    "The Ministry of Finance in Oslo wrote to the Ministry of Finance in Stockholm.",
    "They met. In Oslo the Ministry of Finance wrote, while in Riga the Ministry of Finance read.",
    "According to the Ministry of Finance it was cold. Oslo's Ministry of Finance was heard.",
])  # fmt: skip
def test_of_two_states_they_are_two(text: str) -> None:
    assert [len(starts) for starts in ministries(text)] == [1, 1]


@pytest.mark.parametrize("text", [
    "Japan's Ministry of Finance wrote. The Ministry of Finance was heard.",
    "Japan's Ministry of Finance wrote. In Tokyo, the Ministry of Finance was heard.",
])  # fmt: skip
def test_of_one_state_they_are_one(text: str) -> None:
    assert [len(starts) for starts in ministries(text)] == [2]


def test_one_without_a_state_among_two_is_left_alone() -> None:
    text = ("Japan's Ministry of Finance wrote to China's Ministry of Finance. The Ministry of "
            "Finance was heard.")  # fmt: skip
    assert [len(starts) for starts in ministries(text)] == [1, 1, 1]


@pytest.mark.parametrize(("text", "state"), [
    ("HELSINKI - The Ministry of Finance wrote a letter.", "fi"),
    ("Helsinki, 3 May. The Ministry of Finance wrote a letter.", "fi"),
    ("Helsinki, May 3, 2024: The Ministry of Finance wrote a letter.", "fi"),
    ("Helsinki, 3 May (Agency) – The Ministry of Finance wrote a letter.", "fi"),
    ("BRUSSELS - The Ministry of Finance wrote a letter.", ""),
    ("Helsinki is cold. The Ministry of Finance wrote a letter.", ""),
])  # fmt: skip
def test_the_place_of_a_dateline(text: str, state: str) -> None:
    (body,) = [m for chain in Read(text).chains for m in chain.mentions
               if m.text == "Ministry of Finance"]  # fmt: skip
    assert body.knowledge_id == (f"{state}:ministry-finance" if state else "")


def test_in_another_town_of_a_federation_it_is_that_of_a_land() -> None:
    text = ("The Federal Ministry of Finance in Berlin was heard. The Ministry of Finance in "
            "Stuttgart wrote to the Federal Ministry of Finance.")  # fmt: skip
    names = [[m.text for m in chain.mentions if "Finance" in m.text] for chain in Read(text).chains]
    assert [found for found in names if found] == [
        ["Federal Ministry of Finance"] * 2, ["Ministry of Finance"],
    ]  # fmt: skip


@pytest.mark.parametrize("name", [
    "Ministry of Justice", "Ministry of Justice and Security", "Ministry of Health and Justice",
    "Ministry of Public Administration and Justice",
])  # fmt: skip
def test_the_portfolio_of_a_ministry_may_be_a_title(name: str) -> None:
    assert name in {m.text for m in Read(f"The {name} wrote.").extraction.mentions}


def test_a_body_that_is_best_known_elsewhere_is_that_of_the_place_beside_it() -> None:
    text = "The Department of Defence in Canberra wrote. The Department of Defense read it."
    first, second = [chain.knowledge_id for chain in Read(text).chains
                     if chain.mentions[0].text.startswith("Department")]  # fmt: skip
    assert first == "au:department-defense"
    assert second not in ("", first)


def test_short_names_of_ministries_are_those_of_the_state_beside_them() -> None:
    text = "The MoD in London wrote a review. Ukraine's MoD welcomed it."
    ids = [chain.knowledge_id for chain in Read(text).chains if chain.mentions[0].text == "MoD"]
    assert len(set(ids)) == 2
    assert "" not in ids
