"""What calls return: readable, static in a notebook, JSON for programs, frames for people."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import toolkit
from toolkit import NotFoundError
from toolkit.table import Table

HOSTILE = '<img src=x onerror="alert(1)">\u202e&'
CALLS: dict[str, Callable[[toolkit.Corpus], Any]] = {
    "documents": lambda c: c.documents,
    "entities": lambda c: c.entities,
    "entity": lambda c: c.entity("Northern Ports Alliance"),
    "entity itself": lambda c: c.entity("Northern Ports Alliance").entity,
    "explanation": lambda c: c.explain("NPA", "Northern Ports Alliance"),
    "questions": lambda c: c.questions(),
    "thresholds": lambda c: c.thresholds(),
    "ingested": lambda c: c.ingest({"doc_id": HOSTILE, "text": "x"}, dry_run=True),
    "resolved": lambda c: c.resolve(),
    "comparison": lambda c: c.compare(labels={"north": HOSTILE}),
    "actors": lambda c: c.compare().actors.all,
    "emerging": lambda c: c.compare().emerging,
}
FORBIDDEN = ("script", "style", "iframe", "object", "embed", "link", "form", "input")


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.attributes += [name for name, _ in attrs]


@pytest.mark.parametrize("name", CALLS)
def test_every_result_is_json_and_a_static_view(name: str, resolved: toolkit.Corpus) -> None:
    value = CALLS[name](resolved)
    found = json.loads(value.to_json(), parse_constant=lambda c: pytest.fail(f"no JSON: {c}"))
    assert found["schema_version"] == 1 and len(found) > 1
    assert value.to_json() == CALLS[name](resolved).to_json()
    assert found == {"schema_version": 1, **json.loads(json.dumps(value.to_dict()))}
    tags = Tags()
    tags.feed(value._repr_html_())
    assert tags.seen and not set(tags.seen) & {*FORBIDDEN, "img"}
    assert not [a for a in tags.attributes if a.startswith("on") or a in ("href", "src", "id")]
    assert "\u202e" not in value._repr_html_() and len(str(value)) > 10


@pytest.mark.parametrize("name", ["network", "ego", "actor tables", "given"])
def test_further_views(name: str, resolved: toolkit.Corpus) -> None:
    view = resolved.compare()
    value: Any = {
        "network": lambda: view.network,
        "ego": lambda: view.network.ego("Northern Ports Alliance"),
        "actor tables": lambda: view.actors,
        "given": lambda: resolved.add_mentions([]),
    }[name]()
    tags = Tags()
    tags.feed(value._repr_html_())
    assert "table" in tags.seen and not set(tags.seen) & set(FORBIDDEN)


def test_hostile_cells_are_text() -> None:
    table = Table(
        pa.table(
            {
                HOSTILE: [HOSTILE],
                "n": [1234567],
                "r": [0.123456789],
                "l": [[HOSTILE, "b"]],
                "none": pa.array([None], pa.string()),
            }
        )
    )
    html = table._repr_html_()
    assert "<img" not in html and "&lt;img" in html and "[U+202E]" in html
    assert "<td>1,234,567</td><td>0.1235</td>" in html and "<td></td>" in html


def test_a_table_is_frames_rows_and_columns() -> None:
    table = Table(pa.table({"name": ["a", "b"], "n": [1, None], "in": [["x"], []]}))
    assert table.to_pandas()["name"].tolist() == ["a", "b"]
    assert isinstance(table.to_pandas(), pd.DataFrame)
    assert table.to_polars()["n"].to_list() == [1, None]
    assert pl.DataFrame(table).shape == (2, 3)  # through the stream of Arrow
    assert duckdb.from_arrow(table).aggregate("sum(n)").fetchall() == [(1,)]
    assert pa.table(table).equals(table.to_arrow())
    assert [row["name"] for row in table] == table["name"] == ["a", "b"]
    assert json.loads(table.to_json()) == {
        "schema_version": 1,
        "columns": [{"name": "name", "type": "string"}, {"name": "n", "type": "int64"},
                    {"name": "in", "type": "list<item: string>"}],
        "rows": [{"name": "a", "n": 1, "in": ["x"]}, {"name": "b", "n": None, "in": []}],
    }  # fmt: skip
    with pytest.raises(NotFoundError) as caught:
        _ = table["nmae"]
    assert "name, n, in" in caught.value.hint


def test_a_long_table_shows_its_beginning() -> None:
    table = Table(pa.table({"n": list(range(1000))}))
    assert table._repr_html_().endswith("<p>980 more rows</p>")
    assert table._repr_html_().count("<tr>") == 21


def test_what_is_not_a_number_is_none_in_json() -> None:
    table = Table(pa.table({"x": [float("nan"), float("inf"), 1.5]}))
    assert [row["x"] for row in json.loads(table.to_json())["rows"]] == [None, None, 1.5]


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_without_a_frame_library(name: str) -> None:
    script = (
        "import sys\n"
        "class Without:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {name!r}: raise ImportError(name)\n"
        "sys.meta_path.insert(0, Without())\n"
        "import pyarrow as pa, toolkit\nfrom toolkit.table import Table\n"
        f"try: Table(pa.table({{'a': [1]}})).to_{name}()\n"
        "except toolkit.UsageError as error: print(error.hint)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True,
                          check=True, timeout=120)  # fmt: skip
    assert done.stdout.strip() == f"pip install {name}"
