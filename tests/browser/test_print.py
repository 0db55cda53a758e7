"""The demo report on paper: short, whole sentences, no heading alone at the foot of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

DEMO = Path(__file__).resolve().parents[2] / "reports" / "demo.html"
MOST_PAGES = 28


@pytest.fixture(scope="module", params=[True, False], ids=["script", "no script"])
def printed(browser: Any, request: pytest.FixtureRequest) -> Iterator[tuple[list[str], list[str]]]:
    """The text of every printed page, and the headings of the report."""
    pdfium = pytest.importorskip("pypdfium2")
    context = browser.new_context(java_script_enabled=request.param)
    page = context.new_page()
    page.goto(DEMO.as_uri())
    headings = [" ".join(text.split()) for text in page.locator("h2, h3, h4").all_text_contents()]
    document = pdfium.PdfDocument(page.pdf(prefer_css_page_size=True))
    texts = [document[i].get_textpage().get_text_range() for i in range(len(document))]
    assert document[0].get_size() == pytest.approx((595, 842), abs=1)
    yield texts, headings
    context.close()


def test_it_is_short_and_begins_with_the_answer(printed: tuple[list[str], list[str]]) -> None:
    texts, _ = printed
    assert 5 < len(texts) <= MOST_PAGES
    assert "actors appear in both" in texts[0] and "In both" in texts[0]
    assert all(f"{i} / {len(texts)}" in text for i, text in enumerate(texts, start=1))


def test_no_heading_stands_alone_at_the_foot_of_a_page(
    printed: tuple[list[str], list[str]],
) -> None:
    texts, headings = printed
    for text in texts:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        body = [line for line in lines if not re.fullmatch(r"\d+ / \d+", line)]
        assert body[-1] not in headings


def test_sentences_with_evidence_are_printed_with_their_numbers_and_controls_are_not(
    printed: tuple[list[str], list[str]],
) -> None:
    texts, _ = printed
    whole = " ".join(" ".join(texts).split())
    assert re.search(r"\bs0 ", whole) and "[…]" in whole
    source = next(text for text in texts if "Source texts, side by side" in text)
    assert "NATO forum" in source[source.index("Source texts") :], "its group above a text"
    assert "Left out of all counts" not in whole
    for control in ("Decide about names", "Copy paragraph", "Filter actors", "Save judgements"):
        assert control not in whole
    assert "actors with a single mention are not printed" in whole


def test_weights_are_printed_with_what_they_rest_on(
    printed: tuple[list[str], list[str]],
) -> None:
    whole = " ".join(" ".join(printed[0]).split())
    assert re.search(r"prior model policy ?\+0\.2; ?\w+", whole)
    assert re.search(r"[0-9a-f]{64}", whole), "hashes are legible on one line"
