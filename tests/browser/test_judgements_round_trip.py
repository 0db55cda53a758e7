"""Decisions made on a real page, saved by the browser and given to `toolkit resolve`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

SAME = ("Ambition Statement", "Industry Ambition Statement")


def run(*words: str | Path) -> str:
    command = [sys.executable, "-m", "toolkit", *map(str, words), "--quiet"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_a_decision_of_the_page_changes_what_is_resolved(browser: Any, tmp_path: Path) -> None:
    store, texts = tmp_path / "demo.duckdb", Path(__file__).resolve().parents[2] / "sample_docs"
    run("demo", "--output", tmp_path)
    assert holder(store, SAME[0]) != holder(store, SAME[1])
    page = browser.new_page(accept_downloads=True)
    page.goto((tmp_path / "demo.html").as_uri())
    page.locator("#resolution .judging-button").click()
    pair = page.locator("#resolution .pair", has=page.get_by_text(SAME[0], exact=True)).first
    assert pair.locator("q").all_inner_texts() == list(SAME)
    pair.locator("~ .judge").first.get_by_role("button", name="Same").click()
    page.locator("#decisions input").fill("A. Reader")
    with page.expect_download() as waiting:
        page.locator("#decisions button").click()
    saved = tmp_path / "judgements.jsonl"
    waiting.value.save_as(saved)
    page.close()
    (line,) = [json.loads(text) for text in saved.read_text(encoding="utf-8").splitlines()]
    assert {line["left"], line["right"]} == set(SAME) and line["verdict"] == "same"
    run("resolve", texts, "--store", store, "--judgements", saved)
    assert holder(store, SAME[0]) == holder(store, SAME[1])
    data = tmp_path / "after.json"
    run("compare", store, "--json", data)
    (actor,) = [
        actor
        for actor in json.loads(data.read_text(encoding="utf-8"))["actors"]
        if {form["text"] for form in actor["forms"]} >= set(SAME)
    ]
    assert sum(count["mentions"] for count in actor["counts"].values()) >= 2


def holder(store: Path, name: str) -> str:
    """The entity that the store has for a name."""
    return str(json.loads(run("show", store, name, "--json"))["entity_id"])
