"""The documentation as a site: built strictly and offline, and asking the network for nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOADING = {"src", "srcset", "data", "poster", "action"}
STYLE_URL = re.compile(r"url\(\s*['\"]?(?:https?:)?//|@import")

if "CI" not in os.environ:
    pytest.importorskip("mkdocs", reason="needs the extra [docs]")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True,
        timeout=170, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


class Loaded(HTMLParser):
    """What a browser would fetch for a page without being asked."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found += [value for name, value in given.items() if name in LOADING]
        if tag == "link" and given.get("rel") not in ("canonical", "prev", "next"):
            self.found.append(given.get("href", ""))


def loaded(text: str) -> list[str]:
    parser = Loaded()
    parser.feed(text)
    return parser.found


def test_every_page_is_there(site: Path) -> None:
    pages = {path.relative_to(ROOT / "docs").with_suffix(".html") for path in
             (ROOT / "docs").rglob("*.md")}  # fmt: skip
    indexes = {p.with_name("index.html") if p.name == "README.html" else p for p in pages}
    assert sorted(str(p) for p in indexes if not (site / p).is_file()) == []
    assert len(indexes) > 40


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    outside = {
        (str(path.relative_to(site)), url)
        for path in site.rglob("*.html")
        for url in loaded(path.read_text(encoding="utf-8"))
        if re.match(r"(?:https?:)?//", url)
    }
    styles = [p.name for p in site.rglob("*.css") if STYLE_URL.search(p.read_text("utf-8"))]
    assert (outside, styles) == (set(), [])
    assert loaded('<img src="https://x.test/a.png"><link rel="icon" href="//x.test">') == [
        "https://x.test/a.png", "//x.test",
    ]  # fmt: skip


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    """The address of the site on this machine: search needs a server."""
    handler = partial(Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.browser
def test_a_browser_asks_for_files_of_the_site_only(site: Path, served: str, browser: Any) -> None:
    page = browser.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((site / "reference" / "python.html").as_uri())
    page.goto(served + "how-to/reports.html")
    page.goto(served + "index.html")
    page.keyboard.press("/")
    page.keyboard.type("threshold", delay=30)
    page.wait_for_selector(".md-search-result__item", timeout=20_000)
    page.close()
    assert len(asked) > 6 and errors == []
    assert [u for u in asked if not u.startswith(("file:", "data:", "blob:", served))] == []


@pytest.mark.browser
@pytest.mark.parametrize(
    "name", ["index.html", "tutorials/leak.html", "reference/python.html", "how-to/reports.html"]
)
def test_axe_finds_no_barrier(site: Path, browser: Any, axe: str, name: str) -> None:
    page = browser.new_page()
    page.goto((site / name).as_uri())
    page.evaluate(axe)
    found = page.evaluate("axe.run().then((result) => result.violations)")
    page.close()
    assert [v["id"] for v in found if v["impact"] != "minor"] == [], found
