"""Detection figures worked out by hand."""

from __future__ import annotations

import pytest
from made_rows import found, gold

from toolkit.evaluation import Score, detection, overlapping
from toolkit.evaluation.assignment import best_pairs
from toolkit.evaluation.detection import misses


def test_a_score_is_two_shares_and_their_harmonic_mean() -> None:
    score = Score.of(3, 4, 2, 5)
    assert (score.precision, score.recall) == (0.75, 0.4)
    assert score.f1 == pytest.approx(2 * 0.75 * 0.4 / 1.15)
    assert Score.of(0, 0, 0, 0) == Score(0.0, 0.0, 0.0)
    assert str(Score.of(1, 2, 1, 1)) == "precision 0.500  recall 1.000  F1 0.667"


def test_the_assignment_is_the_best_one_not_the_greedy_one() -> None:
    worth = {(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8, (5, 7): 0.1}
    assert best_pairs(worth) == [(0, 1), (1, 0), (5, 7)]
    assert best_pairs(dict(reversed(worth.items()))) == best_pairs(worth)
    assert best_pairs({}) == []


def test_spans_and_types_from_strict_to_lenient() -> None:
    wanted = [gold(0, 10), gold(20, 30, "GPE"), gold(40, 50, "PERSON"), gold(60, 70)]
    seen = [
        found(0, 10), found(20, 28, "GPE"), found(40, 50, "ORG"), found(80, 90), found(95, 99),
    ]  # fmt: skip
    got = detection(wanted, seen, overlapping(wanted, seen))
    assert (got.gold, got.found) == (4, 5)
    assert (got.exact.precision, got.exact.recall) == (2 / 5, 2 / 4)
    assert (got.exact_typed.precision, got.exact_typed.recall) == (1 / 5, 1 / 4)
    assert (got.overlap.precision, got.overlap.recall) == (3 / 5, 3 / 4)
    assert (got.overlap_typed.precision, got.overlap_typed.recall) == (2 / 5, 2 / 4)
    assert got.overlap_typed.f1 == pytest.approx(4 / 9)
    counts = {t.type: (t.gold, t.found, t.score.precision, t.score.recall) for t in got.by_type}
    assert counts == {
        "ORG": (2, 4, 1 / 4, 1 / 2), "GPE": (1, 1, 1.0, 1.0), "PERSON": (1, 0, 0.0, 0.0),
    }  # fmt: skip
    assert [t.type for t in got.by_type] == ["ORG", "GPE", "PERSON"]


def test_a_mention_is_used_once_and_only_in_its_document() -> None:
    wanted = [gold(0, 10), gold(0, 10, at="other")]
    seen = [found(0, 4), found(5, 10)]
    assert overlapping(wanted, seen) == [(0, 1)]
    assert overlapping([gold(0, 4), gold(5, 10)], [found(0, 10)]) == [(1, 0)]
    assert overlapping([gold(0, 4)], [found(4, 9)]) == []


def test_of_equal_spans_the_right_type_is_taken() -> None:
    for order in (1, -1):
        seen = [found(0, 5, "GPE"), found(0, 5, "ORG")][::order]
        ((_, taken),) = overlapping([gold(0, 5, "ORG")], seen)
        assert seen[taken].type == "ORG"


def test_equal_spans_count_as_often_as_both_sides_have_them() -> None:
    wanted = [gold(0, 5, "ORG"), gold(0, 5, "GPE")]
    seen = [found(0, 5, "GPE"), found(0, 5, "PERSON"), found(0, 5, "GPE")]
    got = detection(wanted, seen, overlapping(wanted, seen))
    assert (got.exact.precision, got.exact.recall) == (2 / 3, 1.0)
    assert (got.exact_typed.precision, got.exact_typed.recall) == (1 / 3, 1 / 2)


def test_another_accepted_type_is_right_and_counts_as_the_golds_own() -> None:
    wanted, seen = [gold(0, 5, "DOCUMENT", "PROGRAMME")], [found(0, 5, "PROGRAMME")]
    got = detection(wanted, seen, overlapping(wanted, seen))
    assert got.exact_typed.f1 == got.overlap_typed.f1 == 1.0
    assert [(t.type, t.gold, t.found) for t in got.by_type] == [("DOCUMENT", 1, 1)]


def test_without_a_type_any_is_right() -> None:
    wanted, seen = [gold(0, 5, "")], [found(0, 5, "EVENT")]
    got = detection(wanted, seen, overlapping(wanted, seen))
    assert got.overlap_typed.f1 == 1.0
    assert [(t.type, t.score.f1) for t in got.by_type] == [("any", 1.0)]


def test_misses_say_what_is_different() -> None:
    wanted = [gold(0, 10), gold(20, 30, "GPE"), gold(40, 50, "PERSON"), gold(60, 70)]
    seen = [found(0, 10), found(20, 28, "GPE"), found(40, 49, "ORG"), found(80, 90)]
    listed = misses(wanted, seen, overlapping(wanted, seen))
    assert [(m.what, m.start, m.gold_type, m.found_type) for m in listed] == [
        ("span", 20, "GPE", "GPE"), ("type", 40, "PERSON", "ORG"), ("missed", 60, "ORG", ""),
        ("extra", 80, "", "ORG"),
    ]  # fmt: skip


def test_the_table_has_every_figure() -> None:
    wanted, seen = [gold(0, 5)], [found(0, 4)]
    lines = str(detection(wanted, seen, overlapping(wanted, seen))).splitlines()
    assert lines[0].split() == ["detection", "precision", "recall", "F1"]
    assert lines[1].split() == ["exact", "span", "0.000", "0.000", "0.000"]
    assert lines[4].split() == ["overlap", "+", "type", "1.000", "1.000", "1.000"]
    assert lines[-1].split() == ["ORG", "1.000", "1.000", "1.000", "1", "1"]
