"""Figures of names that attack: drawn in every format, whole, and nothing but pictures."""

from __future__ import annotations

import dataclasses
import re
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import hostile_store
import pypdfium2
import pytest
from drawn import FIGURES, outside
from hostile_strings import STRINGS

import toolkit
from toolkit.comparison.result import Group
from toolkit.corpus.views import ComparisonView
from toolkit.plots import Plots, keys, lettering, sheet

ELEMENTS = {"svg", "metadata", "RDF", "Work", "type", "format", "creator", "Agent", "title", "defs",
            "style", "g", "path", "use", "clipPath", "rect", "text", "tspan"}  # fmt: skip
STYLE = "*{stroke-linejoin: round; stroke-linecap: butt}"
FOUND = {"limit": 100}
ASKED: dict[str, dict[str, Any]] = {
    "distinctive": FOUND, "themes": FOUND, "upset": FOUND, "prominence": FOUND, "rates": FOUND,
    "heatmap": {"actors": 100, "themes": 100}, "ego": FOUND,
}  # fmt: skip
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:no font here has")]


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ComparisonView]:
    folder = tmp_path_factory.mktemp("hostile")
    store = hostile_store.make(folder)
    with toolkit.open(store, config=folder / "c.toml", read_only=True) as corpus:
        yield corpus.compare()


@pytest.fixture(scope="module")
def svgs(view: ComparisonView) -> Mapping[str, bytes]:
    return {
        name: sheet.data(plot.figure, "svg", plot.families)
        for name, how in ASKED.items() for plot in [FIGURES[name](view, **how)]
    }  # fmt: skip


def inactive(svg: bytes) -> ElementTree.Element:
    """The parsed picture, of which every part is known to be still."""
    root = ElementTree.fromstring(svg)
    assert svg.count(b"<!") == 1 and b"<!DOCTYPE svg PUBLIC" in svg  # no entities, no CDATA
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        assert name in ELEMENTS
        assert name != "style" or element.text == STYLE
        for attribute, value in element.attrib.items():
            key = attribute.rpartition("}")[2]
            assert not key.lower().startswith("on")
            if key == "href":
                assert value.startswith("#")
            if key in ("style", "clip-path", "fill", "filter"):
                assert all(u.startswith("#") for u in re.findall(r"url\(([^)]*)", value)), value
            assert "javascript:" not in value
    return root


@pytest.mark.parametrize("name", ASKED)
def test_a_picture_is_only_a_picture(svgs: Mapping[str, bytes], name: str) -> None:
    root = inactive(svgs[name])
    texts = ["".join(e.itertext()) for e in root.iter(f"{{{'http://www.w3.org/2000/svg'}}}text")]
    assert texts and not any(c in text for text in texts for c in "\u202e\u2067\x1b\x9b")
    if name in ("prominence", "rates", "heatmap"):
        assert any(text.startswith("<script>") for text in texts)
        assert any("[U+202E]" in text for text in texts) and any("$\\frac" in t for t in texts)


@pytest.mark.parametrize("name", ASKED)
def test_every_format_holds_it(view: ComparisonView, name: str, tmp_path: Path) -> None:
    plot = FIGURES[name](view, width="page", **ASKED[name])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = plot.save(tmp_path / "f.pdf")
        assert plot.save(tmp_path / "f.png", dpi=50).read_bytes().startswith(b"\x89PNG")
    with pypdfium2.PdfDocument(drawn) as document:
        assert len(document) == 1 and not list(document.get_toc())
    held = drawn.read_bytes()
    assert not re.search(rb"/(JavaScript|JS|OpenAction|AA|URI|Launch|EmbeddedFile)\b", held)
    assert outside(plot) == [] if name != "heatmap" else True
    assert "\u202e" not in str(plot)


BATCHES = [dict(list(STRINGS.items())[at : at + 4]) for at in range(0, len(STRINGS), 4)]


@pytest.mark.slow
@pytest.mark.parametrize("batch", BATCHES, ids=", ".join)
def test_any_label_of_a_group(view: ComparisonView, batch: dict[str, str]) -> None:
    """Labels come from the caller, so they may hold what no store does."""
    texts = [*batch.values(), *"abc"][: len(view.value.groups)]
    groups = [dataclasses.replace(g, label=text)
              for g, text in zip(view.value.groups, texts, strict=True)]  # fmt: skip
    plots = Plots(dataclasses.replace(view.value, groups=tuple(groups)))
    for plot in (plots.overlap("upset"), plots.prominence(limit=1)):
        inactive(sheet.data(plot.figure, "svg", plot.families))
        assert sheet.data(plot.figure, "png", plot.families, 40) and outside(plot) == []


@pytest.mark.browser
def test_a_browser_runs_nothing(svgs: Mapping[str, bytes], browser: Any, tmp_path: Path) -> None:
    page = browser.new_page()
    seen: list[str] = []
    page.on("dialog", lambda box: (seen.append("dialog"), box.dismiss()))
    page.on("request", lambda request: seen.append(request.url))
    for name, svg in svgs.items():
        path = tmp_path / f"{name}.svg"
        path.write_bytes(svg)
        page.goto(path.as_uri())
        assert page.evaluate("document.querySelectorAll('script, foreignObject, a').length === 0")
        assert page.evaluate("window.xss_marker === undefined")
    assert seen == [(tmp_path / f"{name}.svg").as_uri() for name in svgs]
    page.close()


def test_what_is_no_letter_is_a_code() -> None:
    assert lettering.legible("a\ufffe\ud800b\x1b") == "a[U+FFFE][U+D800]b[U+001B]"
    assert lettering.legible("Z" + "\u0301" * 60 + "e\u0301") == "Z" + "\u0301" * 4 + "e\u0301"
    assert lettering.legible("Grüße, Київ, 東京, ქართული") == "Grüße, Київ, 東京, ქართული"


def test_a_letter_that_no_font_has_is_warned_of_where_the_figure_was_asked_for(
    view: ComparisonView,
) -> None:
    actors = [dataclasses.replace(a, name="\U00010330") for a in view.value.actors[:2]]
    plots = Plots(dataclasses.replace(view.value, actors=tuple(actors)))
    fonts, _ = lettering.families("a")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        plot = plots.prominence(limit=2)
    if len(plot.families) == len(fonts):  # no font with Gothic letters here
        assert [(w.filename, w.category) for w in told] == [(__file__, UserWarning)]
        assert "install one that has Gothic" in str(told[0].message) and plot.notes


def test_italic_and_bold_only_where_the_face_has_the_letters() -> None:
    assert lettering.face("Grüße", style="italic") == {"style": "italic"}
    assert lettering.face("مرحبا", style="italic") == {}  # DejaVu Sans has them upright only
    assert lettering.face("NATO", fontweight="bold") == {"fontweight": "bold"}
    assert lettering.face("\U00010330", fontweight="bold") == {}


def test_a_name_from_right_to_left_leaves_the_words_beside_it_alone() -> None:
    assert lettering.apart("حزب") == "\u200eحزب\u200e" and lettering.apart("NATO") == "NATO"
    group = Group("a", "حزب", 1, 1, 1, 1, 1)
    assert keys.of_groups([group])[0].get_label() == "\u200eحزب\u200e (1 document)"


def test_fonts_of_boxes_and_mathematics_are_no_fallback() -> None:
    assert not {n for n in lettering._installed() if n.startswith(("cmr", "Last Resort"))}
    assert "DejaVu Sans" in lettering._installed() and not lettering._letters("Last Resort")
