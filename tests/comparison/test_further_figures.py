"""Silent actors, profiles, time slices, overlap of several groups and their tables."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_corpus import corpus
from test_compare import PLAIN, SMALL, compared

from toolkit.comparison import Inputs, tables
from toolkit.config import ComparisonSettings


def test_silent_actors_have_a_bound() -> None:
    texts = {f"x/{i}": ["Ann Ann here"] for i in range(20)} | {
        f"y/{i}": ["Bob here"] for i in range(20)
    }
    result = compared(corpus(texts | {"x/99": ["Cid Cid Cid Cid"]}), "x", "y")
    ann, bob = sorted(result.silent, key=lambda row: row.entity_id)
    assert (ann.entity_id, ann.group, ann.absent, ann.mentions, ann.documents) == (
        "ann", "x", "y", 40, 20,
    )  # fmt: skip
    assert ann.bound == pytest.approx(1 - 0.05 ** (1 / 20))
    assert ann.sure
    assert bob.entity_id == "bob"
    # Cid is named four times, but in one document only.
    assert tables.silent(result).num_rows == 2


def test_profiles_of_shared_actors() -> None:
    texts = {
        "x/1": ["Ann #peace", "Ann #peace", "Ann spoke", "Dan #war"],
        "y/1": ["Ann #war", "Ann #war #peace"],
    }
    result = compared(corpus(texts), "x", "y")
    rows = {(p.entity_id, p.theme_id): p for p in result.profiles}
    assert set(rows) == {("ann", "peace"), ("ann", "war")}
    peace = rows["ann", "peace"]
    assert (peace.sentences, peace.together) == ({"x": 3, "y": 2}, {"x": 2, "y": 1})
    assert peace.share["x"].estimate == pytest.approx(2 / 3)
    assert peace.difference is not None
    assert peace.difference.estimate == pytest.approx(2 / 3 - 1 / 2)
    ties = {(t.entity_id, t.theme_id, t.group): t.weight for t in result.ties}
    for (entity, theme), row in rows.items():
        for group, number in row.together.items():
            assert ties.get((entity, theme, group), 0) == number


def dated(dates: dict[str, str]) -> Inputs:
    inputs = corpus({doc_id: ["Ann #peace", "Bob"] for doc_id in dates})
    return replace(inputs, documents=[replace(d, date=dates[d.doc_id]) for d in inputs.documents])


@pytest.mark.parametrize(
    ("dates", "unit", "periods"),
    [
        ({"x/1": "2024-01-30", "y/1": "2024-03-02"}, "month", ["2024-01", "2024-02", "2024-03"]),
        ({"x/1": "2023-11-30", "y/1": "2025-02-02"}, "quarter",
         ["2023-Q4", "2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1"]),
        ({"x/1": "2019-05-01", "y/1": "2023-05-01"}, "year",
         ["2019", "2020", "2021", "2022", "2023"]),
        ({"x/1": "2024", "y/1": "2024-03-02"}, "year", ["2024"]),
    ],
)  # fmt: skip
def test_time_slices(dates: dict[str, str], unit: str, periods: list[str]) -> None:
    line = compared(dated(dates), "x", "y").timeline
    assert line is not None
    assert line.unit == unit
    assert list(dict.fromkeys(row.period for row in line.slices)) == periods
    assert sum(row.documents for row in line.slices) == 2
    first = line.slices[0]
    assert [(lead.id, lead.documents) for lead in first.actors] == [("ann", 1), ("bob", 1)]
    assert [lead.id for lead in first.themes] == ["peace"]


def test_undated_documents_are_counted_apart() -> None:
    line = compared(dated({"x/1": "2024-01-01", "x/2": "", "y/1": "soon"}), "x", "y").timeline
    assert line is not None
    assert line.undated == {"x": 1, "y": 1}
    assert compared(corpus(SMALL), "x", "y").timeline is None


def test_overlap_of_three_groups() -> None:
    texts = {f"{g}/{i}": [f"Ann {own}"] for g, own in zip("xyz", ("Bob", "Cid", "Cid"), strict=True)
             for i in range(5)}  # fmt: skip
    result = compared(corpus(texts), using=ComparisonSettings(permutations=499)).overlap
    assert [(p.first, p.second, p.shared) for p in result.pairs] == [
        ("x", "y", 1), ("x", "z", 1), ("y", "z", 2),
    ]  # fmt: skip
    assert result.jaccard is None
    assert result.pairs[2].jaccard == 1
    assert result.pairs[2].p_value == 1
    assert result.pairs[0].p_value == pytest.approx(2 / 252)
    assert result.p_value is not None
    assert result.smallest_p == 1 / 500


def test_two_groups_and_their_pair_say_the_same() -> None:
    result = compared(corpus(SMALL), "x", "y").overlap
    (pair,) = result.pairs
    for name in ("shared", "jaccard", "overlap_coefficient", "weighted_jaccard", "p_value"):
        assert getattr(pair, name) == getattr(result, name)


def test_tables_of_further_figures() -> None:
    result = compared(corpus(SMALL), "x", "y", using=PLAIN)
    naming = tables.naming(result).to_pylist()
    assert [(row["text"], row["mentions_x"], row["mentions_y"]) for row in naming] == [
        ("Ann", 3, 0), ("Bob", 1, 2), ("Cid", 0, 1),
    ]  # fmt: skip
    assert naming[0]["share_y"] is None
    assert tables.overlap_pairs(result).num_rows == 1
    profiles = tables.profiles(result)
    assert profiles.num_rows == len(result.profiles)
    assert tables.timeline(result).num_rows == 0


def test_clear_needs_a_tested_corpus() -> None:
    result = compared(corpus(SMALL), "x", "y")
    assert result.descriptive
    figures = [d for a in (*result.actors, *result.themes) for d in a.distinctiveness.values()]
    assert not any(d.clear or d.p_value is not None for d in figures)
