"""What is seen before anything is scrolled or chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Open = Callable[..., Any]
ORDER = (".answer", ".findings", ".caveats", ".overlap", ".columns h3", ".columns .listed li")
DEMO = Path(__file__).resolve().parents[2] / "reports" / "demo.html"


def tops(page: Any) -> list[float]:
    return [page.locator(name).first.bounding_box()["y"] for name in ORDER]


def test_first_screen_holds_answer_findings_caveat_and_the_first_actors(visit: Open) -> None:
    found = tops(visit("two").page)
    assert found == sorted(found)
    assert found[-1] + 3 * 28 < 900, "three actors of each list are seen"


def test_demo_report_shows_all_lists_of_the_overlap_at_once(browser: Any) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(DEMO.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    last = page.locator(".columns .listed li").last.bounding_box()
    assert last["y"] + last["height"] < 900
    page.close()


def test_phone_shows_the_answer_and_the_findings(browser: Any) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(DEMO.as_uri())
    findings = page.locator(".findings").bounding_box()
    assert findings["y"] + findings["height"] < 844
    page.close()


def test_what_is_folded_behind_the_caveats_is_one_choice_away(visit: Open) -> None:
    page = visit("two").page
    more = page.locator(".caveats details")
    assert not more.locator("p").first.is_visible()
    more.locator("summary").click()
    assert more.locator("p").first.is_visible()
