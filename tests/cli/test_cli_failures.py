"""Errors end in their code, with three parts and without a traceback; Ctrl-C and pipes end well."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from cli_calls import EXECUTABLE, Done, clean_environment, run_command, write_corpus

import toolkit
from toolkit.errors import InputError

SECRET = "what the minister said in private"


def test_an_error_has_three_parts(
    toolkit_main: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise InputError("bad \x1b[2J thing", where="a\nb.txt:3", hint="Mend \u202e it.")

    monkeypatch.setattr(toolkit, "open", fail)
    done = toolkit_main("show", "s.duckdb", "X")
    assert (done.code, done.out) == (3, "")
    assert done.err == (
        "error: bad \\x1b[2J thing\n  where: a\\nb.txt:3\n  what to do: Mend \\u202e it.\n"
    )


def test_an_internal_error_is_5_and_its_log_quotes_no_document(
    toolkit_main: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise RuntimeError(f"cannot go on with {SECRET}") from error

    monkeypatch.setattr(toolkit, "open", fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    done = toolkit_main("show", "s.duckdb", SECRET)
    assert (done.code, done.out) == (5, "")
    assert "internal error (RuntimeError)" in done.err
    assert "Traceback" not in done.err and SECRET not in done.err
    [log] = tmp_path.iterdir()
    assert str(log) in done.err
    text = log.read_text()
    assert SECRET not in text
    assert "KeyError" in text and "test_cli_failures.py" in text and "command: show" in text
    verbose = toolkit_main("show", "s.duckdb", SECRET, "--verbose")
    assert "test_cli_failures.py" in verbose.err and SECRET not in verbose.err


def test_an_interruption_that_a_library_disguised_is_130(
    toolkit_main: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        try:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(5)
        except KeyboardInterrupt:
            pass
        raise RuntimeError("query interrupted")

    monkeypatch.setattr(toolkit, "open", fail)
    done = toolkit_main("show", "s.duckdb", "X")
    assert done.code == 130
    assert done.err.startswith("Interrupted")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ctrl_c_while_resolving_is_130_and_leaves_a_store(store: Path, tmp_path: Path) -> None:
    text = (store.parent / "texts/north/harbour.txt").read_text() * 20
    write_corpus(tmp_path / "texts", {f"g/{n}.txt": text for n in range(60)})
    process = subprocess.Popen(
        [EXECUTABLE, "resolve", "texts", "--store", "s.duckdb"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=clean_environment(),
    )  # fmt: skip
    assert process.stderr is not None
    assert process.stderr.readline().startswith(b"mentions")
    asked = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert time.monotonic() - asked < 3
    assert b"Interrupted" in err and b"Traceback" not in err
    after = run_command("runs", "s.duckdb", "--json", cwd=tmp_path)
    assert after.code == 0, after.err
    assert '"runs": []' in after.out


def test_a_reader_that_goes_away_ends_quietly(store: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [EXECUTABLE, "show", "s.duckdb", "BPA"],
        cwd=store.parent, stdout=writing, stderr=subprocess.PIPE, timeout=30, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_work_goes_on_when_nobody_reads_the_progress(store: Path, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [EXECUTABLE, "init", tmp_path / "c.toml"],
        stdout=subprocess.PIPE, stderr=writing, timeout=30, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stdout.decode()) == (0, f"{tmp_path / 'c.toml'}\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [EXECUTABLE, "init", "c.toml", "-q"],
            cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, timeout=30, check=False,
        )  # fmt: skip
    assert done.returncode == 3
    assert done.stderr.startswith(b"error: No space left") and b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["show", "none.duckdb", "X"], 3, "none.duckdb"),
        (["compare", "none.duckdb"], 3, "none.duckdb"),
        (["resolve", "nowhere", "--store", "new.duckdb"], 3, "nowhere"),
        (["resolve", "texts", "--store", "new.duckdb", "--mentions", "no.jsonl"], 3, "no.jsonl"),
        (["resolve", "texts", "--store", "new.duckdb", "--extractor", "nobody"], 2, "nobody"),
        (["resolve", "texts", "--store", "new.duckdb", "--model", "nothing"], 2, "nothing"),
        (["resolve", "texts", "--store", "no/folder/new.duckdb"], 3, "folder"),
        (["score-pairs", "none.jsonl"], 3, "none.jsonl"),
        (["compare", "s.duckdb", "--labels", "nonsense"], 2, "nonsense"),
        (["compare", "s.duckdb", "--groups", "north,mars"], 2, "mars"),
        (["show", "s.duckdb", "Nobody Atall"], 2, "Nobody Atall"),
        (["judge", "s.duckdb", "BPA", "Vienna"], 2, "--same"),
        (["judge", "s.duckdb", "BPA", "Vienna", "--same", "--different"], 2, "--different"),
        (["export", "mentions", "s.duckdb", "-o", "m.docx"], 2, "docx"),
        (["export", "mentions", "s.duckdb", "-o", "no/such/m.csv"], 3, "m.csv"),
        (["compare", "s.duckdb", "--json", "no/such/c.json"], 3, "no/such"),
    ],
)
def test_what_is_missing_or_wrong_has_its_code(
    toolkit_main: Callable[..., Done],
    monkeypatch: pytest.MonkeyPatch,
    store: Path,
    arguments: list[str],
    code: int,
    said: str,
) -> None:
    monkeypatch.chdir(store.parent)
    before = sorted(path.name for path in store.parent.iterdir())
    done = toolkit_main(*arguments)
    assert done.code == code, done.err
    assert done.out == ""
    assert said in done.err
    assert re.match(r"error: \S", done.err) or "\nerror: " in done.err
    Path("new.duckdb").unlink(missing_ok=True)
    assert sorted(path.name for path in store.parent.iterdir()) == before
