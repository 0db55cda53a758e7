"""The page and the notebook views of a store full of hostile strings, in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import hostile_store
import pytest
from hostile_strings import STORED

import toolkit
from toolkit.report.wording import visible

pytestmark = pytest.mark.slow  # everyday, test_page_in_browser shows a hostile page too


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The page, and the HTML of what a notebook draws, by name."""
    folder = tmp_path_factory.mktemp("hostile")
    store = hostile_store.make(folder)
    with (
        toolkit.open(store, config=folder / "c.toml", read_only=True) as corpus,
        toolkit.open() as later,
    ):
        later.ingest([toolkit.Document(t[:99], f"{t} met Norway.", STORED["image"], title=t)
                      for t in STORED.values() if t.strip()])  # fmt: skip
        later.resolve()
        view = corpus.compare()
        view.report(date=STORED["script"]).save(folder / "r.html")
        drawn = {
            "comparison": view, "documents": corpus.documents, "entities": corpus.entities,
            "actors": view.actors.all, "questions": corpus.questions(),
            "thresholds": corpus.thresholds(), "difference": corpus.diff(later),
        }  # fmt: skip
        return folder / "r.html", {name: value._repr_html_() for name, value in drawn.items()}


def watched(browser: Any) -> tuple[Any, list[str]]:
    """A page, and what it asked for, complained of or opened."""
    page = browser.new_context(reduced_motion="reduce").new_page()
    seen: list[str] = []
    page.on("dialog", lambda box: (seen.append("dialog"), box.dismiss()))
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("console", lambda message: seen.append(message.text))
    page.on("request", lambda request: seen.append(request.url))
    return page, seen


def test_the_page_shows_all_and_runs_nothing(
    browser: Any, made: tuple[Path, dict[str, str]]
) -> None:
    page, seen = watched(browser)
    address = made[0].as_uri()
    page.goto(address)
    page.wait_for_selector("html[data-ready]", state="attached")
    links = page.locator("#actor-table tbody th a")
    names = set(links.all_inner_texts())
    wanted = {visible(text) for text in STORED.values() if 0 < len(visible(text)) < 100}
    assert len(wanted & names) > 40, sorted(wanted - names)
    for at in range(0, links.count(), 4):
        links.nth(at).click()
        assert page.locator("#panel blockquote").count() > 0
        page.keyboard.press("Escape")
    for text in list(STORED.values())[::6]:
        page.locator("#filter").fill(text[:200])
    page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
    assert page.evaluate("window.xss_marker === undefined")
    assert [line for line in seen if line.split("#")[0] != address] == []
    assert page.locator("img, iframe, object, embed, base, form[action]").count() == 0
    page.context.close()


def test_notebook_views_run_nothing(browser: Any, made: tuple[Path, dict[str, str]]) -> None:
    for name, html in made[1].items():
        page, seen = watched(browser)
        page.set_content(html)
        assert page.evaluate("window.xss_marker === undefined"), name
        assert seen == [], name
        assert page.locator("img, script, iframe, svg image, base, meta, form").count() == 0, name
        page.context.close()
