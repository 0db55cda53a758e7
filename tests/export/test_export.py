"""Exports: read back equal, equal bytes, nothing half-written, nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow.parquet as pq
import pytest

from toolkit.comparison.figures import Distinctiveness, Interval, Overlap
from toolkit.comparison.result import Actor, Audit, Comparison, Count, Group
from toolkit.entities import build
from toolkit.errors import InputError, UsageError
from toolkit.export import SUFFIXES, write
from toolkit.export.delimited import guard
from toolkit.store import Store, write_chains, write_documents
from toolkit.types import Chain, Document, Mention

HOSTILE = [
    "=SUM(A1)",
    "@cmd",
    "+1",
    "-2",
    "\tx",
    "\rx",
    'a "b", c',
    "two\nlines",
    "<b>&amp;",
    "é\u2028ü",
]


def filled(store: Store) -> Store:
    """Two documents whose mentions hold every hostile text."""
    chains: list[Chain] = []
    for number, doc_id in enumerate(("north/n1", "south/s=1")):
        text, at = "", 0
        for index, name in enumerate(HOSTILE):
            text += name + " "
            mention = Mention(doc_id, at, at + len(name), name, "ORG", "name", confidence=0.5)
            chains.append(Chain(f"c{number}{index}", doc_id, "ORG", (mention,)))
            at = len(text)
        group = doc_id.split("/")[0]
        write_documents(store, "docs", [(Document(doc_id, text, group=group), ())])
    write_chains(store, ["north/n1", "south/s=1"], chains, "test")
    clusters = {str(i): [chains[i], chains[i + len(HOSTILE)]] for i in range(len(HOSTILE))}
    built = build(clusters, {}, {"3": -1.5})
    store.append(
        "entities",
        ("entity_id", "kind", "name", "knowledge_id", "weakest_link", "draft_id"),
        [
            (e.entity_id, e.kind, e.name, e.knowledge_id, e.weakest_link, e.entity_id)
            for e, _ in built
        ],
    )
    store.append("entity_chains", ("entity_id", "chain_id"),
                 [(e.entity_id, c) for e, ids in built for c in ids])  # fmt: skip
    columns = ("record_id", "kind", "name", "nameclass", "identity", "long_forms", "fits",
               "acronyms", "features", "digest", "cluster_id")  # fmt: skip
    store.append("records", columns, [
        (record_id, "ORG", name, "other", "", [], [], [], "{}", 7, cluster_id)
        for record_id, name, cluster_id in (("r1", "=SUM(A1)", "1"), ("r2", "@cmd", "2"))
    ])  # fmt: skip
    store.append("record_chains", ("record_id", "chain_id"), [("r1", "c00"), ("r2", "c01")])
    terms = [["prior", -3.0, "model x"], ["name", 1.5, "other"]]
    store.append(
        "pairs",
        ("record_l", "record_r", "match_weight", "probability", "terms", "blocking_rule",
         "verdict", "reason"),
        [("r1", "r2", -1.5, 0.26, json.dumps(terms), "token", "below threshold", "")],
    )  # fmt: skip
    store.append("themes", ("theme_id", "label", "parent"), [("t1", "Trade", "")])
    store.append("theme_evidence",
                 ("theme_id", "doc_id", "start_at", "end_at", "text", "sentence"),
                 [("t1", "north/n1", 0, 8, "=SUM(A1)", 0)])  # fmt: skip
    return store


@pytest.fixture
def store() -> Store:
    return filled(Store.open())


def read(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        rows = table.to_pylist()
        maps = [f.name for f in table.schema if str(f.type).startswith("map")]
        return [{k: dict(v) if k in maps else v for k, v in row.items()} for row in rows]
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


ORDERS = {
    "mentions": "doc_id start end text type form entity_id entity chain_id source confidence "
    "nested zone",
    "entities": "entity_id kind name aliases mentions documents groups knowledge_id weakest_link",
}


@pytest.mark.parametrize("what", ["mentions", "entities", "pairs", "themes"])
def test_tables_read_back_equal_from_every_format(what: str, store: Store, tmp_path: Path) -> None:
    found = {}
    for suffix in (".jsonl", ".csv", ".parquet"):
        write(what, store, tmp_path / f"out{suffix}")
        found[suffix] = read(tmp_path / f"out{suffix}")
    rows = found[".jsonl"]
    assert rows and rows == found[".parquet"]
    if what in ORDERS:
        assert all(list(row) == ORDERS[what].split() for row in rows)
    for row, cells in zip(rows, found[".csv"], strict=True):
        assert list(row) == list(cells)
        for name, value in row.items():
            if isinstance(value, str):
                assert cells[name] == guard(value)
            elif value is None:
                assert cells[name] == ""
            else:
                assert json.loads(cells[name]) == value


def test_mentions_are_what_the_document_says(store: Store, tmp_path: Path) -> None:
    write("mentions", store, tmp_path / "m.jsonl")
    rows = read(tmp_path / "m.jsonl")
    texts = dict(store.rows("SELECT doc_id, text FROM documents"))
    assert len(rows) == 2 * len(HOSTILE)
    assert all(texts[r["doc_id"]][r["start"] : r["end"]] == r["text"] for r in rows)
    places = [(r["doc_id"], r["start"], r["end"]) for r in rows]
    assert all(a <= b for a, b in pairwise(places))
    assert all(r["entity_id"] and r["entity"] for r in rows)
    write("entities", store, tmp_path / "e.jsonl")
    entities = read(tmp_path / "e.jsonl")
    assert [e["mentions"] for e in entities] == [2] * len(HOSTILE)
    assert all(e["groups"] == {"north": 1, "south": 1} for e in entities)
    assert sorted(e["weakest_link"] for e in entities if e["weakest_link"]) == [-1.5]


def test_no_cell_is_a_formula_and_numbers_stay(store: Store, tmp_path: Path) -> None:
    write("mentions", store, tmp_path / "m.csv")
    write("pairs", store, tmp_path / "p.csv")
    assert not (tmp_path / "m.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    cells = [cell for row in read(tmp_path / "m.csv") for cell in row.values()]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    assert "'=SUM(A1)" in cells and "south/s=1" in cells
    pair = read(tmp_path / "p.csv")[0]
    assert pair["match_weight"] == "-1.5"
    assert json.loads(pair["terms"])[1] == {"label": "name", "weight": 1.5, "detail": "other"}


@pytest.mark.parametrize("what", ["mentions", "entities", "pairs", "themes"])
def test_equal_stores_give_equal_bytes(what: str, tmp_path: Path) -> None:
    for suffix in SUFFIXES[what]:
        for number, threads in enumerate((1, 2)):
            with Store.open(threads=threads) as store:
                write(what, filled(store), tmp_path / f"{number}{suffix}")
        one, two = ((tmp_path / f"{n}{suffix}").read_bytes() for n in (0, 1))
        assert one == two and one


def test_jsonld(store: Store, tmp_path: Path) -> None:
    write("entities", store, tmp_path / "e.jsonld")
    things = json.loads((tmp_path / "e.jsonld").read_text("utf-8"))["@graph"]
    assert {thing["@type"] for thing in things} == {"Organization"}
    assert len({thing["@id"] for thing in things}) == len(HOSTILE)


@pytest.mark.parametrize(
    ("what", "suffix"),
    [(what, suffix) for what, suffixes in SUFFIXES.items() for suffix in suffixes
     if what not in ("graph", "comparison")],
)  # fmt: skip
def test_hostile_texts_stay_texts_in_every_format(
    what: str, suffix: str, store: Store, tmp_path: Path
) -> None:
    store.append("sentences", ("doc_id", "number", "start_at", "end_at", "paragraph", "zone"),
                 [("north/n1", 0, 0, 30, 0, "body")])  # fmt: skip
    path = tmp_path / f"out{suffix}"
    write(what, store, path)
    if suffix == ".parquet":
        assert pq.read_table(path).num_rows or what in ("emerging", "judgements")
        return
    text = path.read_text("utf-8")
    assert "\u2028" not in text or suffix.endswith(".csv")
    if suffix.endswith(".csv"):
        cells = [cell for row in read(path) for cell in row.values()]
        assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in cells)
        assert not any(cell.startswith("-") and not _is_number(cell) for cell in cells)
    elif suffix == ".jsonld":
        assert len(json.loads(text)) > 1
    else:
        assert all(isinstance(json.loads(line), dict) for line in text.splitlines())


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdigit()


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".json"])
def test_graphs(suffix: str, store: Store, tmp_path: Path) -> None:
    def graph(order: list[str]) -> nx.Graph:
        made = nx.Graph(title="x\x00y")
        for name in order:
            made.add_node(name, label=name, type="entity", mentions=2, groups=["a", "b"], no=None)
        for left, right in zip(order, reversed(order), strict=True):
            made.add_edge(left, right, weight=1.5)
        return made

    names = [*HOSTILE, "bell\x07"]
    write("graph", store, tmp_path / f"a{suffix}", graph=graph(names))
    write("graph", store, tmp_path / f"b{suffix}", graph=graph(names[::-1]))
    data = (tmp_path / f"a{suffix}").read_bytes()
    assert data == (tmp_path / f"b{suffix}").read_bytes()
    assert b"lastmodified" not in data
    if suffix == ".json":
        back = nx.node_link_graph(json.loads(data), edges="edges")
    else:
        back = (nx.read_graphml if suffix == ".graphml" else nx.read_gexf)(tmp_path / f"a{suffix}")
    assert back.number_of_nodes() == len(names)
    assert back.number_of_edges() == graph(names).number_of_edges()
    assert back.nodes["@cmd"]["label"] == "@cmd" and back.nodes["@cmd"]["mentions"] == 2
    assert json.loads(back.nodes["@cmd"]["groups"]) == ["a", "b"]


def comparison() -> Comparison:
    groups = tuple(Group(g, g, 1, 10, 1, 2, 1) for g in ("north", "=south"))
    interval = Interval(0.5, 0.1, 0.9)
    counts = {g.id: Count(2, 1, 200.0, interval) for g in groups}
    figures = {g.id: Distinctiveness(interval, 1.5, False) for g in groups}
    actors = tuple(
        Actor(f"e{i}", name, "ORG", counts, ("north", "=south"), (), figures, ("m1",))
        for i, name in enumerate(HOSTILE)
    )
    return Comparison(groups, actors, (), Overlap(1, 1, {"north & =south": 1}), (), (), (), (),
                      Audit((), (), ()), (), ())  # fmt: skip


def test_comparison_in_every_format(store: Store, tmp_path: Path) -> None:
    for suffix in SUFFIXES["comparison"]:
        write("comparison", store, tmp_path / f"c{suffix}", comparison=comparison())
    whole = json.loads((tmp_path / "c.json").read_text("utf-8"))
    assert whole["schema_version"] == 1 and len(whole["actors"]) == len(HOSTILE)
    rows = read(tmp_path / "c.jsonl")
    assert [row["name"] for row in rows] == HOSTILE and rows == read(tmp_path / "c.parquet")
    assert [row["name"] for row in read(tmp_path / "c.csv")] == [guard(name) for name in HOSTILE]


@pytest.mark.parametrize("what", list(SUFFIXES))
def test_unknown_formats_name_the_possible_ones(what: str, store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        write(what, store, tmp_path / "out.xlsx")
    assert all(suffix in caught.value.hint for suffix in SUFFIXES[what])
    with pytest.raises(UsageError):
        write(what, store, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_what_is_missing_is_said(store: Store, tmp_path: Path) -> None:
    for what, name in (("graph", "g.json"), ("comparison", "c.json"), ("moon", "m.csv")):
        with pytest.raises(UsageError):
            write(what, store, tmp_path / name)
    with pytest.raises(InputError, match="cannot be written"):
        write("mentions", store, tmp_path / "nowhere" / "m.csv")
    store.clear("entity_chains")
    with pytest.raises(UsageError, match="no entity yet"):
        write("mentions", store, tmp_path / "m.csv")


def test_an_error_leaves_the_earlier_file(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "p.jsonl"
    target.write_text("earlier")
    store.rows("UPDATE pairs SET terms = '{broken'")
    with pytest.raises(ValueError):
        write("pairs", store, target)
    assert [p.name for p in tmp_path.iterdir()] == ["p.jsonl"] and target.read_text() == "earlier"


def test_an_empty_store_gives_headers(tmp_path: Path) -> None:
    with Store.open() as empty:
        write("mentions", empty, tmp_path / "m.csv")
        write("entities", empty, tmp_path / "e.parquet")
        write("pairs", empty, tmp_path / "p.jsonl")
    assert (tmp_path / "m.csv").read_text().startswith("doc_id,start,end,text")
    assert pq.read_table(tmp_path / "e.parquet").num_rows == 0
    assert (tmp_path / "p.jsonl").read_bytes() == b""
