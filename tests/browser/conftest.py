"""A Chromium for the tests of the page; without one they are skipped, but never in CI."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "report"))

import sample

from toolkit.config import ReportSettings
from toolkit.report import render

CASES = {
    "two": sample.two_groups,
    "three": sample.three_groups,
    "one": sample.one_group,
    "empty": sample.no_mentions,
    "hostile": sample.hostile,
    "seven": sample.seven_groups,
    "large": lambda: sample.many(documents=60, sentences=20, actors=230),
    "demo": lambda: sample.many(documents=14, sentences=25, actors=100),
}


@dataclass
class Visit:
    """An open page with everything that it asked for or complained about."""

    page: Any
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    return {
        name: render(case(), ReportSettings(), seed=7).save(folder / f"{name}.html")
        for name, case in CASES.items()
    }


@pytest.fixture
def visit(browser: Any, pages: dict[str, Path]) -> Iterator[Callable[..., Visit]]:
    """Opens a case: `visit("two", hash="#actors", width=1440, ...)`."""
    contexts = []

    def open_page(case: str, hash: str = "", width: int = 1440, **settings: Any) -> Visit:
        viewport = {"width": width, "height": settings.pop("height", 900)}
        context = browser.new_context(viewport=viewport, reduced_motion="reduce", **settings)
        contexts.append(context)
        seen = Visit(context.new_page(), pages[case].as_uri())

        def guard(route: Any) -> None:
            if route.request.url.split("#")[0] == seen.address:
                route.continue_()
            else:
                seen.requests.append(route.request.url)
                route.abort()

        context.route("**/*", guard)
        seen.page.on("console", lambda message: seen.complaints.append(message.text))
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.on("dialog", lambda box: (seen.complaints.append("dialog"), box.dismiss()))
        seen.page.goto(seen.address + hash)
        if settings.get("java_script_enabled", True):
            seen.page.wait_for_selector("html[data-ready]", state="attached")
        return seen

    yield open_page
    for context in contexts:
        context.close()
