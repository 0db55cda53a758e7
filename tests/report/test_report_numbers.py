"""Every number on the page is the number of evidence rows behind it."""

from __future__ import annotations

import json
import re

import pytest
import sample
from page_tree import Element, aims, count_cells, parse, sentences

from toolkit.comparison.result import Comparison
from toolkit.config import ReportSettings
from toolkit.report import render

CASES = [sample.two_groups, sample.three_groups, sample.one_group, sample.no_shared_actors]


@pytest.fixture(params=CASES, ids=lambda case: case.__name__)
def comparison(request: pytest.FixtureRequest) -> Comparison:
    return request.param()


@pytest.fixture
def tree(comparison: Comparison) -> Element:
    return parse(render(comparison, ReportSettings()).html)


def counted(link: Element) -> int:
    return int(link.text.replace(",", ""))


def number_links(section: Element) -> list[tuple[Element, int, int, int]]:
    """Links whose whole text is a number, with actor, theme and group."""
    found = [(link, a, t, g) for link, a, t, g in aims(section) if g is not None]
    return [row for row in found if re.fullmatch(r"[\d,]+", row[0].text)]


def test_actor_counts_equal_their_evidence(comparison: Comparison, tree: Element) -> None:
    links = number_links(tree.one("section", id="actors"))
    for link, at, _, side in links:
        actor, group = comparison.actors[at].entity_id, comparison.groups[side].id
        rows = [e for e in comparison.evidence if (e.entity_id, e.group) == (actor, group)]
        assert counted(link) == len(rows) > 0
    assert sum(counted(link) for link, *_ in links) == len(comparison.evidence)


def test_document_counts_equal_the_documents_of_the_evidence(
    comparison: Comparison, tree: Element
) -> None:
    rows_of_table = tree.one("table", id="actor-table").one("tbody").all("tr")
    for row, shown in zip(rows_of_table, comparison.actors, strict=True):
        actor = shown.entity_id
        cells = count_cells(row)
        for group, cell in zip(comparison.groups, cells, strict=True):
            detail = "".join(e.text for e in cell.all("i"))
            rows = [e for e in comparison.evidence if (e.entity_id, e.group) == (actor, group.id)]
            if detail:
                assert detail == f"in {len({e.doc_id for e in rows})}"
            else:
                assert len(rows) < 2 or group.documents == 1


def test_theme_counts_equal_the_sentences_of_their_evidence(
    comparison: Comparison, tree: Element
) -> None:
    groups = {s.document.doc_id: s.document.group for s in comparison.sources}
    links = number_links(tree.one("section", id="themes"))
    assert bool(links) == bool(comparison.themes)
    for link, _, at, side in links:
        theme, group = comparison.themes[at], comparison.groups[side].id
        sentences = {(e.doc_id, e.sentence) for e in theme.evidence if groups[e.doc_id] == group}
        assert counted(link) == len(sentences) > 0


def test_tie_counts_equal_the_sentences_with_both(comparison: Comparison, tree: Element) -> None:
    groups = {s.document.doc_id: s.document.group for s in comparison.sources}
    for link, at, about, side in number_links(tree.one("section", id="network")):
        actor, theme = comparison.actors[at].entity_id, comparison.themes[about]
        group = comparison.groups[side].id
        named = {(e.doc_id, e.sentence) for e in comparison.evidence if e.entity_id == actor}
        both = {key for e in theme.evidence if (key := (e.doc_id, e.sentence)) in named}
        assert counted(link) == len([key for key in both if groups[key[0]] == group]) > 0


def test_overlap_lists_add_up(comparison: Comparison, tree: Element) -> None:
    if len(comparison.groups) == 2:
        totals = [int(e.text) for e in tree.all("span", class_="total")]
        assert sum(totals) == len(comparison.actors)
        assert totals[1] == comparison.overlap.shared
    elif len(comparison.groups) > 2:
        body = tree.one("table", class_="regions").one("tbody")
        totals = [int(row.one("td", class_="number").text) for row in body.all("tr")]
        assert sorted(totals) == sorted(comparison.overlap.regions.values())


def test_each_number_leads_to_the_first_sentence_that_names_the_actor(
    comparison: Comparison, tree: Element
) -> None:
    led = 0
    for link, at, theme, _ in aims(tree):
        if at is None or theme is not None or not link.attributes["href"].startswith("#s"):
            continue
        sentence = tree.one("span", id=link.attributes["href"][1:])
        assert f"#a{at}" in [a.attributes["href"] for a in sentence.all("a")]
        led += 1
    assert led > len(comparison.actors)


def test_marks_in_the_texts_are_the_evidence(comparison: Comparison, tree: Element) -> None:
    marks = [row for row in aims(tree.one("section", id="sources")) if row[1] is not None]
    found = sorted((comparison.actors[at].entity_id, link.text) for link, at, *_ in marks)
    assert found == sorted((e.entity_id, e.text) for e in comparison.evidence)


def test_panel_data_cuts_the_same_words_out_of_the_sentences(
    comparison: Comparison, tree: Element
) -> None:
    data = json.loads(tree.one("script", id="data").text)
    assert data["start"] is None or data["start"] < len(data["actors"])
    texts = {e.attributes["id"]: e.text for e in sentences(tree)}
    for actor, row in zip(comparison.actors, data["actors"], strict=True):
        spots = [row["at"][i : i + 3] for i in range(0, len(row["at"]), 3)]
        cut = sorted(texts[f"s{n}"][start:end] for n, start, end in spots)
        assert cut == sorted(e.text for e in comparison.evidence if e.entity_id == actor.entity_id)
        forms = row.get("forms") or chips(tree, actor.entity_id) or [[actor.name, len(spots)]]
        assert dict(forms) == {f.text: sum(f.counts.values()) for f in actor.forms}


def chips(tree: Element, entity_id: str) -> list[tuple[str, int]]:
    """The written forms in the table of joined names."""
    rows = tree.all("tr", id=f"names-{entity_id}")
    return [
        (chip.one("bdi").text, int(chip.text.split("×")[-1]))
        for row in rows
        for chip in row.one("ul", class_="chips").all("li")
    ]


def test_left_out_text_is_folded_and_never_marked(tree: Element) -> None:
    folded = tree.all("details", class_="excluded")
    assert not [a for box in folded for a in box.all("a")]
    assert all("Left out of all counts" in box.one("summary").text for box in folded)


def test_without_sources_only_sentences_with_evidence_are_quoted() -> None:
    comparison = sample.two_groups()
    full = parse(render(comparison, ReportSettings()).html)
    short = parse(render(comparison, ReportSettings(sources=False)).html)
    quoted = {e.attributes["id"]: e for e in sentences(short)}
    whole = {e.attributes["id"]: e.text for e in sentences(full)}
    assert 0 < len(quoted) < len(whole)
    assert all(sentence.text == whole[key] for key, sentence in quoted.items())
    assert "Photograph" in full.text and "Photograph" not in short.text
    for link, *_ in aims(short):
        target = link.attributes["href"][1:]
        assert target in quoted or target in {e.attributes.get("id") for e in short}


def test_offsets_count_as_the_browser_counts() -> None:
    text = sample.Text("g", "d", "T", "🙂🙂 the [Grid 🙂 Board|b] met.")
    comparison = sample.build(sample.Corpus([text], {"b": ("Grid Board", "ORG")}))
    tree = parse(render(comparison, ReportSettings()).html)
    number, start, end = json.loads(tree.one("script", id="data").text)["actors"][0]["at"]
    sentence = tree.one("span", id=f"s{number}").text.encode("utf-16-le")
    assert sentence[2 * start : 2 * end].decode("utf-16-le") == "Grid 🙂 Board"
