"""The bundled corpus against its gold: floors a little under what is reached.

Reached when this was written: detection with type F 0.969 (0.933 before any rule had seen these
documents), 41 of 53 merge sets, 51 of 52 pairs apart, all 14 shared actors and no other.
"""

from __future__ import annotations

import json

import pytest
from measure import Row, Score, align, of_sets, type_fits
from measured import GOLD, SAMPLES, Measured

ZONES: list[Row] = json.loads((GOLD / "boilerplate_zones.json").read_text("utf-8"))


def detection(sample: Measured, typed: bool) -> Score:
    pairs = align(sample.gold, sample.found, type_fits if typed else None)
    return Score(len(pairs), len(sample.found), len(sample.gold))


def test_detection(sample: Measured) -> None:
    typed, spans = detection(sample, typed=True), detection(sample, typed=False)
    assert typed.f >= 0.955 and min(typed.precision, typed.recall) >= 0.94, str(typed)
    assert spans.f >= 0.975 and min(spans.precision, spans.recall) >= 0.96, str(spans)


def test_spans_are_exact(sample: Measured) -> None:
    found = {(m["doc_id"], m["start"], m["end"]) for m in sample.found}
    gold = {(m["doc_id"], m["start"], m["end"]) for m in sample.gold}
    assert of_sets(found, gold).f >= 0.97, str(of_sets(found, gold))


def test_what_must_be_one_entity(sample: Measured) -> None:
    sets = [(row["entity_id"], row["forms"]) for row in sample.expected["must_merge"]]
    split = sample.entities.split(sets)
    assert len(split) <= len(sets) - 40, "\n".join(split)


def test_what_must_stay_apart(sample: Measured) -> None:
    pairs = sample.expected["must_not_merge"]
    lumped = sample.entities.lumped(pairs)
    assert len(lumped) <= 2 and len(pairs) >= 50, "\n".join(lumped)


def test_the_forums_of_two_bodies_are_never_one(sample: Measured) -> None:
    """Not even where a text dates both to one year."""
    homes = [
        {m["entity_id"] for m in sample.found if m["text"].startswith(body) and "For" in m["text"]}
        for body in ("NATO Summit", "EU-Ukraine")
    ]
    assert all(homes) and not homes[0] & homes[1]


def test_one_acronym_two_things(sample: Measured) -> None:
    association, other = sorted({m["entity_id"] for m in sample.gold if m["text"] == "ASD"})
    homes = [sample.entities.homes(entity_id, "ASD") for entity_id in (association, other)]
    assert all(homes) and not homes[0] & homes[1]


def test_shared_actors(sample: Measured) -> None:
    meaning = sample.entities.meaning()
    shared = [row["entity_id"] for row in sample.comparison.actors.shared.to_pylist()]
    found = {meaning.get(entity_id, entity_id) for entity_id in shared}
    wanted = {row["entity_id"] for row in sample.expected["shared_actors"]}
    score = of_sets(found, wanted)
    assert score.precision >= 0.92 and score.recall >= 0.92, (found ^ wanted, str(score))
    assert len(shared) <= len(wanted) + 1


def test_counts_of_the_shared_actors(sample: Measured) -> None:
    """Mentions of each side differ from the gold by little."""
    meaning = sample.entities.meaning()
    rows = {meaning[r["entity_id"]]: r for r in sample.comparison.actors.shared.to_pylist()
            if r["entity_id"] in meaning}  # fmt: skip
    off = {
        gold["entity_id"]: (row[f"mentions_{group}"], gold[f"n_{group}"])
        for gold in sample.expected["shared_actors"]
        if (row := rows.get(gold["entity_id"]))
        for group in ("nato", "eu")
        if abs(row[f"mentions_{group}"] - gold[f"n_{group}"]) > 1
    }
    assert len(off) <= 3, off


@pytest.mark.parametrize("zone", ZONES, ids=lambda zone: f"{zone['doc_id']}-{zone['kind']}")
def test_nothing_is_counted_in_boilerplate(sample: Measured, zone: Row) -> None:
    assert sample.counted_in(zone) == []


def test_themes(sample: Measured) -> None:
    """Theme by document. The gold marks enough evidence to decide, not every span, and has
    themes that the shipped codebooks do not have."""
    known = {row["theme_id"] for row in sample.gold_rows("themes.jsonl")}
    found = {(row["doc_id"], row["theme_id"]) for row in sample.themes if row["theme_id"] in known}
    wanted = {(row["doc_id"], row["theme_id"]) for row in sample.gold_rows("themes.jsonl")}
    score = of_sets(found, wanted)
    assert score.precision >= 0.89 and score.recall >= 0.76, str(score)


def test_shared_themes(sample: Measured) -> None:
    found = {
        row["theme_id"] for row in sample.comparison.themes.to_pylist() if len(row["groups"]) == 2
    }
    score = of_sets(found, set(sample.expected["themes_shared"]))
    assert score.precision >= 0.8 and score.recall >= 0.7, (str(score), sorted(found))


def test_offsets_are_exact_in_all_documents(sample: Measured) -> None:
    pages = {path.with_suffix("").name for path in SAMPLES.glob("*/*.html")}
    assert len(pages) == 2
    on_pages = 0
    for mention in sample.all_found:
        text = sample.texts[mention["doc_id"]]
        assert text[mention["start"] : mention["end"]] == mention["text"]
        on_pages += mention["doc_id"].rpartition("/")[2] in pages
    assert on_pages > 50
    for name in pages:
        (doc_id,) = [d for d in sample.texts if d.endswith(name)]
        assert "<" not in sample.texts[doc_id] and "cookie" not in sample.texts[doc_id].lower()


def test_every_mention_has_one_entity(sample: Measured) -> None:
    keys = [(m["doc_id"], m["start"], m["end"], m["nested"]) for m in sample.all_found]
    assert len(keys) == len(set(keys)) and all(m["entity_id"] for m in sample.all_found)
