"""The views for notebooks in a browser: the small one under the strictest policy, the page in its
sandbox."""

from __future__ import annotations

from typing import Any

import pytest
import sample

from toolkit.config import ReportSettings
from toolkit.report import notebook_view, render

STRICT = '<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_small_view_draws_itself_without_style_or_script(browser: Any, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 900, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.set_content(STRICT + notebook_view(sample.two_groups()))
    marks = page.locator("td > svg > svg > path")
    assert marks.count() > 10
    boxes = [marks.nth(i).bounding_box() for i in range(10)]
    assert all(box["width"] >= 9 and box["height"] >= 9 for box in boxes)
    assert len({round(box["x"]) for box in boxes}) > 3, "marks stand where their numbers are"
    bar = page.locator("p > svg > rect").first.bounding_box()
    assert bar["width"] > 50 and not complaints
    context.close()


def test_hostile_texts_run_nothing_in_the_small_view(browser: Any) -> None:
    page = browser.new_page()
    seen: list[str] = []
    page.on("dialog", lambda box: (seen.append("dialog"), box.dismiss()))
    page.route("**/*", lambda route: (seen.append(route.request.url), route.abort()))
    page.set_content(notebook_view(sample.hostile()))
    assert page.evaluate("window.xss_marker === undefined") and not seen
    assert page.locator("img, script, iframe, a").count() == 0
    page.close()


def test_page_in_the_frame_cannot_reach_the_notebook(browser: Any) -> None:
    report = render(sample.two_groups(), ReportSettings())
    page = browser.new_page()
    page.set_content(f"<title>notebook</title>{report.show(height=500)._repr_html_()}")
    frame = page.locator("iframe")
    assert frame.get_attribute("sandbox") == "allow-scripts allow-downloads"
    inside = page.frame_locator("iframe")
    inside.locator("html[data-ready]").wait_for(state="attached")
    reached = page.frames[1].evaluate(
        "() => { try { return parent.document.title; } catch (error) { return error.name; } }"
    )
    assert reached == "SecurityError"
    assert frame.bounding_box()["height"] == pytest.approx(500, abs=6)
    inside.locator("#theme").click()
    assert inside.locator("html").get_attribute("data-theme") == "dark"
    page.close()
