"""Progress: seen where somebody looks, silent in pipes, and never in the way of the work."""

from __future__ import annotations

import io
import sys

import pytest
from harbour import TEXTS

import toolkit
from toolkit import UsageError
from toolkit.corpus import watching
from toolkit.corpus.watching import _html


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal_of(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Set inside of a test: pytest puts its own stream in place when a test begins."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    return stream


def filled(corpus: toolkit.Corpus) -> toolkit.Corpus:
    corpus.ingest([toolkit.Document(doc_id, text) for doc_id, text in TEXTS.items()])
    return corpus


def test_a_bar_in_a_terminal(monkeypatch: pytest.MonkeyPatch, empty: toolkit.Corpus) -> None:
    terminal = terminal_of(monkeypatch)
    filled(empty).resolve()
    drawn = terminal.getvalue()
    assert "mentions" in drawn and f"of {len(TEXTS)}" in drawn and "\n" not in drawn
    assert drawn.endswith("\r\x1b[K")


@pytest.mark.parametrize("how", ["none", False])
def test_none_where_none_is_wanted(
    how: object, monkeypatch: pytest.MonkeyPatch, empty: toolkit.Corpus
) -> None:
    terminal = terminal_of(monkeypatch)
    filled(empty).resolve(how)  # type: ignore[arg-type]
    assert terminal.getvalue() == ""


def test_none_in_a_pipe(capfd: pytest.CaptureFixture[str], empty: toolkit.Corpus) -> None:
    filled(empty).resolve()
    assert capfd.readouterr() == ("", "")


def test_always_where_it_is_asked_for(
    capsys: pytest.CaptureFixture[str], empty: toolkit.Corpus
) -> None:
    filled(empty).resolve("bar")
    assert "mentions" in capsys.readouterr().err


def test_a_function_of_ones_own(empty: toolkit.Corpus) -> None:
    seen: list[tuple[str, int, int]] = []
    filled(empty).resolve(lambda *step: seen.append(step))
    assert ("mentions", len(TEXTS), len(TEXTS)) in seen


def test_another_word_is_an_error(empty: toolkit.Corpus) -> None:
    with pytest.raises(UsageError) as caught:
        filled(empty).resolve("loud")  # type: ignore[arg-type]
    assert '"auto"' in caught.value.hint


def test_a_terminal_that_is_gone_does_not_stop_the_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal_of(monkeypatch).close()
    with watching.watching("bar") as tell:
        tell("mentions", 1, 2)


def test_a_stage_in_a_notebook_is_only_text() -> None:
    assert "<b>" not in _html("<b>mentions", 1, 9, 2.0) and 'max="9"' in _html("a", 1, 9, 2.0)
    assert _html("", 0, 0, 0.0) == ""
