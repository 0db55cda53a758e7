"""Names in one case are compared as running text writes them."""

from __future__ import annotations

import pytest

from toolkit.names.casing import Casing, case_of

TEXTS = (
    "The Nordhavn Port Authority (NPA) is run by Ida van der Berg of Nordhavn.",
    "NPA and the McRae Institute signed the Letter of Intent.",
    "ALL IN CAPITALS HERE, OF NORDHAVN",
)
KNOWN = frozenset(("the", "bank", "ida", "new"))


@pytest.mark.parametrize(
    ("names", "case"),
    [
        (["NATO", "EU", "OSLO"], "upper"), (["oslo", "riga"], "lower"), (["Oslo", "NATO"], ""),
        ([], ""), (["12", "--", "中国"], ""), (["12", "OSLO"], "upper"),
        (["OSLO"] * 18 + ["Riga", "Bonn"], "upper"), (["OSLO"] * 8 + ["Riga", "Bonn"], ""),
    ],
)  # fmt: skip
def test_the_case_of_a_table(names: list[str], case: str) -> None:
    assert case_of(names) == case


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [
        ("NORDHAVN PORT AUTHORITY", TEXTS[0], "Nordhavn Port Authority"),
        ("NPA", TEXTS[1], "NPA"),
        ("NPA", "", "NPA"),
        ("MCRAE INSTITUTE", "", "McRae Institute"),
        ("IDA VAN DER BERG", TEXTS[0], "Ida van der Berg"),
        ("LETTER OF INTENT", "", "Letter of Intent"),
        ("ZZQ", "", "ZZQ"),  # unseen and short: an acronym
        ("ZZQRV", "", "Zzqrv"),
        ("NEW BANK", "", "New Bank"),
        ("MI-8 UNIT", "", "MI-8 Unit"),  # a designation
        ("NORDHAVN", "nordhavn is a port", "Nordhavn"),  # the text does not know either
        ("", "", ""),
        ("(*)", "a (*) b", "(*)"),
    ],
)
def test_names_in_capitals(name: str, text: str, written: str) -> None:
    assert Casing(TEXTS, KNOWN.__contains__, "upper").name(name, text) == written


def test_names_in_small_letters() -> None:
    casing = Casing(TEXTS, KNOWN.__contains__, "lower")
    assert casing.name("npa of nordhavn") == "NPA of Nordhavn"
    assert casing.name("zzq") == "Zzq"  # nothing says that it is an acronym
