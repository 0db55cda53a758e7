"""help() is enough: what the public calls show as examples runs as it stands."""

from __future__ import annotations

import inspect
import json
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import toolkit
from toolkit.config import data_root
from toolkit.corpus.networks import NetworkView
from toolkit.corpus.views import ComparisonView
from toolkit.plots import Plot, Plots
from toolkit.table import Table

# Calls whose name and types say all, or that a class shows.
WITHOUT = {"close", "add_judgements", "groups", "versions", "documents", "entities", "waiting",
           "settings", "unfinished"}  # fmt: skip
OWNERS: dict[str, Any] = {
    "Corpus": toolkit.Corpus, "Plots": Plots, "ComparisonView": ComparisonView,
    "NetworkView": NetworkView, "Plot": Plot,
}  # fmt: skip


def examples(doc: str) -> list[str]:
    """The indented blocks of a docstring."""
    blocks: list[list[str]] = [[]]
    for line in inspect.cleandoc(doc).split("\n"):
        if line.startswith("    "):
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [textwrap.dedent("\n".join(block)) for block in blocks if block]


def documented() -> Iterator[tuple[str, str]]:
    """(name, example) of every public call that has one."""
    members = {"toolkit.open": toolkit.Corpus.open, "toolkit.score_pairs": toolkit.score_pairs,
               "toolkit.resolve_table": toolkit.resolve_table, "Table": Table}  # fmt: skip
    for owner_name, owner in OWNERS.items():
        members |= {f"{owner_name}.{n}": getattr(owner, n) for n in vars(owner) if n[0] != "_"}
    for base in toolkit.Corpus.__mro__[1:-1]:
        members |= {f"Corpus.{n}": getattr(base, n) for n in vars(base) if n[0] != "_"}
    del members["Corpus.open"]  # toolkit.open
    for name, member in members.items():
        for code in examples(inspect.getdoc(member) or ""):
            yield name, code


EXAMPLES = sorted(dict(documented()).items())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the examples speak of: stores, documents, tables, judgements, gold."""
    made = tmp_path_factory.mktemp("examples")
    (made / "documents").symlink_to(data_root("sample_docs"))
    for name in ("forums.duckdb", "later.duckdb", "read.duckdb"):
        with toolkit.open(made / name) as corpus:
            corpus.ingest(made / "documents")
            corpus.resolve()
    with toolkit.open(made / "forums.duckdb") as corpus:
        corpus.export("mentions", made / "mentions.jsonl")
    lines = (made / "mentions.jsonl").read_text(encoding="utf-8").splitlines()
    (made / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    keys = ("doc_id", "start", "end", "text", "type")
    rows = [{key: json.loads(line)[key] for key in keys} for line in lines[:3]]
    (made / "names.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    row = {"left": "NATO", "right": "Ukraine", "verdict": "different", "by": "lg"}
    (made / "judgements.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (made / "speeches.csv").write_text("id,text\na,Norway spoke.\n", encoding="utf-8")
    (made / "entities.csv").write_text("name,type\nEU,ORG\nEuropean Union,ORG\n", encoding="utf-8")
    (made / "figures").mkdir()
    return made


@pytest.fixture(scope="module")
def view(folder: Path) -> Iterator[ComparisonView]:
    with toolkit.open(folder / "read.duckdb", read_only=True) as corpus:
        yield corpus.compare("nato", "eu")


@pytest.fixture
def names(folder: Path, view: ComparisonView, tmp_path: Path) -> Iterator[dict[str, Any]]:
    import shutil

    import pandas

    shutil.copy(folder / "forums.duckdb", tmp_path / "copy.duckdb")
    with toolkit.open(tmp_path / "copy.duckdb") as corpus:
        yield {"toolkit": toolkit, "corpus": corpus, "comparison": view, "Path": Path,
               "pandas": pandas, "plot": view.plot.overlap()}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("name", "code"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_an_example_runs(
    name: str, code: str, names: dict[str, Any], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    exec(compile(code, name, "exec"), names)


def test_every_call_has_an_example() -> None:
    shown = {name for name, _ in EXAMPLES}
    calls = {f"Corpus.{n}" for n in dir(toolkit.Corpus) if n[0] != "_"} - {"Corpus.open"}
    calls |= {f"Plots.{n}" for n in dir(Plots) if n[0] != "_"}
    calls |= {"toolkit.open", "toolkit.score_pairs", "toolkit.resolve_table", "Table", "Plot.save"}
    assert calls - shown - {f"Corpus.{name}" for name in WITHOUT} == set()
    assert len(EXAMPLES) > 30
