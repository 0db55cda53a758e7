"""Differences, silent actors, the network of actors, overlap and emerging phrases on the page equal
the figures of `compare --json`, on the bundled documents."""

from __future__ import annotations

from typing import Any

import pytest
from page_tree import Element

Both = tuple[Element, dict[str, Any]]
MINUS = "\u2212"


def signed(value: float, digits: int = 1) -> str:
    text = f"{abs(value):.{digits}f}"
    return text if float(text) == 0 else ("+" if value > 0 else MINUS) + text


def interval(figure: dict[str, float], digits: int = 1, factor: float = 1.0) -> str:
    estimate, low, high = (
        signed(factor * figure[name], digits) for name in ("estimate", "low", "high")
    )
    return f"{estimate} [{low}, {high}]"


def percent(share: float) -> str:
    return f"{100 * share:.1f}%" if 0 < share < 0.01 else f"{100 * share:.0f}%"


def rows(tree: Element, table: str) -> list[Element]:
    return tree.one("table", id=table).one("tbody").all("tr")


def cells(row: Element) -> list[str]:
    return [cell.text for cell in row.all("td")]


@pytest.fixture
def tree(both: Both) -> Element:
    return both[0]


@pytest.fixture
def data(both: Both) -> dict[str, Any]:
    return both[1]


def test_log_odds_and_readings_are_those_of_the_data(tree: Element, data: dict[str, Any]) -> None:
    right = data["groups"][1]["id"]
    odds = {actor["name"]: actor["log_odds"][right] for actor in data["actors"]}
    section = tree.one("section", id="differences")
    table = section.one("div", id="differences-tables").one("table", data_rove=None)
    shown = table.one("tbody").all("tr")
    for row in shown:
        figure = odds[row.one("th").text]
        _, text, reading = cells(row)
        assert text == interval(figure)
        tested = figure["q_value"] is not None
        assert reading == (
            "clear" if figure["clear"] else "uncertain" if tested else "too few documents"
        )
    clear = sum(figure["clear"] for figure in odds.values())
    tested = sum(figure["q_value"] is not None for figure in odds.values())
    assert f"{clear or 'None'} of {tested} actors found in at least 3 documents" in section.text
    assert len(shown) >= min(16, len(odds))


def test_silent_actors_are_those_of_the_data(tree: Element, data: dict[str, Any]) -> None:
    names = {actor["entity_id"]: actor["name"] for actor in data["actors"]}
    groups = {group["id"]: group for group in data["groups"]}
    shown = rows(tree, "silent-table")
    for row, figure in zip(shown, data["silent"], strict=False):
        here, there = (groups[figure[side]] for side in ("group", "absent"))
        assert row.one("th").text == names[figure["entity_id"]]
        assert cells(row) == [
            here["label"], str(figure["mentions"]),
            f"{figure['documents']} of {here['documents']}", there["label"],
            percent(figure["bound"]), "sure" if figure["sure"] else "may be chance",
        ]  # fmt: skip
    assert 0 < len(shown) <= len(data["silent"])


def test_central_actors_are_the_first_of_the_network(tree: Element, data: dict[str, Any]) -> None:
    shown = rows(tree, "central")
    for row, figure in zip(shown, data["network"]["entities"], strict=False):
        assert row.one("th").text == figure["name"]
        ranks = [figure[f"rank_in_{group['id']}"] for group in data["groups"]]
        assert cells(row) == [
            str(figure["rank"]), f"{figure['rank_low']} to {figure['rank_high']}",
            *(str(rank) if rank else "–" for rank in ranks),
            str(figure["degree"]), percent(figure["betweenness"]),
        ]  # fmt: skip
    assert len(shown) == 8


def test_bridges_pairs_and_communities_are_those_of_the_network(
    tree: Element, data: dict[str, Any]
) -> None:
    network, names = data["network"], {a["entity_id"]: a["name"] for a in data["actors"]}
    for row, figure in zip(rows(tree, "brokers"), network["brokers"], strict=False):
        assert row.one("th").text == figure["name"]
        assert cells(row) == [percent(figure["bridging"]), f"{figure['participation']:.2f}"]
    edges = {
        (names[e["source"][7:]], names[e["target"][7:]], e["relation"] == "co_mention"): e
        for e in network["edges"]
    }
    says = set()
    for row in rows(tree, "pairs-of-actors"):
        relation, other, weight, documents = cells(row)
        edge = edges[row.one("th").text, other, relation == "and"]
        assert [weight, documents] == [str(edge["weight"]), str(edge["documents"])]
        says.add(relation)
    assert {"and", "Secretary General of"} <= says
    labels = {group["id"]: group["label"] for group in data["groups"]}
    for row, figure in zip(rows(tree, "communities"), network["communities"], strict=False):
        named = ", ".join(labels[group] for group in figure["groups"].split(" & "))
        assert cells(row) == [str(figure["entities"]), str(figure["mentions"]), named]
        assert row.one("th").text == ", ".join(figure["members"][:5])
    notes = tree.one("section", id="network").text
    assert all(f"{name}: {text}" in notes for name, text in network["notes"].items())


def test_number_of_a_pair_is_that_of_the_sentences_with_both(
    tree: Element, data: dict[str, Any]
) -> None:
    numbered = {a.attributes["id"][1:]: a for a in tree.all("a", id=None)}
    spans = tree.one("section", id="sources").all("span", id=None)
    for row in rows(tree, "pairs-of-actors"):
        link = row.all("td")[2].one("a")
        if "data-b" not in link.attributes:
            assert tree.all("span", id=link.attributes["href"][1:])
            continue
        both = {f"#a{link.attributes[name]}" for name in ("data-a", "data-b")}
        named = [{a.attributes["href"] for a in span.all("a")} for span in spans]
        assert int(link.text) == sum(both <= links for links in named) > 0
    assert numbered


def test_overlap_figures_of_the_methods_are_those_of_the_data(
    tree: Element, data: dict[str, Any]
) -> None:
    overlap, section = data["overlap"], tree.one("section", id="methods")
    told = dict(
        zip(
            [dt.text for dt in section.all("dt")],
            [dd.all("b")[0].text if dd.all("b") else dd.text for dd in section.all("dd")],
            strict=True,
        )
    )
    assert told["Shared actors"] == f"{overlap['shared']} of {overlap['total']}"
    figures = {"Jaccard": "jaccard", "Overlap coefficient": "overlap_coefficient",
               "Weighted Jaccard": "weighted_jaccard",
               "Rank-biased overlap": "rank_biased_overlap"}  # fmt: skip
    for name, key in figures.items():
        assert told[name] == f"{overlap[key]:.2f}"
    assert told["p-value"] == f"{overlap['p_value']:.1g}"
    assert told["Smallest possible p"] == f"{overlap['smallest_p']:.1g}"


def test_themes_and_emerging_phrases_are_those_of_the_data(
    tree: Element, data: dict[str, Any]
) -> None:
    themes = [*data["themes"], *data["emerging"]]
    for row, theme in zip(rows(tree, "theme-table"), themes, strict=True):
        assert row.one("th").all("a")[0].text == theme["label"]
        texts = cells(row)
        for group, text in zip(data["groups"], texts, strict=False):
            count = theme["counts"][group["id"]]
            share = percent(count["share"]["estimate"])
            assert text == (f"{count['sentences']} {share}" if count["sentences"] else "0")
        assert texts[-2] == interval(theme["difference"], 0, 100)
    assert data["emerging"]


def test_headline_and_findings_are_those_of_the_data(tree: Element, data: dict[str, Any]) -> None:
    answer = tree.one("p", class_="answer").text
    told = [f"{li.one('strong').text}: {li.one('p').text}"
            for li in tree.one("ul", class_="findings").all("li")]  # fmt: skip
    assert [answer, *told] == data["headline"]
