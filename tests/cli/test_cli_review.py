"""`toolkit review` and `toolkit thresholds` through the real command, answers piped in."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_calls import ESCAPE, EXECUTABLE, OVERRIDE, Done, clean_environment, write_corpus

TEXTS = {
    "north/a.txt": "The Northern Harbour Agency (NHA) met in Oslo.\n",
    "north/b.txt": (
        "Oleksandr Kovalchyk came to Oslo. The =SUM(A1) Maritime Council thanked Norway.\n"
    ),
    "south/c.txt": (
        f"The National Health Authority (NHA) {ESCAPE}met{OVERRIDE} in Graz. Oleksandr Kowalchyk "
        "spoke.\n"
    ),
    "south/d.txt": f"The NHA {ESCAPE}published{OVERRIDE} its report\nin Linz.\n",
}
Main = Callable[..., Done]


@pytest.fixture(scope="session")
def asked_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    write_corpus(folder / "texts", TEXTS)
    done = command("resolve", "texts", "--store", "s.duckdb", "-q", cwd=folder)
    assert done.code == 0, done.err
    return folder / "s.duckdb"


@pytest.fixture
def store(asked_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(asked_once, tmp_path / "s.duckdb"))


def command(*arguments: object, cwd: Path, typed: str | None = None) -> Done:
    done = subprocess.run(
        [EXECUTABLE, *map(str, arguments)], cwd=cwd, capture_output=True, timeout=90, check=False,
        input=(typed or "").encode(), env=clean_environment() | {"LOGNAME": "tester"},
    )  # fmt: skip
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def answers(store: Path) -> list[dict[str, str]]:
    path = store.with_name("answers.jsonl")
    assert command("review", store, "--answers", path, cwd=store.parent).code == 0
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_session(store: Path) -> None:
    typed = "?\nwhat\nu\ns it is the agency\nu\nd\nk\nq\n"
    done = command("review", "s.duckdb", cwd=store.parent, typed=typed)
    assert done.code == 0, done.err
    assert "Question 1 of 3: is this one thing?" in done.out
    assert "unresolved short name: “NHA” may be" in done.out
    assert "A  NHA  ORG, 1 mention in 1 document, as meant in south/d" in done.out
    assert "south | south/d: The [NHA] " in done.out
    assert "would make Northern Harbour Agency a shared actor of north and south" in done.out
    assert "(acronym and its long form)" in done.out
    assert "There is nothing to undo." in done.out and "Taken back." in done.out
    assert done.out.count("Please answer") == 1 and done.out.count("s  same: both names") == 2
    assert done.out.rstrip().endswith("1 answered, 1 skipped.")
    assert "1 answer waits" in done.err and "toolkit review s.duckdb --replay" in done.err
    kept = answers(store)
    assert [line["verdict"] for line in kept] == ["same", "unsure", "different"]
    assert kept[0]["by"] == "tester" and kept[0]["why"] == "it is the agency"
    assert kept[0]["at"].endswith("+00:00") and kept[1]["undone"] is True
    replayed = command("review", "s.duckdb", "--replay", cwd=store.parent)
    assert replayed.code == 0 and "Replayed: 4 documents" in replayed.out
    again = command("review", "s.duckdb", "--replay", "--json", cwd=store.parent)
    assert json.loads(again.out)["replayed"] == 0


def test_nothing_of_a_document_reaches_the_terminal(store: Path) -> None:
    done = command("review", "s.duckdb", "--limit", 0, cwd=store.parent, typed="k\n" * 9)
    listed = command("review", "s.duckdb", "--list", cwd=store.parent)
    for text in (done.out, done.err, listed.out):
        assert "\x1b" not in text and OVERRIDE not in text
    assert r"\x1b[31m" in done.out and r"\u202e" in done.out


def test_the_end_of_the_input_keeps_what_was_answered(store: Path) -> None:
    done = command("review", "s.duckdb", "--author", "lg", cwd=store.parent, typed="s")
    assert done.code == 0 and "1 answered, 0 skipped." in done.out
    assert [line["by"] for line in answers(store)] == ["lg"]


def test_ctrl_c_ends_cleanly(store: Path) -> None:
    with subprocess.Popen(
        [EXECUTABLE, "review", "s.duckdb"], cwd=store.parent, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=clean_environment(),
    ) as process:  # fmt: skip
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(b"d\n")
        process.stdin.flush()
        seen = b""
        while b"Question 2" not in seen:
            seen += os.read(process.stdout.fileno(), 4096)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert b"1 answered, 0 skipped." in seen + out and b"Traceback" not in err
    assert [line["verdict"] for line in answers(store)] == ["different"]


def test_a_spreadsheet_goes_out_and_comes_back(store: Path) -> None:
    done = command("review", "s.duckdb", "--export", "q.csv", cwd=store.parent)
    assert done.code == 0 and "Fill the column verdict" in done.err
    path = store.with_name("q.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 3 and all(row["verdict"] == "" for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values()
                   if not cell.lstrip("-").replace(".", "").isdigit())  # fmt: skip
    rows[0] |= {"verdict": "Same", "by": "ann", "why": "=1+1"}
    rows[1] |= {"verdict": "unsure"}
    with path.open("w", encoding="utf-8-sig", newline="") as stream:  # as a spreadsheet saves it
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    taken = command("review", "s.duckdb", "--import", "q.csv", "--author", "lg", "--resolve",
                    cwd=store.parent)  # fmt: skip
    assert taken.code == 0, taken.err
    assert "2 answers taken over, 0 known, 1 rows empty" in taken.out and "Replayed" in taken.out
    assert [(line["verdict"], line["by"]) for line in answers(store)] == [
        ("same", "ann"), ("unsure", "lg"),
    ]  # fmt: skip
    twice = command("review", "s.duckdb", "--import", "q.csv", cwd=store.parent)
    assert "0 answers taken over, 2 known" in twice.out
    left = json.loads(command("review", "s.duckdb", "--json", cwd=store.parent).out)
    assert left["schema_version"] == 1 and left["total"] == len(left["questions"]) == 1
    assert left["questions"][0]["explanation"]["terms"][0]["label"] == "prior"


def test_names_that_are_formulas_come_back_as_they_were(toolkit_main: Main, tmp_path: Path) -> None:
    from toolkit.cli.question_files import read_answers
    from toolkit.corpus.questions import question_id

    rows = [("=cmd()", "'=cmd()"), ("'=cmd()", "x"), ("-a", "@b")]
    path = tmp_path / "q.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["question_id", "left", "right", "verdict"])
        for left, right in rows[1:]:
            cells = ["'" + name if name[0] in "=-@" else name for name in (left, right)]
            writer.writerow([question_id(left, "", right, ""), *cells, "d"])
    found = read_answers(path, "lg", "now").judgements
    assert [(j.left, j.right, j.verdict, j.by) for j in found] == [
        (*pair, "different", "lg") for pair in rows[1:]
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("left,verdict\nA,same\n", "the column 'right' is missing"),
        ("left,right,verdict\nA,B,perhaps\n", "unknown verdict 'perhaps'"),
        ("left,right,verdict\nA,,same\n", "a name is missing"),
        ("left,right,verdict,question_id\nA,B,same,q1\n", "the names are not those"),
    ],
)
def test_broken_files_are_told(toolkit_main: Main, store: Path, text: str, what: str) -> None:
    path = store.with_name("q.csv")
    path.write_text(text)
    done = toolkit_main("review", store, "--import", path)
    assert done.code == 3 and what in done.err and "q.csv" in done.err
    assert answers(store) == []


def test_usage(toolkit_main: Main, store: Path) -> None:
    both = toolkit_main("review", store, "--list", "--alarms")
    assert both.code == 2 and "do not go together" in both.err
    wrong = toolkit_main("review", store, "--export", store.with_name("q.ods"))
    assert wrong.code == 2 and ".csv or .jsonl" in wrong.err
    lines = store.with_name("q.jsonl")
    assert toolkit_main("review", store, "--export", lines).code == 0
    rows = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 3 and rows[0]["verdict"] == "" and rows[0]["left"] == "NHA"
    assert toolkit_main("review", store, "--import", lines).out.startswith("0 answers")
    assert toolkit_main("review", store, "--alarms").out == "No alarm.\n"


def test_thresholds(toolkit_main: Main, store: Path) -> None:
    done = toolkit_main("thresholds", store, "--from", 0, "--to", 6, "--step", 2)
    assert done.code == 0 and "<- last run" in done.out and "costing 3 times" in done.out
    found = json.loads(toolkit_main("thresholds", store, "--cost-wrong", 99, "--json").out)
    assert found["probability"] == 0.99 and found["schema_version"] == 1
    entities = [row["entities"] for row in found["thresholds"]]
    assert len(entities) == 17 and entities[0] <= entities[-1]
    assert toolkit_main("thresholds", store, "--step", 0).code == 2
    assert toolkit_main("thresholds", store, "--cost-missed", 0).code == 2


def test_contradictions_end_a_run_with_all_voices(toolkit_main: Main, store: Path) -> None:
    said = (("Oslo", "Graz", "--same"), ("Graz", "Linz", "--same"), ("Oslo", "Linz", "--different"))
    for left, right, verdict in said:
        assert toolkit_main("judge", store, left, right, verdict, "--by", "lg").code == 0
    done = toolkit_main("review", store, "--replay")
    assert done.code == 2 and done.err.count("same: ") == 2
    assert "different: “Oslo” ≠ “Linz”" in done.err
    assert "toolkit judge STORE Graz Linz --undo" in done.err
    assert toolkit_main("judge", store, "Linz", "Graz", "--undo").code == 0
    assert toolkit_main("review", store, "--replay").code == 0
