"""Chains to clusters with the shipped model: the traps of policy texts."""

from __future__ import annotations

import random

import pytest
from made_chains import KNOWLEDGE, chain

from toolkit.config import ClusteringSettings, MatchingSettings, RunSettings
from toolkit.matching import (
    Clusters,
    Records,
    build_records,
    cluster,
    explain,
    load_model,
    score,
    score_names,
)
from toolkit.types import Chain

CHAINS = [
    chain("a", "ORG", "European Kelvar Agency", "EKA"),
    chain("b", "ORG", "EKA"),
    chain("b", "ORG", "KX Defence Innovation Office", at=400),
    chain("a", "ORG", "KX Defence Industry Office", at=400),
    chain("a", "PERSON", "Mara Lindqvist", at=800),
    chain("b", "PERSON", "Lindqvist", at=800),
    chain("c", "PERSON", "Otto Kamyshin"),
    chain("d", "PERSON", "Otto Kamyshyn"),
    chain("a", "DOCUMENT", "White Paper for Zorg Defence Readiness to 2030", at=1200),
    chain("b", "DOCUMENT", "Joint White Paper on Zorg Defence Readiness", at=1200),
    chain("a", "DOCUMENT", "Letter of Intent", at=1600),
    chain("b", "DOCUMENT", "Letter of Intent", at=1600),
    chain("a", "GPE", "Nordland", at=2000),
    chain("b", "GPE", "Nordic", at=2000, form="demonym"),
    chain("a", "ORG", "Ministry of Defence of Nordland", at=2400),
    chain("b", "ORG", "Nordic Ministry of Defence", at=2400),
    chain("c", "ORG", "Sudlandish Ministry of Defence", at=2400),
    chain("a", "ORG", "KATO", at=2800),
    chain("b", "ORG", "KATO Parliamentary Assembly", at=2800),
    chain("a", "ORG", "Nordic Chamber of Commerce", at=3200),
    chain("b", "ORG", "Sudlandish Chamber of Commerce", at=3200),
    chain("c", "EVENT", "Kelvar Forum 2024", at=3600),
    chain("d", "EVENT", "Kelvar Forum 2025", at=3600),
    chain("a", "PROGRAMME", "Rapid Adoption Action Plan", at=4000),
    chain("b", "PROGRAMME", "Defence Production Action Plan", at=4000),
]


def resolve(chains: list[Chain], threads: int = 1) -> tuple[Records, Clusters]:
    records = build_records(chains, KNOWLEDGE)
    pairs = score(records, load_model(), MatchingSettings(), RunSettings(threads=threads))
    return records, cluster(records, pairs, ClusteringSettings())


@pytest.fixture(scope="module")
def parts() -> list[set[str]]:
    records, found = resolve(CHAINS)
    by = records.by_id()
    return [{by[record]["name"] for record in part} for part in found.members.values()]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("EKA", "European Kelvar Agency"),
        ("Lindqvist", "Mara Lindqvist"),
        ("Otto Kamyshin", "Otto Kamyshyn"),
        ("Nordland", "Nordic"),
        ("Ministry of Defence of Nordland", "Nordic Ministry of Defence"),
        ("White Paper for Zorg Defence Readiness to 2030",
         "Joint White Paper on Zorg Defence Readiness"),
    ],
)  # fmt: skip
def test_one(left: str, right: str, parts: list[set[str]]) -> None:
    assert any({left, right} <= part for part in parts)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("KX Defence Innovation Office", "KX Defence Industry Office"),
        ("KATO", "KATO Parliamentary Assembly"),
        ("Nordic Ministry of Defence", "Sudlandish Ministry of Defence"),
        ("Nordic Chamber of Commerce", "Sudlandish Chamber of Commerce"),
        ("Kelvar Forum 2024", "Kelvar Forum 2025"),
        ("Rapid Adoption Action Plan", "Defence Production Action Plan"),
    ],
)
def test_two(left: str, right: str, parts: list[set[str]]) -> None:
    assert not any({left, right} <= part for part in parts)


def test_letters_of_intent_of_two_documents_stay_two(parts: list[set[str]]) -> None:
    assert sum("Letter of Intent" in part for part in parts) == 2


def test_threads_and_order_change_nothing() -> None:
    shuffled = list(CHAINS)
    random.Random(3).shuffle(shuffled)
    first, other = resolve(CHAINS, threads=1), resolve(shuffled, threads=2)
    assert other == first


def test_any_two_records_can_be_explained() -> None:
    records = build_records(CHAINS, KNOWLEDGE)
    by_name = {row["name"]: row["record_id"] for row in records.rows}
    terms, weight, probability = explain(
        records, by_name["Otto Kamyshin"], by_name["KATO"], load_model()
    )
    assert weight == pytest.approx(sum(term.weight for term in terms), abs=1e-6)
    assert terms[0].label == "prior"
    assert weight < 0 and 0 < probability < 0.5


def test_names_alone() -> None:
    pairs = [
        ("Mara Lind", "Mara Lind", "PERSON"),
        ("Mara Lind", "Otto Lind", "PERSON"),
        ("KU", "Kelvar Union", "ORG"),
        ("", "Kelvar", ""),
    ]
    found = score_names(pairs, KNOWLEDGE, load_model())
    assert len(found) == 4
    assert found[0][0] > 1 > found[1][0]
    swapped = [(right, left, kind) for left, right, kind in pairs]
    assert score_names(swapped, KNOWLEDGE, load_model()) == found
    assert score_names([], KNOWLEDGE, load_model()) == []
