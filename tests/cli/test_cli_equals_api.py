"""The command line and the Python API give the same results, from one configuration file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_calls import Done
from test_cli_train import folder as people  # noqa: F401 (a fixture)

import toolkit
from toolkit.cli.app import NAMES
from toolkit.report import cite_software

# What has no call of its own, or is tested below by what it writes.
OTHERWISE = {
    "init": "writes the file that `config=` reads", "doctor": "tells of the installation",
    "demo": "below", "resolve": "below", "resolve-table": "below", "export": "below",
    "judge": "below", "train": "below",
}  # fmt: skip
PAIRS = [{"left": "NPA", "right": "Northern Ports Alliance", "type": "ORG"},
         {"left": "Norway", "right": "Oslo"}]  # fmt: skip
CALLS: dict[str, tuple[list[str], Callable[[toolkit.Corpus, Path], Any]]] = {
    "compare": (["STORE", "--json", "-"], lambda c, _: c.compare()),
    "compare in order": (["STORE", "--groups", "south,north", "--json", "-"],
                         lambda c, _: c.compare("south", "north")),
    "show": (["STORE", "Norway", "--json"], lambda c, _: c.entity("Norway")),
    "explain": (["STORE", "Norway", "Oslo", "--json"], lambda c, _: c.explain("Norway", "Oslo")),
    "review": (["STORE", "--json"], lambda c, _: c.questions()),
    "review of alarms": (["STORE", "--alarms", "--json"], lambda c, _: c.alarms()),
    "thresholds": (["STORE", "--json"], lambda c, _: c.thresholds()),
    "runs": (["STORE", "--json"], lambda c, _: c.runs()),
    "cite": (["STORE", "--date", "May", "--json"], lambda c, _: c.compare().cite("May")),
    "cite nothing": (["--json"], lambda c, _: cite_software(toolkit.__version__)),
    "diff": (["STORE", "OTHER", "--json"], lambda c, folder: c.diff(folder / "other.duckdb")),
    "evaluate": (["STORE", "GOLD", "--bootstrap", "9", "--errors", "2", "--misses", "--json"],
                 lambda c, folder: c.evaluate(folder / "gold.jsonl", bootstrap=9, errors=2)),
    "codebook": (["check", "BOOK", "STORE", "--json"],
                 lambda c, folder: c.check_codebook(str(folder / "book.yml"))),
    "score-pairs": (["PAIRS", "--json"], lambda c, _: toolkit.score_pairs(PAIRS)),
}  # fmt: skip
OWN = {"warnings", "outputs", "waiting"}  # what only a command has


BOOK = """\
themes:
  ports:
    label: Ports
    patterns: [port, harbour]
  penalties:
    label: Penalties
    patterns: [sanction, never written]
"""
Main = Callable[..., Done]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Texts, a configuration, stores that the API made with it, and what commands take."""
    here = tmp_path_factory.mktemp("same")
    for name, text in {
        "north/one": "Norway and Oslo met the Northern Ports Alliance (NPA). The NPA spoke.",
        "north/two": "Norway spoke of sanctions. The Northern Ports Alliance agreed with Oslo.",
        "south/one": "Vienna asked Norway for sanctions. The Northern Port Alliance was named.",
    }.items():
        path = here / "texts" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (here / "c.toml").write_text("[run]\nthreads = 1\n\n[clustering]\nthreshold = 1.0\n")
    with toolkit.open(here / "api.duckdb", config=here / "c.toml") as corpus:
        corpus.ingest(here / "texts")
        corpus.resolve()
    shutil.copy(here / "api.duckdb", here / "other.duckdb")
    with toolkit.open(here / "other.duckdb", config=here / "c.toml") as corpus:
        corpus.judge("Norway", "Oslo", same=True)
        corpus.resolve()
    gold = [
        {"doc_id": "north/one", "start": 0, "end": 6, "text": "Norway", "entity_id": "a"},
        {"doc_id": "south/one", "start": 13, "end": 19, "text": "Norway", "entity_id": "b"},
        {"doc_id": "north/one", "start": 11, "end": 15, "text": "Oslo", "entity_id": "c"},
    ]
    write_lines(here / "gold.jsonl", gold)
    write_lines(here / "pairs.jsonl", PAIRS)
    (here / "book.yml").write_text(BOOK, encoding="utf-8")
    return here


def write_lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def paths(folder: Path) -> dict[str, Path]:
    return {"STORE": folder / "api.duckdb", "OTHER": folder / "other.duckdb",
            "GOLD": folder / "gold.jsonl", "BOOK": folder / "book.yml",
            "PAIRS": folder / "pairs.jsonl"}  # fmt: skip


def told(done: Done) -> dict[str, Any]:
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    assert found.pop("schema_version") == 1
    return {key: value for key, value in found.items() if key not in OWN}


def said(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(value.to_json())
    assert found.pop("schema_version") == 1
    return found


def test_every_command_is_compared() -> None:
    assert {case.split()[0] for case in CALLS} | set(OTHERWISE) == NAMES
    assert not {case.split()[0] for case in CALLS} & set(OTHERWISE)


@pytest.mark.parametrize("case", CALLS)
def test_the_same_object(case: str, folder: Path, toolkit_main: Main) -> None:
    words, call = CALLS[case]
    given = [str(paths(folder).get(word, word)) for word in words]
    printed = told(toolkit_main(case.split()[0], *given, "--config", folder / "c.toml"))
    if case == "score-pairs":
        del printed["counts"]
    with toolkit.open(folder / "api.duckdb", config=folder / "c.toml", read_only=True) as corpus:
        assert printed == said(call(corpus, folder))


def test_a_store_that_the_command_made_is_the_same(
    folder: Path, toolkit_main: Main, tmp_path: Path
) -> None:
    made, config = tmp_path / "cli.duckdb", folder / "c.toml"
    printed = told(
        toolkit_main("resolve", folder / "texts", "--store", made, "--config", config, "--json")
    )
    found = []
    for path in (folder / "api.duckdb", made):
        with toolkit.open(path, config=config, read_only=True) as corpus:
            found.append(corpus.compare().to_json())
    assert found[0] == found[1]
    with toolkit.open(config=config) as corpus:
        ingested = said(corpus.ingest(folder / "texts"))
        resolved = said(corpus.resolve())
    counts = {name: resolved[name] for name in printed["counts"] if name != "skipped"}
    assert printed["counts"] == counts | {"skipped": len(ingested["skipped"])}
    assert printed["documents"] == {name: ingested[name] for name in printed["documents"]}
    assert printed["up_to_date"] is not resolved["changed"]
    assert (printed["extractor"], printed["alarms"], printed["moved"]) == (
        resolved["extractor"], resolved["alarms"], resolved["history"])  # fmt: skip
    file = tmp_path / "c.json"
    assert toolkit_main("compare", made, "--config", config, "--json", file, "-q").code == 0
    assert json.loads(file.read_text(encoding="utf-8")) == json.loads(found[0])


@pytest.mark.parametrize("name", ["mentions.jsonl", "entities.csv", "pairs.parquet", "themes.jsonl",
                                  "emerging.jsonl", "judgements.jsonl", "documents.jsonl",
                                  "graph.graphml", "comparison.json"])  # fmt: skip
def test_exports_are_the_same_bytes(
    name: str, folder: Path, toolkit_main: Main, tmp_path: Path
) -> None:
    what, config = name.split(".")[0], folder / "c.toml"
    store = folder / "other.duckdb"
    done = toolkit_main("export", what, store, "-o", tmp_path / name, "--config", config)
    assert done.code == 0, done.err
    with toolkit.open(store, config=config, read_only=True) as corpus:
        corpus.export(what, tmp_path / f"api-{name}")
    assert (tmp_path / name).read_bytes() == (tmp_path / f"api-{name}").read_bytes()


def test_reports_are_the_same_bytes(folder: Path, toolkit_main: Main, tmp_path: Path) -> None:
    store, config, page = folder / "api.duckdb", folder / "c.toml", tmp_path / "r.html"
    words = ("--report", page, "--date", "May", "--redact", "ORG", "--config", config, "-q")
    assert toolkit_main("compare", store, *words).code == 0
    with toolkit.open(store, config=config, overrides={"report.redact": ["ORG"]}) as corpus:
        assert corpus.compare().report("May").html == page.read_text(encoding="utf-8")


def test_a_judgement_is_the_same(folder: Path, toolkit_main: Main, tmp_path: Path) -> None:
    lines = []
    for name in ("cli", "api"):
        store = shutil.copy(folder / "api.duckdb", tmp_path / f"{name}.duckdb")
        if name == "cli":
            words = ("Norway", "Vienna", "--different", "--by", "lg", "--why", "two")
            assert toolkit_main("judge", store, *words, "-q").code == 0
            assert toolkit_main("judge", store, "Norway", "Vienna", "--undo", "-q").code == 0
        with toolkit.open(store) as corpus:
            if name == "api":
                corpus.judge("Norway", "Vienna", same=False, by="lg", why="two")
                corpus.undo("Norway", "Vienna")
            rows = corpus.judgements()
        lines.append([{k: v for k, v in row.items() if k != "at"} for row in rows])
    assert lines[0] == lines[1] and len(lines[0]) == 2


def test_a_trained_model_is_the_same(people: Path, toolkit_main: Main) -> None:  # noqa: F811
    store, model, gold = people / "same.duckdb", people / "mine.json", people / "gold.jsonl"
    words = ("--store", store, "--mentions", gold, "-q")
    assert toolkit_main("resolve", people / "docs.jsonl", *words).code == 0
    printed = told(toolkit_main("train", store, gold, "--output", model, "--json"))
    with toolkit.open(store, read_only=True) as corpus:
        trained = corpus.train("gold", gold=gold, name="mine")
    assert printed == said(trained) | {"model": str(model)}
    trained.save(people / "api.json")
    assert (people / "api.json").read_bytes() == model.read_bytes()


def test_a_resolved_table_is_the_same(folder: Path, toolkit_main: Main, tmp_path: Path) -> None:
    names = [
        {"id": n, "name": name, "type": "ORG"}
        for n, name in enumerate(
            ("Northern Ports Alliance", "the Northern Ports Alliance", "Orkla")
        )
    ]
    write_lines(tmp_path / "names.jsonl", names)
    write_lines(tmp_path / "ties.jsonl", [{"source": names[1]["name"], "target": "Orkla"}])
    words = ("--relationships", tmp_path / "ties.jsonl", "-o", tmp_path / "out")
    done = toolkit_main("resolve-table", tmp_path / "names.jsonl", *words, "--json")
    found = toolkit.resolve_table(tmp_path / "names.jsonl")
    assert told(done)["counts"] == {
        "rows": 3, "clusters": found.clusters, "joined": found.joined, "skipped": 0,
    }  # fmt: skip
    tables = {
        "entities": found.rows,
        "merged": found.merged,
        "renames": found.renames,
        "pairs": found.pairs,
        "relationships": found.rewire(tmp_path / "ties.jsonl").table,
    }
    for name, table in tables.items():
        lines = (tmp_path / "out" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line) for line in lines] == table.to_dict()["rows"], name


def test_the_demo_is_the_same(toolkit_main: Main, tmp_path: Path) -> None:
    printed = told(toolkit_main("demo", "--output", tmp_path, "--json"))
    with toolkit.open() as corpus:
        corpus.ingest(toolkit.sample_documents())
        corpus.resolve("none")
        labels = {"nato": "NATO forum", "eu": "EU forum"}
        view = corpus.compare("nato", "eu", labels=labels)
    assert printed == {"answer": view.answer, "findings": view.findings, "caveats": view.caveats}
    assert view.report().html == (tmp_path / "demo.html").read_text(encoding="utf-8")
