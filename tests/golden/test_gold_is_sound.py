"""The gold of the demo corpus fits its documents: nothing here runs the toolkit itself."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import trafilatura

HERE = Path(__file__).resolve().parent
GOLD = HERE / "gold"
SAMPLES = HERE.parents[1] / "sample_docs"
GROUPS = ("nato", "eu")
TYPES = {
    "PERSON", "ORG", "GPE", "LOC", "EVENT", "PROGRAMME", "DOCUMENT", "PRODUCT", "FACILITY", "NORP",
}  # fmt: skip
FORMS = {"name", "acronym", "surname", "demonym"}
SPAN_FILES = ("mentions.jsonl", "nested.jsonl", "nominals.jsonl", "themes.jsonl")

FIGURE = re.compile(r"<figure[^>]*>.*?<figcaption>(.*?)</figcaption>.*?</figure>", re.DOTALL)
Row = dict[str, Any]


def extracted(html: str) -> str:
    text = trafilatura.extract(
        FIGURE.sub(r"<p>\1</p>", html),  # captions are shown where their figures stood
        include_comments=False,
        include_tables=True,
        output_format="txt",
        favor_precision=False,
    )
    assert isinstance(text, str), "no text found in the page"
    return text


@cache
def documents() -> dict[str, str]:
    """doc_id -> text, in the form that the offsets refer to."""
    found: dict[str, str] = {}
    for path in sorted(SAMPLES.glob("*/*")):
        text = path.read_bytes().decode("utf-8")
        if path.suffix == ".html":
            text = extracted(text)
        doc_id = path.relative_to(SAMPLES).with_suffix("").as_posix()
        assert doc_id not in found, f"two files share the stem {doc_id}"
        found[doc_id] = text
    return found


@cache
def rows(name: str) -> list[Row]:
    lines = (GOLD / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@cache
def zones() -> list[Row]:
    loaded: list[Row] = json.loads((GOLD / "boilerplate_zones.json").read_text(encoding="utf-8"))
    return loaded


@cache
def expected() -> Row:
    path = GOLD / "expected_comparison.json"
    loaded: Row = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def group_of(row: Row) -> str:
    return str(row["doc_id"]).partition("/")[0]


def body_counts(group: str) -> Counter[str]:
    """Entity id -> name mentions of a group in zone body."""
    return Counter(
        row["entity_id"]
        for row in rows("mentions.jsonl")
        if group_of(row) == group and row["zone"] == "body"
    )


@pytest.mark.parametrize("group", GROUPS)
def test_groups_are_large_enough_and_have_one_web_page(group: str) -> None:
    paths = list((SAMPLES / group).iterdir())
    assert len(paths) >= 6
    assert len([path for path in paths if path.suffix == ".html"]) == 1


def test_documents_have_a_readable_length() -> None:
    lengths = {doc_id: len(text.split()) for doc_id, text in documents().items()}
    assert {doc_id: n for doc_id, n in lengths.items() if not 200 <= n <= 500} == {}


def test_files_use_plain_line_ends() -> None:
    for path in SAMPLES.glob("*/*"):
        content = path.read_bytes()
        assert b"\r" not in content and content.endswith(b"\n"), path.name


@pytest.mark.parametrize("name", SPAN_FILES)
def test_spans_are_the_text_they_claim(name: str) -> None:
    assert rows(name)
    for row in rows(name):
        text = documents()[row["doc_id"]]
        assert text[row["start"] : row["end"]] == row["text"] != "", row


def test_zones_are_the_text_they_claim() -> None:
    for row in zones():
        assert documents()[row["doc_id"]][row["start"] : row["end"]] == row["text"] != "", row


def test_every_document_has_mentions_and_themes() -> None:
    for name in ("mentions.jsonl", "themes.jsonl"):
        assert {row["doc_id"] for row in rows(name)} == set(documents())


@pytest.mark.parametrize("name", ["mentions.jsonl", "nominals.jsonl"])
def test_spans_do_not_overlap(name: str) -> None:
    ordered = sorted(rows(name), key=lambda row: (row["doc_id"], row["start"]))
    for left, right in pairwise(ordered):
        assert left["doc_id"] != right["doc_id"] or left["end"] <= right["start"], (left, right)


def test_mentions_keep_to_the_inventory() -> None:
    for row in rows("mentions.jsonl"):
        assert row["type"] in TYPES and row["form"] in FORMS, row
        assert set(row["alt_types"]) <= TYPES - {row["type"]}, row
        assert (row["type"] == "NORP") == (row["form"] == "demonym"), row


def test_mention_edges_are_not_inside_words() -> None:
    for row in rows("mentions.jsonl"):
        text = documents()[row["doc_id"]]
        around = text[row["start"] - 1 : row["start"]] + text[row["end"] : row["end"] + 1]
        assert not any(character.isalnum() for character in around), row
        assert row["text"] == row["text"].strip()


def test_an_entity_has_one_type() -> None:
    types: dict[str, set[str]] = {}
    for row in rows("mentions.jsonl"):
        if row["form"] != "demonym":
            types.setdefault(row["entity_id"], set()).add(row["type"])
    assert {entity: found for entity, found in types.items() if len(found) > 1} == {}


def test_mention_zone_agrees_with_the_zones() -> None:
    for row in rows("mentions.jsonl"):
        inside = [
            zone["kind"]
            for zone in zones()
            if zone["doc_id"] == row["doc_id"]
            and zone["start"] <= row["start"]
            and row["end"] <= zone["end"]
        ]
        assert [row["zone"]] == (inside or ["body"]), row


def test_nested_names_lie_inside_their_mention() -> None:
    flat: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    for row in rows("mentions.jsonl"):
        key = (row["doc_id"], row["entity_id"], row["text"])
        flat.setdefault(key, []).append((row["start"], row["end"]))
    for row in rows("nested.jsonl"):
        outer = flat[row["doc_id"], row["inside_entity_id"], row["inside"]]
        assert any(
            start <= row["start"] and row["end"] <= end and end - start > len(row["text"])
            for start, end in outer
        ), row


def test_a_name_is_marked_wherever_it_stands() -> None:
    """A long name that is marked once in a document is marked or nested each time it occurs."""
    for doc_id, text in documents().items():
        covered = [
            (row["start"], row["end"]) for row in rows("mentions.jsonl") if row["doc_id"] == doc_id
        ]
        names = {row["text"] for row in rows("mentions.jsonl") if len(row["text"]) > 3}
        for name in sorted(names):
            at = text.find(name)
            while at >= 0:
                assert any(s < at + len(name) and at < e for s, e in covered), (doc_id, name, at)
                at = text.find(name, at + 1)


def test_expected_actors_equal_the_mentions() -> None:
    nato, eu = body_counts("nato"), body_counts("eu")
    assert expected()["shared_actors"] == [
        {"entity_id": entity, "n_nato": nato[entity], "n_eu": eu[entity]}
        for entity in sorted(nato.keys() & eu.keys())
    ]
    for key, mine, other in (("nato_only", nato, eu), ("eu_only", eu, nato)):
        assert expected()[key] == [
            {"entity_id": entity, "n": mine[entity]} for entity in sorted(mine.keys() - other)
        ]


def test_expected_themes_equal_the_evidence() -> None:
    nato, eu = (
        {row["theme_id"] for row in rows("themes.jsonl") if group_of(row) == group}
        for group in GROUPS
    )
    assert expected()["themes_shared"] == sorted(nato & eu)
    assert expected()["themes_nato_only"] == sorted(nato - eu)
    assert expected()["themes_eu_only"] == sorted(eu - nato)


def test_expected_sets_name_known_entities_and_forms() -> None:
    surfaces: dict[str, set[str]] = {}
    for row in rows("mentions.jsonl"):
        surfaces.setdefault(row["entity_id"], set()).add(" ".join(row["text"].split()))
    for item in expected()["must_merge"]:
        assert len(item["forms"]) > 1
        assert set(item["forms"]) <= surfaces[item["entity_id"]], item
    for left, right in expected()["must_not_merge"]:
        assert left != right and {left, right} <= surfaces.keys(), (left, right)
    for item in expected()["succeeded_by"]:
        assert {item["from"], item["to"]} <= surfaces.keys(), item
        assert item["doc_id"] in documents()


def test_the_corpus_has_actors_on_both_sides_and_on_one() -> None:
    assert 8 <= len(expected()["shared_actors"]) <= 14
    assert len(expected()["nato_only"]) > 14 and len(expected()["eu_only"]) > 14


def test_one_acronym_means_two_things_in_two_documents() -> None:
    meant = {
        (row["doc_id"], row["entity_id"]) for row in rows("mentions.jsonl") if row["text"] == "ASD"
    }
    assert len({entity for _, entity in meant}) == 2
    assert len({doc_id for doc_id, _ in meant}) == len(meant) == 3
