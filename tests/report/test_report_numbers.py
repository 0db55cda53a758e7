"""Every number on the page is the number of evidence rows behind it."""

from __future__ import annotations

import json

import pytest
import sample
from page_tree import Element, parse

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


def number_links(section: Element) -> list[Element]:
    return [a for a in section.all("a", data_g=None) if a.attributes.get("class") == "n"]


def test_actor_counts_equal_their_evidence(comparison: Comparison, tree: Element) -> None:
    links = number_links(tree.one("section", id="actors"))
    for link in links:
        actor = comparison.actors[int(link.attributes["data-a"])].entity_id
        group = comparison.groups[int(link.attributes["data-g"])].id
        rows = [e for e in comparison.evidence if (e.entity_id, e.group) == (actor, group)]
        assert counted(link) == len(rows) > 0
    assert sum(map(counted, links)) == len(comparison.evidence)


def test_document_counts_equal_the_documents_of_the_evidence(
    comparison: Comparison, tree: Element
) -> None:
    rows_of_table = tree.one("table", id="actor-table").one("tbody").all("tr")
    for row, shown in zip(rows_of_table, comparison.actors, strict=True):
        actor = shown.entity_id
        cells = [td for td in row.all("td") if "number" in td.attributes["class"]]
        for group, cell in zip(comparison.groups, cells, strict=True):
            detail = "".join(e.text for e in cell.all("span", class_="of"))
            rows = [e for e in comparison.evidence if (e.entity_id, e.group) == (actor, group.id)]
            if detail:
                assert detail == f"in {len({e.doc_id for e in rows})}"
            elif rows:
                assert group.documents == 1


def test_theme_counts_equal_the_sentences_of_their_evidence(
    comparison: Comparison, tree: Element
) -> None:
    groups = {s.document.doc_id: s.document.group for s in comparison.sources}
    links = number_links(tree.one("section", id="themes"))
    assert bool(links) == bool(comparison.themes)
    for link in links:
        theme = comparison.themes[int(link.attributes["data-t"])]
        group = comparison.groups[int(link.attributes["data-g"])].id
        sentences = {(e.doc_id, e.sentence) for e in theme.evidence if groups[e.doc_id] == group}
        assert counted(link) == len(sentences) > 0


def test_tie_counts_equal_the_sentences_with_both(comparison: Comparison, tree: Element) -> None:
    groups = {s.document.doc_id: s.document.group for s in comparison.sources}
    for link in number_links(tree.one("section", id="network")):
        actor = comparison.actors[int(link.attributes["data-a"])].entity_id
        theme = comparison.themes[int(link.attributes["data-t"])]
        group = comparison.groups[int(link.attributes["data-g"])].id
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
    links = [a for a in tree.all("a", data_a=None) if "data-t" not in a.attributes]
    for link in links:
        if not link.attributes["href"].startswith("#s"):
            continue
        sentence = tree.one("span", id=link.attributes["href"][1:])
        marks = [a.attributes["data-a"] for a in sentence.all("a")]
        assert link.attributes["data-a"] in marks


def test_marks_in_the_texts_are_the_evidence(comparison: Comparison, tree: Element) -> None:
    marks = tree.one("section", id="sources").all("a", data_a=None)
    found = sorted(
        (comparison.actors[int(m.attributes["data-a"])].entity_id, m.text) for m in marks
    )
    assert found == sorted((e.entity_id, e.text) for e in comparison.evidence)


def test_panel_data_cuts_the_same_words_out_of_the_sentences(
    comparison: Comparison, tree: Element
) -> None:
    data = json.loads(tree.one("script", id="data").text)
    assert data["start"] is None or data["start"] < len(data["actors"])
    texts = {e.attributes["id"]: e.text for e in tree.all("span", class_="s")}
    for actor, row in zip(comparison.actors, data["actors"], strict=True):
        spots = [row["at"][i : i + 3] for i in range(0, len(row["at"]), 3)]
        cut = sorted(texts[f"s{n}"][start:end] for n, start, end in spots)
        assert cut == sorted(e.text for e in comparison.evidence if e.entity_id == actor.entity_id)
        forms = row.get("forms", [[actor.name, len(spots)]])
        assert dict(forms) == {f.text: sum(f.counts.values()) for f in actor.forms}


def test_left_out_text_is_folded_and_never_marked(tree: Element) -> None:
    folded = tree.all("details", class_="excluded")
    assert not [a for box in folded for a in box.all("a")]
    assert all("Left out of all counts" in box.one("summary").text for box in folded)


def test_without_sources_only_sentences_with_evidence_are_quoted() -> None:
    comparison = sample.two_groups()
    full = parse(render(comparison, ReportSettings()).html)
    short = parse(render(comparison, ReportSettings(sources=False)).html)
    quoted = {e.attributes["id"]: e for e in short.all("span", class_="s")}
    whole = {e.attributes["id"]: e.text for e in full.all("span", class_="s")}
    assert 0 < len(quoted) < len(whole)
    assert all(sentence.text == whole[key] for key, sentence in quoted.items())
    assert "Photograph" in full.text and "Photograph" not in short.text
    for link in short.all("a", data_a=None) + short.all("a", data_t=None):
        target = link.attributes["href"][1:]
        assert target in quoted or target.startswith("actor-")


def test_offsets_count_as_the_browser_counts() -> None:
    text = sample.Text("g", "d", "T", "🙂🙂 the [Grid 🙂 Board|b] met.")
    comparison = sample.build(sample.Corpus([text], {"b": ("Grid Board", "ORG")}))
    tree = parse(render(comparison, ReportSettings()).html)
    number, start, end = json.loads(tree.one("script", id="data").text)["actors"][0]["at"]
    sentence = tree.one("span", id=f"s{number}").text.encode("utf-16-le")
    assert sentence[2 * start : 2 * end].decode("utf-16-le") == "Grid 🙂 Board"
