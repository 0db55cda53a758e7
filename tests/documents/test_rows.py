"""Tables of others: every format gives the same rows, and what is wrong is named with its place."""

from __future__ import annotations

import gzip
import json
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.documents.rows import cell, read_columns, read_rows, strictly, table_suffix
from toolkit.errors import InputError
from toolkit.export import delimited, jsonl, parquet
from toolkit.export.tables import Table, columns

WRITERS = {".csv": delimited.write, ".jsonl": jsonl.write, ".parquet": parquet.write}
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@pytest.mark.parametrize("suffix", WRITERS)
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), max_size=4))
def test_what_we_write_comes_back(suffix: str, rows: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"t{suffix}"
        WRITERS[suffix](Table(columns("name other"), iter(rows)), path)
        found = [(row["name"], row["other"]) for _, row in strictly(read_rows(path))]
    assert found == rows


def test_every_format_names_its_columns_and_places(tmp_path: Path) -> None:
    rows = [{"name": "Nordhavn Port", "n": "1"}, {"name": 'a "b"\nc', "n": "2"}]
    (tmp_path / "a.csv").write_text('name,n\nNordhavn Port,1\n\n"a ""b""\nc",2\n')
    (tmp_path / "a.tsv").write_text('name\tn\nNordhavn Port\t1\n"a ""b""\nc"\t2\n')
    (tmp_path / "semi.csv").write_text('\ufeffname;n\r\nNordhavn Port;1\r\n"a ""b""\nc";2\r\n')
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    with gzip.open(tmp_path / "a.csv.gz", "wt") as stream:
        stream.write((tmp_path / "a.csv").read_text())
    places = {}
    for name in ("a.csv", "a.tsv", "semi.csv", "a.jsonl", "a.parquet", "a.csv.gz"):
        assert read_columns(tmp_path / name) == ["name", "n"]
        found = list(read_rows(tmp_path / name))
        assert [row for _, row in found] == rows, name
        places[name] = [where for where, _ in found]
    assert places["a.csv"] == ["a.csv:2", "a.csv:4"] and places["a.tsv"] == ["a.tsv:2", "a.tsv:3"]
    assert places["a.jsonl"] == ["a.jsonl:1", "a.jsonl:2"]
    assert places["a.parquet"] == ["a.parquet: row 1", "a.parquet: row 2"]


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.csv", b"x,y\n1,2\n1,2,3\n", "a.csv:3: 3 cells under 2 columns"),
        ("a.csv", b"x,x\n1,2\n", "two columns are called 'x'"),
        ("a.csv", b"", "no header line"),
        ("a.csv", b"x\n\0\n", "NUL byte"),
        ("a.jsonl", b'{"x": 1}\n\n{"x": \n', "a.jsonl:3: no valid JSON"),
        ("a.jsonl", b"[1]\n", "a.jsonl:1: no JSON object"),
        ("a.jsonl", b"[" * 100_000, "no valid JSON"),
        ("a.parquet", b"PAR1 and no more", "no readable Parquet"),
        ("a.csv.gz", b"no gzip", "cannot be read"),
        ("a.xlsx", b"", "no table that can be read"),
    ],
)
def test_what_is_wrong_is_named(name: str, data: bytes, what: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError) as caught:
        list(strictly(read_rows(tmp_path / name)))
    assert what in str(caught.value) and str(tmp_path) not in str(caught.value)


def test_a_missing_file_and_names_of_formats(tmp_path: Path) -> None:
    for name in ("no.csv", "no.jsonl", "no.parquet", "no.csv.gz"):
        with pytest.raises(InputError, match="no such file"):
            list(read_rows(tmp_path / name))
    assert table_suffix(Path("a.b.CSV")) == ".csv" and table_suffix(Path("a.parquet.gz")) != ""
    assert table_suffix(Path("a.gz")) == table_suffix(Path("csv")) == ""


def test_a_cell_is_one_line() -> None:
    row = {"a": " x\n y ", "b": None, "c": float("nan"), "d": 3}
    assert [cell(row, name) for name in "abcde"] == ["x y", "", "", "3", ""]
