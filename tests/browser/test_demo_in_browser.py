"""The committed demo report: thresholds and the network of actors, in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

DEMO = Path(__file__).resolve().parents[2] / "reports" / "demo.html"


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": 1440, "height": 900})
    opened.goto(DEMO.as_uri())
    opened.wait_for_selector("html[data-ready]", state="attached")
    yield opened
    opened.close()


def test_slider_says_how_many_pairs_there_are_and_how_many_are_listed(page: Any) -> None:
    rows = page.locator("#cuts tbody tr")
    numbers = []
    for at in range(rows.count()):
        page.locator("#cut input").fill(str(at))
        whole = int(rows.nth(at).locator("td").last.text_content())
        told = page.locator("#cut-pairs").inner_text()
        listed = page.locator("#cut-pairs li").count()
        numbers.append((whole, listed))
        assert listed <= whole
        if whole == 0:
            assert told == ""
        else:
            assert f": {whole}." in told
            assert (f"The page lists {listed} of them" in told) == (listed < whole)
    assert any(0 < listed == whole for whole, listed in numbers)
    assert any(listed < whole for whole, listed in numbers)


def test_number_of_two_actors_opens_the_sentences_with_both(page: Any) -> None:
    page.locator("#network > details", has=page.locator("#pairs-of-actors")).locator(
        "> summary"
    ).click()
    row = page.locator("#pairs-of-actors tbody tr").first
    names = row.locator("th a, td:nth-child(3) a").all_inner_texts()
    row.locator(".n").click()
    quotes = page.locator("#panel blockquote")
    assert quotes.count() == int(row.locator(".n").inner_text())
    assert page.locator("#panel-title").inner_text() == names[1]
    assert names[0] in page.locator("#panel .eyebrow").inner_text()
    for quote in quotes.all():
        assert quote.locator("mark").count() >= 2


def test_stated_relation_leads_to_the_sentence_that_says_so(page: Any) -> None:
    page.locator("#network > details", has=page.locator("#pairs-of-actors")).locator(
        "> summary"
    ).click()
    row = page.locator("#pairs-of-actors tr", has_text="Secretary General of").first
    row.locator(".n").click()
    number = re.fullmatch(r"#s(\d+)", page.evaluate("location.hash"))
    assert number and "Secretary General" in page.locator(f"#s{number[1]}").inner_text()


def test_demo_is_usable_within_a_second_and_asks_for_one_file(browser: Any) -> None:
    requests, times = [], []
    for _ in range(5):
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.on("request", lambda request: requests.append(request.url))
        page.add_init_script(
            "new MutationObserver(() => { if (document.documentElement?.dataset.ready) "
            "window.readyAt ??= performance.now(); })"
            ".observe(document, { attributes: true, subtree: true, childList: true });"
        )
        page.goto(DEMO.as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        times.append(page.evaluate("window.readyAt"))
        page.close()
    assert min(times) < 1000, "the best of five: other work slows all of them"
    assert set(requests) == {DEMO.as_uri()} and len(requests) == 5
