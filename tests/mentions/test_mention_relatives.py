"""A surname alone that is said to be a relative's, or another's of the name."""

from __future__ import annotations

import pytest
from one_text import Read


@pytest.mark.parametrize(
    "second",
    [
        "Brandvold, her son and the mayor of Oslo, took the chair.",
        "Brandvold, the son and until May the mayor, took the chair.",
        "Brandvold, her younger brother, took the chair.",
        "The younger Brandvold took the chair.",
        "Brandvold, her husband and once a mayor, took the chair.",
        "Another Brandvold took the chair.",
        "Brandvold, the daughter of Anna Brandvold, took the chair.",
    ],
)
def test_another_bearer(second: str) -> None:
    assert not Read(f"Anna Brandvold left the ministry. {second}").joined(
        "Anna Brandvold", "Brandvold"
    )


@pytest.mark.parametrize(
    "second",
    [
        "Brandvold, the daughter of a miner, had been mayor.",
        "Brandvold, a mother of two, had been mayor.",
        "Her brother met Brandvold at noon.",
    ],
)
def test_the_same_bearer(second: str) -> None:
    assert Read(f"Anna Brandvold left the ministry. {second}").joined("Anna Brandvold", "Brandvold")


def test_a_peer_with_and_without_the_seat() -> None:
    read = Read("Lord Orvik of Port Sund came to the fair. Critics of Orvik stayed away.")
    assert read.joined("Orvik of Port Sund", "Orvik")


def test_what_is_told_of_one_of_two() -> None:
    text = (
        "Tom Brandvold ran the port, and Jens Brandvold answered for fisheries and aquaculture. "
        "Brandvold, the fisheries and aquaculture man, spoke. "
    )
    read = Read(text)
    assert read.joined("Jens Brandvold", "Brandvold")
    assert not read.joined("Tom Brandvold", "Brandvold")
    assert not Read(text.replace("ran the port", "hated aquaculture")).joined(
        "Jens Brandvold", "Brandvold"
    )
