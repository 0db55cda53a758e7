"""`toolkit resolve-table`: files in, files out, and what is said when something is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from cli_calls import ESCAPE, OVERRIDE, Done

from toolkit.documents.rows import read_rows, strictly

Main = Callable[..., Done]
ENTITIES = [
    {"id": "a", "title": "NORDHAVN PORT AUTHORITY", "type": "ORGANIZATION",
     "description": "The Nordhavn Port Authority (NPA) runs the harbour", "text_unit_ids": ["u1"]},
    {"id": "b", "title": "NPA", "type": "ORGANIZATION", "description": "NPA signed",
     "text_unit_ids": ["u2"]},
    {"id": "c", "title": "=CMD()", "type": "EVENT", "description": f"odd {ESCAPE}{OVERRIDE} <b>",
     "text_unit_ids": []},
]  # fmt: skip
LINKS = [{"source": "NPA", "target": "=CMD()", "weight": 1.0}]


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    pq.write_table(pa.Table.from_pylist(ENTITIES), tmp_path / "entities.parquet")
    pq.write_table(pa.Table.from_pylist(LINKS), tmp_path / "relationships.parquet")
    return tmp_path


def test_a_folder_gets_all_tables(graph: Path, toolkit_main: Main) -> None:
    done = toolkit_main("resolve-table", "entities.parquet", "-o", "out", "--relationships",
                        "relationships.parquet")  # fmt: skip
    assert done.code == 0, done.err
    assert done.out.splitlines()[0] == "3 rows, 2 things: 1 rows joined to others"
    assert "Columns: name = 'title', type = 'type'" in done.err
    names = ["entities", "merged", "pairs", "relationships", "renames"]
    assert sorted(p.stem for p in (graph / "out").iterdir()) == names
    tables = {name: pq.read_table(graph / "out" / f"{name}.parquet") for name in names}
    assert tables["entities"].schema.field("text_unit_ids").type == pa.list_(pa.string())
    assert tables["merged"]["text_unit_ids"].to_pylist()[0] == ["u1", "u2"]
    assert tables["relationships"].to_pylist() == [
        {"source": "NORDHAVN PORT AUTHORITY", "target": "=CMD()", "weight": 1.0}
    ]
    again = toolkit_main("resolve-table", "entities.parquet", "-o", "again", "-q")
    assert again.code == 0 and again.err.startswith("warning: names are all in one case")
    for name in ("entities", "merged", "pairs", "renames"):
        one, other = (graph / d / f"{name}.parquet" for d in ("out", "again"))
        assert one.read_bytes() == other.read_bytes()


def test_one_file_in_the_format_of_its_name(graph: Path, toolkit_main: Main) -> None:
    for suffix in (".csv", ".jsonl", ".parquet"):
        done = toolkit_main("resolve-table", "entities.parquet", "-o", f"r{suffix}", "--json")
        found = json.loads(done.out)
        assert found["counts"] == {"rows": 3, "clusters": 2, "joined": 1, "skipped": 0}
        rows = [row for _, row in strictly(read_rows(graph / f"r{suffix}"))]
        assert [row["title"] for row in rows] == [row["title"] for row in ENTITIES]
        assert rows[1]["canonical_name"] == "NORDHAVN PORT AUTHORITY"
    assert "'=CMD()" in (graph / "r.csv").read_text("utf-8")
    back = toolkit_main("resolve-table", "r.csv", "-o", "twice.csv")  # our output is a table too
    assert back.code == 0
    assert (graph / "r.csv").read_bytes() == (graph / "twice.csv").read_bytes()


def test_the_store_explains(graph: Path, toolkit_main: Main) -> None:
    done = toolkit_main("resolve-table", "entities.parquet", "-o", "r.csv", "--store", "t.duckdb")
    assert done.code == 0 and "toolkit explain t.duckdb" in done.err
    told = toolkit_main("explain", "t.duckdb", "NPA", "Nordhavn Port Authority")
    assert told.code == 0 and "a document ties them" in told.out
    second = toolkit_main("resolve-table", "entities.parquet", "-o", "r.csv", "--store", "t.duckdb")
    assert second.code == 2 and "holds something already" in second.err
    assert (graph / "t.duckdb").exists()


def test_what_is_wrong_is_said(graph: Path, toolkit_main: Main) -> None:
    (graph / "odd.csv").write_text("a,b\n1,2\n")
    (graph / "rows.csv").write_text("name,type\nOslo,city\n,city\n")
    cases = (
        (["none.parquet", "-o", "r.csv"], 3, "none.parquet"),
        (["odd.csv", "-o", "r.csv", "--store", "s.duckdb"], 2, "--name-column"),
        (["odd.csv", "-o", "r.csv", "--name-column", "z"], 2, "no column 'z'"),
        (["entities.parquet", "-o", "r.xlsx"], 2, ".xlsx"),
        (["entities.parquet", "-o", "r.csv", "--relationships", "relationships.parquet"], 2, "-o"),
        (["entities.parquet", "-o", "out", "--relationships", "odd.csv"], 2, "ends of"),
        (["rows.csv", "-o", "r.csv", "--strict"], 3, "row 2"),
    )
    for arguments, code, said in cases:
        done = toolkit_main("resolve-table", *arguments)
        assert done.code == code and said in done.err, done.err
        assert "Traceback" not in done.err
    assert not list(graph.glob("r.*")) and not (graph / "s.duckdb").exists()
    partly = toolkit_main("resolve-table", "rows.csv", "-o", "r.csv")
    assert partly.code == 4 and "row 2" in partly.err
    assert (graph / "r.csv").read_text().splitlines()[2].startswith(",city,,")
