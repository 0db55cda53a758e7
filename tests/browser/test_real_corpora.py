"""Corpora at the edges, resolved and compared by the commands, in a browser: right-to-left texts,
one group, one document, no themes, seven groups, no names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from real_corpora import CORPORA, page_of

Open = Callable[..., Any]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    done: dict[str, Path] = {}

    def make(name: str) -> Path:
        if name not in done:
            done[name] = page_of(CORPORA[name], tmp_path_factory.mktemp(name))
        return done[name]

    return make


@pytest.fixture
def show(browser: Any, made: Callable[[str], Path]) -> Iterator[Open]:
    contexts = []

    def open_page(name: str, width: int = 1440, **settings: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **settings)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(made(name).as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", CORPORA)
@pytest.mark.parametrize("width", [1440, 390, 320])
def test_page_is_silent_and_fits(show: Open, name: str, width: int) -> None:
    page = show(name, width)
    wide, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= room and not page.complaints


@pytest.mark.parametrize("name", CORPORA)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_has_no_accessibility_violation(show: Open, axe: str, name: str, scheme: str) -> None:
    page = show(name, color_scheme=scheme, bypass_csp=True)
    page.evaluate(axe)
    page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
    found = page.evaluate("axe.run().then((result) => result.violations)")
    assert not [(v["id"], v["nodes"][0]["html"][:200]) for v in found]


START_OF_LINES = """
(node) => {
  const range = document.createRange();
  range.selectNodeContents(node);
  const box = node.getBoundingClientRect();
  const first = range.getClientRects()[0];
  const style = getComputedStyle(node);
  return [first.left - box.left - parseFloat(style.paddingLeft),
          box.right - first.right - parseFloat(style.paddingRight)];
}
"""


def test_right_to_left_texts_begin_at_the_right(show: Open) -> None:
    page = show("rtl")
    short = page.locator("#sources article > p:not(.origin)", has_text="لم يحضر")
    left, right = short.evaluate(START_OF_LINES)
    assert right < 2 and left > 40
    page.locator("#actor-table tbody tr", has_text="Harbour Union").locator("th a").click()
    quote = page.locator("#panel blockquote", has_text="הסכימו")
    left, right = quote.evaluate(START_OF_LINES)
    assert right < 2
    assert quote.locator("mark").inner_text() == "Harbour Union"
    eyebrow = page.locator("#panel .eyebrow").evaluate(START_OF_LINES)
    assert eyebrow[0] < 2, "what the page itself says stays left-to-right"


def test_right_to_left_names_do_not_turn_their_counts(show: Open) -> None:
    page = show("rtl")
    row = page.locator(".columns .listed a", has_text="سامي حداد")
    name, count = row.locator(".name").bounding_box(), row.locator(".counts").bounding_box()
    assert name["x"] < count["x"] and row.locator(".counts").inner_text() == "2"


def test_one_group_and_one_document_describe_and_do_not_compare(show: Open) -> None:
    for name in ("one-group", "one-document"):
        page = show(name)
        assert page.locator("#differences").count() == 0
        assert "nothing to compare" in page.locator("#overview").inner_text()
        heads = page.locator("#central thead th").all_inner_texts()
        assert heads == ["Actor", "Rank", "Stands with", "On shortest paths"]


def test_seven_groups_have_a_short_heading_and_told_ends(show: Open) -> None:
    page = show("seven")
    assert page.locator("h1").inner_text() == "7 groups compared"
    assert page.locator(".about li").count() == 7
    assert "of the 7 groups never name" in page.locator(".answer").inner_text()
    table = page.locator("table.regions").first.bounding_box()
    assert table["y"] < 600, "the sets of groups begin on the first screen"


def test_without_names_or_themes_the_page_says_so(show: Open) -> None:
    page = show("no-names")
    said = page.locator("main").inner_text()
    for text in ("No actor was found", "No mention of an actor was found", "No two actors stand",
                 "No actor could be compared", "No sentence holds both"):  # fmt: skip
        assert text in said
    assert "Choose a name or a number" in page.locator("#panel").inner_text()
    assert "The strongest 0" not in said


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_keep_the_colours_of_groups_and_show_what_is_chosen(
    show: Open, scheme: str
) -> None:
    page = show("seven", forced_colors="active", color_scheme=scheme)
    colour = "(node) => getComputedStyle(node).fill"
    keys = page.locator(".about .key")
    assert len({keys.nth(i).evaluate(colour) for i in range(6)}) == 6
    chosen = page.locator(".switch input:checked + span").first
    other = page.locator(".switch input:not(:checked) + span").first
    ground = "(node) => getComputedStyle(node).backgroundColor"
    assert chosen.evaluate(ground) != other.evaluate(ground)
