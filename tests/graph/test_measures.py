"""Centrality, communities, bridging and backbone against networkx, enumeration and hand."""

from __future__ import annotations

from itertools import product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.stats import binom

from toolkit import graph
from toolkit.errors import UsageError
from toolkit.graph import Counted, EntityMention, Network, backbone, centrality, projections
from toolkit.graph.communities import adjusted_rand, communities, modularity
from toolkit.graph.measures import symmetric
from toolkit.types import Document, Entity

GRAPHS = [
    nx.karate_club_graph(), nx.path_graph(7), nx.star_graph(5), nx.complete_graph(4),
    nx.disjoint_union(nx.cycle_graph(5), nx.path_graph(4)), nx.empty_graph(3),
    nx.gnm_random_graph(150, 400, seed=4),
]  # fmt: skip


def matrix(g: nx.Graph) -> csr_array:
    rows = [(a, b, data.get("weight", 1)) for a, b, data in g.edges(data=True)]
    left, right, weight = (np.array(c) for c in zip(*rows, strict=True)) if rows else [[]] * 3
    ends = (np.asarray(left, dtype=np.int64), np.asarray(right, dtype=np.int64))
    return symmetric(*ends, np.asarray(weight, dtype=float), len(g))


@pytest.mark.parametrize("g", GRAPHS)
def test_as_networkx_computes_them(g: nx.Graph) -> None:
    weights, every = matrix(g), np.arange(len(g))
    expected = nx.betweenness_centrality(g)
    assert centrality.betweenness(weights, every) == pytest.approx([expected[n] for n in g])
    ranks = nx.pagerank(g, weight="weight", tol=1e-12, max_iter=1000)
    assert centrality.pagerank(weights) == pytest.approx([ranks[n] for n in g], abs=1e-8)
    strength = dict(g.degree(weight="weight"))
    assert centrality.strength(weights) == pytest.approx([strength[n] for n in g])


def test_paths_between_two_sets() -> None:
    g = nx.karate_club_graph()
    sources, targets = [0, 3, 8], [25, 30, 33]
    ends = np.zeros(len(g))
    ends[targets] = 1
    found = centrality.paths_through(matrix(g), np.array(sources), ends)
    expected = nx.betweenness_centrality_subset(g, sources, targets)
    # networkx counts a pair of an undirected graph half
    assert found == pytest.approx([2 * expected[n] for n in g])


def test_an_estimate_of_betweenness_is_near() -> None:
    g = nx.barabasi_albert_graph(400, 3, seed=1)
    weights = matrix(g)
    exact = centrality.betweenness(weights, np.arange(400))
    drawn = np.sort(np.random.default_rng(1).choice(400, 200, replace=False))
    estimated = centrality.betweenness(weights, drawn)
    assert np.corrcoef(exact, estimated)[0, 1] > 0.98
    assert estimated.sum() == pytest.approx(exact.sum(), rel=0.1)


def test_ranks_share_the_best_place() -> None:
    assert centrality.ranks(np.array([0.1, 0.5, 0.1, 0.9])).tolist() == [3, 2, 3, 1]


def test_communities_of_planted_blocks_are_stable() -> None:
    g = nx.planted_partition_graph(4, 20, 0.6, 0.02, seed=3)
    found, again = communities(matrix(g), 7), communities(matrix(g), 7)
    other = communities(matrix(g), 99)
    assert found is not None and again is not None and other is not None
    assert np.array_equal(found.labels, again.labels)
    assert adjusted_rand(found.labels, np.repeat(range(4), 20)) == 1
    assert adjusted_rand(found.labels, other.labels) == 1
    sets = [set(np.flatnonzero(found.labels == c)) for c in range(4)]
    assert found.modularity == pytest.approx(nx.community.modularity(g, sets), abs=1e-6)
    assert 0.9 < found.stability <= 1


def test_a_node_without_ties_has_no_community_and_stability_is_told() -> None:
    g = nx.gnm_random_graph(60, 90, seed=5)
    g.add_node(60)
    found = communities(matrix(g), 7)
    assert found is not None and found.labels[60] == -1
    assert found.stability < 1  # a random graph has no communities that seeds agree on
    assert modularity(matrix(nx.empty_graph(3)), np.array([-1, -1, -1])) == 0


def test_too_many_edges_for_communities() -> None:
    assert communities(matrix(nx.complete_graph(250)), 7) is None


def test_adjusted_rand_by_hand() -> None:
    a, b = np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2])
    assert adjusted_rand(a, b) == pytest.approx(4 / 7)
    assert adjusted_rand(a, a) == 1


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 9), st.integers(2, 12), st.data())
def test_the_null_keeps_all_sums(rows: int, columns: int, data: st.DataObject) -> None:
    cells = st.lists(st.booleans(), min_size=rows * columns, max_size=rows * columns)
    binary = np.array(data.draw(cells), dtype=float).reshape(rows, columns)
    null = backbone.null_model(csr_array(binary))
    assert null.p.min(initial=0) >= 0 and null.p.max(initial=0) <= 1 + 1e-9
    expected = (null.p * null.columns).sum(axis=1)[null.rows]
    assert expected == pytest.approx(binary.sum(axis=1), abs=1e-4)


def test_tails_against_enumeration() -> None:
    p, number = np.array([0.3, 0.7, 0.05]), np.array([2, 1, 3])
    single = np.repeat(p, number)
    exact = np.zeros(7)
    for outcome in product((0, 1), repeat=6):
        exact[sum(outcome)] += np.prod(np.where(outcome, single, 1 - single))
    tails = backbone._tails(p, number, 6)
    assert tails == pytest.approx([exact[k:].sum() for k in range(7)])


def test_equal_columns_make_a_binomial() -> None:
    # 4 rows, 12 columns of 2 ones each: all sums 6, so P = 1/2 everywhere and X ~ B(12, 1/4).
    binary = csr_array(np.array([[1, 1, 0, 0], [0, 0, 1, 1]] * 6, dtype=float).T)
    p = backbone.sdsm(binary, np.array([0, 0]), np.array([1, 2]), np.array([6, 0]))
    assert p == pytest.approx([binom.sf(5, 12, 0.25), 1])


def test_random_ties_are_seldom_significant() -> None:
    """Shuffled: at q <= 0.05 at most about one network in twenty has any significant tie."""
    random, hits = np.random.default_rng(2), 0
    for _ in range(40):
        chances = np.outer(random.uniform(0.05, 0.5, 25), random.uniform(0.3, 1, 60))
        found = projections.project(csr_array((random.random((25, 60)) < chances).astype(float)))
        hits += bool((found.q <= 0.05).any())
    assert hits <= 5


def test_planted_ties_are_found() -> None:
    random = np.random.default_rng(3)
    binary = (random.random((20, 80)) < 0.15).astype(float)
    binary[1] = binary[0]
    found = projections.project(csr_array(binary))
    kept = {(a, b) for a, b, q in zip(found.left, found.right, found.q, strict=True) if q <= 0.05}
    assert (0, 1) in kept and len(kept) <= 3


def test_similarities_by_hand() -> None:
    weights = csr_array(np.array([[3.0, 1, 0, 0], [1, 1, 2, 0], [0, 0, 0, 5]]))
    expected = {
        "congruence": 2, "average_activity": 2 / 2.5, "jaccard": 2 / 3,
        "cosine": 4 / np.sqrt(10 * 6),
    }  # fmt: skip
    for measure, value in expected.items():
        found = projections.project(weights, measure)
        assert (found.left.tolist(), found.right.tolist()) == ([0], [1])
        assert found.similarity == pytest.approx([value]) and found.shared.tolist() == [2]
    with pytest.raises(UsageError, match="agreement"):
        projections.project(weights, "agreement")


def test_subtract_takes_conflict_from_congruence() -> None:
    yes = csr_array(np.array([[1.0, 1, 0], [1, 0, 0]]))
    no = csr_array(np.array([[0.0, 0, 1], [0, 1, 1]]))
    assert projections.subtracted(yes, no).toarray()[0, 1] == 2 - 1  # agree on 2, differ on 1


def test_disparity_by_hand() -> None:
    # Node 0 has strength 10 and three edges: p = (1 - w/10) ** 2; the others have one edge.
    p = backbone.disparity(np.zeros(3, int), np.array([1, 2, 3]), np.array([8.0, 1, 1]), 4)
    assert p == pytest.approx([0.04, 0.81, 0.81])


def test_benjamini_hochberg_counts_unlisted_tests() -> None:
    p = np.array([0.01, 0.04, 0.03])
    assert backbone.q_values(p, 3) == pytest.approx([0.03, 0.04, 0.04])
    assert backbone.q_values(p, 10) == pytest.approx([0.1, 0.4 / 3, 0.4 / 3])


def grouped() -> Network:
    """a1 a2 | bridge | b1 b2: the bridge alone stands with actors of both groups."""
    pairs = {"x/1": ("a1", "a2"), "x/2": ("a1", "mid"), "y/1": ("mid", "b1"), "y/2": ("b1", "b2"),
             "x/3": ("a1", "a2")}  # fmt: skip
    rows = [
        Counted(EntityMention(f"{doc}{name}", name, doc, 0, 1, "x"), 0)
        for doc, names in pairs.items() for name in names
    ]  # fmt: skip
    known = {name: Entity(name, "ORG", name) for names in pairs.values() for name in names}
    documents = [Document(doc, "x", doc[0]) for doc in pairs]
    return Network(graph.material(documents, rows, known, [], {}))


def test_brokers_hold_groups_together() -> None:
    whole = grouped()
    rows = {row["name"]: row for row in whole.brokers.to_pylist()}
    assert next(iter(rows)) == "mid" and rows["mid"]["bridging"] == 1  # all four paths pass it
    assert rows["a1"]["bridging"] == rows["b1"]["bridging"] == 0.5  # those of a2, of b2
    # x has strength 2 * 3, y 2 * 2: mid has 1/6 and 1/4 of them, shares 0.4 and 0.6
    assert rows["mid"]["participation"] == pytest.approx((1 - 0.16 - 0.36) * 2)
    assert "a2" not in rows


def test_ranks_have_intervals_and_groups_their_own() -> None:
    nodes = {r["name"]: r for r in grouped().nodes.to_pylist() if r["type"] == "entity"}
    assert all(r["rank_low"] <= r["rank_high"] for r in nodes.values())
    assert nodes["a2"]["rank_in_y"] is None and nodes["b1"]["rank_in_y"] == 1
    assert nodes["a1"]["rank_in_x"] == 1


def test_backbone_of_a_network() -> None:
    whole = grouped()
    made = whole.project("entity", "document", "jaccard").edges.to_pylist()
    rows = {(r["source"], r["target"]): r for r in made}
    pair = rows["entity:a1", "entity:a2"]
    assert (pair["weight"], pair["evidence"]) == (2, ["x/1", "x/3"])
    assert pair["similarity"] == pytest.approx(2 / 3)
    assert whole.backbone("entity", "document", alpha=1).edges.num_rows == len(made)
    none = whole.backbone("entity", "document", alpha=1e-9)
    assert none.edges.num_rows == none.nodes.num_rows == 0
    assert whole.backbone(method="disparity", alpha=1).edges.num_rows == 4
    for asked in ({"of": "group"}, {"through": "entity"}, {"method": "luck"}, {"alpha": 0.0}):
        with pytest.raises(UsageError):
            whole.backbone(**asked)  # type: ignore[arg-type]
