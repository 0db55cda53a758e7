"""Capitals at the end of exactly one longer name stand for it."""

from __future__ import annotations

from one_text import Read


def test_a_branch_by_its_capitals() -> None:
    read = Read("Norland QRX makes radars. Norland Group, its parent in Ulm, makes tanks. The army "
                "bought forty radars from QRX in May.")  # fmt: skip
    assert read.joined("Norland QRX", "QRX")
    assert not read.joined("Norland Group", "QRX")


def test_not_of_two_names() -> None:
    read = Read("Norland QRX and Westmark QRX make radars. The army bought forty from QRX in May.")
    assert not read.joined("Norland QRX", "QRX")


def test_not_what_the_name_is_about() -> None:
    read = Read("The Association of QRX met. The army bought forty radars from QRX in May.")
    assert not read.joined("Association of QRX", "QRX")
