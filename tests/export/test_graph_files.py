"""Graph files come back as they went, whatever the texts hold; GEXF is what Gephi reads."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from toolkit.export import graph as graphs
from toolkit.graph import writable

TEXTS = st.one_of(
    st.text(st.characters(codec=None), max_size=12),  # lone surrogates too
    st.sampled_from([
        "", "]]>", "<a href='x'>&amp;", '"quoted"', "\u202egnp.exe", "a\x00b", "\x0b", "\ufffe",
        "\ud800", "line\r\nline\ttab", "x" * 5_000, "=cmd()", "\u0085\u2028", "  spaces  ", "&#13;",
    ]),
)  # fmt: skip
NUMBERS = st.one_of(
    st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False), st.booleans()
)


@st.composite
def made(draw: st.DrawFn) -> nx.MultiGraph:
    found = nx.MultiGraph(note=draw(TEXTS))
    ids = draw(st.lists(TEXTS, min_size=1, max_size=5, unique=True))
    for node in ids:
        found.add_node(node, label=draw(TEXTS), size=draw(st.integers(0, 9)), share=draw(NUMBERS))
    rows = st.tuples(st.sampled_from(ids), st.sampled_from(ids), st.sampled_from("abc"))
    for left, right, key in draw(st.lists(rows, max_size=6)):
        found.add_edge(left, right, key, text=draw(TEXTS), weight=draw(st.integers(1, 9)))
    return found


def read(path: Path) -> nx.MultiGraph:
    if path.suffix == ".json":
        return nx.node_link_graph(json.loads(path.read_text("utf-8")), edges="edges")
    if path.suffix == ".graphml":
        return nx.read_graphml(path, force_multigraph=True)
    return read_gexf(path)


def read_gexf(path: Path) -> nx.MultiGraph:
    """A reader of GEXF 1.3 that keeps `kind` as the key of an edge."""
    name = "{http://gexf.net/1.3}"
    root = etree.parse(path).getroot()
    assert root.get("version") == "1.3"
    casts: dict[str, Any] = {
        "long": int, "double": float, "boolean": lambda v: v == "true", "string": str,
    }  # fmt: skip
    keys: dict[tuple[str, str], tuple[str, Any]] = {}
    for block in root.iter(f"{name}attributes"):
        for key in block:
            keys[block.get("class"), key.get("id")] = (key.get("title"), casts[key.get("type")])

    def values(element: Any, sort: str) -> dict[str, Any]:
        rows = [(keys[sort, v.get("for")], v.get("value")) for v in element.iter(f"{name}attvalue")]
        return {title: cast(value) for (title, cast), value in rows}

    found = nx.MultiGraph()
    for node in root.iter(f"{name}node"):
        found.add_node(node.get("id"), label=node.get("label"), **values(node, "node"))
    for edge in root.iter(f"{name}edge"):
        given = values(edge, "edge") | {"weight": float(edge.get("weight"))}
        found.add_edge(edge.get("source"), edge.get("target"), edge.get("kind"), **given)
    return found


@pytest.mark.parametrize("suffix", graphs.WRITERS)
@settings(max_examples=80, deadline=None)
@given(made())
def test_round_trip(suffix: str, graph: nx.MultiGraph) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, again = Path(folder) / f"g{suffix}", Path(folder) / f"h{suffix}"
        graphs.WRITERS[suffix](graph, path, True)
        turned = nx.MultiGraph(**graph.graph)
        turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
        turned.add_edges_from((b, a, k, d) for a, b, k, d in graph.edges(keys=True, data=True))
        graphs.WRITERS[suffix](turned, again, True)
        assert path.read_bytes() == again.read_bytes()
        back = read(path)
    ids = graphs._distinct_ids(graph)
    assert set(back) == set(ids.values()) and len(back) == len(graph)
    for node, given_ in graph.nodes(data=True):
        assert back.nodes[ids[node]]["label"] == writable(given_["label"])
        assert back.nodes[ids[node]]["size"] == given_["size"]
        assert str(back.nodes[ids[node]]["share"]).lower() == str(given_["share"]).lower() or (
            back.nodes[ids[node]]["share"] == given_["share"]
        )
    assert back.number_of_edges() == graph.number_of_edges()
    for left, right, key, given_ in graph.edges(keys=True, data=True):
        found = back.edges[ids[left], ids[right], key]
        assert found["text"] == writable(given_["text"]) and found["weight"] == given_["weight"]


def test_gexf_has_colours_places_and_sizes(tmp_path: Path) -> None:
    made = nx.MultiGraph()
    made.add_node("entity:a", label="A", groups="x", mentions=9)
    made.add_node("entity:b", label="B", groups="x & y", mentions=1)
    made.add_node("entity:c", label="C", groups="y", mentions=1)
    made.add_node("theme:t", label="T")
    made.add_edge("entity:a", "entity:b", "co_mention", weight=3, relation="co_mention")
    made.add_edge("entity:b", "entity:a", "part_of", weight=1, subject="entity:b")
    graphs.write_gexf(made, tmp_path / "g.gexf")
    root = etree.parse(tmp_path / "g.gexf").getroot()
    viz = "{http://gexf.net/1.3/viz}"
    nodes = list(root.iter("{http://gexf.net/1.3}node"))
    colours = [tuple(n.find(f"{viz}color").attrib.values()) for n in nodes]
    assert len(set(colours)) == 4
    assert float(nodes[0].find(f"{viz}size").get("value")) > float(
        nodes[1].find(f"{viz}size").get("value")
    )
    places = {tuple(n.find(f"{viz}position").attrib.values()) for n in nodes}
    assert len(places) == 4
    edges = list(root.iter("{http://gexf.net/1.3}edge"))
    assert [(e.get("source"), e.get("kind")) for e in edges] == [
        ("entity:a", "co_mention"), ("entity:b", "part_of"),  # an edge starts at its subject
    ]  # fmt: skip
    assert b"lastmodified" not in (tmp_path / "g.gexf").read_bytes()
    graphs.write_gexf(made, tmp_path / "g.gexf", False)
    assert b"viz:position" not in (tmp_path / "g.gexf").read_bytes()


def test_positions_are_left_out_of_large_graphs(tmp_path: Path) -> None:
    graphs.write_gexf(nx.empty_graph(1_501), tmp_path / "g.gexf")
    data = (tmp_path / "g.gexf").read_bytes()
    assert b"viz:position" not in data and b"more than 1500 nodes" in data
