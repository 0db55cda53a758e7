"""The page in a browser: silent, complete, and usable by mouse, keyboard and small screens."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sample

Open = Callable[..., Any]
CASES = ["two", "three", "seven", "one", "empty", "hostile", "demo", "large"]
STATES = [
    {"width": 1440},
    {"width": 1440, "color_scheme": "dark"},
    {"width": 390, "is_mobile": True, "has_touch": True},
    {"width": 320},
]
HASHES = ["", "#__proto__", "#actor-__proto__", "#theme-constructor--x", "#%E0%A4%A",
          "#<img src=x onerror=alert(1)>", "#actors?only=<script>&type=x", "#s99999"]  # fmt: skip


def panel_quotes(page: Any) -> list[str]:
    return [quote.strip() for quote in page.locator("#panel blockquote").all_inner_texts()]


def sentences_of(comparison: Any, name: str, group: str = "") -> list[str]:
    """The distinct sentences that name an actor, in page order."""
    actor = next(a for a in comparison.actors if a.name == name)
    found = []
    for source in comparison.sources:
        document = source.document
        numbers = {e.sentence for e in comparison.evidence
                   if e.entity_id == actor.entity_id and e.doc_id == document.doc_id}  # fmt: skip
        if group in ("", document.group):
            found += [document.text[s.start : s.end] for s in source.sentences
                      if s.number in numbers]  # fmt: skip
    return found


def row(page: Any, name: str) -> Any:
    return page.locator(
        "#actor-table tbody tr", has=page.get_by_role("link", name=name, exact=True)
    )


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("state", STATES, ids=["light", "dark", "phone", "narrow"])
def test_page_is_silent_and_never_scrolls_sideways(visit: Open, case: str, state: Any) -> None:
    seen = visit(case, **state)
    width, room = seen.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert not seen.requests and not seen.complaints
    assert width <= room


@pytest.mark.parametrize("hash", HASHES)
def test_hostile_content_and_hashes_run_nothing(visit: Open, hash: str) -> None:
    seen = visit("hostile", hash)
    for link in seen.page.locator("#actor-table td a").all()[:12]:
        link.click()
    seen.page.locator("#query").fill("<script>")
    seen.page.locator("#query").press("Enter")
    assert not seen.requests and not seen.complaints
    assert seen.page.evaluate("window.xss_marker === undefined")


def test_policy_refuses_markup_from_strings(visit: Open) -> None:
    page = visit("two").page
    refused = []
    for call in ("document.body.innerHTML = '<b>x'", "document.write('<b>x')"):
        script = (
            f"() => {{ try {{ {call}; return 'ran'; }} catch (error) {{ return error.name; }} }}"
        )
        refused.append(page.evaluate(script))
    assert refused == ["TypeError", "TypeError"]


def test_panel_is_open_on_a_shared_actor(visit: Open) -> None:
    page = visit("two").page
    assert page.locator("#panel-title").inner_text() == "Vell"
    assert panel_quotes(page) == sentences_of(sample.two_groups(), "Vell")


def test_number_opens_its_sentences_with_marks_and_takes_the_focus(visit: Open) -> None:
    page = visit("two").page
    number = row(page, "Jon Sand").locator("td a").nth(1)
    number.click()
    expected = sentences_of(sample.two_groups(), "Jon Sand", "league")
    assert number.inner_text() == str(len(expected))
    assert panel_quotes(page) == expected
    assert page.locator("#panel mark").all_inner_texts() == ["Jon Sand", "Sand"]
    assert page.evaluate("document.activeElement.id") == "panel-title"
    assert page.evaluate("location.hash") == "#actor-sand--league"


def test_group_switch_narrows_the_sentences(visit: Open) -> None:
    page = visit("two", "#actor-council").page
    comparison = sample.two_groups()
    assert panel_quotes(page) == sentences_of(comparison, "Northern Grid Council")
    page.locator("#panel label", has_text="Harbour letters").click()
    assert panel_quotes(page) == sentences_of(comparison, "Northern Grid Council", "league")


@pytest.mark.parametrize(
    ("hash", "title", "count"),
    [
        ("#actor-sand", "Jon Sand", 3),
        ("#actor-sand--council", "Jon Sand", 1),
        ("#theme-jobs--league", "Skills and jobs", 3),
    ],
)
def test_links_restore_their_view(visit: Open, hash: str, title: str, count: int) -> None:
    page = visit("two", hash).page
    assert page.locator("#panel-title").inner_text() == title
    assert len(panel_quotes(page)) == count


def test_back_returns_to_the_view_before(visit: Open) -> None:
    page = visit("two", "#actor-sand").page
    row(page, "Vell").locator("td a").first.click()
    assert page.locator("#panel-title").inner_text() == "Vell"
    page.go_back()
    page.wait_for_function("document.querySelector('#panel-title').innerText === 'Jon Sand'")


def test_link_to_a_sentence_marks_it(visit: Open) -> None:
    page = visit("two", "#s4").page
    assert page.locator(".text span:target").count() == 1
    box = page.locator("#s4").bounding_box()
    assert box and 0 < box["y"] < 900


def test_filter_type_and_groups_narrow_the_table(visit: Open) -> None:
    page = visit("two").page
    shown = page.locator("#actor-table tbody tr:visible")
    assert shown.count() == 12
    page.locator("#filter").fill("ngc")
    assert shown.count() == 1 and "Northern Grid Council" in shown.inner_text()
    page.locator("#filter").fill("")
    page.locator("#kind").select_option("Person")
    assert shown.count() == 2
    page.locator("#kind").select_option("")
    page.locator(".tools label", has_text="Both").click()
    assert shown.count() == sample.two_groups().overlap.shared
    assert page.locator("#shown").inner_text().startswith(f"{shown.count()} of 12")
    assert page.evaluate("location.hash") == "#actors?only=all"


def test_filter_is_restored_from_the_link(visit: Open) -> None:
    page = visit("two", "#actors?only=league&type=Organisation").page
    names = page.locator("#actor-table tbody tr:visible th a").all_inner_texts()
    assert len(names) == 2 and "League of Harbour Towns" in names


def test_sort_orders_rows_both_ways_and_says_so(visit: Open) -> None:
    page = visit("two").page
    head = page.locator("#actor-table thead th").nth(3)
    head.get_by_role("button").click()
    column = page.locator("#actor-table tbody tr td:nth-child(4)")
    counts = [int(text.split()[0]) for text in column.all_inner_texts()]
    assert (
        counts == sorted(counts, reverse=True) and head.get_attribute("aria-sort") == "descending"
    )
    head.get_by_role("button").click()
    counts = [int(text.split()[0]) for text in column.all_inner_texts()]
    assert counts == sorted(counts) and head.get_attribute("aria-sort") == "ascending"
    page.locator("#actor-table thead th").first.get_by_role("button").click()
    names = page.locator("#actor-table tbody th a").all_inner_texts()
    assert names == sorted(names)


def test_tie_shows_the_sentences_with_both(visit: Open) -> None:
    page = visit("two").page
    page.locator("#network summary").click()
    number = page.locator("#network td a.n").first
    number.click()
    assert len(panel_quotes(page)) == int(number.inner_text())
    assert "with the theme" in page.locator("#panel .eyebrow").inner_text()


def test_search_finds_names_and_sentences(visit: Open) -> None:
    page = visit("two").page
    page.keyboard.press("/")
    page.keyboard.type("harbour charter")
    page.keyboard.press("Enter")
    assert page.locator("#panel .quiet").inner_text() == "1 actors and 2 sentences match"
    page.locator("#panel").get_by_role("button", name="Harbour Charter").click()
    assert page.locator("#panel-title").inner_text() == "Harbour Charter"


def test_few_tab_stops_and_arrows_inside(visit: Open) -> None:
    page = visit("demo").page
    stops = page.evaluate(
        """() => [...document.querySelectorAll("a, button, input, select, summary, [tabindex]")]
                 .filter((e) => e.tabIndex >= 0 && e.checkVisibility())
                 .filter((e) => !e.closest("#panel, #resolution")).length"""
    )
    assert stops < 70
    first = page.locator("#actor-table tbody tr").first.locator("a").first
    first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    focus = page.locator("#actor-table a:focus")
    cell = focus.evaluate("(a) => [a.closest('tr').rowIndex, a.closest('td').cellIndex]")
    assert cell == [2, 2]


def test_sheet_on_a_phone_opens_closes_and_gives_the_focus_back(visit: Open) -> None:
    page = visit("two", width=390, height=844).page
    rail = page.locator("#rail")
    assert not rail.is_visible()
    number = row(page, "Jon Sand").locator("td a").first
    number.click()
    assert rail.is_visible() and len(panel_quotes(page)) == 1
    page.keyboard.press("Escape")
    assert not rail.is_visible()
    assert number.evaluate("(node) => node === document.activeElement")


def saved(page: Any, name: str) -> tuple[bytes, list[list[str]]]:
    with page.expect_download() as waiting:
        page.locator(f"[data-save={name}]").click()
    raw = Path(waiting.value.path()).read_bytes()
    return raw, list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_csv_holds_every_mention(visit: Open) -> None:
    page = visit("two", accept_downloads=True).page
    comparison = sample.two_groups()
    raw, table = saved(page, "mentions")
    assert raw.startswith(b"\xef\xbb\xbf") and b"\r\n" in raw
    assert len(table) == 1 + len(comparison.evidence)
    assert sorted(line[5] for line in table[1:]) == sorted(e.text for e in comparison.evidence)
    _, actors = saved(page, "actors")
    assert [line[1] for line in actors[1:]] == [actor.name for actor in comparison.actors]


def test_csv_runs_no_formula(visit: Open) -> None:
    page = visit("hostile", accept_downloads=True).page
    for name in ("actors", "mentions"):
        _, table = saved(page, name)
        cells = [cell for line in table for cell in line]
        assert any(cell.startswith("'=HYPERLINK") for cell in cells)
        assert not [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "-", "@")]


def test_colours_are_chosen_and_remembered(visit: Open) -> None:
    seen = visit("two")
    page = seen.page
    page.locator("#theme").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert not seen.complaints


def test_page_is_complete_without_script(visit: Open) -> None:
    page = visit("two", java_script_enabled=False).page
    comparison = sample.two_groups()
    assert page.locator("#actor-table tbody tr:visible").count() == len(comparison.actors)
    text = page.locator("#sources").inner_text()
    for source in comparison.sources:
        for sentence in source.sentences:
            if sentence.zone == "body":
                assert source.document.text[sentence.start : sentence.end] in text
    assert not page.locator(".tools").first.is_visible() and not page.locator("#rail").is_visible()
    row(page, "Jon Sand").locator("td a").nth(1).click()
    assert "Jon Sand" in page.locator(".text span:target").inner_text()


def test_page_works_in_the_frame_of_a_notebook(browser: Any, pages: dict[str, Path]) -> None:
    from toolkit.report import Report

    frame = Report(pages["two"].read_text(encoding="utf-8")).show()._repr_html_()
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_content(frame)
    inside = page.frame_locator("iframe")
    inside.locator("html[data-ready]").wait_for(state="attached")
    inside.locator("#actor-table td a").first.click()
    assert inside.locator("#panel blockquote").count() > 0
    inside.locator("nav a", has_text="Methods").click()
    assert inside.locator("#methods").is_visible() and not errors
    page.close()


def test_print_shows_everything(visit: Open) -> None:
    page = visit("two").page
    page.locator("#filter").fill("zzz")
    page.emulate_media(media="print")
    assert page.locator("#actor-table tbody tr:visible").count() == 12
    assert not page.locator(".top").is_visible() and not page.locator("#rail").is_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


@pytest.mark.parametrize(("case", "state"), [
    pytest.param(case, state, id=f"{name}-{case}", marks=[pytest.mark.slow] * (
        case in ("large", "demo") and name in ("dark", "narrow")))
    for name, state in zip(("light", "dark", "phone", "narrow"), STATES, strict=True)
    for case in CASES
])  # fmt: skip
def test_axe_finds_no_barrier(visit: Open, axe: str, case: str, state: Any) -> None:
    page = visit(case, **state).page
    if page.locator("#actor-table").count():
        page.locator("#actor-table td a").first.click()
        page.wait_for_timeout(300)
    page.evaluate(axe)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    options = json.dumps(
        {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": tags}}
    )
    found = page.evaluate(f"axe.run(document, {options})")["violations"]
    assert not [(v["id"], v["nodes"][0]["html"][:120]) for v in found]
