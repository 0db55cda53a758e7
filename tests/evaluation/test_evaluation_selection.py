"""Which mentions are measured, and how far identity reaches."""

from __future__ import annotations

from made_rows import found, gold

from toolkit.evaluation import GoldFile, Question, evaluate


def test_only_some_types() -> None:
    wanted = (gold(0, 5, "ORG", of="x"), gold(10, 15, "GPE", of="y"))
    seen = [found(0, 5, "ORG"), found(10, 15, "GPE"), found(20, 25, "GPE")]
    got = evaluate(GoldFile(wanted, ("d",)), seen, Question(types=("ORG",)))
    assert (got.detection.gold, got.detection.found, got.detection.exact_typed.f1) == (1, 1, 1.0)


def test_a_found_name_on_gold_that_is_not_asked_for_is_neither_right_nor_wrong() -> None:
    wanted = (gold(0, 5, "ORG", of="x"), gold(10, 15, "GPE", of="y"))
    seen = [found(0, 5, "ORG"), found(10, 15, "ORG")]  # the second is of the wrong type
    got = evaluate(GoldFile(wanted, ("d",)), seen, Question(types=("ORG",)))
    assert (got.detection.gold, got.detection.found) == (1, 1)


def test_descriptions_are_neither_right_nor_wrong() -> None:
    file = GoldFile((gold(0, 5, of="x"),), ("d",), left_out=1, passed=(gold(10, 22, of="x"),))
    got = evaluate(file, [found(0, 5), found(11, 22), found(30, 35)])
    assert (got.detection.gold, got.detection.found) == (1, 2)  # only 30-35 is too much
    assert got.clustering is not None and got.clustering.found_mentions == 2


def test_linked_only_leaves_unknown_identities_out_of_detection() -> None:
    file = GoldFile((gold(0, 5, of="x"), gold(10, 15)), ("d",))
    seen = [found(0, 5), found(10, 15)]
    assert evaluate(file, seen).detection.gold == 2
    got = evaluate(file, seen, Question(linked_only=True))
    assert (got.detection.gold, got.detection.found) == (1, 1)


def test_nothing_is_judged_across_regions() -> None:
    file = GoldFile((gold(0, 5, of="x", at="a"), gold(0, 5, of="x", at="b")), ("a", "b"))
    seen = [found(0, 5, of="e", at="a"), found(0, 5, of="f", at="b")]
    split = evaluate(file, seen).clustering
    assert split is not None and split.b_cubed.recall == 0.5
    apart = evaluate(file, seen, Question(regions={"a": "north", "b": "south"})).clustering
    assert apart is not None and apart.b_cubed.f1 == 1.0 and apart.gold_entities == 2
    together = evaluate(file, seen, Question(regions={"a": "all", "b": "all"})).clustering
    assert together is not None and together.b_cubed.recall == 0.5
