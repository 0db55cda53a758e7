"""A document that takes too long to read costs its names, is listed, and the rest goes on."""

from __future__ import annotations

import re
import signal
import threading
import time
from pathlib import Path

import pytest

import toolkit
from toolkit.cli import main
from toolkit.corpus.deadline import TookTooLong, within
from toolkit.mentions import RuleExtractor

SLOW = "Slow: Norway met Latvia."


@pytest.fixture
def stalled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule extractor never comes to an end with one document."""
    real = RuleExtractor.extract

    def extract(self: RuleExtractor, document: toolkit.Document, *rest: object):  # type: ignore[no-untyped-def]
        if document.text.startswith("Slow"):
            try:
                re.match(r"(a+)+b", "a" * 60)  # in C, for years
            except Exception:  # what a plug-in might do
                return real(self, document, *rest)
        return real(self, document, *rest)

    monkeypatch.setattr(RuleExtractor, "extract", extract)


@pytest.mark.usefixtures("stalled")
def test_one_document_costs_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("docs").mkdir()
    Path("docs/slow.txt").write_text(SLOW)
    Path("docs/good.txt").write_text("Norway met Denmark.")
    Path("c.toml").write_text("[run]\ndocument_seconds = 1\n[mentions]\nextractor = 'rules'\n")
    begun = time.monotonic()
    assert main("resolve docs --store s.duckdb --config c.toml".split()) == 4
    assert time.monotonic() - begun < 60
    told = " ".join(capsys.readouterr().err.split())
    assert "slow: rules took longer than 1 seconds (run.document_seconds)" in told
    with toolkit.open("s.duckdb", read_only=True) as corpus:
        assert {e["name"] for e in corpus.entities.to_pylist()} == {"Norway", "Denmark"}
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    with toolkit.open("s.duckdb", overrides={"mentions.extractor": "rules"}) as corpus:
        corpus.resolve()  # the next run tries again
        assert "Latvia" in {e["name"] for e in corpus.entities.to_pylist()}


def test_by_default_results_do_not_depend_on_speed() -> None:
    assert toolkit.open().settings.run.document_seconds == 0
    with within(0):
        assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_the_alarm_is_taken_back() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with within(60):
        assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= 60
    with pytest.raises(TookTooLong), within(0.05):
        time.sleep(5)
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    assert signal.getsignal(signal.SIGALRM) is before


def test_other_threads_go_on_without_a_limit() -> None:
    done = []

    def work() -> None:
        with within(0.01):
            time.sleep(0.1)
        done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done
