"""Names of firms by their legal form, and of branches by the state or town behind them."""

from __future__ import annotations

import pytest
from one_text import Read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A factory of Hollerbach GmbH burned.", "Hollerbach GmbH"),
        ("They paid Marwick Systems GmbH & Co. KG for it.", "Marwick Systems GmbH & Co. KG"),
        ("They paid Airbus Defence and Space GmbH for it.", "Airbus Defence and Space GmbH"),
        ("The ban hits Marwick Systems, Inc., and others.", "Marwick Systems, Inc"),
        ("The list has Dorvenko Marine Trade Co., Ltd in it.", "Dorvenko Marine Trade Co., Ltd"),
        ("The list has PJSC Dorvenko and others.", "PJSC Dorvenko"),
        ("The list has OOO “Dorvenko Trans” and others.", "OOO “Dorvenko Trans”"),
        ("The yard belongs to Peter Hollerbach AG now.", "Peter Hollerbach AG"),
        ("The ship was built by Kongsberg Defence & Aerospace AS in time.",
         "Kongsberg Defence & Aerospace AS"),
        ("They met Airbus Canada in spring.", "Airbus Canada"),
        ("They thank the Norwegian Embassy Sarajevo for it.", "Norwegian Embassy Sarajevo"),
    ],
)  # fmt: skip
def test_a_firm_is_named_with_its_form_or_its_place(text: str, name: str) -> None:
    assert Read(text).typed.get(name) == "ORG", Read(text).typed


@pytest.mark.parametrize(
    "text",
    [
        "Limited progress was made.",
        "They sell it as is, and co. with it.",
        "We met in Oslo, Ltd or not.",
        "The Tuareg leader Iyad Ag Dorven fled.",
    ],
)
def test_words_that_look_like_a_form_make_no_firm(text: str) -> None:
    assert "legal form" not in {m.rule for m in Read(text).flat}, Read(text).typed


def test_a_place_behind_a_comma_or_before_a_name_is_a_place() -> None:
    assert "Canada" in Read("They met Airbus, Canada and others.").names
    assert "Airbus Canada" not in Read("In Airbus Canada Square they met.").names
