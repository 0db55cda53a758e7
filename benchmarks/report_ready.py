"""How soon a report can be read and used, in a real browser.

    python benchmarks/report_ready.py reports/demo.html
    python benchmarks/report_ready.py LARGE.html --runs 5

Milliseconds from the start of the navigation, the median of the runs and the slowest: until the
first paint, until the script has made the page usable, until the sentences of the first actor stand
in the panel (a large page opens its compressed part for that). Beside them the size and what was
asked of the network. Needs playwright and a Chromium, found on PATH or named by CHROMIUM.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
from pathlib import Path

from playwright.sync_api import sync_playwright

WATCH = """
window.seen = {};
const look = () => {
  if (document.documentElement?.dataset.ready) window.seen.ready ??= performance.now();
  if (document.querySelector("#panel blockquote")) window.seen.sentences ??= performance.now();
};
new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
"""
TIMES = """
() => ({ ...window.seen, paint: performance.getEntriesByName("first-paint")[0]?.startTime ?? null })
"""
NAMES = ("paint", "ready", "sentences")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("report", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        raise SystemExit("no Chromium: install one or set CHROMIUM")
    found: dict[str, list[float]] = {name: [] for name in NAMES}
    requests: list[str] = []
    with sync_playwright() as playwright:
        for _ in range(chosen.runs):
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.on("request", lambda request: requests.append(request.url))
            page.add_init_script(WATCH)
            page.goto(chosen.report.resolve().as_uri())
            page.wait_for_selector("#panel blockquote", state="attached")
            page.wait_for_timeout(200)
            for name, value in page.evaluate(TIMES).items():
                if value is not None:
                    found[name].append(value)
            browser.close()
    print(f"{chosen.report.name}: {chosen.report.stat().st_size:,} bytes, "
          f"{len(requests) / chosen.runs:.0f} request")  # fmt: skip
    for name, times in found.items():
        if times:
            print(f"{name:10} {statistics.median(times):6.0f} ms, slowest {max(times):6.0f} ms")


if __name__ == "__main__":
    main()
