"""Large pages, many groups, decisions and thresholds, in a browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sample

from toolkit.config import ReportSettings
from toolkit.entities import judgements
from toolkit.report import render

Open = Callable[..., Any]


def test_large_page_opens_what_is_compressed(visit: Open) -> None:
    seen = visit("large")
    page, comparison = seen.page, sample.many(documents=60, sentences=20, actors=230)
    page.wait_for_selector("#panel blockquote")
    assert page.locator("#actor-table tbody tr").count() == 200
    assert page.locator("#shown").inner_text() == "200 of 230 actors shown"
    page.locator("#more-actors").click()
    page.wait_for_function("document.querySelectorAll('#actor-table tbody tr').length === 230")
    last = comparison.actors[-1]
    row = page.locator("#actor-table tbody tr").last
    assert row.locator("th a").inner_text() == last.name
    counts = [int(cell.split()[0]) for cell in row.locator("td").all_inner_texts()[1:3]]
    assert counts == [last.counts[group.id].mentions for group in comparison.groups]
    row.locator("th a").click()
    quotes = page.locator("#panel blockquote")
    expected = {
        (e.doc_id, e.sentence) for e in comparison.evidence if e.entity_id == last.entity_id
    }
    assert quotes.count() == min(len(expected), 30)
    assert not seen.complaints and not seen.requests


def test_large_page_reads_a_document_that_is_not_in_it(visit: Open) -> None:
    seen = visit("large")
    page = seen.page
    page.locator("#query").fill("season of talks")
    page.locator("#query").press("Enter")
    page.wait_for_function("document.querySelector('#panel-title')?.innerText.includes('season')")
    assert "and 1200 sentences match" in page.locator("#panel .quiet").first.inner_text()
    inside = page.locator("#panel .actions button", has_text="Open in document")
    while not inside.count():
        page.locator("#panel > button").click()
    inside.last.click()
    number = page.evaluate("location.hash").removeprefix("#s")
    shown = page.locator(f"#s{number}")
    shown.wait_for()
    assert shown.locator("a").count() > 0 and not seen.complaints


def test_link_into_the_compressed_part_is_restored(visit: Open) -> None:
    actor = sample.many(documents=60, sentences=20, actors=230).actors[-1]
    page = visit("large", f"#actor-{actor.entity_id}").page
    page.wait_for_function(f"document.querySelector('#panel-title')?.innerText === '{actor.name}'")


def test_sample_says_what_it_leaves_out_and_the_tables_hold_all(
    browser: Any, tmp_path: Path
) -> None:
    import pyarrow.parquet as pq

    comparison = sample.many(documents=60, sentences=20, actors=230)
    whole = render(comparison, ReportSettings(), seed=7)
    limit = (len(whole.html.encode()) - 1500) / 1e6
    report = render(comparison, ReportSettings(max_size=limit), seed=7)
    assert len(report.html.encode()) <= limit * 1e6
    path = report.save(tmp_path / "page.html")
    mentions = pq.read_table(tmp_path / "page-tables" / "mentions.parquet")
    assert mentions.num_rows == len(comparison.evidence)
    page = browser.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("#panel blockquote")
    assert "random sample (seed 7)" in page.locator("#overview").inner_text()
    assert "random sample (seed 7)" in page.locator("#methods").inner_text()
    page.close()


def test_one_of_seven_groups_is_picked(visit: Open) -> None:
    page = visit("seven").page
    boxes = page.locator("#heat > [data-side]:visible")
    assert boxes.count() == 1
    page.locator("label", has=page.locator("[data-pick=heat][value='']")).click()
    assert boxes.count() == 7
    assert page.locator("#actor-table td svg rect").count() > 0


def test_decisions_are_saved_as_judgements_that_the_toolkit_reads(visit: Open) -> None:
    page = visit("two", accept_downloads=True).page
    assert not page.locator(".judge").first.is_visible()
    page.locator("#resolution .judging-button").click()
    pair = page.locator("#resolution .pairs .judge").first
    pair.get_by_role("button", name="Different").click()
    assert page.locator("#decisions").get_by_role("status").inner_text() == "1 decision"
    page.locator("#decisions input").fill("lg")
    with page.expect_download() as waiting:
        page.locator("#decisions button").click()
    path = Path(waiting.value.path())
    (line,) = judgements.read(path)
    assert (line.left, line.right) == ("Grid Council", "Grid Office")
    assert (line.verdict, line.by) == ("different", "lg") and line.at.endswith("Z")
    pair.get_by_role("button", name="Different").click()
    assert not page.locator("#decisions").is_visible()


def test_waterfall_of_every_pair_is_drawn_when_opened(visit: Open) -> None:
    page = visit("two").page
    box = page.locator("#resolution .pairs details").first
    assert box.locator("svg").count() == 0
    box.locator("summary").click()
    box.locator("svg").first.wait_for()
    kinds = box.locator("rect").evaluate_all("(bars) => bars.map((bar) => bar.className.baseVal)")
    assert kinds == ["minus", "plus", "plus", "minus"]


def test_neighbours_of_an_actor_count_its_sentences(visit: Open) -> None:
    page = visit("two", "#actor-vell").page
    comparison = sample.two_groups()
    page.locator("#panel summary").click()
    told = dict(
        zip(
            page.locator("#panel .ego a").all_inner_texts(),
            map(int, page.locator("#panel .ego b").all_inner_texts()),
            strict=True,
        )
    )
    mine = {(e.doc_id, e.sentence) for e in comparison.evidence if e.entity_id == "vell"}
    for theme in comparison.themes:
        both = {(e.doc_id, e.sentence) for e in theme.evidence} & mine
        assert told.get(theme.label, 0) == len(both)
    assert told and json.dumps(told)
