"""Counts, figures and their evidence."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_corpus import corpus

from toolkit import comparison
from toolkit.comparison import Inputs, tables
from toolkit.comparison.result import Comparison
from toolkit.config import ComparisonSettings
from toolkit.errors import NotFoundError
from toolkit.graph import EntityMention

PLAIN = ComparisonSettings()
SMALL = {
    "x/1": ["Ann met Bob #peace", "Ann spoke", "nothing here #peace"],
    "x/2": ["Ann alone"],
    "y/1": ["Bob and Cid #war", "Bob again #war"],
}


def compared(inputs: Inputs, *groups: str, using: ComparisonSettings = PLAIN) -> Comparison:
    return comparison.compare(inputs, groups, using, seed=7)


def test_counts_by_hand() -> None:
    result = compared(corpus(SMALL), "x", "y")
    x, y = result.groups
    assert (x.id, x.label, x.documents, x.words, x.sentences) == ("x", "Xeno", 2, 11, 4)
    assert (x.mentions, x.actors, y.mentions, y.actors) == (4, 2, 3, 2)
    assert [a.name for a in result.actors] == ["Ann", "Bob", "Cid"]  # 3, 3, 1: then by name
    ann, bob, _ = result.actors
    assert (ann.counts["x"].mentions, ann.counts["x"].documents, ann.groups) == (3, 2, ("x",))
    assert ann.counts["x"].per_1000 == pytest.approx(3000 / 11)
    assert ann.counts["y"].share.high == pytest.approx(0.95)
    assert bob.groups == ("x", "y")
    assert result.overlap.regions == {"x": 1, "y": 1, "x & y": 1}
    assert (result.overlap.shared, result.overlap.total) == (1, 3)
    assert result.overlap.jaccard == pytest.approx(1 / 3)
    assert result.overlap.p_value is None
    peace, war = result.themes
    assert peace.counts["x"].sentences == 2
    assert peace.counts["x"].share.estimate == 0.5
    assert war.difference is not None
    assert war.difference.estimate == -1.0
    ties = {(t.entity_id, t.theme_id, t.group): t.weight for t in result.ties}
    assert ties == {("ann", "peace", "x"): 1, ("bob", "peace", "x"): 1,
                    ("bob", "war", "y"): 2, ("cid", "war", "y"): 1}  # fmt: skip


def test_what_does_not_count() -> None:
    inputs = corpus(SMALL)
    extra = [
        EntityMention("n", "ann", "y/1", 0, 3, "Bob", nested=True),
        EntityMention("z", "ann", "y/1", 0, 3, "Bob", zone="caption"),
        EntityMention("d", "ann", "y/1", 0, 3, "Bob", form="nominal"),
    ]
    result = compared(replace(inputs, mentions=[*inputs.mentions, *extra]), "x", "y")
    assert result.actors == compared(inputs, "x", "y").actors
    demonym = EntityMention("dem", "ann", "y/1", 8, 11, "Cid", form="demonym")
    result = compared(replace(inputs, mentions=[*inputs.mentions, demonym]), "x", "y")
    assert result.actors[0].groups == ("x", "y")


def test_hosts_and_kinds() -> None:
    inputs = corpus(SMALL, kinds={"cid": "PERSON"})
    out = ComparisonSettings(hosts="leave out", host_ids=("ann", "BOB"))
    result = compared(inputs, "x", "y", using=out)
    assert [actor.name for actor in result.actors] == ["Cid"]
    assert result.groups[0].mentions == 0
    assert any("(hosts): Ann, Bob." in caveat for caveat in result.caveats)
    people = compared(inputs, "x", "y", using=ComparisonSettings(kinds=("PERSON",)))
    assert [actor.name for actor in people.actors] == ["Cid"]
    assert any("these kinds" in caveat for caveat in people.caveats)


def test_unknown_group() -> None:
    with pytest.raises(NotFoundError, match=r"Did you mean 'nato'\? Known groups: eu, nato"):
        compared(corpus({"nato/1": ["Ann"], "eu/1": ["Bob"]}), "natto", "eu")
    with pytest.raises(NotFoundError):
        compared(corpus({}))


def test_groups_in_asked_order_and_all_by_default() -> None:
    assert [g.id for g in compared(corpus(SMALL), "y", "x").groups] == ["y", "x"]
    assert [g.id for g in compared(corpus(SMALL)).groups] == ["x", "y"]


def test_one_group_has_no_overlap() -> None:
    result = compared(corpus(SMALL), "x")
    assert result.overlap.jaccard is None
    assert result.overlap.total == result.overlap.shared == 2
    assert all(not actor.distinctiveness for actor in result.actors)
    assert any("One group only" in caveat for caveat in result.caveats)


def test_three_groups_are_set_against_the_rest() -> None:
    result = compared(corpus({"x/1": ["Ann Bob"], "y/1": ["Ann Cid"], "z/1": ["Ann Bob Dan"]}))
    assert result.overlap.regions == {"x": 0, "y": 1, "z": 1, "x & z": 1, "x & y & z": 1}
    assert result.overlap.jaccard is None
    bob = next(actor for actor in result.actors if actor.name == "Bob")
    # y: 0 of 2 against 2 of 5 in x and z together.
    assert bob.distinctiveness["y"].log_odds.estimate < 0
    assert result.themes == ()


def dealt(groups: dict[str, int], same: str = "") -> Inputs:
    """Documents that each name one actor of their own group, and `same` where it is given."""
    names = {"x": "Ann", "y": "Bob"}
    return corpus({f"{g}/{i}": [f"{names[g]} {same}".strip()] for g, n in groups.items()
                   for i in range(n)})  # fmt: skip


def test_permutation_test_exact() -> None:
    # Of the C(10, 5) = 252 divisions only the true one and its mirror keep both actors apart.
    result = compared(dealt({"x": 5, "y": 5}), "x", "y").overlap
    assert (result.p_value, result.smallest_p) == (2 / 252, 2 / 252)
    uneven = compared(dealt({"x": 5, "y": 6}), "x", "y").overlap
    assert (uneven.p_value, uneven.smallest_p) == (1 / 462, 1 / 462)
    alike = corpus({f"{g}/{i}": ["Ann"] for g in "xy" for i in range(5)})
    assert compared(alike, "x", "y").overlap.p_value == 1


def test_permutation_test_sampled() -> None:
    few = ComparisonSettings(permutations=99)
    result = compared(dealt({"x": 7, "y": 7}), "x", "y", using=few)
    assert result.overlap.smallest_p == 1 / 100
    assert result.overlap.p_value is not None
    assert 1 / 100 <= result.overlap.p_value <= 5 / 100
    assert "99 random divisions (seed 7)" in result.provenance["Overlap test"]
    assert result == compared(dealt({"x": 7, "y": 7}), "x", "y", using=few)


def test_no_test_below_five_documents() -> None:
    result = compared(dealt({"x": 4, "y": 9}), "x", "y")
    assert result.overlap.p_value is None
    assert "Overlap test" not in result.provenance
    assert result.caveats[0].startswith("Descriptive only. Xeno has 4 documents:")
    tested = compared(dealt({"x": 5, "y": 9}), "x", "y")
    assert not any("Descriptive" in caveat for caveat in tested.caveats)


WORDS = st.sampled_from(["Ann", "Bob", "Cid", "Dan", "Eve", "some", "#peace", "#war", "#fish"])
LINES = st.lists(st.lists(WORDS, max_size=5).map(" ".join), max_size=4)
CORPORA = st.dictionaries(
    st.sampled_from([f"{group}/{n}" for group in "xyz" for n in range(3)]), LINES, min_size=1
).map(corpus)


@settings(max_examples=60, deadline=None)
@given(CORPORA)
def test_every_number_has_its_evidence(inputs: Inputs) -> None:
    result = compared(inputs)
    for actor in result.actors:
        rows = [e for e in result.evidence if e.entity_id == actor.entity_id]
        assert [e.mention_id for e in rows] == list(actor.mention_ids)
        assert tuple(dict.fromkeys(e.group for e in rows)) == actor.groups
        for group, count in actor.counts.items():
            mine = [e for e in rows if e.group == group]
            assert (len(mine), len({e.doc_id for e in mine})) == (count.mentions, count.documents)
            assert sum(form.counts[group] for form in actor.forms) == count.mentions
    for theme in result.themes:
        for group, tally in theme.counts.items():
            mine = [e for e in theme.evidence if e.doc_id.startswith(group)]
            assert len(mine) == tally.spans
            assert len({(e.doc_id, e.sentence) for e in mine}) == tally.sentences
            assert len({e.doc_id for e in mine}) == tally.documents
    for group in result.groups:
        assert group.mentions == sum(e.group == group.id for e in result.evidence)
        assert group.mentions == sum(a.counts[group.id].mentions for a in result.actors)
        assert group.actors == sum(group.id in a.groups for a in result.actors)
    texts = {source.document.doc_id: source.document.text for source in result.sources}
    assert all(texts[e.doc_id][e.start : e.end] == e.text for e in result.evidence)


@settings(max_examples=60, deadline=None)
@given(CORPORA)
def test_regions_and_tables_sum_up(inputs: Inputs) -> None:
    result = compared(inputs)
    assert sum(result.overlap.regions.values()) == result.overlap.total == len(result.actors)
    assert tables.shared(result).num_rows == result.overlap.shared
    assert tables.actors(result).num_rows == result.overlap.total
    assert tables.mentions(result).num_rows == len(result.evidence)
    assert tables.themes(result).num_rows == len(result.themes)
    assert tables.theme_evidence(result).num_rows == sum(len(t.evidence) for t in result.themes)
    if len(result.groups) > 1:
        for group in result.groups:
            only = tables.only(result, group.id).num_rows
            assert only == result.overlap.regions[group.id]


@settings(max_examples=40, deadline=None)
@given(CORPORA, st.randoms(use_true_random=False))
def test_order_changes_nothing(inputs: Inputs, shuffler: random.Random) -> None:
    parts = {}
    for name in ("documents", "mentions", "entities", "evidence"):
        parts[name] = list(getattr(inputs, name))
        shuffler.shuffle(parts[name])
    assert compared(replace(inputs, **parts)) == compared(inputs)


@settings(max_examples=20, deadline=None)
@given(CORPORA)
def test_document_is_plain_data(inputs: Inputs) -> None:
    result = compared(inputs)
    data = comparison.to_dict(result)
    assert json.loads(json.dumps(data)) == data
    assert data["schema_version"] == 1
    assert data["headline"][0] == "".join(segment.text for segment in result.answer)
    for actor, row in zip(result.actors, data["actors"], strict=True):
        assert row["in"] == list(actor.groups)
        assert row["mention_ids"] == list(actor.mention_ids)
        assert {g: c["mentions"] for g, c in row["counts"].items()} == {
            g: c.mentions for g, c in actor.counts.items()
        }
    for theme, row in zip(result.themes, data["themes"], strict=True):
        assert row["in"] == list(theme.groups)
        assert [set(e) for e in row["evidence"]] == [
            {"doc_id", "start", "end", "text", "sentence"} for _ in theme.evidence
        ]
