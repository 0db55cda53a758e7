"""What must hold of every clustering, whatever the pairs."""

from __future__ import annotations

import random
from typing import Any

import networkx as nx
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_chains import numbered, record

from toolkit.config import ClusteringSettings
from toolkit.errors import UsageError
from toolkit.matching import Clusters, Records, cluster
from toolkit.matching.consistency import Cluster
from toolkit.matching.levels import COMPARISONS
from toolkit.matching.model import column

SETTINGS = ClusteringSettings(threshold=1.0)
SIZE = 8
Pair = tuple[str, str]
IDS = st.integers(0, SIZE - 1).map(lambda number: f"r{number:04d}")
LINKS = st.lists(st.tuples(IDS, IDS).filter(lambda p: p[0] < p[1]), max_size=4, unique=True)
WEIGHTS = st.dictionaries(
    st.tuples(IDS, IDS).filter(lambda p: p[0] < p[1]),
    st.integers(-4, 9).map(float),
    max_size=16,
)


def table(weights: dict[Pair, float], **levels: str) -> pa.Table:
    """Scored pairs with these weights; the named levels for all of them."""
    schema = pa.schema(
        [("record_l", pa.string()), ("record_r", pa.string()), ("match_weight", pa.float64())]
        + [(f"level_{column(item)}", pa.string()) for item in COMPARISONS]
    )
    rows: list[dict[str, Any]] = [
        {"record_l": left, "record_r": right, "match_weight": weight}
        | {f"level_{name}": level for name, level in levels.items()}
        for (left, right), weight in weights.items()
    ]
    return pa.Table.from_pylist(rows, schema=schema)


def plain(count: int = SIZE) -> Records:
    return numbered([record(f"Kelvar{number} Zorg", "ORG") for number in range(count)])


def together(found: Clusters, left: str, right: str) -> bool:
    home = found.cluster_of()
    return home[left] == home[right]


@settings(max_examples=120, deadline=None)
@given(WEIGHTS, LINKS, LINKS)
def test_constraints_hold(weights: dict[Pair, float], must: list[Pair], cannot: list[Pair]) -> None:
    try:
        found = cluster(plain(), table(weights), SETTINGS, must, cannot)
    except UsageError:
        tied = cluster(plain(), table({}), SETTINGS, must)
        assert any(together(tied, left, right) for left, right in cannot)
        return
    members = [record_id for part in found.members.values() for record_id in part]
    assert sorted(members) == [f"r{number:04d}" for number in range(SIZE)]
    assert all(name == part[0] == min(part) for name, part in found.members.items())
    assert all(together(found, left, right) for left, right in must)
    assert not any(together(found, left, right) for left, right in cannot)
    for item in found.decisions:
        joined = item.verdict in ("merged", "merged through others")
        assert joined == together(found, item.record_l, item.record_r)
        assert item.reason


@settings(max_examples=60, deadline=None)
@given(WEIGHTS, LINKS, st.integers(0, 99))
def test_order_of_pairs_changes_nothing(
    weights: dict[Pair, float], cannot: list[Pair], seed: int
) -> None:
    shuffled = list(weights.items())
    random.Random(seed).shuffle(shuffled)
    first = cluster(plain(), table(weights), SETTINGS, (), cannot)
    assert cluster(plain(), table(dict(shuffled)), SETTINGS, (), cannot[::-1]) == first


@settings(max_examples=60, deadline=None)
@given(WEIGHTS)
def test_no_merge_without_a_pair_to_show(weights: dict[Pair, float]) -> None:
    found = cluster(plain(), table(weights), SETTINGS)
    merged = [item for item in found.decisions if item.verdict == "merged"]
    assert len(merged) == SIZE - len(found.members)
    assert all(item.match_weight >= SETTINGS.threshold for item in merged)
    for name, part in found.members.items():
        assert (found.weakest[name] is None) == (len(part) == 1)


@settings(max_examples=120, deadline=None)
@given(WEIGHTS)
def test_without_constraints_it_is_what_networkx_finds(weights: dict[Pair, float]) -> None:
    """Connected components of the pairs at the threshold; the weakest link of an entity is the
    lightest edge of a maximum spanning tree."""
    graph = nx.Graph()
    graph.add_nodes_from(f"r{number:04d}" for number in range(SIZE))
    graph.add_weighted_edges_from(
        (left, right, weight)
        for (left, right), weight in weights.items() if weight >= SETTINGS.threshold
    )  # fmt: skip
    found = cluster(plain(), table(weights), SETTINGS)
    parts = {tuple(sorted(part)) for part in nx.connected_components(graph)}
    assert set(found.members.values()) == parts
    for name, part in found.members.items():
        tree = nx.maximum_spanning_tree(graph.subgraph(part))
        lightest = min((w for *_, w in tree.edges(data="weight")), default=None)
        assert found.weakest[name] == lightest


def test_the_weakest_link_is_that_of_the_strongest_tree() -> None:
    weights = {("r0000", "r0001"): 9.0, ("r0001", "r0002"): 5.0, ("r0000", "r0002"): 2.0}
    found = cluster(plain(3), table(weights), SETTINGS)
    assert found.weakest == {"r0000": 5.0}
    held = cluster(plain(3), table(weights), SETTINGS, [("r0001", "r0002")])
    assert held.weakest == {"r0000": 9.0}


def test_contradicting_judgements_are_named() -> None:
    pair = ("r0000", "r0001")
    with pytest.raises(UsageError, match="same and different"):
        cluster(plain(2), table({}), SETTINGS, [pair], [pair])


KINDS = st.lists(st.sampled_from(["PERSON", "ORG", "GPE"]), min_size=SIZE, max_size=SIZE)


@settings(max_examples=120, deadline=None)
@given(WEIGHTS, KINDS, LINKS, LINKS)
def test_a_judgement_keeps_no_others_apart(
    weights: dict[Pair, float], kinds: list[str], must: list[Pair], further: list[Pair]
) -> None:
    """What is merged without a judgement is merged with it, also where it ties two kinds."""
    rows = [row | {"kind": kind} for row, kind in zip(plain().rows, kinds, strict=True)]
    before = cluster(numbered(rows), table(weights), SETTINGS, must)
    after = cluster(numbered(rows), table(weights), SETTINGS, [*must, *further])
    home = after.cluster_of()
    assert all(len({home[record] for record in part}) == 1 for part in before.members.values())


def test_beside_a_judged_pair_of_two_kinds_the_rules_hold() -> None:
    kinds = ("ORG", "PERSON", "ORG", "PERSON", "GPE")
    rows = [row | {"kind": kind} for row, kind in zip(plain(5).rows, kinds, strict=True)]
    weights = {("r0000", "r0002"): 5.0, ("r0001", "r0003"): 4.0, ("r0000", "r0004"): 9.0}
    weights[("r0001", "r0002")] = 8.0  # already one through the judgement and r0000
    found = cluster(numbered(rows), table(weights), SETTINGS, [("r0000", "r0001")])
    assert found.members == {"r0000": ("r0000", "r0001", "r0002", "r0003"), "r0004": ("r0004",)}
    assert [item.reason for item in found.refused] == ["different kinds: ORG and GPE"]


def test_several_strands_of_a_judged_cluster() -> None:
    """Records that are consistent with one another are one strand, in whatever order they came."""
    names = ("Mara Lind", "Otto Lind", "Otto Lindt", "Mara Lindt", "Anna Lind")
    rows = [record(name, "PERSON") for name in names]
    must = [("r0000", "r0001"), ("r0000", "r0002")]
    weights = {("r0002", "r0003"): 9.0, ("r0000", "r0003"): 5.0, ("r0001", "r0004"): 5.0}
    found = cluster(numbered(rows), table(weights), SETTINGS, must)
    assert found.members["r0000"] == ("r0000", "r0001", "r0002", "r0003")
    refused = {(item.record_l, item.record_r): item.reason for item in found.refused}
    assert refused == {("r0001", "r0004"): "different given names: otto and anna"}


CONFLICTS = [
    (record("Kelvar", identity="x1"), record("Kelvar", identity="x2"), "known things"),
    (record("Kelvar Zorg"), record("Kelvar Zorg", "PERSON"), "kinds"),
    (record("Mara Lind", "PERSON"), record("Otto Lind", "PERSON"), "given names"),
    (record("George W. Lind", "PERSON"), record("George H. Lind", "PERSON"), "given names"),
    (record("Kelvar Zorg of Nordland"), record("Kelvar Zorg of Sudland"), "places"),
    (record("Kelvar Forum 2024"), record("Kelvar Forum 2025"), "years"),
    (record("Second Kelvar Forum"), record("Third Kelvar Forum"), "editions"),
    (record("KU = Kelvar Union"), record("ZB = Zorg Bund"), "acronyms"),
]


@pytest.mark.parametrize(("left", "right", "says"), CONFLICTS, ids=[row[2] for row in CONFLICTS])
def test_inconsistent_clusters_stay_apart(
    left: dict[str, Any], right: dict[str, Any], says: str
) -> None:
    found = cluster(numbered([left, right]), table({("r0000", "r0001"): 20.0}), SETTINGS)
    assert len(found.members) == 2
    assert says in found.refused[0].reason


def test_a_chain_of_pairs_does_not_join_conflicting_ends() -> None:
    rows = [record(name, "PERSON") for name in ("Mara Lind", "Mara Lindt", "Otto Lindt")]
    weights = {("r0000", "r0001"): 5.0, ("r0001", "r0002"): 4.0}
    found = cluster(numbered(rows), table(weights), SETTINGS)
    assert found.members == {"r0000": ("r0000", "r0001"), "r0002": ("r0002",)}


def test_spellings_of_one_given_name_do_not_conflict() -> None:
    rows = [record(name, "PERSON") for name in ("Vladimir Lind", "Volodymyr Lind")]
    found = cluster(numbered(rows), table({("r0000", "r0001"): 3.0}), SETTINGS)
    assert len(found.members) == 1


def test_one_acronym_may_begin_the_other() -> None:
    rows = [record("US = Ulm Sten"), record("USA = Ulm Sten Arn")]
    found = cluster(numbered(rows), table({("r0000", "r0001"): 20.0}), SETTINGS)
    assert len(found.members) == 1


def short_case(third: str, **columns: Any) -> Clusters:
    rows = [record(name, "PERSON") for name in ("Lind", "Mara Lind", third)]
    rows[0] |= columns
    rows[2] |= columns
    weights = {("r0000", "r0001"): 2.0, ("r0000", "r0002"): 1.5}
    return cluster(numbered(rows), table(weights, person="surname equal, one alone"), SETTINGS)


def test_an_ambiguous_surname_stays_alone_and_is_reported() -> None:
    found = short_case("Otto Lind")
    assert len(found.members) == 3
    assert [item.name for item in found.unresolved] == ["Lind"]
    assert found.unresolved[0].candidates == ("r0001", "r0002")
    assert "fits 2 clusters" in found.refused[0].reason


def test_a_common_document_decides() -> None:
    found = short_case("Otto Lind", documents=("a",))
    assert together(found, "r0000", "r0002")
    assert not found.unresolved


def bearers(near: tuple[str, ...], others: int) -> Clusters:
    """ "Lind" seen near some names, one bearer near the same, and another in `others` texts."""
    rows = [record(name, "PERSON") for name in ("Lind", "Mara Lind", "Otto Lind")]
    rows[0] |= {"documents": ("a",), "near_rare": near}
    rows[1] |= {"documents": ("b",), "near_rare": ("harbour", "kelvar", "zorg")}
    rows[2] |= {"documents": tuple(f"c{n}" for n in range(others))}
    weights = {("r0000", "r0001"): 2.0, ("r0000", "r0002"): 2.0}
    return cluster(numbered(rows), table(weights, person="surname equal, one alone"), SETTINGS)


def test_rare_names_that_only_one_bearer_shares_decide() -> None:
    assert together(bearers(("harbour", "zorg"), 2), "r0000", "r0001")
    assert [item.name for item in bearers(("zorg",), 2).unresolved] == ["Lind"]


def test_a_bearer_of_nearly_all_documents_is_meant() -> None:
    assert together(bearers((), 10), "r0000", "r0002")
    assert [item.name for item in bearers((), 9).unresolved] == ["Lind"]


def test_generic_names_do_not_identify_across_documents() -> None:
    rows = [record("Letter of Intent", documents=(name,)) for name in "ab"]
    weights = {("r0000", "r0001"): 9.0}
    levels = {"name": "same generic name"}
    assert len(cluster(numbered(rows), table(weights, **levels), SETTINGS).members) == 2
    rows[1]["documents"] = ("a",)  # two of them, by the rules inside the document
    assert len(cluster(numbered(rows), table(weights, **levels), SETTINGS).members) == 2


def test_an_undated_event_joins_no_edition_if_there_are_two() -> None:
    rows = [
        record(name, "EVENT") for name in ("Kelvar Forum", "Kelvar Forum 2024", "Kelvar Forum 2025")
    ]
    weights = {("r0000", "r0001"): 3.0, ("r0000", "r0002"): 2.0}
    levels = {"name": "same words", "number": "one without, event"}
    found = cluster(numbered(rows), table(weights, **levels), SETTINGS)
    assert len(found.members) == 3
    assert [item.name for item in found.unresolved] == ["Kelvar Forum"]


def test_equal_known_identities_are_tied_unless_judged_apart() -> None:
    rows = [record(name, identity="x") for name in ("Kelvar", "Zorg")]
    assert len(cluster(numbered(rows), table({}), SETTINGS).members) == 1
    apart = cluster(numbered(rows), table({}), SETTINGS, (), [("r0000", "r0001")])
    assert len(apart.members) == 2


def conflict(left: dict[str, Any], right: dict[str, Any]) -> str:
    return Cluster.of(left).conflict(Cluster.of(right))


def test_the_same_words_in_another_order_are_no_other_person() -> None:
    assert not conflict(record("Viktor Zorgan", "PERSON"), record("Zorgan Viktor", "PERSON"))
    assert conflict(record("Viktor Zorgan", "PERSON"), record("Anton Zorgan", "PERSON"))


def test_a_document_that_names_father_and_son() -> None:
    father = record("Carl F. Zorgan", "PERSON", documents=("d1",))
    son = record("Carl F. Zorgan Jr.", "PERSON", documents=("d1",))
    elsewhere = record("Carl F. Zorgan Jr.", "PERSON", documents=("d2",))
    assert "Jr." in conflict(father, son)
    assert not conflict(father, elsewhere)


@pytest.mark.parametrize(("one", "other"), [("Sr.", "Jr."), ("II", "III"), ("Jr.", "III")])
def test_two_generations_are_two_persons_whatever_the_document(one: str, other: str) -> None:
    apart = record(f"Carl Zorgan {one}", "PERSON"), record(f"Carl Zorgan {other}", "PERSON")
    assert "different generations" in conflict(*apart)
    assert not conflict(record("Carl Zorgan Jr.", "PERSON"), record("Carl Zorgan II", "PERSON"))


@pytest.mark.parametrize(("others", "count"), [(("Jr.",), 1), (("Jr.", "Sr."), 3)])
def test_a_name_without_junior_joins_the_only_one_it_fits(
    others: tuple[str, ...], count: int
) -> None:
    names = ("Carl Zorgan", *(f"Carl Zorgan {suffix}" for suffix in others))
    rows = [record(name, "PERSON", documents=(name,)) for name in names]
    weights = {("r0000", f"r{at:04d}"): 5.0 for at in range(1, len(names))}
    levels = {"person": "full name equal", "number": "one without, person"}
    assert len(cluster(numbered(rows), table(weights, **levels), SETTINGS).members) == count


def test_two_long_forms_of_one_acronym() -> None:
    democratic = record(("Kelvar Democratic Forces", "KDF"), "ORG")
    defence = record(("Kastle-Defence Forces", "KDF"), "ORG")
    united = record(("United Kelvar Democratic Forces", "KDF"), "ORG")
    assert "head noun" in conflict(democratic, defence)
    assert not conflict(democratic, united)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("QRS Summit Harbour Forum", "VX-Norland Harbours Forum", True),
        ("QRS Summit Harbour Forum", "QRS Harbour Forum", False),
        ("QRS Summit Harbour Forum", "Norland Harbour Forum", False),
        ("VX-QRS Harbour Forum", "QRS Harbour Forum", False),
    ],
)
def test_meetings_called_after_two_bodies(one: str, other: str, apart: bool) -> None:
    said = conflict(record(one, "EVENT"), record(other, "EVENT"))
    assert ("two bodies" in said) == apart


def test_a_known_series_beside_its_edition() -> None:
    series = record("Kelvar Forum", "EVENT", documents=("d1",), identity="x-kelvar")
    edition = record("Kelvar Forum 2024", "EVENT", documents=("d1",))
    elsewhere = record("Kelvar Forum 2024", "EVENT", documents=("d2",))
    assert "series" in conflict(series, edition)
    assert not conflict(series, elsewhere)


def test_a_name_beside_the_same_with_a_number_where_nobody_says_what_it_is() -> None:
    plain = record("Zorgenta", "", documents=("d1",))
    numbered_one = record("Zorgenta 12", "", documents=("d1",))
    elsewhere = record("Zorgenta 12", "", documents=("d2",))
    assert "series" in conflict(plain, numbered_one)
    assert not conflict(plain, elsewhere)
    firm, model = (record(name, "ORG", documents=("d1",)) for name in ("Zorgenta", "Zorgenta 12"))
    assert not conflict(firm, model)
