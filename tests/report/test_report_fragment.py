"""The view of a comparison in a notebook: inert, small, and with the figures of the data."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import sample
from page_tree import Element, parse

import toolkit
from toolkit.config import data_root
from toolkit.report import notebook_view

CASES = [sample.hostile, sample.two_groups, sample.three_groups, sample.seven_groups,
         sample.no_mentions, sample.one_group, sample.no_shared_actors]  # fmt: skip
TAGS = "div h3 p ul li table caption thead tbody tr th td bdi svg path line rect".split()
ATTRIBUTES = {"scope", "width", "height", "aria-hidden", "x", "y", "overflow", "d", "fill",
              "stroke", "stroke-width", "x1", "x2", "y1", "y2"}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_fragment_is_inert_and_small(case: Callable[[], Any]) -> None:
    html = notebook_view(case())
    view = parse(html)
    assert {e.tag for e in view if e.tag} <= set(TAGS)
    assert {name for e in view for name in e.attributes} <= ATTRIBUTES
    values = [v for e in view for name, v in e.attributes.items() if name not in ("d", "scope")]
    assert all(re.fullmatch(r"[-\d.]+%?|none|visible|true|#[0-9a-f]{3,6}", v) for v in values)
    assert len(html.encode()) < 25_000
    html.encode("utf-8")


def rows(view: Element, caption: str) -> list[Element]:
    (table,) = [t for t in view.all("table") if caption in t.one("caption").text]
    return table.one("tbody").all("tr")


def test_fragment_counts_what_the_comparison_holds() -> None:
    comparison = sample.two_groups()
    view = parse(notebook_view(comparison))
    assert f"{comparison.overlap.shared} of {comparison.overlap.total} actors" in view.text
    shown = rows(view, "actors named most")
    assert len(shown) == 10
    for row, actor in zip(shown, comparison.actors, strict=False):
        assert row.one("th").text == actor.name
        counts = [int(cell.text) for cell in row.all("td")[: len(comparison.groups)]]
        assert counts == [actor.counts[g.id].mentions for g in comparison.groups]


def test_shapes_tell_the_groups_apart_without_colour() -> None:
    view = parse(notebook_view(sample.seven_groups()))
    keys = [(p.attributes["d"], p.attributes["fill"]) for p in view.one("h3").all("path")]
    assert len(set(keys)) == 7 and len({shape for shape, _ in keys}) == 6


def test_parts_are_those_of_the_data() -> None:
    with toolkit.open(":memory:") as corpus:
        corpus.ingest(str(data_root("sample_docs")))
        corpus.resolve()
        found = corpus.compare("nato", "eu")
        data, view = found.to_dict(), parse(found._repr_html_())
        assert set(found._repr_mimebundle_()) == {"text/plain", "text/html"}
    for row, theme in zip(rows(view, "Themes"), data["themes"], strict=False):
        counts = [theme["counts"][g["id"]]["sentences"] for g in data["groups"]]
        assert row.one("th").text == theme["label"]
        assert [int(td.text) for td in row.all("td")[:2]] == counts
    odds = {a["name"]: a["log_odds"][data["groups"][1]["id"]] for a in data["actors"]}
    for row in rows(view, "set the groups apart"):
        told = float(row.all("td")[1].text.replace("\u2212", "-").split()[0])
        assert told == pytest.approx(odds[row.one("th").text]["estimate"], abs=0.051)
    ranges = {row.one("th").text: row.all("td")[1].text for row in rows(view, "doubtful names")}
    shared = data["uncertainty"]["figures"]["shared"]
    assert ranges["Shared actors"] == f"{shared['low']:.0f} to {shared['high']:.0f}"
    for phrase in data["emerging"][:6]:
        counts = [phrase["counts"][g["id"]]["sentences"] for g in data["groups"]]
        assert f"{phrase['label']} ({counts[0]} · {counts[1]})" in view.text
    assert data["headline"][0] in view.text and data["headline"][1] in view.text
