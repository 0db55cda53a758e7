"""The committed demo report in all states: no axe-core violation, no sideways scroll."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

DEMO = Path(__file__).resolve().parents[2] / "reports" / "demo.html"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STATES = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
    "evidence open on a phone": {"viewport": {"width": 390, "height": 844}},
    "everything unfolded": {},
    "no script": {},
}


@pytest.mark.parametrize("state", STATES)
def test_demo_has_no_barrier(browser: Any, axe: str, state: str, tmp_path: Path) -> None:
    report = DEMO
    if state == "no script":  # axe is one itself, so those of the page are taken out
        report = tmp_path / "page.html"
        html = DEMO.read_text(encoding="utf-8")
        report.write_text(re.sub(r"<script.*?</script>", "", html, flags=re.S), encoding="utf-8")
    context = browser.new_context(
        **{"viewport": {"width": 1440, "height": 900}, **STATES[state]},
        bypass_csp=True, reduced_motion="reduce",
    )  # fmt: skip
    page = context.new_page()
    page.goto(report.as_uri())
    if state == "evidence open on a phone":
        page.locator("#actor-table td a").first.click()
    if state == "everything unfolded":
        page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
    page.evaluate(axe)
    only = {"type": "tag", "values": TAGS}
    options = json.dumps({"resultTypes": ["violations"], "runOnly": only})
    found = page.evaluate(f"axe.run(document, {options})")["violations"]
    assert not [(v["id"], v["nodes"][0]["html"][:200]) for v in found]
    context.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1180, 1440])
def test_demo_never_scrolls_sideways(browser: Any, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(DEMO.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
