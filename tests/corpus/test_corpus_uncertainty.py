"""The headline over alternative resolutions: every draw against a comparison made anew."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from doubts import LEFT, OVERRIDES, RIGHT, TEXTS
from harbour import write

import toolkit
from toolkit import comparison
from toolkit.comparison.inputs import select
from toolkit.comparison.redrawn import Redrawing, spread
from toolkit.corpus.alternatives import read_alternatives
from toolkit.corpus.comparing import comparison_inputs

DRAWS = 60
SETTINGS = OVERRIDES | {"comparison.alternatives": DRAWS, "comparison.certain": 0.97}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unsure")
    with toolkit.open(folder / "s.duckdb", overrides=SETTINGS) as corpus:
        corpus.ingest(write(folder / "docs", TEXTS))
        corpus.resolve()
    return folder / "s.duckdb"


@pytest.fixture
def doubtful(store: Path) -> Iterator[toolkit.Corpus]:
    with toolkit.open(store, overrides=SETTINGS, read_only=True) as corpus:
        yield corpus


def test_every_draw_is_what_comparing_it_anew_gives(doubtful: toolkit.Corpus) -> None:
    settings = doubtful.settings.comparison
    redrawn = read_alternatives(doubtful._store, doubtful._cuts(), settings, 7, {})
    assert redrawn is not None
    inputs = comparison_inputs(doubtful._store, doubtful.settings, doubtful.runs(), {})
    value = comparison.compare(inputs, (), settings, 7)
    selection = select(inputs, (), settings)
    redrawing = Redrawing(redrawn, selection, value.actors)
    regions = redrawing.regions()
    weighted = redrawing.weighted_jaccard([group.mentions for group in value.groups])
    ranked = redrawing.rank_biased_overlap()
    sizes = set()
    for draw in range(0, DRAWS, 4):
        home = {
            record: part for part in redrawn.alternatives.partition(draw) for record in part
        }  # fmt: skip
        entity = {}
        for mention in inputs.mentions:
            part = home.get(redrawn.record_of.get(mention.mention_id, ""))
            entity[mention.mention_id] = "x" + part[0] if part else mention.entity_id
        again = replace(
            inputs,
            mentions=[replace(m, entity_id=entity[m.mention_id]) for m in inputs.mentions],
            entities=[*inputs.entities, *(
                toolkit.Entity(name, "ORG", name) for name in sorted(set(entity.values()))
                if name.startswith("x")
            )],
        )  # fmt: skip
        there = comparison.compare(again, (), settings, 7).overlap
        here = {" & ".join(selection.groups[at] for at in key): v for key, v in regions.items()}
        for name, count in there.regions.items():
            assert here.get(name, np.zeros(DRAWS))[draw] == count, (draw, name)
        assert weighted[draw] == pytest.approx(there.weighted_jaccard)
        assert 0 <= ranked[draw] <= 1
        sizes.add(there.total)
    assert len(sizes) > 1  # the draws do differ


def test_the_range_of_what_does_not_move_is_the_value(doubtful: toolkit.Corpus) -> None:
    value = doubtful.compare().value
    found = value.uncertainty
    assert found is not None and found.state == "drawn" and found.draws == DRAWS
    figures = found.figures
    assert figures["shared"].value == value.overlap.shared
    assert figures["actors"].value == value.overlap.total
    assert figures["jaccard"].value == value.overlap.jaccard
    for figure in (*figures.values(), *found.regions.values(), *found.groups.values()):
        assert figure.least <= figure.low <= figure.high <= figure.most
        assert 0 < figure.least_share <= 1 and 0 < figure.most_share <= 1
    (now,) = [row for row in found.thresholds if row.threshold == found.current_threshold]
    assert (now.actors, now.shared) == (value.overlap.total, value.overlap.shared)
    moving = {doubt.entity_id for doubt in found.actors}
    assert len(moving) == found.moving < len(value.actors)
    assert "Norway" not in {doubt.name for doubt in found.actors}
    for doubt in found.actors:
        assert 0 <= doubt.shared_share <= min(doubt.named.values())


def test_hinges_are_the_review_and_say_what_would_change(doubtful: toolkit.Corpus) -> None:
    found = doubtful.compare().value.uncertainty
    assert found is not None
    asked = doubtful.questions()
    assert [h.question_id for h in found.hinges] == [q.question_id for q in asked]
    assert [h.priority for h in found.hinges] == [q.priority for q in asked]
    assert {LEFT, RIGHT} in [{h.left, h.right} for h in found.hinges]
    assert all(hinge.change for hinge in found.hinges)
    assert "It hangs most on" in found.sentence and found.sentence in doubtful.compare().caveats


def test_statements_have_the_share_of_draws_in_which_they_hold(doubtful: toolkit.Corpus) -> None:
    found = doubtful.compare().value.uncertainty
    assert found is not None
    assert all(0 <= claim.holds <= 1 for claim in found.claims)
    assert found.claims[0].rule == "shared_actors"
    themes = [claim for claim in found.claims if not claim.rests_on_names]
    assert all(claim.holds == 1 for claim in themes)


def test_a_judgement_ends_the_doubt(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "judged.duckdb"
    target.write_bytes(store.read_bytes())
    with toolkit.open(target, overrides=SETTINGS) as corpus:
        for _ in range(20):
            for question in corpus.questions():
                corpus.answer(question, "different", by="test")
            corpus.resolve()
            if not len(corpus.questions()):
                break
        found = corpus.compare().value.uncertainty
        assert found is not None and not found.hinges
        assert not {doubt.name for doubt in found.actors} & {LEFT, RIGHT}


def test_nothing_in_doubt_is_said_in_words(tmp_path: Path) -> None:
    with toolkit.open(overrides={"comparison.alternatives": 10}) as corpus:
        corpus.ingest([
            toolkit.Document("a/1", "Norway met Denmark.", group="a"),
            toolkit.Document("b/1", "Norway met Austria.", group="b"),
        ])  # fmt: skip
        corpus.resolve()
        view = corpus.compare()
        found = view.value.uncertainty
        assert found is not None and found.state == "settled" and not found.figures
        assert found.sentence.startswith("No pair of names is in doubt")
        assert found.sentence in view.caveats and len(view.uncertainty) == 0
        assert view.hinges.columns[0] == "question_id" and len(view.claims) == 0


def test_no_draws_no_uncertainty(store: Path) -> None:
    off = SETTINGS | {"comparison.alternatives": 0}
    with toolkit.open(store, overrides=off, read_only=True) as corpus:
        view = corpus.compare()
        assert view.value.uncertainty is None and view.to_dict()["uncertainty"] is None
        assert not any("resolutions" in caveat for caveat in view.caveats)
        assert len(view.uncertainty) == len(view.actor_doubts) == 0


def test_tables_hold_what_the_value_holds(doubtful: toolkit.Corpus) -> None:
    view = doubtful.compare()
    found = view.value.uncertainty
    assert found is not None
    rows = view.uncertainty.to_pylist()
    assert len(rows) == len(found.figures) + len(found.regions) + len(found.groups)
    assert rows[0] == {"of": "headline", "figure": "actors"} | asdict(found.figures["actors"])
    assert [r["name"] for r in view.actor_doubts.to_pylist()] == [d.name for d in found.actors]
    assert [r["change"] for r in view.hinges.to_pylist()] == [list(h.change) for h in found.hinges]
    assert [r["holds"] for r in view.claims.to_pylist()] == [c.holds for c in found.claims]


@pytest.mark.slow
def test_equal_bytes_whatever_the_hash_seed_and_threads(store: Path) -> None:
    told = []
    for seed, threads in (("1", "1"), ("77", "2")):
        done = subprocess.run(
            [sys.executable, "-m", "toolkit", "compare", str(store), "--json", "-", "-q",
             "--threads", threads],
            capture_output=True, text=True, check=True, timeout=120,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        )  # fmt: skip
        told.append(json.loads(done.stdout)["uncertainty"])
    assert told[0] == told[1] and told[0]["state"] == "drawn"


def test_a_range_holds_95_percent_and_names_its_extremes() -> None:
    found = spread(3, np.array([1.0] * 2 + [2.0] * 96 + [9.0] * 2))
    assert (found.low, found.high, found.least, found.most) == (2, 2, 1, 9)
    assert (found.least_share, found.most_share) == (0.02, 0.02) and found.varies
    assert not spread(2, np.full(10, 2.0)).varies
