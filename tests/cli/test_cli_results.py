"""Commands that read a store, and the demo."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_calls import Done, run_command

import toolkit

Main = Callable[..., Done]


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, store: Path) -> Path:
    monkeypatch.chdir(store.parent)
    return store.parent


def test_show_prints_counts_forms_and_sentences(toolkit_main: Main) -> None:
    done = toolkit_main("show", "s.duckdb", "BPA")
    assert done.code == 0
    assert done.out.startswith("Baltic Port Authority\nORG  e")
    assert re.search(r"^BPA +acronym +\d$", done.out, re.MULTILINE)
    assert "south/river: Maria Lindqvist represented the Baltic Port Authority." in done.out
    found = json.loads(toolkit_main("show", "s.duckdb", "BPA", "--json").out)
    assert found["name"] == "Baltic Port Authority" and found["schema_version"] == 1
    assert sum(form["mentions"] for form in found["forms"]) == found["mentions"]
    assert len(found["sentences"]) == found["mentions"] == sum(found["groups"].values())


def test_show_cuts_long_lists_and_says_so(tmp_path: Path, toolkit_main: Main) -> None:
    (tmp_path / "one").mkdir()
    text = "".join(f"On day {n} Norway voted, and Norway won. " for n in range(8))
    (tmp_path / "one/a.txt").write_text(text)
    toolkit_main("resolve", tmp_path / "one", "--store", tmp_path / "n.duckdb")
    short = toolkit_main("show", tmp_path / "n.duckdb", "Norway")
    assert short.out.count("voted") == 5 and "3 more sentences: --all" in short.err
    every = toolkit_main("show", tmp_path / "n.duckdb", "Norway", "--all")
    assert every.out.count("voted") == 8 and "--all" not in every.err


def test_explain_is_a_waterfall_that_adds_up(toolkit_main: Main) -> None:
    tied = toolkit_main("explain", "s.duckdb", "BPA", "Baltic Port Authority")
    assert tied.code == 0 and "same chain" in tied.out and "In the documents" in tied.out
    done = toolkit_main("explain", "s.duckdb", "Danube Commission", "Nordic Energy Council")
    assert done.code == 0
    bars = re.findall(r"^  \S.*? +([+-]\d+\.\d\d)  ( *#* *)\|(#*)", done.out, re.MULTILINE)
    total = re.search(r"match weight +([+-]\d+\.\d+)", done.out)
    assert len(bars) >= 2 and total
    assert sum(float(bar[0]) for bar in bars) == pytest.approx(float(total[1]), abs=0.05)
    for weight, left, right in bars:
        assert ("#" in right) <= (float(weight) > 0) and ("#" in left) <= (float(weight) < 0)
    found = json.loads(
        toolkit_main("explain", "s.duckdb", "Danube Commission", "BPA", "--json").out
    )
    assert found["verdict"] in ("not compared", "below threshold", "refused")


def test_compare_prints_the_headline_and_writes_page_and_data(
    toolkit_main: Main, tmp_path: Path
) -> None:
    page, data = tmp_path / "r.html", tmp_path / "c.json"
    done = toolkit_main(
        "compare", "s.duckdb", "--groups", "south,north", "--labels", "north=Up North",
        "--report", page, "--json", data, "--date", "3 May 2031",
    )  # fmt: skip
    assert done.code == 0, done.err
    found = json.loads(data.read_text(encoding="utf-8"))
    assert [group["id"] for group in found["groups"]] == ["south", "north"]
    assert "Up North" in done.out.splitlines()[0]
    assert f"Report: {page}" in done.out and f"Data: {data}" in done.out
    assert "3 May 2031" in page.read_text(encoding="utf-8")
    assert "Nothing else was on the table" in page.read_text(encoding="utf-8")
    toolkit_main("compare", "s.duckdb", "--no-sources", "--report", page)
    assert "Nothing else was on the table" not in page.read_text(encoding="utf-8")
    on_stdout = toolkit_main("compare", "s.duckdb", "--json", "-")
    assert json.loads(on_stdout.out)["schema_version"] == 1
    hint = toolkit_main("compare", "s.duckdb")
    assert "  toolkit compare s.duckdb --report s.html" in hint.err


def test_export_writes_what_was_asked_for(toolkit_main: Main, tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    done = toolkit_main("export", "mentions", "s.duckdb", "-o", path)
    assert (done.code, done.out) == (0, f"{path}\n")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {"doc_id", "start", "end", "text", "entity_id"} <= set(rows[0])
    assert any(row["text"] == "BPA" for row in rows)
    found = json.loads(
        toolkit_main("export", "entities", "s.duckdb", "-o", tmp_path / "e.jsonl", "--json").out
    )
    assert Path(found["outputs"]["entities"]).stat().st_size > 0


def test_export_writes_the_formats_of_neighbours(toolkit_main: Main, tmp_path: Path) -> None:
    for what, name, more in (
        ("entities", "e.ftm.json", ()), ("entities", "e.openrefine.csv", ()),
        ("mentions", "m.jsonld", ()), ("themes", "s.csv", ("--format", "dna")),
    ):  # fmt: skip
        done = toolkit_main("export", what, "s.duckdb", "-o", tmp_path / name, *more)
        assert done.code == 0 and (tmp_path / name).stat().st_size > 0
    assert (tmp_path / "s.csv").read_text("utf-8").startswith("document_id,title,date")
    wrong = toolkit_main("export", "pairs", "s.duckdb", "-o", tmp_path / "p.csv", "--format", "dna")
    assert wrong.code == 2 and "pairs cannot be written" in wrong.err
    assert ".parquet" in wrong.err and not (tmp_path / "p.csv").exists()


def test_decisions_of_a_table_are_taken_over(
    toolkit_main: Main, tmp_path: Path, store: Path, corpus: Path
) -> None:
    own, table = tmp_path / "j.duckdb", tmp_path / "decisions.csv"
    own.write_bytes(store.read_bytes())
    table.write_text(
        "left;right;verdict;by;why\nDanube Commission;Nordic Energy Council;Same;me;a test\n"
        "BPA;European Union;different;;\n"
    )
    done = toolkit_main("judge", own, "--from", table)
    assert (done.code, done.out) == (0, "2 judgements taken over\n") and "next" in done.err
    again = toolkit_main("judge", own, "--from", table)
    assert again.out == "0 judgements taken over (2 were known)\n"
    assert toolkit_main("resolve", corpus, "--store", own, "-q").code == 0
    shown = json.loads(toolkit_main("show", own, "Danube Commission", "--json").out)
    assert "Nordic Energy Council" in {form["text"] for form in shown["forms"]}
    table.write_text("left,right,verdict\nA,B,same\nA,C,perhaps\n")
    wrong = toolkit_main("judge", own, "--from", table)
    assert wrong.code == 3 and "decisions.csv:3" in wrong.err
    assert len(toolkit.open(own).judgements()) == 2
    for mixed in (("A", "B", "--same"), ("--by", "me")):
        assert toolkit_main("judge", own, "--from", table, *mixed).code == 2
    assert toolkit_main("judge", own, "A", "--same").code == 2


def test_alias_tables_are_told_and_kept_in_the_configuration(
    toolkit_main: Main, tmp_path: Path, corpus: Path
) -> None:
    own, table, config = tmp_path / "a.duckdb", tmp_path / "a.csv", tmp_path / "c.toml"
    table.write_text("name,alias,knowledge_id\nNordic Energy Council,Danube Commission,Q77\n")
    done = toolkit_main("resolve", corpus, "--store", own, "--aliases", table)
    assert done.code == 0, done.err
    shown = json.loads(toolkit_main("show", own, "Danube Commission", "--json").out)
    assert {"Nordic Energy Council", "Danube Commission"} <= {f["text"] for f in shown["forms"]}
    told = toolkit_main("explain", own, "Danube Commission", "Nordic Energy Council")
    assert "alias table a.csv:2" in told.out
    config.write_text(f"[matching]\naliases = ['{table}']\n")
    again = toolkit_main("resolve", corpus, "--store", own, "--config", config)
    assert "Up to date" in again.err
    table.write_text("name,alias\nonly one\n")
    wrong = toolkit_main("resolve", corpus, "--store", own, "--aliases", table)
    assert wrong.code == 3 and "a.csv:2" in wrong.err and "name and alias" in wrong.err


def test_a_judgement_holds_from_the_next_run(
    toolkit_main: Main, tmp_path: Path, store: Path, corpus: Path
) -> None:
    own = tmp_path / "j.duckdb"
    own.write_bytes(store.read_bytes())
    pair = ("Danube Commission", "Nordic Energy Council")
    done = toolkit_main("judge", own, *pair, "--same", "--by", "me", "--why", "a test", "--json")
    assert done.code == 0 and json.loads(done.out)["verdict"] == "same"
    assert toolkit_main("resolve", corpus, "--store", own, "-q").code == 0
    shown = json.loads(toolkit_main("show", own, pair[0], "--json").out)
    assert set(pair) <= {form["text"] for form in shown["forms"]}
    unknown = toolkit_main("judge", own, "Nobody Atall", "BPA", "--different")
    assert unknown.code == 0 and "warning:" in unknown.err and "Nobody Atall" in unknown.err
    assert len(json.loads(toolkit_main("runs", own, "--json").out)["runs"]) == 2
    assert toolkit_main("runs", own).out.splitlines()[0].startswith("number")


def test_score_pairs_keeps_the_order_and_lists_bad_lines(
    toolkit_main: Main, tmp_path: Path
) -> None:
    pairs = tmp_path / "p.jsonl"
    rows = [
        {"left": "Baltic Port Authority", "right": "Baltic Port Authority", "type": "ORG"},
        {"left": "Maria Lindqvist", "right": "Danube Commission", "n": 7},
    ]
    good = "".join(json.dumps(row) + "\n" for row in rows)
    pairs.write_text(good)
    done = toolkit_main("score-pairs", pairs, "-o", tmp_path / "out.jsonl")
    assert done.code == 0
    written = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [{**row, **scored} for row, scored in zip(rows, written, strict=True)] == written
    assert written[0]["match"] is True and written[1]["match"] is False
    assert written[0]["match_weight"] > written[1]["match_weight"]
    pairs.write_text(good + "nonsense\n" + '{"left": "x"}\n')
    partly = toolkit_main("score-pairs", pairs)
    assert partly.code == 4
    assert [json.loads(line) for line in partly.out.splitlines()] == written
    assert "p.jsonl:3" in partly.err and "p.jsonl:4" in partly.err
    strict = toolkit_main("score-pairs", pairs, "--strict")
    assert (strict.code, strict.out) == (3, "") and "p.jsonl:3" in strict.err


def test_the_demo_says_what_it_found_and_leaves_a_store_and_a_page(tmp_path: Path) -> None:
    out = tmp_path / "new/reports"
    out.mkdir(parents=True)
    (out / "demo.duckdb").write_text("what an earlier version left")
    done = run_command("demo", "--output", out, cwd=tmp_path)
    assert done.code == 0, done.err
    assert sorted(path.name for path in out.iterdir()) == ["demo.duckdb", "demo.html"]
    lines = done.out.splitlines()
    assert "NATO forum" in lines[0] and "EU forum" in lines[0]
    assert 1 <= sum(line.startswith("- ") for line in lines) <= 3
    assert lines[-2].startswith("Caveat: ") and lines[-1] == f"Report: {out / 'demo.html'}"
    assert (out / "demo.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    [command] = [line.strip() for line in done.err.splitlines() if line.startswith("  toolkit ")]
    assert command == f"toolkit show {out / 'demo.duckdb'} NATO"
    assert run_command(*command.split()[1:], cwd=tmp_path).code == 0


def test_cite_prints_what_a_paper_needs(toolkit_main: Main) -> None:
    done = toolkit_main("cite", "s.duckdb", "--date", "May 2025")
    assert done.code == 0 and done.out.startswith("We compared ") and "@article{" in done.out
    found = json.loads(toolkit_main("cite", "s.duckdb", "--json", "--date", "May 2025").out)
    assert done.out.strip() == "\n\n".join([found["methods"], found["citation"], found["bibtex"]])
    only = toolkit_main("cite", "s.duckdb", "--bibtex", "--date", "May 2025")
    assert only.out.strip() == found["bibtex"]
    assert toolkit_main("cite", "s.duckdb", "--groups", "nowhere").code == 2
    itself = toolkit_main("cite")
    assert itself.code == 0 and f"Version {toolkit.__version__}." in itself.out
