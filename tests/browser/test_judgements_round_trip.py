"""Decisions made on a real page, saved by the browser and given to `toolkit resolve`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PAIR = ("Ambition Statement", "Industry Ambition Statement")


def run(*words: str | Path) -> str:
    command = [sys.executable, "-m", "toolkit", *map(str, words), "--quiet"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_a_decision_of_the_page_changes_what_is_resolved(browser: Any, tmp_path: Path) -> None:
    store, texts = tmp_path / "demo.duckdb", Path(__file__).resolve().parents[2] / "sample_docs"
    run("demo", "--output", tmp_path)
    assert holder(store, PAIR[0]) == holder(store, PAIR[1])
    page = browser.new_page(accept_downloads=True)
    page.goto((tmp_path / "demo.html").as_uri())
    page.locator("#resolution .judging-button").click()
    page.evaluate("for (const d of document.querySelectorAll('#resolution details')) d.open = true")
    pair = page.locator("#resolution .pair", has=page.get_by_text(PAIR[0], exact=True)).first
    assert pair.locator("q").all_inner_texts() == list(PAIR)
    pair.locator("~ .judge").first.get_by_role("button", name="Different").click()
    page.locator("#decisions input").fill("A. Reader")
    with page.expect_download() as waiting:
        page.locator("#decisions button").click()
    saved = tmp_path / "judgements.jsonl"
    waiting.value.save_as(saved)
    page.close()
    (line,) = [json.loads(text) for text in saved.read_text(encoding="utf-8").splitlines()]
    assert {line["left"], line["right"]} == set(PAIR) and line["verdict"] == "different"
    run("resolve", texts, "--store", store, "--judgements", saved)
    assert holder(store, PAIR[0]) != holder(store, PAIR[1])
    data = tmp_path / "after.json"
    run("compare", store, "--json", data)
    written = [
        {form["text"] for form in actor["forms"]}
        for actor in json.loads(data.read_text(encoding="utf-8"))["actors"]
    ]
    assert all(any(name in forms for forms in written) for name in PAIR)
    assert not any(forms >= set(PAIR) for forms in written)


def holder(store: Path, name: str) -> str:
    """The entity that the store has for a name."""
    return str(json.loads(run("show", store, name, "--json"))["entity_id"])
