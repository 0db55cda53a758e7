"""`toolkit evaluate` in a process of its own, on mentions that were given, so that every figure
can be worked out by hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import toolkit

EXECUTABLE = Path(sys.executable).with_name("toolkit")
TEXTS = {
    "north/a": "The Rhine Port Board met Norway in Oslo. Norway agreed with \x1b[31mIvo Brandt.",
    "south/b": "Norway and the Danube Council wrote to the Rhine Port Board.",
}


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


def at(doc_id: str, text: str, kind: str, turn: int = 0, **more: Any) -> dict[str, Any]:
    start = -1
    for _ in range(turn + 1):
        start = TEXTS[doc_id].index(text, start + 1)
    return {"doc_id": doc_id, "start": start, "end": start + len(text), "text": text,
            "type": kind, **more}  # fmt: skip


GOLD = [
    at("north/a", "Rhine Port Board", "ORG", entity_id="board"),
    at("north/a", "Norway", "GPE", entity_id="norway"),
    at("north/a", "Oslo", "GPE", entity_id="oslo"),
    at("north/a", "Norway", "GPE", 1, entity_id="norway"),
    at("north/a", "\x1b[31mIvo Brandt", "PERSON", entity_id="brandt"),
    at("south/b", "Norway", "GPE", entity_id="norway"),
    at("south/b", "Danube Council", "ORG", entity_id="council"),
    at("south/b", "Rhine Port Board", "ORG", entity_id="board"),
]
# one missed, one extra, one of another type, one of another span
GIVEN = [
    *(row for row in GOLD if row["text"] == "Norway"),
    at("north/a", "Rhine Port Board", "ORG"),
    at("north/a", "Oslo", "ORG"),
    at("north/a", "agreed", "OTHER"),
    at("south/b", "Danube Council", "ORG"),
    at("south/b", "the Rhine Port Board", "ORG"),
]


def lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evaluate")
    for doc_id, text in TEXTS.items():
        path = folder / "docs" / f"{doc_id}.txt"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    with toolkit.open(folder / "s.duckdb") as corpus:
        corpus.ingest(folder / "docs")
        corpus.add_mentions(lines(folder / "m.jsonl", GIVEN), strict=True)
        corpus.resolve()
    lines(folder / "gold.jsonl", GOLD)
    lines(folder / "torn.jsonl", [*GOLD, GOLD[0] | {"text": "Elbe"}])
    lines(folder / "foreign.jsonl", [GOLD[0] | {"doc_id": "east/c"}])
    return folder


def run(place: Path, *arguments: str, **environment: str) -> Done:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("TOOLKIT_", "NO_COLOR"))}
    done = subprocess.run(
        [EXECUTABLE, "evaluate", "s.duckdb", *arguments], cwd=place, env=kept | environment,
        capture_output=True, timeout=60, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_tables(place: Path) -> None:
    done = run(place, "gold.jsonl")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("2 documents: 8 mentions in the gold, 8 found\n")
    rows = [line.split() for line in done.out.splitlines()]
    assert ["exact", "span", "0.750", "0.750", "0.750"] in rows
    assert ["exact", "span", "+", "type", "0.625", "0.625", "0.625"] in rows
    assert ["overlap", "0.875", "0.875", "0.875"] in rows
    assert ["overlap", "+", "type", "0.750", "0.750", "0.750"] in rows
    assert ["GPE", "1.000", "0.750", "0.857", "4", "3"] in rows
    assert any(row[:1] == ["B-cubed"] and len(row) == 7 for row in rows)


def test_json_has_the_same_figures_and_clusters(place: Path) -> None:
    found = json.loads(run(place, "gold.jsonl", "--json").out)
    assert found["schema_version"] == 1 and "misses" not in found
    assert found["counts"] == {"documents": 2, "gold": 8, "found": 8, "left_out": 0,
                               "elsewhere": 0, "skipped": 0}  # fmt: skip
    assert found["detection"]["overlap_typed"]["f1"] == 0.75
    joined = found["clustering"]
    # the resolved entities are those of the gold; one mention is missed, one is extra
    assert joined["b_cubed"]["precision"] == joined["b_cubed"]["recall"] == 7 / 8
    assert joined["muc"]["f1"] == joined["pairwise"]["f1"] == 1.0
    assert found["clustering_aligned"]["conll"]["f1"] == 1.0


def test_misses_are_listed_and_safe_to_print(place: Path) -> None:
    done = run(place, "gold.jsonl", "--misses")
    listed = done.out.rpartition("document  ")[-1]
    kinds = [line.split()[0] for line in listed.splitlines()[1:] if line]
    assert kinds == ["type", "extra", "missed", "span"]
    assert "\x1b" not in done.out and "\\x1b[31mIvo Brandt" in done.out
    found = json.loads(run(place, "gold.jsonl", "--misses", "--json").out)
    assert [m["what"] for m in found["misses"]] == kinds


def test_intervals_and_errors_are_there_when_asked_for(place: Path) -> None:
    swapped = [row | {"entity_id": "oslo" if row["text"] == "Danube Council" else row["entity_id"]}
               for row in GOLD]  # fmt: skip
    lines(place / "swapped.jsonl", swapped)
    done = run(place, "swapped.jsonl", "--bootstrap", "25", "--errors", "2")
    assert done.code == 0 and "25 draws of documents" in done.out
    told = done.out.partition("wrongly split: ")[2].splitlines()
    assert told[0] == "1 pairs of mentions, 1 cells"
    assert {line.split()[2] for line in told[1:] if " x " in line} == {"“Oslo”", "“Danube"}
    found = json.loads(run(place, "swapped.jsonl", "--bootstrap", "25", "--errors", "2",
                           "--json").out)  # fmt: skip
    assert found["intervals"]["replicates"] == 25
    ends = found["intervals"]["clustering"]["b_cubed"]
    assert ends["low"]["f1"] <= found["clustering"]["b_cubed"]["f1"] <= ends["high"]["f1"]
    (error,) = found["errors"]
    assert error["what"] == "split" and error["explanation"]["verdict"] == "not compared"


def test_scope_and_types(place: Path) -> None:
    found = json.loads(run(place, "gold.jsonl", "--scope", "document", "--types", "gpe,person",
                           "--linked-only", "--json").out)  # fmt: skip
    assert (found["counts"]["gold"], found["counts"]["found"]) == (5, 3)
    assert found["clustering"]["gold_entities"] == 4  # Norway is another one in each document
    assert found["clustering"]["cross_document"]["f1"] == 0.0


def test_a_threshold_that_is_not_reached_is_1_after_the_figures(place: Path) -> None:
    done = run(place, "gold.jsonl", "--min-f1", "0.76")
    assert done.code == 1
    assert "overlap + type" in done.out and "0.7500, below 0.76" in done.err
    assert run(place, "gold.jsonl", "--min-f1", "0.75").code == 0
    assert json.loads(run(place, "gold.jsonl", "--min-f1", "1", "--json").out)["detection"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["torn.jsonl"], 4, "torn.jsonl:9"),
        (["torn.jsonl", "--strict"], 3, "torn.jsonl:9"),
        (["none.jsonl"], 3, "none.jsonl"),
        (["foreign.jsonl"], 3, "no gold for any document"),
        (["gold.jsonl", "--min-f1", "80"], 2, "min-f1"),
        (["gold.jsonl", "--scope", "world"], 2, "unknown scope"),
        (["gold.jsonl", "--types", "HUMAN"], 2, "unknown type"),
        (["gold.jsonl", "--bootstrap", "-1"], 2, "bootstrap"),
        ([], 2, "GOLD.jsonl"),
    ],
)
def test_exit_codes(place: Path, arguments: list[str], code: int, said: str) -> None:
    done = run(place, *arguments)
    assert done.code == code and said in done.err
    assert (done.out != "") == (code == 4)


def test_the_order_of_lines_and_the_hash_seed_change_nothing(place: Path) -> None:
    lines(place / "turned.jsonl", GOLD[::-1])
    first = run(place, "gold.jsonl", "--misses", "--json", PYTHONHASHSEED="1")
    second = run(place, "turned.jsonl", "--misses", "--json", PYTHONHASHSEED="2")
    assert first.out == second.out != ""


def test_a_store_that_is_not_resolved_is_a_usage_error(place: Path) -> None:
    with toolkit.open() as corpus:
        corpus.ingest(place / "docs")
        with pytest.raises(toolkit.UsageError, match="not resolved"):
            corpus.evaluate(place / "gold.jsonl")


def test_the_python_api_gives_the_tables(place: Path) -> None:
    with toolkit.open(place / "s.duckdb", read_only=True) as corpus:
        found = corpus.evaluate(place / "gold.jsonl")
    assert str(found) + "\n" == run(place, "gold.jsonl").out
