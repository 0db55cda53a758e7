"""The whole path, each command in a process that the kernel kills if it uses a socket."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_files import column, docx, p, pdf
from without_network import KILLED, UNABLE

LAUNCHER = Path(__file__).with_name("without_network.py")
TOOLKIT = Path(sys.executable).with_name("toolkit")
TEXT = "The Baltic Port Authority (BPA) met Maria Lindqvist in Oslo. The BPA and Norway agreed."
PAGE = f"<html><head><title>A page</title></head><body><article><p>{TEXT}</p></article></body>"
# All commands in one process, each named first: the last name tells which one was killed.
ALL = """
import sys
from toolkit.cli import main
for command in sys.argv[1:]:
    print(command, flush=True)
    if code := main(command.split()):
        sys.exit(f"{command}: {code}")
"""


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        [sys.executable, LAUNCHER, *map(str, command)],
        cwd=cwd, capture_output=True, timeout=120, check=False, stdin=subprocess.DEVNULL,
        env={k: v for k, v in os.environ.items() if not k.startswith("TOOLKIT_")},
    )  # fmt: skip
    if done.returncode == UNABLE:
        pytest.skip("no seccomp on this system")
    return done


def test_the_watch_sees_python_and_native_code(tmp_path: Path) -> None:
    use = "import socket; socket.socket().connect(('127.0.0.1', 9))"
    for code, killed in (
        ("import socket; socket.socket()", False),
        (use, True),
        ("import socket; socket.socket().listen()", True),
        ("import socket; socket.socket(type=2).sendto(b'x', ('127.0.0.1', 9))", True),
        ("import socket; socket.socket(type=2).sendmsg([b'x'], [], 0, ('127.0.0.1', 9))", True),
        ("import duckdb; duckdb.connect().sql('INSTALL httpfs')", True),
        (f"import subprocess, sys; sys.exit({KILLED} == "
         f"subprocess.call([sys.executable, '-c', {use!r}]))", False),
    ):  # fmt: skip
        done = run(sys.executable, "-c", code, cwd=tmp_path)
        child = done.returncode == 1  # the last of them tells that its own child was killed
        assert (done.returncode == KILLED) is killed and child is ("subprocess" in code), code


def test_no_command_uses_a_socket(tmp_path: Path) -> None:
    north, south = tmp_path / "docs" / "north", tmp_path / "docs" / "south"
    north.mkdir(parents=True)
    south.mkdir()
    (north / "a.txt").write_text(TEXT)
    (north / "b.html").write_text(PAGE + '<img src="http://127.0.0.1:9/x.png">')
    (south / "c.pdf").write_bytes(pdf([column([TEXT])]))
    (south / "d.docx").write_bytes(docx(p(TEXT)))
    (tmp_path / "pairs.jsonl").write_text('{"left": "NATO", "right": "Nato"}\n')
    (tmp_path / "entities.csv").write_text("name,type\nNATO,org\nNato,org\n")
    (tmp_path / "links.csv").write_text("source,target\nNATO,Nato\n")
    gold = {"doc_id": "north/a", "start": 4, "end": 24, "text": TEXT[4:24], "type": "ORG"}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n")
    commands = (
        "doctor",
        "resolve docs --store s.duckdb --threads 2",
        "resolve docs --store s.duckdb --force --extractor rules",
        "resolve docs --store t.duckdb",
        "compare s.duckdb --report r.html --json c.json",
        *(f"export {what} s.duckdb -o {what}{suffix}" for what, suffix in (
            ("mentions", ".csv"), ("entities", ".parquet"), ("entities", ".jsonld"),
            ("mentions", ".jsonld"), ("entities", ".ftm.json"), ("entities", ".openrefine.csv"),
            ("themes", ".dna.csv"), ("judgements", ".csv"), ("documents", ".jsonl"),
            ("pairs", ".jsonl"), ("themes", ".csv"), ("graph", ".graphml"), ("graph", ".gexf"),
            ("comparison", ".json"))),
        "show s.duckdb BPA",
        "explain s.duckdb BPA Norway",
        "review s.duckdb --list",
        "judge s.duckdb BPA Norway --different --by me",
        "thresholds s.duckdb",
        "diff s.duckdb t.duckdb",
        "evaluate s.duckdb gold.jsonl",
        "score-pairs pairs.jsonl",
        "resolve-table entities.csv -o resolved.csv",
        "resolve-table entities.csv -o resolved --relationships links.csv",
        "runs s.duckdb",
    )  # fmt: skip
    done = run(sys.executable, "-c", ALL, *commands, cwd=tmp_path)
    told = done.stdout.decode().splitlines()
    assert done.returncode == 0, (told[-1:], done.returncode, done.stderr.decode())
    assert [line for line in told if line in commands] == list(commands)
    done = run(TOOLKIT, "show", "s.duckdb", "BPA", cwd=tmp_path)  # as it is installed
    assert done.returncode == 0, done.stderr.decode()
    assert b"Maria Lindqvist" in (tmp_path / "r.html").read_bytes()
