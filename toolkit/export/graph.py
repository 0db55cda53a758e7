"""The graph as GraphML, GEXF or node-link JSON; nodes and edges ordered by id, no clock inside."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.export.jsonl import dump

if TYPE_CHECKING:
    import networkx as nx

# What XML 1.0 cannot hold, even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(graph: nx.Graph, path: Path) -> None:
    import networkx as nx

    nx.write_graphml_xml(_plain(graph), path, encoding="utf-8", named_key_ids=True)


def write_gexf(graph: nx.Graph, path: Path) -> None:
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(_plain(graph))
    for element in writer.xml.iter():
        element.attrib.pop("lastmodifieddate", None)  # the clock
    with path.open("wb") as stream:
        writer.write(stream)


def write_json(graph: nx.Graph, path: Path) -> None:
    """The node-link form of networkx, one node or edge a line."""
    plain = _plain(graph)
    nodes = [dump({"id": node, **plain.nodes[node]}) for node in plain]
    edges = [dump({"source": a, "target": b, **given}) for a, b, given in plain.edges(data=True)]
    head = {"directed": plain.is_directed(), "multigraph": False, "graph": dict(plain.graph)}
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(json.dumps(head, ensure_ascii=False)[:-1])
        for name, rows in (("nodes", nodes), ("edges", edges)):
            stream.write(f', "{name}": [' + ",".join(f"\n{row}" for row in rows) + "\n]")
        stream.write("}\n")


def _plain(graph: nx.Graph) -> nx.Graph:
    """A copy whose ids and attributes every format can hold, in a fixed order."""
    plain = graph.__class__(**_attributes(graph.graph))
    for node in sorted(graph, key=str):
        plain.add_node(_text(str(node)), **_attributes(graph.nodes[node]))
    edges = ((str(a), str(b), given) for a, b, given in graph.edges(data=True))
    if not graph.is_directed():
        edges = ((min(a, b), max(a, b), given) for a, b, given in edges)
    for left, right, given in sorted(edges, key=lambda edge: edge[:2]):
        plain.add_edge(_text(left), _text(right), **_attributes(given))
    return plain


def _attributes(given: Mapping[str, Any]) -> dict[str, str | int | float | bool]:
    """Attributes by name; None is left out, lists and mappings become JSON."""
    found: dict[str, str | int | float | bool] = {}
    for name, value in sorted(given.items()):
        if isinstance(value, str):
            found[_text(name)] = _text(value)
        elif isinstance(value, bool | int | float):
            found[_text(name)] = value
        elif value is not None:
            ordered = sorted(value) if isinstance(value, set | frozenset) else value
            found[_text(name)] = _text(dump(ordered))
    return found


def _text(value: str) -> str:
    return _UNWRITABLE.sub("\ufffd", value)
