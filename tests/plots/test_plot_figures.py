"""Figures: what they say is in the comparison, whole, readable in grey, and safe to draw."""

from __future__ import annotations

import dataclasses
import warnings
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import pypdfium2
import pytest
from drawn import FIGURES, outside

import toolkit
from toolkit import NotFoundError, UsageError
from toolkit.corpus.views import ComparisonView
from toolkit.plots import Plots, sheet
from toolkit.plots.lettering import families

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=["demo", "three"])
def view(request: pytest.FixtureRequest) -> ComparisonView:
    found: ComparisonView = request.getfixturevalue(request.param)
    return found


def test_distinctive_says_what_the_comparison_says(view: ComparisonView) -> None:
    for of, items in (("actors", view.value.actors), ("themes", view.value.themes)):
        plot = view.plot.distinctive(of, limit=40)  # type: ignore[arg-type]
        by_id = {getattr(i, "entity_id", "") or getattr(i, "theme_id", ""): i for i in items}
        rows = plot.table.to_pylist()
        assert rows
        for row in rows:
            figure = by_id[row["id"]].distinctiveness[row["group"]]
            ends = figure.log_odds
            assert (row["log_odds"], row["low"], row["high"]) == (
                ends.estimate, ends.low, ends.high)  # fmt: skip
            assert (row["z"], row["q_value"]) == (figure.z, figure.q_value)
            stands = figure.contrast if view.value.descriptive else figure.clear
            assert (row["tier"] in ("clear", "differs here")) == stands
        assert len({r["group"] for r in rows}) == (1 if len(view.value.groups) == 2 else 3)


def test_the_largest_differences_are_shown(demo: ComparisonView) -> None:
    shown = {r["id"] for r in demo.plot.distinctive(limit=5).table.to_pylist()}
    ranked = sorted(demo.value.actors, key=lambda a: -abs(a.distinctiveness["eu"].z))
    assert shown == {a.entity_id for a in ranked[:5]}
    orgs = demo.plot.distinctive(kinds=["ORG"], limit=9).table.to_pylist()
    kind = {a.entity_id: a.kind for a in demo.value.actors}
    assert {kind[r["id"]] for r in orgs} == {"ORG"}


def test_overlap_says_what_the_comparison_says(view: ComparisonView) -> None:
    rows = view.plot.overlap("upset").table.to_pylist()
    named = {r["groups"]: r["actors"] for r in rows}
    assert named == {k: n for k, n in view.value.overlap.regions.items() if n}
    assert sum(named.values()) == view.value.overlap.total


def test_prominence_says_what_the_comparison_says(view: ComparisonView) -> None:
    actors = {a.entity_id: a for a in view.value.actors}
    size = {g.id: g.documents for g in view.value.groups}
    for row in view.plot.prominence(limit=30).table.to_pylist():
        count = actors[row["id"]].counts[row["group"]]
        assert (row["mentions"], row["documents"]) == (count.mentions, count.documents)
        assert (row["share"], row["low"], row["high"], row["per_1000"]) == (
            count.share.estimate, count.share.low, count.share.high, count.per_1000)  # fmt: skip
        assert row["documents_of_group"] == size[row["group"]]


def test_heatmap_says_what_the_comparison_says(view: ComparisonView) -> None:
    ties = {(t.entity_id, t.theme_id, t.group): t.weight for t in view.value.ties}
    rows = view.plot.heatmap(actors=100, themes=100).table.to_pylist()
    drawn = {(r["id"], r["theme_id"], r["group"]): r["sentences"] for r in rows if r["sentences"]}
    assert drawn == ties


def test_ego_says_what_the_network_says(demo: ComparisonView) -> None:
    plot = demo.plot.ego("Ukraine", limit=100)
    edges = demo.network.ego("Ukraine").edges.to_pylist()
    assert Counter(r["weight"] for r in plot.table.to_pylist()) == Counter(
        e["weight"] for e in edges
    )
    few = demo.plot.ego("Ukraine", limit=3)
    with_it = [r for r in few.table.to_pylist() if "Ukraine" in (r["source"], r["target"])]
    strongest = sorted((e["weight"] for e in edges if "e" in e["relation"]), reverse=True)
    assert max(r["weight"] for r in with_it) == strongest[0]
    assert "3 of" in few.notes[-1]


def test_timeline_says_what_the_comparison_says(view: ComparisonView) -> None:
    time = view.value.timeline
    assert time is not None
    rows = view.plot.timeline(limit=100).table.to_pylist()
    numbers = {(r["period"], r["group"], r["id"]): r["documents"] for r in rows}
    for part in time.slices:
        assert numbers[part.period, part.group, ""] == part.documents
        for leading in part.actors:
            if (part.period, part.group, leading.id) in numbers:
                assert numbers[part.period, part.group, leading.id] == leading.documents
    assert all(r["documents"] <= r["documents_of_group"] for r in rows)
    undated = sum(time.undated.values())
    assert any(note.startswith(f"{undated} document") for note in view.plot.timeline().notes)


@pytest.mark.parametrize("width", ["column", "page"])
@pytest.mark.parametrize("name", FIGURES)
def test_nothing_is_cut_off(view: ComparisonView, name: str, width: str) -> None:
    plot = FIGURES[name](view, width=width)
    assert outside(plot) == []
    assert plot.figure.get_size_inches()[0] == sheet.WIDTHS[width]
    assert plot.caption and len(plot.table)


@pytest.mark.parametrize("width", [3.0, "column", "page"])
@pytest.mark.filterwarnings("ignore:no font here has")
@pytest.mark.parametrize("letter", ["W", "界"])
def test_long_and_wide_names_stay_on_the_sheet(letter: str, width: str | float) -> None:
    with toolkit.open(":memory:") as corpus:
        text = "The Northern Ports Alliance met Norway on sanctions. Oslo agreed on sanctions."
        corpus.ingest([toolkit.Document(f"{g}/1", text, group=g, date="2024") for g in "abcd"])
        corpus.resolve("none")
        view = corpus.compare(labels=dict.fromkeys("abcd", letter * 150))
    value = view.value
    actors = [dataclasses.replace(a, name=letter * 300) for a in value.actors]
    themes = [dataclasses.replace(t, label=letter * 300) for t in value.themes]
    plots = Plots(dataclasses.replace(value, actors=tuple(actors), themes=tuple(themes)))
    for draw in (plots.distinctive, plots.overlap, plots.prominence, plots.heatmap, plots.timeline):
        assert (draw.__name__, outside(draw(width=width))) == (draw.__name__, [])  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FIGURES)
def test_hostile_names_are_only_text(three: ComparisonView, name: str, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        FIGURES[name](three, width="page").save(tmp_path / "f.svg")
        FIGURES[name](three, width="page").save(tmp_path / "f.pdf")
    root = ElementTree.parse(tmp_path / "f.svg").getroot()
    assert not [e for e in root.iter() if e.tag.endswith(("script", "foreignObject"))]
    texts = ["".join(e.itertext()) for e in root.iter(f"{SVG}text")]
    assert not any("\u202e" in text for text in texts)
    if name in ("prominence", "rates", "timeline", "upset"):
        assert any(text.startswith("$\\frac{1}{0}$ & <") for text in texts)
        assert any(text.startswith("[U+202E]gnihtyna") for text in texts)


def test_names_of_actors_are_no_formulas(demo: ComparisonView) -> None:
    from matplotlib.text import Text

    for name, draw in FIGURES.items():
        for text in draw(demo).figure.findobj(Text):
            if text.get_text():
                assert not text.get_parse_math() and not text.get_usetex(), (name, text)


def test_text_stays_text(demo: ComparisonView, tmp_path: Path) -> None:
    path = demo.plot.prominence().save(tmp_path / "new" / "f.pdf")
    with pypdfium2.PdfDocument(path) as document:
        text = document[0].get_textpage().get_text_range()
    assert "Ukraine" in text and "share of documents that name the actor" in text
    assert b"CreationDate" not in path.read_bytes()


@pytest.mark.filterwarnings("ignore:no font here has")
def test_a_letter_that_no_font_has_is_told() -> None:
    missing = "\U0001f7f0\U00010330"  # an emoji and Gothic, which few fonts have
    fonts, notes = families(["plain", missing])
    assert fonts[0] == "DejaVu Sans"
    for note in notes:
        assert "no font here has" in note and "install" in note
    assert families(["plain", "żółć", "Київ", "Αθήνα"]) == (["DejaVu Sans"], ())
    assert notes or len(fonts) > 1


def test_groups_differ_in_grey_and_stand_on_white() -> None:
    assert len(set(sheet.MARKERS)) == len(sheet.MARKERS) == len(sheet.COLOURS)
    for colour in (*sheet.COLOURS, sheet.SHARED, sheet.QUIET, sheet.INK):
        assert 1.05 / (luminance(colour) + 0.05) >= 4.5, colour


def test_shades_of_the_heatmap_darken() -> None:
    from toolkit.plots.heatmap import SHADES

    steps = [luminance(shade) for shade in SHADES]
    assert all(light - dark > 0.03 for light, dark in pairwise(steps))


def luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_readers_own_settings_are_left_alone(demo: ComparisonView) -> None:
    with matplotlib.rc_context({"font.size": 31, "text.usetex": True, "figure.dpi": 41}):
        before = dict(matplotlib.rcParams)
        plot = demo.plot.distinctive()
        assert plot._repr_mimebundle_()[0]["image/png"].startswith(b"\x89PNG")
        assert dict(matplotlib.rcParams) == before


def test_in_a_notebook(demo: ComparisonView) -> None:
    plot = demo.plot.overlap()
    data, size = plot._repr_mimebundle_()
    assert size["image/png"]["width"] == 525 and plot.caption in data["text/plain"]
    assert repr(plot) == "<plot overlap: 3 rows; .figure, .table, .save(path)>"
    assert ".overlap()" in repr(demo.plot)


def test_a_table_of_names_only(demo: ComparisonView) -> None:
    names = ["NATO", "Ukraine"]
    rows = demo.plot.prominence(actors=names).table.to_pylist()
    assert [r["name"] for r in rows[::2]] == names
    rows = demo.plot.timeline(actors=names).table.to_pylist()
    assert {r["name"] for r in rows} == {"", *names}
    with pytest.raises(NotFoundError, match="Ukrain"):
        demo.plot.timeline(actors=["Ukrain"])


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda p: p.distinctive("verbs"), "actors, themes"),
        (lambda p: p.distinctive(group="un"), "nato, eu"),
        (lambda p: p.distinctive(limit=0), "1 to 100"),
        (lambda p: p.distinctive(kinds=["COMPANY"]), "PERSON"),
        (lambda p: p.overlap("venn"), "euler"),
        (lambda p: p.prominence("rank"), "per_1000"),
        (lambda p: p.heatmap(width="wide"), '"page"'),
        (lambda p: p.heatmap(width=1), "3 to 20"),
        (lambda p: p.ego("Ukrane"), "Ukraine"),
    ],
)
def test_wrong_calls_say_what_is_right(demo: ComparisonView, call, told: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UsageError) as caught:
        call(demo.plot)
    assert told in caught.value.hint


def test_one_group_has_nothing_to_compare(demo: ComparisonView) -> None:
    alone = type(demo.value)(**{
        name: getattr(demo.value, name) for name in demo.value.__dataclass_fields__
    } | {"groups": demo.value.groups[:1]})  # fmt: skip
    for draw in (Plots(alone).distinctive, Plots(alone).overlap):
        with pytest.raises(UsageError, match="needs 2 groups"):
            draw()


def test_redacted_names_are_in_no_figure(demo: ComparisonView) -> None:
    hidden = demo.redacted("PERSON")
    people = {a.name for a in demo.value.actors if a.kind == "PERSON"}
    for name in ("distinctive", "prominence", "heatmap", "timeline"):
        rows = FIGURES[name](hidden).table.to_pylist()
        assert not people & {r["name"] for r in rows}, name
    with pytest.raises(UsageError, match="redacted"):
        hidden.plot.ego("NATO")


def test_every_two_groups_look_different() -> None:
    for a, b in combinations(range(6), 2):
        assert sheet.MARKERS[a] != sheet.MARKERS[b] and sheet.COLOURS[a] != sheet.COLOURS[b]
