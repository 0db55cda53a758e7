"""Clustering figures worked out by hand."""

from __future__ import annotations

import pytest
from made_rows import found, gold, sides

from toolkit.evaluation import Clustering, GoldFile, Score, clustering, evaluate
from toolkit.evaluation.clustering import written

# The example of Bagga & Baldwin 1998: three entities, of which an answer joins two.
KEY = sides(range(1, 6), range(6, 8), range(8, 13))
SMALL_JOINED = sides(range(1, 6), range(6, 13))
LARGE_JOINED = sides([*range(1, 6), *range(8, 13)], range(6, 8))
TEXTS = {mention: f"name {mention}" for mention in range(20)}
ONE = dict.fromkeys(range(20), "d")  # all of one document
EACH = {mention: f"d{mention}" for mention in range(20)}  # a document each


def measured(wanted: dict[int, str], seen: dict[int, str]) -> Clustering:
    return clustering(wanted, seen, TEXTS, EACH)


def both(score: Score) -> tuple[float, float]:
    return score.precision, score.recall


def near(precision: float, recall: float) -> object:
    return pytest.approx((precision, recall), abs=1e-12)


def test_a_small_entity_joined_to_a_large_one() -> None:
    got = measured(KEY, SMALL_JOINED)
    assert both(got.muc) == near(9 / 10, 1.0)
    assert both(got.b_cubed) == near((5 + 4 / 7 + 25 / 7) / 12, 1.0)
    assert both(got.ceaf_e) == near((1 + 10 / 12) / 2, (1 + 10 / 12) / 3)
    assert both(got.lea) == near((5 + 7 * (1 + 10) / 21) / 12, 1.0)
    assert both(got.pairwise) == near(21 / 31, 1.0)
    parts = (got.muc, got.b_cubed, got.ceaf_e)
    assert got.conll.f1 == pytest.approx(sum(s.f1 for s in parts) / 3)


def test_two_large_entities_joined_cost_more_where_mentions_count() -> None:
    got = measured(KEY, LARGE_JOINED)
    assert both(got.muc) == near(9 / 10, 1.0)  # links alone do not see the difference
    assert both(got.b_cubed) == near((5 / 2 + 5 / 2 + 2) / 12, 1.0)
    assert both(got.lea) == near((10 * 20 / 45 + 2) / 12, 1.0)
    assert both(got.pairwise) == near(21 / 46, 1.0)


def test_turned_around_precision_is_recall() -> None:
    there, back = measured(KEY, SMALL_JOINED), measured(SMALL_JOINED, KEY)
    for name, score in there.scores.items():
        assert both(back.scores[name]) == near(score.recall, score.precision)


def test_what_one_side_does_not_have_costs_that_side() -> None:
    got = measured(sides([1, 2, 3]), sides([1, 2], [9]))
    assert (got.gold_mentions, got.found_mentions, got.aligned) == (3, 3, 2)
    assert (got.gold_entities, got.found_entities) == (1, 2)
    assert both(got.b_cubed) == near(2 / 3, 4 / 9)
    assert both(got.muc) == near(1.0, 1 / 2)
    assert both(got.ceaf_e) == near(0.8 / 2, 0.8)
    assert both(got.lea) == near(2 / 3, 1 / 3)
    assert both(got.pairwise) == near(1.0, 1 / 3)


def test_single_mentions() -> None:
    got = measured(sides([1], [2, 3]), sides([1], [2], [3]))
    assert both(got.muc) == (0.0, 0.0)
    assert both(got.b_cubed) == near(1.0, (1 + 1 / 2 + 1 / 2) / 3)
    assert both(got.lea) == near(1 / 3, 1 / 3)
    assert both(got.ceaf_e) == near((1 + 2 / 3) / 3, (1 + 2 / 3) / 2)


def test_equal_partitions_are_perfect_whatever_they_are_called() -> None:
    renamed = {mention: f"x{entity}" for mention, entity in KEY.items()}
    got = measured(KEY, renamed)
    assert {score.f1 for score in got.scores.values()} == {1.0}


def test_entities_are_assigned_the_best_way_not_the_greedy_one() -> None:
    """Greedy would take the first of both sides, 8/13, and leave the rest with nothing."""
    got = measured(sides(range(1, 7), range(7, 10)), sides([1, 2, 3, 4, 7, 8, 9], [5, 6]))
    best = 2 * 2 / (6 + 2) + 2 * 3 / (3 + 7)
    assert both(got.ceaf_e) == near(best / 2, best / 2)


@pytest.mark.parametrize(
    ("text", "form"),
    [("The  Port\nBoard's", "port board"), ("the", "the"), ("Ports’", "ports"), ("A Port", "port"),
     ("Another", "another")],
)  # fmt: skip
def test_written_forms_without_grammar(text: str, form: str) -> None:
    assert written(text) == form


def test_alias_pairs_count_forms_not_mentions() -> None:
    texts = {1: "Port Board", 2: "the Port Board", 3: "PB", 4: "PB", 5: "Rivers", 6: "RI"}
    wanted = sides([1, 2, 3, 4], [5, 6])
    seen = sides([1, 2, 3, 4, 5], [6])
    got = clustering(wanted, seen, texts, ONE).alias_pairs
    # gold: Board-PB, Rivers-RI; found: Board-PB, Board-Rivers, PB-Rivers
    assert both(got) == near(1 / 3, 1 / 2)


def test_mentions_of_unknown_entities_are_neither_right_nor_wrong() -> None:
    wanted = (gold(0, 5, of="x"), gold(10, 15, of="x"), gold(20, 25, of=""))
    seen = [found(0, 5, of="a"), found(10, 15, of="a"), found(20, 25, of="a")]
    got = evaluate(GoldFile(wanted, ("d",)), seen)
    assert got.clustering is not None and got.clustering.found_mentions == 2
    assert got.clustering.b_cubed.f1 == got.clustering.pairwise.f1 == 1.0
    assert got.detection.gold == 3


def test_aligned_mentions_alone_show_the_joining_without_the_finding() -> None:
    wanted = (gold(0, 5, of="x"), gold(10, 15, of="x"), gold(20, 25, of="x"))
    seen = [found(0, 5, of="a"), found(10, 15, of="a"), found(30, 35, of="b")]
    got = evaluate(GoldFile(wanted, ("d",)), seen)
    assert got.clustering is not None and got.clustering_aligned is not None
    assert got.clustering.b_cubed.recall == pytest.approx(4 / 9)
    assert got.clustering_aligned.b_cubed.f1 == 1.0
    assert "B-cubed" in str(got)


def test_documents_without_gold_are_not_looked_at() -> None:
    got = evaluate(GoldFile((gold(0, 5),), ("d",)), [found(0, 5), found(0, 5, at="other")])
    assert got.detection.found == 1 and got.detection.exact.f1 == 1.0
    assert got.clustering is None and "no entity ids" in str(got)
