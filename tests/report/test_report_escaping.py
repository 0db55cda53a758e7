"""Documents are hostile: whatever they hold, the page shows it and never runs it."""

from __future__ import annotations

import json
import re

import pytest
import sample
from hostile_strings import STRINGS
from page_tree import Element, parse

from toolkit.config import ReportSettings
from toolkit.report import render
from toolkit.report.wording import exact, slug, visible

ALLOWED = set(
    "html head meta title script style body a svg symbol defs circle path line rect use text g "
    "header p span nav form label input button div main section h1 h2 h3 h4 ul li strong b bdi "
    "fieldset legend select option table caption thead tbody tr th td details summary article "
    "aside footer dl dt dd q code i ol".split()
)


@pytest.fixture(scope="module", params=[True, False], ids=["texts", "quotes"])
def html(request: pytest.FixtureRequest) -> str:
    settings = ReportSettings(title=STRINGS["script"], sources=request.param)
    return render(sample.hostile(), settings, date=STRINGS["svg out of an attribute"]).html


@pytest.fixture(scope="module")
def tree(html: str) -> Element:
    return parse(html)


def test_only_our_own_elements_are_on_the_page(tree: Element) -> None:
    assert {e.tag for e in tree if e.tag} <= ALLOWED
    assert len(tree.all("script")) == 3 and len(tree.all("style")) == 1


def test_no_attribute_runs_or_leads_elsewhere(tree: Element) -> None:
    for element in tree:
        for name, value in element.attributes.items():
            assert not name.startswith("on") and name != "style"
            assert not (name == "href" and not value.startswith("#")), value
            assert re.fullmatch(r"[a-z][a-zA-Z-]*[0-9]*", name), name


def test_payloads_reach_the_page_as_text(tree: Element) -> None:
    rows = tree.one("table", id="actor-table").one("tbody").all("tr")
    names = {row.one("th").all("a")[0].text for row in rows}
    assert names == {visible(payload) for payload in sample.HOSTILE}


@pytest.mark.parametrize("payload", [p for p in sample.HOSTILE if set(p) & set("<>\"'&")])
def test_markup_of_a_payload_never_stands_raw(html: str, payload: str) -> None:
    outside = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", html, flags=re.S)
    if payload != STRINGS["entities"]:
        assert payload not in outside
    else:  # an entity must be escaped again, or it would turn into markup
        assert "&amp;lt;b&amp;gt;" in outside


def test_json_cannot_leave_its_script_element(html: str) -> None:
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)
    assert block and not re.search(r"[<>&\u2028\u2029]", block[1])
    data = json.loads(block[1])
    assert len(data["actors"]) == len(sample.HOSTILE)


def test_ids_are_made_not_copied(tree: Element) -> None:
    ids = [e.attributes["id"] for e in tree if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z][\w.-]*", name) for name in ids)


def test_characters_that_hide_or_turn_text_are_shown_in_names(tree: Element) -> None:
    names = tree.one("table", id="actor-table").text
    assert "[U+202E]gnorw[U+202C]" in names and "a[U+0000]b" in names
    assert "[U+001B][2J" in names
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069\x00-\x08]", names)


def test_page_is_storable_and_sentences_keep_their_length(html: str) -> None:
    html.encode("utf-8")
    assert "\0" not in html and "\r" not in html
    for payload in sample.HOSTILE:
        assert len(exact(payload)) == len(payload)


def test_slug_is_kept_only_where_it_is_plainly_safe() -> None:
    assert slug("e0123abcdef", "e") == "e0123abcdef"
    for raw in ("a--b", "a b", "ä", "", "x" * 41, "<b>", "-a", "a/b"):
        assert re.fullmatch(r"e[0-9a-f]{16}", slug(raw, "e"))
    assert slug("a b", "e") != slug("a  b", "e")


@pytest.mark.parametrize(("name", "shown"), [
    (" \u3000", "[U+0020][U+3000]"), ("\u3164", "[U+3164]"), ("\u2800\ufe0f", "[U+2800][U+FE0F]"),
    ("a\u3164b", "a\u3164b"), ("  NATO  ", "NATO"), ("", ""),
])  # fmt: skip
def test_a_name_that_would_not_be_seen_is_told_by_its_codes(name: str, shown: str) -> None:
    assert visible(name) == shown
