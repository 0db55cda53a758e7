"""`toolkit codebook`: check and import."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_calls import Done

from toolkit import themes

Main = Callable[..., Done]
TABLE = "theme,label,parent,pattern\nmeeting,Meetings,,meet\n,,,unicorn\nours,Ours,energy,meet\n"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_check_of_the_file_alone(toolkit_main: Main, mine: Path) -> None:
    mine.write_text(TABLE.replace("energy", "meeting"), encoding="utf-8")
    done = toolkit_main("codebook", "check", mine)
    assert done.code == 0 and "mine.csv: 2 themes, 3 patterns, no mistakes" in done.out


def test_a_mistake_is_told_with_its_row(toolkit_main: Main, mine: Path) -> None:
    mine.write_text(TABLE + "bad,Bad,,one ...\n", encoding="utf-8")
    done = toolkit_main("codebook", "check", mine)
    assert done.code == 2 and "mine.csv, row 5" in done.err


def test_check_against_a_store(toolkit_main: Main, mine: Path, store: Path) -> None:
    done = toolkit_main("codebook", "check", mine, store, "--with", "policy", "--json")
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert [theme["theme_id"] for theme in found["themes"]] == ["meeting", "ours"]
    assert found["documents"] > 0
    never = [p["pattern"] for p in found["patterns"] if not p["matches"]]
    assert "unicorn" in never
    strict = toolkit_main("codebook", "check", mine, store, "--with", "policy", "--strict")
    assert strict.code == 1 and "never fit" in strict.err


def test_check_against_documents(toolkit_main: Main, mine: Path, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("They met in Oslo. They meet again.", "utf-8")
    done = toolkit_main("codebook", "check", mine, tmp_path / "texts", "--with", "policy")
    assert done.code == 0, done.err
    assert "1 documents" in done.out and "unicorn" in done.out


def test_import(toolkit_main: Main, mine: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.yml"
    assert toolkit_main("codebook", "import", mine, "-o", target).code == 0
    packs = ("policy", str(mine)), ("policy", str(target))
    assert len({themes.load(pack).fingerprint for pack in packs}) == 1


@pytest.mark.parametrize(
    "arguments", [("import",), ("import", "-o", "x.csv"), ("check", "-o", "x.yml")]
)
def test_wrong_calls(toolkit_main: Main, mine: Path, arguments: tuple[str, ...]) -> None:
    action, *rest = arguments
    assert toolkit_main("codebook", action, mine, *rest).code == 2


def test_only_tables_are_imported(toolkit_main: Main, tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text("themes: {a: {label: A, patterns: [b]}}\n", encoding="utf-8")
    done = toolkit_main("codebook", "import", path, "-o", tmp_path / "b.yml")
    assert done.code == 2 and "no table" in done.err
