"""Persons who are called by their initials; surnames in another spelling."""

from __future__ import annotations

import pytest
from one_text import Read


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Marie-Luise Kern-Aumann", "MLKA"),
        ("Abdullah bin Rashid", "ABR"),
        ("Peter D. Brandvold", "PDB"),
    ],
)
def test_initials_of_one_person(full: str, short: str) -> None:
    assert Read(f"{full} took office in May. Critics of {short} were few.").joined(full, short)


def test_initials_of_two_persons_or_of_a_body() -> None:
    read = Read("Peter D. Brandvold met Paul D. Brugman. Critics of PDB were few.")
    assert not read.joined("Peter D. Brandvold", "PDB")
    assert not read.joined("Paul D. Brugman", "PDB")
    read = Read("Peter D. Brandvold leads the Port Development Bank. Critics of PDB were few.")
    assert not read.joined("Peter D. Brandvold", "PDB")


def test_a_surname_in_another_spelling() -> None:
    read = Read("Valerii Kravetskyi wrote an essay. The office contradicted Kravetskiy at once.")
    assert read.joined("Valerii Kravetskyi", "Kravetskiy")
