"""The pages of docs/reference that are made from the code are what the code makes of them."""

from __future__ import annotations

from difflib import unified_diff

import pytest
from build_reference import FOLDER, PAGES, made

import toolkit
from toolkit.cli.app import GROUPS, NAMES


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    now = made(name)
    changed = list(unified_diff(written.splitlines(), now.splitlines(), n=0, lineterm=""))
    assert not changed, "\n".join(["run `make reference`; it changes:", *changed[:40]])


def test_nothing_public_is_missing() -> None:
    python = (FOLDER / "python.md").read_text(encoding="utf-8")
    methods = [n for n in dir(toolkit.Corpus) if not n.startswith("_")]
    assert [n for n in methods if f"### Corpus.{n}\n" not in python] == []
    assert [n for n in toolkit.__all__ if n not in python] == []
    commands = (FOLDER / "command-line.md").read_text(encoding="utf-8")
    assert [n for n in NAMES if f"### toolkit {n}\n" not in commands] == []


def test_a_change_of_the_code_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {name: made(name) for name in ("command-line.md", "python.md")}
    monkeypatch.setattr(GROUPS["Data"]["cite"], "__doc__", "Print something else.")
    monkeypatch.setattr(toolkit.Corpus.compare, "__doc__", "Compare something else.")
    assert all(made(name) != text for name, text in before.items())
    assert made("python.md").count("Compare something else.") == 1
