"""Members of a body: found behind its name, or alone where only one body of the text has such."""

from __future__ import annotations

import pytest
from one_text import Read

NATO, EU = "members:Q7184", "members:Q458"


def members(text: str) -> list[tuple[str, str]]:
    found = Read(text).extraction.mentions
    return [(m.text, m.knowledge_id) for m in found if m.rule == "members"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NATO Allies agreed on the bridge.", [("NATO Allies", NATO)]),
        ("NATO met in Oslo. Its bridge was paid by Allies.", [("Allies", NATO)]),
        ("The EU and its Member States met.", [("Member States", EU)]),
        ("The rule binds EU member states only.", [("EU member states", EU)]),
        ("The EU’s Member States were asked.", [("EU’s Member States", EU)]),
        ("NATO met. The plan suits Allied needs.", [("Allied", NATO)]),
        ("The plan was backed by all 32 NATO members.", [("all 32 NATO members", NATO)]),
    ],
)
def test_all_of_them_are_one_thing(text: str, expected: list[tuple[str, str]]) -> None:
    assert members(text) == expected


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("NATO met in Oslo. A fund was proposed by several Allies.", "several Allies"),
        ("The paper was signed by twelve NATO Allies.", "twelve NATO Allies"),
        ("They asked the two EU and NATO member countries.", "NATO member countries"),
        ("Ten of the other EU members agreed.", "other EU members"),
    ],
)
def test_a_part_of_them_is_found_and_stands_for_nothing(text: str, group: str) -> None:
    assert members(text) == [(group, "")]


@pytest.mark.parametrize(
    "text",
    [
        "Allies of the mayor were angry.",  # no body that has Allies
        "NATO is old. The mayor and her allies were angry.",  # allies of somebody
        "The EU and the United Nations met. Member States were asked.",  # of which?
        "The EU is old. Members of the choir sang.",
        "NATO members-only rooms are few.",
        "Greenpeace members sang.",
        "NATO met. Doria, Allied with Freedonia, left.",
    ],
)
def test_nothing_is_found(text: str) -> None:
    assert members(text) == []


def test_they_are_one_chain_apart_from_the_body() -> None:
    chains = Read("NATO met. All NATO Allies came. The hall was full of Allies.").chains
    assert [[m.text for m in chain.mentions] for chain in chains if chain.knowledge_id == NATO] == [
        ["All NATO Allies", "Allies"]
    ]
