"""What the page says when there is little or nothing to show."""

from __future__ import annotations

import re

import sample
from page_tree import Element, parse

from toolkit.config import ReportSettings
from toolkit.report import render


def page(case: object) -> Element:
    return parse(render(case(), ReportSettings()).html)  # type: ignore[operator]


def said(tree: Element, section: str) -> str:
    return " ".join(tree.one("section", id=section).text.split())


def test_no_shared_actor_is_said_with_what_it_means() -> None:
    text = said(page(sample.no_shared_actors), "overview")
    assert "No actor is named in both groups." in text
    assert "no mention was found" in text


def test_a_group_whose_actors_are_all_shared_says_so() -> None:
    assert "is also named in the other group" in said(page(sample.no_themes), "overview")


def test_no_theme_is_said_in_themes_and_in_the_network() -> None:
    tree = page(sample.no_themes)
    assert "No theme of the codebook was found." in said(tree, "themes")
    assert "No sentence holds both an actor and a theme." in said(tree, "network")
    assert not tree.one("section", id="network").all("svg")


def test_no_mention_leaves_no_empty_table() -> None:
    tree = page(sample.no_mentions)
    assert "there is nothing to count" in said(tree, "overview")
    assert "No mention of an actor was found." in said(tree, "actors")
    assert "No actor could be compared" in said(tree, "differences")
    assert "No two names had to be joined." in said(tree, "resolution")
    assert not tree.one("section", id="actors").all("table")
    assert not [table for table in tree.all("table") if not table.all("td")]


def test_one_group_is_described_not_compared() -> None:
    tree = page(sample.one_group)
    assert "nothing to compare" in said(tree, "overview")
    assert not tree.all("section", id="differences") and not tree.all("a", href="#differences")
    assert not tree.all("input", name="only")
    assert "vs" not in tree.one("h1").text
    assert "Jeffreys" not in tree.one(id="methods-text").text


def test_three_groups_get_a_row_for_each_region_and_their_own_differences() -> None:
    comparison = sample.three_groups()
    tree = page(sample.three_groups)
    rows = tree.one("table", class_="regions").one("tbody").all("tr")
    assert len(rows) == len({actor.groups for actor in comparison.actors})
    headings = [h.text for h in tree.one("section", id="differences").all("h3")]
    assert headings == [f"{group.label} against the rest" for group in comparison.groups]
    assert len(tree.one("section", id="sources").all("h3")) == 3


def test_marks_are_filled_only_where_the_interval_excludes_zero() -> None:
    comparison = sample.many(documents=4, sentences=25, actors=12)
    tree = parse(render(comparison, ReportSettings()).html)
    rows = tree.one("section", id="differences").one("tbody").all("tr")
    assert rows
    for row in rows:
        actor = next(a for a in comparison.actors if a.name == row.one("th").text)
        clear = actor.distinctiveness[comparison.groups[1].id].clear
        mark = row.one("td", class_="plot broad").all("use")[-1]
        assert ("hollow" in mark.attributes["class"]) != clear
        assert row.one("td", class_="reading").text == ("clear" if clear else "uncertain")


def test_resolution_shows_forms_refusals_and_doubts() -> None:
    tree = page(sample.two_groups)
    row = tree.one("tr", id="names-council")
    assert {"Northern Grid Council", "NGC"} <= {e.text for e in row.all("bdi")}
    weights = [term.text for term in row.one("ol", class_="waterfall").all("b")]
    assert weights == ["−4.0", "+7.5", "+1.2", "−0.5", "+4.2"]
    text = said(tree, "resolution")
    assert re.search(r"refused at [−+\d.]+ bits: different head noun", text)
    assert "below threshold" in text
    assert "the Minister: Ines Aune or Jon Sand" in text


def test_methods_give_provenance_a_paragraph_and_a_citation() -> None:
    comparison = sample.two_groups()
    tree = page(sample.two_groups)
    facts = [(dt.text, dd.text) for dt, dd in zip(tree.all("dt"), tree.all("dd"), strict=True)]
    for fact in comparison.provenance.items():
        assert fact in facts
    for source in comparison.sources:
        assert (source.document.source, source.document.sha256) in facts
    assert "Council texts (2 documents" in tree.one(id="methods-text").text
    assert tree.one(id="citation").text.startswith("Council texts and Harbour letters:")
