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
