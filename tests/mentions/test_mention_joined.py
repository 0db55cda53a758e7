"""Names in lists, designations, names with possessives, missions with their country."""

from __future__ import annotations

import pytest
from one_text import Read

CASES = [
    ("Orders went to Rolls-Royce, Quarvix Blorm and Airbus.", ("Quarvix Blorm", "ORG")),
    ("The Uganda People's Defence Force stayed.", ("Uganda People's Defence Force", "ORG")),
    ("The European Public Prosecutor's Office met.",
     ("European Public Prosecutor's Office", "ORG")),
    ("They left the Support Mission in Somalia early.", ("Support Mission in Somalia", "ORG")),
    ("The Organization for Security and Co-operation in Europe met.",
     ("Organization for Security and Co-operation in Europe", "ORG")),
    ("Two Mi-8 helicopters and an F-47 came.", ("Mi-8", "PRODUCT")),
    ("Ministers met at the 31st OSCE Ministerial Council in May.",
     ("31st OSCE Ministerial Council", "EVENT")),
    ("The Western Fleet on the Kola Peninsula is old.", ("Western Fleet", "PROGRAMME")),
    ("We asked the High Representative, Christian Schmidt.", ("Christian Schmidt", "PERSON")),
    ("Feridun H. Zorbath becomes Secretary General.", ("Feridun H. Zorbath", "PERSON")),
    ("Soldiers went back to Camp Butmir on Monday.", ("Camp Butmir", "FACILITY")),
    ("Fighters of al Shabaab left.", ("al Shabaab", "ORG")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=lambda case: str(case)[:30])
def test_found_with_its_type(text: str, expected: tuple[str, str]) -> None:
    assert expected in [(m.text, m.type) for m in Read(text).flat]
