"""Organs of states: one identity however the state is said, two where two states are."""

from __future__ import annotations

import pytest
from one_text import Read, knowledge

from toolkit.mentions.organs import organ_reader


@pytest.mark.parametrize(
    ("names", "identity"),
    [
        (("Norwegian Ministry of Finance", "Ministry of Finance of Norway",
          "Norway's Finance Ministry"), "no:ministry-finance"),
        (("Chilean government", "government of Chile", "Chile's Government"), "cl:government"),
        (("Supreme Court of Kenya", "Kenyan Supreme Court"), "ke:supreme-court"),
    ],
)  # fmt: skip
def test_one_organ(names: tuple[str, ...], identity: str) -> None:
    assert {organ_reader(knowledge()).identity(name) for name in names} == {identity}


def test_the_curated_name_of_an_organ_is_its_identity() -> None:
    reader = organ_reader(knowledge())
    assert reader.identity("Finland's parliament") == reader.identity("Parliament of Finland")
    assert reader.identity("Finnish parliament").startswith("x-")


@pytest.mark.parametrize(
    "name",
    ["Ministry of Finance", "French Embassy", "European Parliament", "Norwegian Shipping Board",
     "French-German government", "Norwegian Ministry"],
)  # fmt: skip
def test_no_organ_of_one_state(name: str) -> None:
    assert organ_reader(knowledge()).identity(name) == ""


def test_the_state_before_a_possessive() -> None:
    read = Read("Chile's Ministry of Finance paid. Peru's Ministry of Finance did not.")
    found = {c.knowledge_id for c in read.chains for m in c.mentions if "Ministry" in m.text}
    assert found == {"cl:ministry-finance", "pe:ministry-finance"}


def test_descriptions_of_organs_are_nominals_around_the_state() -> None:
    read = Read("The government of Chile met. The Chilean government fell, said Chile's army.")
    nominals = [m for m in read.extraction.mentions if m.form == "nominal"]
    assert [m.text for m in nominals] == ["government of Chile", "Chilean government",
                                          "Chile's army"]  # fmt: skip
    assert read.joined("government of Chile", "Chilean government")
    assert read.names == ["Chile", "Chilean", "Chile"]
