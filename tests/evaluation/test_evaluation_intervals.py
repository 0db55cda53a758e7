"""Intervals from documents that are drawn anew."""

from __future__ import annotations

import random

import pytest
from made_rows import found, gold, random_rows

from toolkit.evaluation import Evaluation, Found, Gold, GoldFile, Question, Score, evaluate
from toolkit.evaluation.intervals import Interval, drawn, draws, percentile
from toolkit.evaluation.sides import Sides


def question(replicates: int, seed: int = 7) -> Question:
    return Question(replicates=replicates, seed=seed)


def test_a_draw_has_as_many_documents_as_there_are() -> None:
    names = [f"d{number}" for number in range(20)]
    several = list(draws(names, 50, 3))
    assert len(several) == 50 and all(len(draw) == 20 for draw in several)
    assert {doc_id for draw in several for doc_id, _ in draw} == set(names)
    for draw in several:
        for doc_id in names:
            copies = [copy for name, copy in draw if name == doc_id]
            assert copies == list(range(len(copies)))
    assert several == list(draws(names, 50, 3)) != list(draws(names, 50, 4))


def test_copies_of_a_document_have_nothing_in_common() -> None:
    sides = Sides({0: "x", 1: "x"}, {0: "f", 1: "f"}, {0: "A", 1: "B"}, {0: "a", 1: "b"})
    twice = drawn(sides, [("a", 0), ("a", 1), ("b", 0)], sides.by_document())
    got = twice.measured()
    assert (got.gold_mentions, got.gold_entities, got.found_entities) == (3, 2, 2)
    # a and b of the first layer are linked; the second a is alone
    assert twice.gold[0] == twice.gold[2] != twice.gold[1]
    assert len(set(twice.homes.values())) == 3


def test_percentiles() -> None:
    assert percentile([1.0], 0.025) == 1.0
    assert percentile([0.0, 1.0, 2.0, 3.0, 4.0], 0.5) == 2.0
    assert percentile([0.0, 1.0], 0.25) == 0.25
    ends = Interval.of([Score(share, 1.0, share / 2) for share in (0.0, 0.5, 1.0)])
    assert ends.low.precision == pytest.approx(0.025) and ends.high.f1 == pytest.approx(0.4875)
    assert ends.low.recall == ends.high.recall == 1.0


def test_a_perfect_answer_is_perfect_in_every_draw() -> None:
    mentions = tuple(gold(0, 5, of="x", at=f"d{n}") for n in range(5))
    seen = [found(0, 5, of="e", at=f"d{n}") for n in range(5)]
    got = evaluate(GoldFile(mentions, tuple(f"d{n}" for n in range(5))), seen, question(20))
    assert got.intervals is not None and got.intervals.replicates == 20
    for name in ("b_cubed", "lea", "conll"):
        interval = got.intervals.clustering_aligned[name]
        assert interval.high.f1 == 1.0
    assert got.intervals.clustering["b_cubed"].low.f1 == 1.0
    assert got.intervals.detection["overlap"].low.f1 == 1.0
    assert "20 draws of documents" in str(got)


def test_intervals_hold_the_figure_and_shrink_with_the_number_of_documents() -> None:
    few, many = _made(20), _made(320)
    for got in (few, many):
        assert got.intervals is not None and got.clustering is not None
        interval = got.intervals.clustering["b_cubed"]
        assert interval.low.f1 < got.clustering.b_cubed.f1 < interval.high.f1
        found_range = got.intervals.detection["exact"]
        assert found_range.low.f1 < got.detection.exact.f1 < found_range.high.f1
    assert few.intervals is not None and many.intervals is not None
    widths = [i.clustering["b_cubed"].high.f1 - i.clustering["b_cubed"].low.f1
              for i in (few.intervals, many.intervals)]  # fmt: skip
    assert widths[1] < widths[0] / 2


def _made(documents: int) -> Evaluation:
    """An answer that is wrong here and there; entities do not cross documents."""
    dice = random.Random(1)
    mentions, seen = [], []
    for number in range(documents):
        at = f"d{number:03}"
        for place in range(6):
            start, entity = 10 * place, f"{at} {place % 2}"
            mentions.append(Gold(at, start, start + 5, "name", "ORG", (), entity))
            wrong = dice.random() < 0.3
            label = f"{at} {place % 2 ^ wrong}"
            seen.append(Found(at, start + (dice.random() < 0.2), start + 5, "name", "ORG", label))
    return evaluate(GoldFile(tuple(mentions), tuple(sorted({m.doc_id for m in mentions}))), seen,
                    question(100))  # fmt: skip


def test_equal_seeds_give_equal_intervals() -> None:
    wanted, seen = random_rows(5)
    file = GoldFile(
        tuple(Gold(m["doc_id"], m["start"], m["end"], m["text"], m["type"], (), m["entity_id"])
              for m in wanted), ("a", "b", "c"),
    )  # fmt: skip
    mentions = [Found(**m) for m in seen]
    first, again, other = (evaluate(file, mentions, question(30, s)) for s in (1, 1, 2))
    assert first.intervals == again.intervals != other.intervals
    assert evaluate(file, mentions).intervals is None
