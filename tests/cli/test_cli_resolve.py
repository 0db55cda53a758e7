"""`toolkit resolve`: streams, counts, exit codes, and what it leaves on the disk."""

from __future__ import annotations

import contextlib
import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_calls import ESCAPE, EXECUTABLE, OVERRIDE, TEXTS, Done, clean_environment, write_corpus

from toolkit.cli.progress import progress
from toolkit.cli.screen import Screen

COLOUR = re.compile(r"\x1b\[[0-9;]*3[0-9]")
Main = Callable[..., Done]


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the corpus that a test may change, in the working folder."""
    monkeypatch.chdir(tmp_path)
    return write_corpus(tmp_path / "texts")


def test_stdout_is_one_object_while_stderr_has_progress(resolved: Done, store: Path) -> None:
    assert resolved.code == 0
    found = json.loads(resolved.out)
    assert found["schema_version"] == 1
    assert found["counts"]["documents"] == 4 and found["counts"]["skipped"] == 0
    assert found["counts"]["mentions"] >= 10 and found["counts"]["entities"] >= 5
    assert found["documents"]["added"] == sorted(name.rpartition(".")[0] for name in TEXTS)
    assert found["outputs"] == {"store": "s.duckdb"} and found["warnings"] == []
    lines = resolved.err.splitlines()
    stages = [line.split(" (")[0] for line in lines]
    assert stages[0] == "mentions" and "themes" in stages
    assert len(stages) == len(set(stages)), "one plain line per stage"
    assert "Next:" in lines and "  toolkit compare s.duckdb --report s.html" in lines
    assert "\x1b" not in resolved.err


def test_a_second_run_has_nothing_to_do_and_quiet_is_quiet(texts: Path, toolkit_main: Main) -> None:
    first = toolkit_main("resolve", "texts", "--store", "s.duckdb", "-q")
    assert (first.code, first.err) == (0, "")
    head, row = first.out.splitlines()
    assert head.split()[0] == "documents" and row.split()[0] == "4"
    second = toolkit_main("resolve", "texts", "--store", "s.duckdb", "--json")
    assert second.code == 0 and json.loads(second.out)["up_to_date"] is True
    assert "nothing to do" in second.err
    (texts / "north/grid.md").unlink()
    kept = toolkit_main(
        "resolve", "texts", "--store", "s.duckdb", "--keep-missing", "--force", "--json"
    )
    found = json.loads(kept.out)
    assert found["counts"]["documents"] == 4 and found["up_to_date"] is False
    gone = toolkit_main("resolve", "texts", "--store", "s.duckdb", "--json")
    assert json.loads(gone.out)["documents"]["removed"] == ["north/grid"]


def test_dry_run_writes_nothing(texts: Path, toolkit_main: Main, store: Path) -> None:
    done = toolkit_main("resolve", "texts", "--store", "new.duckdb", "--dry-run", "--json")
    assert done.code == 0
    assert json.loads(done.out)["counts"]["added"] == 4
    assert [path.name for path in texts.parent.iterdir()] == ["texts"]
    old = texts.parent / "old.duckdb"
    old.write_bytes(store.read_bytes())
    before = old.read_bytes()
    (texts / "north/grid.md").unlink()
    (texts / "north/new.txt").write_text("Norway is new here.")
    done = toolkit_main("resolve", "texts", "--store", "old.duckdb", "--dry-run")
    assert done.code == 0
    assert done.out.split() == [
        "added", "changed", "unchanged", "removed", "skipped", "1", "0", "3", "1", "0"
    ]  # fmt: skip
    assert old.read_bytes() == before
    assert sorted(p.name for p in texts.parent.iterdir()) == ["old.duckdb", "texts"]


def test_skipped_documents_are_listed_and_4_strict_is_3(texts: Path, toolkit_main: Main) -> None:
    (texts / "north/empty.txt").write_text("  \n")
    strict = toolkit_main("resolve", "texts", "--store", "s.duckdb", "--strict")
    assert (strict.code, strict.out) == (3, "")
    assert "north/empty.txt" in strict.err
    assert not Path("s.duckdb").exists()
    done = toolkit_main("resolve", "texts", "--store", "s.duckdb", "--json")
    assert done.code == 4
    found = json.loads(done.out)
    assert found["counts"]["documents"] == 4 and found["counts"]["skipped"] == 1
    [warning] = found["warnings"]
    assert "north/empty.txt" in warning and f"warning: {warning}" in done.err


def test_given_mentions_that_do_not_fit_are_4_strict_is_3(texts: Path, toolkit_main: Main) -> None:
    text = TEXTS["south/river.txt"]
    at = text.index("Danube Commission")
    right = {"doc_id": "south/river", "start": at, "end": at + 17, "text": "Danube Commission"}
    lines = [right, right | {"start": at + 1}]
    Path("m.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    strict = toolkit_main(
        "resolve", "texts", "--store", "s.duckdb", "--mentions", "m.jsonl", "--strict"
    )
    assert strict.code == 3 and "m.jsonl:2" in strict.err
    assert not Path("s.duckdb").exists()
    done = toolkit_main(
        "resolve", "texts", "--store", "s.duckdb", "--mentions", "m.jsonl", "--json"
    )
    assert done.code == 4
    found = json.loads(done.out)
    assert found["counts"]["mentions"] == 1 and "m.jsonl:2" in found["warnings"][0]


def test_flags_reach_the_settings(texts: Path, toolkit_main: Main) -> None:
    Path("c.toml").write_text("[matching]\npair_budget = 1\n")
    done = toolkit_main("resolve", "texts", "--store", "s.duckdb", "--config", "c.toml")
    assert done.code == 2 and "1" in done.err
    done = toolkit_main(
        "resolve", "texts", "--store", "t.duckdb", "--groups-from", "file", "--threads", "1",
        "--extractor", "rules", "-q",
    )  # fmt: skip
    assert done.code == 0
    unknown = toolkit_main("compare", "t.duckdb", "--groups", "north,south")
    assert unknown.code == 2, "each file is a group of its own"


def test_hostile_names_and_texts_are_printed_harmless(tmp_path: Path, toolkit_main: Main) -> None:
    os.chdir(tmp_path)
    name = f"evil{ESCAPE}[red]\nerror: fake{OVERRIDE}"
    write_corpus(tmp_path / "texts", {
        "north/a.txt": f"The {ESCAPE}Polar Council [/red] of Norway met{OVERRIDE} in Oslo.\n",
        f"{name}/{name}.txt": "Norway and the Polar\nCouncil met in Oslo.\n",
        f"{name}/empty.txt": "",
    })  # fmt: skip
    done = toolkit_main("resolve", "texts", "--store", "s.duckdb")
    assert done.code == 4
    said = [done]
    said.append(toolkit_main("show", "s.duckdb", "Norway", "--all"))
    said.append(toolkit_main("explain", "s.duckdb", "Norway", "Oslo"))
    said.append(toolkit_main("compare", "s.duckdb"))
    said.append(toolkit_main("compare", "s.duckdb", "--json", "-"))
    said.append(toolkit_main("show", "s.duckdb", f"{ESCAPE}\n{OVERRIDE}"))
    assert [each.code for each in said] == [4, 0, 0, 0, 0, 2]
    for each in said:
        text = each.out + each.err
        assert "\x1b" not in text and OVERRIDE not in text
        assert not re.search(r"^error: fake", text, re.MULTILINE)
    assert "evil\\x1b[31m[red]\\nerror: fake\\u202e" in said[1].out
    assert "\\x1b[31mPolar Council [/red]" in said[1].out


def test_bars_on_a_terminal_results_in_the_pipe(texts: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [EXECUTABLE, "resolve", "texts", "--store", "s.duckdb", "--json"],
        stdout=subprocess.PIPE, stderr=theirs, stdin=subprocess.DEVNULL,
        env=clean_environment() | {"TERM": "xterm", "COLUMNS": "120"},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # the other end is closed
        while piece := os.read(ours, 65536):
            shown += piece
    out, _ = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0
    assert json.loads(out)["counts"]["documents"] == 4
    assert "mentions" in shown.decode() and "4/4" in shown.decode()
    assert COLOUR.search(shown.decode())


@pytest.mark.parametrize("wanted", [True, False])
def test_bars_have_colours_where_they_are_wanted(
    monkeypatch: pytest.MonkeyPatch, wanted: bool
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys, "stderr", Terminal())
    with progress(Screen(colour=wanted)) as show:
        show("[red]reading[/red]", 1, 2)
        show("[red]reading[/red]", 2, 2)
    assert "[red]reading[/red]" in sys.stderr.getvalue()  # type: ignore[attr-defined]
    assert bool(COLOUR.search(sys.stderr.getvalue())) is wanted  # type: ignore[attr-defined]


def test_a_long_stage_reports_in_a_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = iter([0.0, 10.0, 31.0, 32.0, 33.0])
    monkeypatch.setattr("time.monotonic", lambda: next(now))
    with progress(Screen()) as show:
        for done in (1, 2, 3):
            show("mentions", done, 4000)
        show("pairs", 0, 1)
    with progress(Screen(quiet=True)) as show:
        show("mentions", 1, 4)
    lines = capsys.readouterr().err.splitlines()
    assert lines == ["mentions (4,000)", "mentions 3 of 4,000", "pairs"]
