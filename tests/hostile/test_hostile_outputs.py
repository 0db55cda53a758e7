"""Whatever people and documents write comes out as text: on the terminal, in files, errors and
logs. The page and the notebook are in tests/browser/test_hostile_page.py."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hostile_store
import pyarrow.parquet as pq
import pytest
from hostile_strings import STORED, STRINGS
from lxml import etree

import toolkit
from toolkit.cli import main
from toolkit.cli.failure import describe
from toolkit.documents.spreadsheet import unguard
from toolkit.export import SUFFIXES

pytestmark = pytest.mark.slow  # everyday, those of export, plots and browser write hostile names

RUNS = tuple("=+-@\t\r\n＝＋－＠")
TABLES = [w for w in SUFFIXES if w not in ("graph", "comparison")]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_store.make(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def corpus(base: Path) -> Iterator[toolkit.Corpus]:
    config = base.with_name("c.toml")
    with toolkit.open(base, config=config, read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def view(corpus: toolkit.Corpus) -> Any:
    return corpus.compare()


@pytest.fixture
def place(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(base, tmp_path / "s.duckdb")
    shutil.copy(base.with_name("c.toml"), tmp_path / "c.toml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_all_of_them_are_in_the_store(corpus: toolkit.Corpus) -> None:
    held = corpus.documents.to_pylist()
    assert {row["title"] for row in held} == set(STORED.values())
    assert {row["by"] for row in corpus.judgements()} >= set(STORED.values()) - {
        text for text in STORED.values() if not text.strip() or len(text) > 999
    }
    names = {row["name"] for row in corpus.entities.to_pylist()}
    assert sum(name in STORED.values() for name in names) > 40


# --- terminal ------------------------------------------------------------------------------------


def check_terminal(text: str) -> None:
    bad = {c for c in text if c != "\n" and not c.isprintable()}
    assert not bad, sorted(map(ascii, bad))


@pytest.mark.parametrize("command", [
    "show s.duckdb Norway", "show s.duckdb Norway --json", "explain s.duckdb Norway __proto__",
    "review s.duckdb --list", "review s.duckdb --list --json", "review s.duckdb --alarms",
    "review s.duckdb --export q.csv", "review s.duckdb --answers a.jsonl", "runs s.duckdb",
    "runs s.duckdb --json", "thresholds s.duckdb", "codebook check book.yml s.duckdb",
    "compare s.duckdb --report r.html", "compare s.duckdb --json -", "diff s.duckdb t.duckdb",
    "diff s.duckdb t.duckdb --json", "export entities s.duckdb -o e.csv",
    "resolve d.jsonl --store n.duckdb --groups-from field --judgements j.jsonl",
    "resolve d.jsonl --store n.duckdb --groups-from field --json", "resolve-table e.jsonl -o f.csv",
    "score-pairs p.jsonl", "evaluate s.duckdb g.jsonl --errors 9",
])  # fmt: skip
def test_no_command_prints_what_a_terminal_obeys(
    place: Path, base: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    for name in ("book.yml", "j.jsonl"):
        shutil.copy(base.with_name(name), place / name)
    if command.startswith("diff"):
        with toolkit.open("t.duckdb", config="c.toml") as later:
            later.ingest([toolkit.Document(t[:99], f"{t} met Norway.", STORED["escape"], title=t)
                          for t in STORED.values() if t.strip()])  # fmt: skip
            later.resolve()
    rows = [{"doc_id": t[:99] + "#", "text": f"{t} met Norway.", "group": t[:60], "title": t}
            for t in STORED.values()]  # fmt: skip
    write(place / "d.jsonl", rows)
    write(place / "e.jsonl", [{"name": t, "type": t, "description": t} for t in STORED.values()])
    write(place / "p.jsonl", [{"left": t, "right": t[::-1], "type": t} for t in STRINGS.values()])
    write(place / "g.jsonl", [
        {"doc_id": STORED["script"], "start": 0, "end": len(STORED["script"]),
         "text": STORED["script"], "type": "ORG", "entity_id": STORED["escape"]}])  # fmt: skip
    code = main([*command.split(), *(["--config", "c.toml"] if "runs" not in command else [])])
    out, err = capsys.readouterr()
    assert code in (0, 4), err
    assert "internal error" not in err and (out or err)
    check_terminal(out + err)
    if "--json" in command:
        assert out.isascii() and json.loads(out)


def write(path: Path, rows: list[dict[str, str]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_names_and_errors_are_printed_as_text(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [t for t in STRINGS.values() if "\0" not in t and not t.startswith("-")]
    for number, text in enumerate(asked):
        words = (["show", "s.duckdb", text], ["show", text[:200] + ".duckdb", "x"],
                 ["explain", "s.duckdb", text, "nobody"], ["export", text, "s.duckdb", "-o", "x"],
                 ["compare", "s.duckdb", "--groups", f"{text} x"])[number % 5]  # fmt: skip
        code = main([*words, "--config", "c.toml"])
        out, err = capsys.readouterr()
        assert code in (0, 2, 3), (words, err)
        assert "internal error" not in err
        check_terminal(out + err)


def test_a_judgement_of_anything_is_printed_as_text(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in list(STORED.values())[:30:3]:
        given = ["judge", "s.duckdb", text, "Norway", "--different", "--by", text, "--why", text]
        code = main([word for word in given if word.strip()])
        out, err = capsys.readouterr()
        assert code in (0, 2, 3), err
        assert "internal error" not in err
        check_terminal(out + err)


def test_a_log_of_an_error_of_ours_holds_none_of_them() -> None:
    for text in STRINGS.values():
        try:
            raise ValueError(text) from KeyError(text)
        except ValueError as error:
            told = describe(error, ["show", text, f"--store={text}"])
        assert text not in told or text in Path(__file__).read_text("utf-8") + sys.version
        check_terminal(told)


# --- files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", TABLES)
def test_tables_hold_the_same_text_in_every_format(
    corpus: toolkit.Corpus, tmp_path: Path, what: str
) -> None:
    lines = corpus.export(what, tmp_path / "x.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert rows or what == "emerging"
    corpus.export(what, tmp_path / "x.parquet")
    assert pq.read_table(tmp_path / "x.parquet").num_rows == len(rows)
    with corpus.export(what, tmp_path / "x.csv").open(encoding="utf-8", newline="") as stream:
        cells = list(csv.DictReader(stream))
    assert len(cells) == len(rows)
    for cell, row in zip(cells, rows, strict=True):
        for name, value in row.items():
            assert not isinstance(value, str) or unguard(cell[name]) == value, name


@pytest.mark.parametrize(("what", "suffix"), [
    (what, suffix) for what in SUFFIXES for suffix in SUFFIXES[what] if suffix != ".parquet"
])  # fmt: skip
def test_every_format_stays_what_it_is(
    corpus: toolkit.Corpus, tmp_path: Path, what: str, suffix: str
) -> None:
    path = corpus.export(what, tmp_path / f"x{suffix}")
    data = path.read_bytes()
    text = data.decode("utf-8")
    assert "\0" not in text
    if suffix.endswith(".csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        assert not [c for c in cells if c.startswith(RUNS) and not is_number(c)]
    elif suffix in (".graphml", ".gexf"):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        tree = etree.fromstring(data, parser)
        assert tree.getroottree().docinfo.doctype == "" and b"<!" not in data
        assert not [e for e in tree.iter() if etree.QName(e).localname in ("script", "svg", "img")]
    elif suffix in (".jsonl", ".ftm.json"):
        assert [json.loads(line) for line in text.split("\n") if line] or what == "emerging"
    else:
        assert json.loads(text)


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_data_of_comparison_and_difference_are_plain(
    corpus: toolkit.Corpus, view: Any, tmp_path: Path
) -> None:
    told = json.dumps(view.to_dict())
    assert STORED["right to left"] in {actor["name"] for actor in json.loads(told)["actors"]}
    with toolkit.open(tmp_path / "o.duckdb") as other:
        other.ingest([toolkit.Document("a", f"{STORED['script']} met Norway.", "x")])
        other.resolve()
        assert json.loads(corpus.diff(other).to_json())["documents"]["went"]


def test_nothing_is_written_elsewhere(corpus: toolkit.Corpus, view: Any, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    view.report().save(tmp_path / "out" / "r.html")
    corpus.export("graph", tmp_path / "out" / "g.gexf")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert all(path.is_file() for path in (tmp_path / "out").iterdir())


def test_what_a_console_prints_of_results_is_text(corpus: toolkit.Corpus, view: Any) -> None:
    for value in (view, corpus.questions(), corpus.thresholds(), corpus.entity("Norway"),
                  corpus.explain("Norway", STORED["escape"]), corpus):  # fmt: skip
        for text in (repr(value), str(value)):
            check_terminal(text)
