"""Alarms: what speaks against an entity although it was joined, and what does not."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.entities.alarms import (
    BRIDGE,
    HEADS,
    KINDS,
    KNOWN,
    LARGE,
    MANY_NAMES,
    PLACES,
    SURNAMES,
    Alarm,
    Joined,
    Member,
    by_entity,
    find_alarms,
    unusual,
)

EMPTY: dict[str, Any] = {
    "kind": "ORG", "nameclass": "org", "identity": "", "bare": "", "core": ["a", "b"], "head": "",
    "places": [], "surname": "", "surname_key": "", "given": "", "documents": ["d1", "d2"],
}  # fmt: skip


def member(record_id: str, mentions: int = 5, **values: Any) -> Member:
    return Member({**EMPTY, "record_id": record_id, "name": record_id} | values, mentions)


def person(record_id: str, given: str, surname: str, key: str = "") -> Member:
    return member(record_id, kind="PERSON", nameclass="person", given=given, surname=surname,
                  surname_key=key or surname, name=f"{given} {surname}".strip())  # fmt: skip


def alarms(*members: Member, pairs: object = (), held: object = ()) -> list[Alarm]:
    entity = Joined("e1", "Name", members, tuple(pairs), tuple(held))  # type: ignore[arg-type]
    return find_alarms([entity], 1.0)


def test_one_weak_pair_between_two_substantial_parts() -> None:
    parts = [member(name) for name in ("a1", "a2", "b1", "b2")]
    strong = [("a1", "a2", 8.0), ("b1", "b2", 8.0)]
    (found,) = alarms(*parts, pairs=[*strong, ("a2", "b1", 1.5)])
    assert (found.kind, found.left_id, found.right_id, found.weight) == (BRIDGE, "a2", "b1", 1.5)
    assert "one pair of +1.50 bits" in found.text and found.text.count("2 names (10 men") == 2
    assert not alarms(*parts, pairs=[*strong, ("a2", "b1", 6.0)])  # no weak one
    assert not alarms(*parts, pairs=[*strong, ("a2", "b1", 1.5), ("a1", "b2", 1.6)])  # not alone
    assert not alarms(*parts, pairs=[*strong, ("a2", "b1", 1.5)], held=[("a1", "b2")])  # judged


IDS = [f"r{n}" for n in range(7)]
EDGE = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda e: e[0] < e[1])


@given(st.dictionaries(EDGE, st.sampled_from([1.5, 2.5, 8.0]), max_size=9),
       st.sets(EDGE, max_size=2), st.lists(st.integers(1, 6), min_size=7, max_size=7))  # fmt: skip
def test_bridges_are_those_of_the_graph(
    scored: dict[tuple[str, str], float], held: set[tuple[str, str]], mentions: list[int]
) -> None:
    members = [member(name, count) for name, count in zip(IDS, mentions, strict=True)]
    graph = nx.Graph([*scored, *held])
    weak = []
    for ends in map(tuple, map(sorted, nx.bridges(graph))):
        if ends in held or scored[ends] >= 4:
            continue
        cut = nx.restricted_view(graph, [], [ends])
        sides = [nx.node_connected_component(cut, end) for end in ends]
        counts = [sum(mentions[IDS.index(name)] for name in side) for side in sides]
        if min(counts) >= max(3, 0.1 * sum(mentions)):
            weak.append((scored[ends], ends))
    pairs = [(*ends, weight) for ends, weight in scored.items()]
    found = alarms(*members, pairs=pairs, held=sorted(held))
    told = [(a.weight, (a.left_id, a.right_id)) for a in found if a.kind == BRIDGE]
    assert told == sorted(weak)[:1]


def test_a_part_must_be_substantial() -> None:
    pairs = [("a", "b", 1.5)]
    assert [a.kind for a in alarms(member("a"), member("b"), pairs=pairs)] == [BRIDGE]
    assert not alarms(member("a"), member("b", 2), pairs=pairs)  # two mentions
    assert not alarms(member("a", 90), member("b", 5), pairs=pairs)  # a twentieth of them
    assert not alarms(member("a"), member("b", documents=["d9"]), pairs=pairs)  # one passage


def test_surnames_of_full_names() -> None:
    one, two = person("r1", "Ivo", "brandt"), person("r2", "Ivo", "larsen")
    (found,) = alarms(one, two)
    assert found.kind == SURNAMES and "“brandt” and “larsen”" in found.text
    assert not alarms(one, person("r2", "", "larsen"))  # no full name
    assert not alarms(person("r1", "O", "kovalchyk"), person("r2", "O", "kowalchyk"))
    assert not alarms(person("r1", "U", "leyen"), person("r2", "U", "von der leyen"))
    assert not alarms(person("r1", "A", "shevchenko", "k"), person("r2", "A", "chevtchenko", "k"))


def test_places_identities_kinds() -> None:
    (place,) = alarms(member("r1", places=["FR"]), member("r2", places=["DE"]))
    (known,) = alarms(member("r1", identity="Q1"), member("r2", identity="Q2"))
    (kinds,) = alarms(member("r1", kind="PERSON"), member("r2", kind="GPE"))
    assert [place.kind, known.kind, kinds.kind] == [PLACES, KNOWN, KINDS]
    assert "Q1 and Q2" in known.text and "is a PERSON" in kinds.text
    assert not alarms(member("r1", places=["FR"]), member("r2", places=["FR", "DE"]))
    assert not alarms(member("r1", kind="ORG"), member("r2", kind="EVENT"))
    three = [member("r1", kind="PERSON"), member("r2", kind="GPE"), member("r3", kind="GPE")]
    assert not alarms(*three, held=[("r1", "r2")])  # whoever said so knew the kinds
    assert alarms(*three, held=[("r2", "r3")])


def test_heads_and_sizes() -> None:
    heads = [member(f"r{n}", head=head) for n, head in enumerate(("agency", "fund", "council"))]
    (found,) = alarms(*heads)
    assert found.kind == HEADS and "3 nouns: agency, council, fund" in found.text
    assert not alarms(*heads[:2])
    assert not alarms(*heads[:2], member("r9", head="office", bare="acronym"))
    big = Joined("e9", "Big", tuple(member(f"n{n}") for n in range(4 * MANY_NAMES)))
    small = [Joined(f"e{n}", f"N{n}", (member("x"), member("y"))) for n in range(9)]
    found = find_alarms([big, *small], 1.0)
    (large,) = unusual(found, {"e9": 4 * MANY_NAMES}, 5.0)
    assert large.kind == LARGE and by_entity([large]) == {"e9": (large,)}
    assert large.text == f"{4 * MANY_NAMES} distinct names, where joined entities have 5.0"
    assert not unusual(found, {"e9": 4 * MANY_NAMES}, 4.0 * MANY_NAMES)  # where all are large


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_entities_changes_nothing(order: int) -> None:
    entities = [
        Joined(f"e{n}", f"N{n}", (member("r1", kind="PERSON"), member("r2", kind="GPE")))
        for n in range(5)
    ]
    assert [a.entity_id for a in find_alarms(entities[::order], 1.0)] == [
        "e0", "e1", "e2", "e3", "e4",
    ]  # fmt: skip
