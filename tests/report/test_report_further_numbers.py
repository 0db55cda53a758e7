"""The figures of the later sections equal those of `compare --json`, on the bundled documents."""

from __future__ import annotations

from typing import Any

from page_tree import Element, aims


def body(section: Element, caption: str) -> list[Element]:
    (table,) = [t for t in section.all("table") if caption in t.one("caption").text]
    return table.one("tbody").all("tr")


def test_ranges_and_claims_are_those_of_the_data(both: tuple[Element, dict[str, Any]]) -> None:
    tree, data = both
    unsure, section = data["uncertainty"], tree.one("section", id="hangs")
    rows = {r.one("th").text: [td.text for td in r.all("td")] for r in body(section, "Figures")}
    shared = unsure["figures"]["shared"]
    assert rows["Shared actors"] == [
        f"{shared['value']:.0f}",
        f"{shared['low']:.0f} to {shared['high']:.0f}",
        f"{shared['least']:.0f} to {shared['most']:.0f}",
    ]
    for name in ("jaccard", "overlap_coefficient", "weighted_jaccard", "rank_biased_overlap"):
        figure = unsure["figures"][name]
        ends = [f"{figure[end]:.2f}" for end in ("value", "low", "high", "least", "most")]
        told = rows[name.replace("_", " ").replace("rank biased", "rank-biased").capitalize()
                    .replace("jaccard", "Jaccard")]  # fmt: skip
        assert told == [ends[0], f"{ends[1]} to {ends[2]}", f"{ends[3]} to {ends[4]}"]
    labels = {group["id"]: group["label"] for group in data["groups"]}
    for region, figure in unsure["regions"].items():
        parts = [labels[part] for part in region.split(" & ")]
        told = rows[f"In {' and '.join(parts)}" if parts[1:] else f"Only in {parts[0]}"]
        assert told[:2] == [
            f"{figure['value']:.0f}", f"{figure['low']:.0f} to {figure['high']:.0f}",
        ]  # fmt: skip
    assert len(rows) == len(unsure["figures"]) + len(unsure["regions"])
    claims = [c for c in unsure["claims"] if c["rests_on_names"]]
    told = [li.one("b").text for li in section.one("ul", class_="ego claims").all("li")]
    assert told == [f"{100 * c['holds']:.0f}%" for c in claims]


def test_thresholds_and_decisions_are_those_of_the_data(
    both: tuple[Element, dict[str, Any]],
) -> None:
    tree, data = both
    unsure, section = data["uncertainty"], tree.one("section", id="hangs")
    rows = tree.one("table", id="cuts").one("tbody").all("tr")
    assert [[td.text for td in row.all("td")] for row in rows] == [
        [str(cut["actors"]), str(cut["shared"]), str(cut["pairs"])] for cut in unsure["thresholds"]
    ]
    (now,) = [row for row in rows if row.attributes.get("class") == "now"]
    assert now.all("td")[0].text == str(len(data["actors"]))
    pairs = [[q.text for q in p.all("q")] for p in section.all("p", class_="pair")]
    hinges = [[h["left"], h["right"]] for h in unsure["hinges"]]
    assert pairs and pairs == hinges[: len(pairs)]


def test_time_slices_are_those_of_the_data(both: tuple[Element, dict[str, Any]]) -> None:
    tree, data = both
    slices = {(s["period"], s["group"]): s["documents"] for s in data["timeline"]["slices"]}
    rows = tree.one("section", id="time").one("tbody").all("tr")
    for row in rows:
        counts = [int(td.text) for td in row.all("td")[::2]]
        period = row.one("th").text
        assert counts == [slices[period, group["id"]] for group in data["groups"]]
    assert len(rows) == len({period for period, _ in slices})


def test_profiles_and_spread_are_those_of_the_data(both: tuple[Element, dict[str, Any]]) -> None:
    tree, data = both
    names = {actor["entity_id"]: actor["name"] for actor in data["actors"]}
    themes = {theme["theme_id"]: theme["label"] for theme in data["themes"]}
    found = {(names[p["entity_id"]], themes[p["theme_id"]]): p for p in data["profiles"]}
    rows = body(tree.one("section", id="network"), "of those that name the actor")
    for row in rows:
        profile = found[row.one("th").text, row.all("td")[0].text]
        cells = row.all("td")[1 : 1 + len(data["groups"])]
        for group, cell in zip(data["groups"], cells, strict=True):
            together = profile["together"][group["id"]]
            of = profile["sentences"][group["id"]]
            assert cell.text in (f"{together} of {of}", "0")
            assert (cell.text == "0") == (together == 0)
    spread = {actor["name"]: actor["counts"] for actor in data["actors"]}
    evenly = body(tree.one("section", id="actors"), "Deviation of proportions")
    for row in evenly:
        for group, cell in zip(data["groups"], row.all("td"), strict=True):
            count = spread[row.one("th").text][group["id"]]
            if cell.text != "–":
                assert cell.text == f"{count['dispersion']['dp_norm']:.2f}"
            else:
                assert count["mentions"] < 5
    assert rows and evenly


def test_every_count_of_the_tables_is_that_of_the_data(
    both: tuple[Element, dict[str, Any]],
) -> None:
    tree, data = both
    phrases = data.get("emerging", [])
    themes = [*data["themes"], *phrases]
    seen = 0
    for link, actor, theme, group in aims(tree):
        if group is None or not link.text.isdigit() or (actor is not None and theme is not None):
            continue
        row = data["actors"][actor] if actor is not None else themes[theme or 0]
        count = row["counts"][data["groups"][group]["id"]]
        assert int(link.text) == count["mentions" if actor is not None else "sentences"]
        seen += 1
    assert seen > len(data["actors"])
