"""The two seed documents: what issue 2 asks to be seen on them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from measure import align, of_sets, one_line, type_fits
from measured import Measured

import toolkit

pytestmark = pytest.mark.shared


def gold_entity(seeds: Measured, forms: list[str]) -> str:
    """The one gold entity that all the written forms of a merge set stand for."""
    meant = [{m["entity_id"] for m in seeds.gold if one_line(m["text"]) == form} for form in forms]
    (entity_id,) = set.intersection(*meant)
    return entity_id


def test_shared_actors_are_exactly_these(seeds: Measured) -> None:
    rows = seeds.comparison.actors.shared.to_pylist()
    assert {row["name"] for row in rows} == {"Ukraine", "European Union", "Europe", "Russia"}
    meaning = seeds.entities.meaning()
    assert {meaning[row["entity_id"]] for row in rows} == {
        row["entity_id"] for row in seeds.expected["shared_actors"]
    }


def test_the_eu_text_never_names_nato(seeds: Measured) -> None:
    assert seeds.corpus.entity("NATO").entity.groups.keys() == {"nato"}


def test_counts_of_the_shared_actors(seeds: Measured) -> None:
    meaning = seeds.entities.meaning()
    found = {
        meaning[row["entity_id"]]: (row["mentions_nato"], row["mentions_eu"])
        for row in seeds.comparison.actors.shared.to_pylist()
    }
    wanted = {r["entity_id"]: (r["n_nato"], r["n_eu"]) for r in seeds.expected["shared_actors"]}
    assert found == wanted


def test_what_must_be_one_entity(seeds: Measured) -> None:
    sets = [(gold_entity(seeds, forms), forms) for forms in seeds.expected["must_merge"]]
    split = seeds.entities.split(sets)
    assert split == [], "\n".join(split)


def test_what_must_stay_apart(seeds: Measured) -> None:
    lumped = seeds.entities.lumped(seeds.expected["must_not_merge"])
    assert lumped == [], "\n".join(lumped)


def test_descriptions_of_the_first_forum_are_not_the_second(seeds: Measured) -> None:
    """The gold names the forum of 2024 by descriptions only ("the first forum")."""
    described = [
        row for row in seeds.gold_rows("nominals.jsonl")
        if row["entity_id"] == "event:eu_ukraine_dif_2024"
    ]  # fmt: skip
    assert described
    found = [row for row in seeds.all_found if row["entity_id"] in
             seeds.entities.homes("event:dfnc2_eu_2025")]  # fmt: skip
    assert align([{**row, "alt_types": []} for row in described], found) == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("russia", "Russia"),
        ("ASD", "European Aerospace, Security and Defence Industries Association"),
        ("ASD", "Aerospace, Security and Defence Industries Association of Europe"),
        (
            "Joint White Paper for European Defence Readiness to 2030",
            "White Paper on European Defence Readiness to 2030",
        ),
        ("Joint White Paper on European Defence Readiness",
         "White Paper on European Defence Readiness to 2030"),
    ],
)  # fmt: skip
def test_names_of_one_thing(seeds: Measured, left: str, right: str) -> None:
    corpus = seeds.corpus
    assert corpus.entity(left).entity_id == corpus.entity(right).entity_id
    assert corpus.explain(left, right).verdict in ("same chain", "merged", "merged through others")


def test_plans_and_letters_stay_apart(seeds: Measured) -> None:
    corpus = seeds.corpus
    assert corpus.entity("DPAP").entity_id != corpus.entity("RAAP").entity_id
    assert corpus.explain("DPAP", "RAAP").verdict not in ("same chain", "merged")
    with pytest.raises(toolkit.NotFoundError, match="2 entities are called 'Letter of Intent'"):
        corpus.entity("Letter of Intent")


def test_nothing_is_counted_in_boilerplate(seeds: Measured) -> None:
    assert len(seeds.zones) == 5
    assert {zone["kind"]: seeds.counted_in(zone) for zone in seeds.zones} == {
        zone["kind"]: [] for zone in seeds.zones
    }


def test_detection(seeds: Measured) -> None:
    pairs = align(seeds.gold, seeds.found, type_fits)
    assert len(pairs) >= 0.98 * max(len(seeds.gold), len(seeds.found))


def test_traps(seeds: Measured) -> None:
    """Headings are no actors, a commissioner's portfolio is no theme, a fund is no building."""
    names = {one_line(m["text"]) for m in seeds.found}
    assert not names & {"Together", "Resilience", "Historic day", "Moving forward"}
    assert ("eu", "space") not in {(row["group"], row["theme_id"]) for row in seeds.themes}
    assert seeds.corpus.entity("European Peace Facility").kind in ("PROGRAMME", "ORG")
    languages = {row["lang"] for row in seeds.corpus.documents.to_pylist()}
    assert languages == {"en"}


def test_the_names_hold_without_the_domain_pack(shared: Path, tmp_path: Path) -> None:
    """The text itself ties them: no curated name of the field is needed."""
    for file in sorted((shared / "seeds").glob("*.txt")):
        folder = tmp_path / ("nato" if file.name.startswith("000") else "eu")
        folder.mkdir(exist_ok=True)
        shutil.copy(file, folder / file.name)
    with toolkit.open(":memory:", overrides={"mentions.packs": ("organisations",)}) as corpus:
        corpus.ingest(tmp_path)
        corpus.resolve()
        rows = corpus.compare("nato", "eu").actors.shared.to_pylist()
        assert {row["name"] for row in rows} == {"Ukraine", "European Union", "Europe", "Russia"}
        for short, long in (
            ("ASD", "Aerospace, Security and Defence Industries Association of Europe"),
            ("ASD", "European Aerospace, Security and Defence Industries Association"),
            ("EDTIB", "European Defence Technological and Industrial Base"),
            ("MRTT", "Multinational MRTT Fleet"),
            ("VNO-NCW", "Confederation of Netherlands Industry and Employers"),
        ):
            assert corpus.explain(short, long).verdict == "same chain", (short, long)


@pytest.mark.parametrize("side", ["shared", "nato_only", "eu_only"])
def test_themes(seeds: Measured, side: str) -> None:
    """Themes of the gold's inventory on each side; the codebooks know more than it does."""
    wanted = {
        key: set(seeds.expected[f"themes_{key}"]) for key in ("shared", "nato_only", "eu_only")
    }
    known = set[str]().union(*wanted.values())
    of_group: dict[str, set[str]] = {"nato": set(), "eu": set()}
    for row in seeds.themes:
        if row["theme_id"] in known:
            of_group[row["group"]].add(row["theme_id"])
    nato, eu = of_group["nato"], of_group["eu"]
    found = {"shared": nato & eu, "nato_only": nato - eu, "eu_only": eu - nato}
    score = of_sets(found[side], wanted[side])
    assert score.precision >= 0.9 and score.recall >= 0.9, (str(score), found[side] ^ wanted[side])
