"""What comes from outside is printed as harmless text."""

from __future__ import annotations

import io
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cli.plain import columns, plain, sentence, shorten, table
from toolkit.cli.screen import Screen


@given(st.text(st.characters(exclude_categories=())))
def test_every_character_is_printable_and_encodable(text: str) -> None:
    for shown in (plain(text), sentence(text), shorten(text, 20)):
        assert shown.isprintable()
        assert len(shown.splitlines()) <= 1
        shown.encode("utf-8")
    assert columns(shorten(text, 20)) <= 20


def test_harmful_characters_are_seen_not_obeyed() -> None:
    assert plain("a\x1b[2Jb") == "a\\x1b[2Jb"
    assert plain("x\u202ey\u2066z") == "x\\u202ey\\u2066z"
    assert plain("\x9b31m") == "\\x9b31m"
    assert plain("one\ntwo\r") == "one\\ntwo\\r"
    assert plain("[bold]x[/]") == "[bold]x[/]"
    assert plain("Łódź, 北京\u00a0\u2009x") == "Łódź, 北京  x"
    assert sentence("one\n  two\tthree ") == "one two three"


def test_a_table_is_aligned_also_with_wide_characters() -> None:
    lines = table(["name", "n"], [["北京", 3], ["a\nb", 12], ["e\u0301", 1]])
    assert lines[1:] == ["北京   3", "a\\nb  12", "e\u0301      1"]
    assert table(["documents"], []) == ["documents"]


def test_colours_only_on_a_terminal_that_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert Screen().paint("x", "red", Terminal()) == "\x1b[31mx\x1b[0m"
    assert Screen().paint("x", "red", io.StringIO()) == "x"
    assert Screen(colour=False).paint("x", "red", Terminal()) == "x"
    monkeypatch.setenv("NO_COLOR", "1")
    assert Screen().paint("x", "red", Terminal()) == "x"


def test_streams_are_kept_apart(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen(as_json=True)
    screen.result("not shown")
    screen.note("a hint")
    screen.warn_all(["bad \x1b[31m file", "other"])
    screen.data({"name": "\u202e\x9b", "warnings": screen.warnings})
    captured = capsys.readouterr()
    assert captured.out.isascii()
    found = json.loads(captured.out)
    assert found["schema_version"] == 1
    assert found["name"] == "\u202e\x9b"
    assert found["warnings"] == ["bad \\x1b[31m file", "other"]
    assert "a hint" in captured.err and "\x1b" not in captured.err


def test_long_lists_of_warnings_are_cut_unless_verbose() -> None:
    def shown(verbose: bool) -> str:
        stream, sys.stderr = sys.stderr, io.StringIO()
        try:
            Screen(verbose=verbose).warn_all(f"file {n}" for n in range(50))
            return sys.stderr.getvalue()  # type: ignore[attr-defined]
        finally:
            sys.stderr = stream

    assert "... and 30 more" in shown(False) and "file 49" not in shown(False)
    assert "file 49" in shown(True)
