"""Build docs/images: the demo report on a desktop, on a phone, dark, printed, and its evidence.

Run:  make screenshots   (or python scripts/build_pictures.py [REPORT.html])
Needs (development only): playwright, pillow and a Chromium, found on PATH or named by CHROMIUM.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "images"
COLOURS = 200  # of a picture
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
PRINTED = 1.5  # pixels per point of the printed page


def main(report: Path) -> None:
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not browser_path:
        raise SystemExit("no Chromium: install one or set CHROMIUM")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"]
        )

        def picture(name: str, act: Callable[[Any], None], **settings: Any) -> None:
            page = browser.new_context(reduced_motion="reduce", **settings).new_page()
            page.goto(report.resolve().as_uri())
            page.wait_for_selector("html[data-ready]", state="attached")
            act(page)
            page.wait_for_timeout(300)
            save(name, page.screenshot())

        picture("report", lambda page: None, viewport=DESKTOP)
        picture("report-dark", network, viewport=DESKTOP, color_scheme="dark")
        picture("report-phone", evidence, viewport=PHONE)
        page = browser.new_page()
        page.goto(report.resolve().as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        save_print(page.pdf(prefer_css_page_size=True))
        browser.close()


def network(page: Any) -> None:
    page.locator("#network").scroll_into_view_if_needed()
    page.locator(".network .left a").nth(2).click()


def evidence(page: Any) -> None:
    page.locator("#actor-table tbody tr td a").first.click()


def save(name: str, png: bytes) -> None:
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


def save_print(pdf: bytes) -> None:
    """The first two pages side by side."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    pages = [document[i].render(scale=PRINTED).to_pil() for i in (0, 1)]
    both = Image.new("RGB", (sum(p.width for p in pages) + 12, pages[0].height), "#888888")
    both.paste(pages[0], (0, 0))
    both.paste(pages[1], (pages[0].width + 12, 0))
    buffer = io.BytesIO()
    both.save(buffer, "PNG")
    save("report-print", buffer.getvalue())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "reports" / "demo.html")
