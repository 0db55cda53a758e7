"""Build docs/images/report.png: the first screen of the demo report.

Run:  python scripts/build_picture.py [REPORT.html]
Needs (development only): playwright and a Chromium, found on PATH or named by CHROMIUM.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "images" / "report.png"
WIDTH, HEIGHT = 1280, 800


def main(report: Path) -> None:
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not browser_path:
        raise SystemExit("no Chromium: install one or set CHROMIUM")
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(report.resolve().as_uri())
        page.wait_for_timeout(300)
        page.screenshot(path=str(TARGET))
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "reports" / "demo.html")
