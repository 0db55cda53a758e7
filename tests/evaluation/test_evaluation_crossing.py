"""Links between documents, and which entity is in which document, worked out by hand."""

from __future__ import annotations

import pytest
from made_rows import sides

from toolkit.evaluation import Score, clustering
from toolkit.evaluation.crossing import pairs_within

TEXTS = {1: "Port Board", 2: "port board", 3: "PB", 4: "Rivers", 5: "Rivers"}
HOMES = {1: "a", 2: "b", 3: "b", 4: "a", 5: "c"}
GOLD = sides([1, 2, 3], [4, 5])
FOUND = sides([1, 2], [3], [4, 5])


def both(score: Score) -> tuple[float, float]:
    return score.precision, score.recall


def test_pairs_of_different_documents() -> None:
    got = clustering(GOLD, FOUND, TEXTS, HOMES)
    # gold: 1-2, 1-3, 4-5 (2-3 is within b); found: 1-2, 4-5
    assert both(got.cross_document) == (1.0, 2 / 3)
    # written differently, case apart: 1-3 only, and nobody found it
    assert both(got.cross_unlike) == (0.0, 0.0)
    assert both(clustering(GOLD, GOLD, TEXTS, HOMES).cross_unlike) == (1.0, 1.0)


def test_cells_of_documents_and_entities() -> None:
    got = clustering(GOLD, FOUND, TEXTS, HOMES)
    # gold: board in a, b; rivers in a, c. Found: 1-2 in a, b; 3 in b; 4-5 in a, c
    assert both(got.doc_entity) == (4 / 5, 1.0)
    assert both(got.doc_entity_shared) == (1.0, 1.0)
    alone = clustering(GOLD, {mention: str(mention) for mention in GOLD}, TEXTS, HOMES)
    assert both(alone.doc_entity) == (2 / 5, 2 / 4)
    assert both(alone.doc_entity_shared) == (0.0, 0.0)


def test_a_wrong_join_costs_the_cells_of_the_smaller_entity() -> None:
    joined = dict.fromkeys(GOLD, "one")
    got = clustering(GOLD, joined, TEXTS, HOMES)
    # the found entity goes with the board (three mentions): a and b are right, c is not
    assert both(got.doc_entity) == pytest.approx((2 / 3, 2 / 4))
    assert both(got.ceaf_m) == pytest.approx((3 / 5, 3 / 5))


def test_pairs_of_equal_labels() -> None:
    assert pairs_within("aabbb") == 1 + 3
    assert pairs_within([]) == 0
