"""Progress: seen where somebody looks, silent in pipes, and never in the way of the work."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from harbour import TEXTS
from test_corpus_train import corpus_of_names

import toolkit
from toolkit import UsageError, progress
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


CALLS: dict[str, tuple[Callable[[toolkit.Corpus, Any], object], str]] = {
    "ingest": (lambda c, p: c.ingest([toolkit.Document("new", "Oslo.")], progress=p), "preparing"),
    "compare": (lambda c, p: c.compare(progress=p), "comparing"),
    "thresholds": (lambda c, p: c.thresholds(progress=p), "thresholds"),
    "evaluate": (lambda c, p: c.evaluate(GOLD, bootstrap=9, progress=p), "bootstrap"),
    "check_codebook": (lambda c, p: c.check_codebook("policy", progress=p), "codebook"),
}  # fmt: skip
GOLD = "gold.jsonl"


@pytest.fixture
def golden(resolved: toolkit.Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)
    row = {"doc_id": "north/plan", "start": 0, "end": 6, "text": "Norway", "entity_id": "a"}
    (tmp_path / GOLD).write_text(json.dumps(row) + "\n", encoding="utf-8")
    return resolved


@pytest.mark.parametrize("name", CALLS)
def test_long_calls_tell_how_far_they_are(name: str, golden: toolkit.Corpus) -> None:
    call, stage = CALLS[name]
    seen: list[tuple[str, int, int]] = []
    call(golden, lambda *step: seen.append(step))
    told = [(done, total) for what, done, total in seen if what == stage]
    assert told and told[-1][0] == told[-1][1] > 0 and told == sorted(told)


def test_training_tells_its_folds(tmp_path: Path) -> None:
    documents, gold = corpus_of_names()
    path = tmp_path / GOLD
    path.write_text("".join(json.dumps(row) + "\n" for row in gold), encoding="utf-8")
    seen: list[tuple[str, int, int]] = []
    with toolkit.open(overrides={"matching.model": "policy_by_hand"}) as corpus:
        corpus.ingest(documents)
        corpus.add_mentions([{k: v for k, v in row.items() if k != "entity_id"} for row in gold])
        corpus.resolve("none")
        corpus.train("gold", gold=path, progress=lambda *step: seen.append(step))
    assert [done for _, done, _ in seen] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("name", CALLS)
def test_short_calls_show_nothing(
    name: str, golden: toolkit.Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = terminal_of(monkeypatch)
    monkeypatch.setattr(watching, "PATIENCE", 3_600.0)
    CALLS[name][0](golden, "auto")
    assert terminal.getvalue() == ""
    monkeypatch.setattr(watching, "PATIENCE", 0.0)
    CALLS[name][0](golden, "auto")
    assert CALLS[name][1] in terminal.getvalue() and terminal.getvalue().endswith("\r\x1b[K")


def test_what_is_told_reaches_the_innermost_listener_only() -> None:
    seen: list[tuple[str, int, int]] = []
    with progress.telling(lambda *step: seen.append(step)):
        assert list(progress.told("outer", "ab")) == ["a", "b"]
        with progress.telling(progress.silent):
            assert list(progress.told("inner", iter("abc"))) == ["a", "b", "c"]
        progress.tell("outer", 3, 0)
    progress.tell("nobody", 1, 1)
    assert seen == [("outer", 0, 2), ("outer", 1, 2), ("outer", 2, 2), ("outer", 3, 0)]
