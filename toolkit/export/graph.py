"""The graph as GraphML, GEXF 1.3 or node-link JSON: same graph, same bytes, no clock inside.

Written as a stream, one node or edge a line, since a tree of a million edges takes gigabytes. Any
networkx graph can be written; a graph with parallel edges keeps them all, by key.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import escape

from toolkit.export.drawing import Drawing, drawn
from toolkit.export.jsonl import dump
from toolkit.graph import Part, writable

if TYPE_CHECKING:
    import networkx as nx

Value = str | int | float | bool
Attributes = dict[str, Value]
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MARKS = {'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
_MARKED = re.compile('[&<>"\r\n\t]')
_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}


class Edge(NamedTuple):
    source: str
    target: str
    key: str
    given: Attributes


@dataclass(frozen=True)
class Plain:
    """A graph that every format can hold, nodes and edges ordered by id: all texts writable, all
    ids distinct, all values texts, numbers or truths."""

    directed: bool
    multigraph: bool
    about: Attributes
    nodes: list[tuple[str, Attributes]]
    edges: list[Edge]


def plain(graph: nx.Graph | Part) -> Plain:
    """The graph as every format can hold it. None is left out, lists and mappings become JSON;
    nodes whose ids only differ in what cannot be written are told apart by a number."""
    if isinstance(graph, Part):
        graph = graph.to_networkx()
    ids = _distinct_ids(graph)
    order = sorted(graph, key=ids.__getitem__)
    multi = graph.is_multigraph()
    rows = graph.edges(keys=True, data=True) if multi else (
        (a, b, given.get("relation", ""), given) for a, b, given in graph.edges(data=True)
    )  # fmt: skip
    edges = [
        Edge(*_ends(ids[a], ids[b], given, graph.is_directed()), writable(str(key)), values)
        for a, b, key, given in rows
        for values in (_attributes(given),)
    ]
    edges.sort(key=itemgetter(0, 1, 2))
    nodes = [(ids[node], _attributes(graph.nodes[node])) for node in order]
    return Plain(graph.is_directed(), multi, _attributes(graph.graph), nodes, edges)


def write_graphml(graph: nx.Graph | Part, path: Path, layout: bool = True) -> None:
    """GraphML 1.0, attribute names as keys, read by networkx, igraph, Gephi and yEd."""
    found = plain(graph)
    keys = {
        "graph": _declared([found.about]), "node": _declared(a for _, a in found.nodes),
        "edge": _declared(e.given for e in found.edges),
    }  # fmt: skip
    with _opened(path) as stream:
        stream.write(_HEAD + '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        names: dict[str, dict[str, str]] = {}
        for sort, kinds in keys.items():
            names[sort] = {name: f"{sort[0]}{at}" for at, name in enumerate(kinds)}
            for name, kind in kinds.items():
                stream.write(
                    f'<key id="{names[sort][name]}" for="{sort}" attr.name={_quoted(name)} '
                    f'attr.type="{kind}"/>\n'
                )
        direction = "directed" if found.directed else "undirected"
        stream.write(f'<graph id="G" edgedefault="{direction}">\n')
        stream.write(_data(names["graph"], found.about) + "\n")
        for node, given in found.nodes:
            stream.write(f"<node id={_quoted(node)}>{_data(names['node'], given)}</node>\n")
        quoted = {node: _quoted(node) for node, _ in found.nodes}
        for e in found.edges:
            key = f" id={_quoted(e.key)}" if found.multigraph else ""
            stream.write(
                f"<edge source={quoted[e.source]} target={quoted[e.target]}{key}>"
                f"{_data(names['edge'], e.given)}</edge>\n"
            )
        stream.write("</graph>\n</graphml>\n")


def write_gexf(graph: nx.Graph | Part, path: Path, layout: bool = True) -> None:
    """GEXF 1.3 as Gephi writes it: colours by group, sizes by mentions, and with `layout`
    positions (of up to 1,500 nodes). Parallel edges are told apart by `kind`."""
    found = plain(graph)
    picture = drawn(found.nodes, [(e.source, e.target, e.given) for e in found.edges], layout)
    with _opened(path) as stream:
        stream.write(_HEAD + '<gexf xmlns="http://gexf.net/1.3" '
                     'xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n')  # fmt: skip
        about = dump({**found.about, "layout": picture.note})
        stream.write(f"<meta><description>{escape(about)}</description></meta>\n")
        direction = "directed" if found.directed else "undirected"
        stream.write(f'<graph defaultedgetype="{direction}" mode="static">\n')
        own = _gexf_keys(stream, "node", _declared((a for _, a in found.nodes), {"label"}))
        between = _gexf_keys(stream, "edge", _declared((e.given for e in found.edges), {"weight"}))
        stream.write("<nodes>\n")
        for at, (node, given) in enumerate(found.nodes):
            stream.write(
                f"<node id={_quoted(node)} label={_quoted(str(given.get('label', node)))}>"
                f"{_values(own, given)}{_picture(picture, at)}</node>\n"
            )
        stream.write("</nodes>\n<edges>\n")
        quoted = {node: _quoted(node) for node, _ in found.nodes}
        for at, e in enumerate(found.edges):
            weight = e.given.get("weight", 1)
            stream.write(
                f'<edge id="{at}" source={quoted[e.source]} target={quoted[e.target]} '
                f"kind={_quoted(e.key)} weight={_quoted(str(weight))}>"
                f"{_values(between, e.given)}</edge>\n"
            )
        stream.write("</edges>\n</graph>\n</gexf>\n")


def write_json(graph: nx.Graph | Part, path: Path, layout: bool = True) -> None:
    """The node-link form of networkx, one node or edge a line."""
    found = plain(graph)
    head = {"directed": found.directed, "multigraph": found.multigraph, "graph": found.about}
    with _opened(path) as stream:
        stream.write(dump(head)[:-1])
        nodes = (dump({**given, "id": node}) for node, given in found.nodes)
        stream.write(', "nodes": [')
        _lines(stream, nodes)
        edges = (
            dump({**e.given, "source": e.source, "target": e.target}
                 | ({"key": e.key} if found.multigraph else {}))
            for e in found.edges
        )  # fmt: skip
        stream.write('\n], "edges": [')
        _lines(stream, edges)
        stream.write("\n]}\n")


WRITERS: dict[str, Callable[[nx.Graph | Part, Path, bool], None]] = {
    ".graphml": write_graphml,
    ".gexf": write_gexf,
    ".json": write_json,
}


def _opened(path: Path) -> IO[str]:
    return path.open("w", encoding="utf-8", newline="\n")


def _lines(stream: IO[str], rows: Iterator[str]) -> None:
    for at, row in enumerate(rows):
        stream.write(("," if at else "") + "\n" + row)


def _distinct_ids(graph: nx.Graph) -> dict[Any, str]:
    taken: Counter[str] = Counter()
    ids: dict[Any, str] = {}
    named = sorted((writable(str(node)), repr(node), node) for node in graph)
    plain_ids = {text for text, _, _ in named}
    for text, _, node in named:
        taken[text] += 1
        given = text
        while taken[text] > 1 and (given := f"{text} ({taken[text]})") in plain_ids:
            taken[text] += 1
        ids[node] = given
    return ids


def _ends(a: str, b: str, given: Mapping[str, Any], directed: bool) -> tuple[str, str]:
    """An undirected edge runs from its subject, where it has one, else from the smaller id."""
    if directed or given.get("subject") == a:
        return a, b
    if given.get("subject") == b:
        return b, a
    return min(a, b), max(a, b)


def _attributes(given: Mapping[str, Any]) -> Attributes:
    found: Attributes = {}
    for name, value in sorted(given.items()):
        if isinstance(value, str):
            found[writable(name)] = writable(value)
        elif isinstance(value, bool | int | float):
            found[writable(name)] = value if value == value else "nan"
        elif value is not None:
            ordered = sorted(value) if isinstance(value, set | frozenset) else value
            found[writable(name)] = writable(dump(ordered))
    return found


def _declared(rows: Iterable[Attributes], hidden: Set[str] = frozenset()) -> dict[str, str]:
    """The type of each attribute by name; mixed numbers are double, other mixtures text."""
    kinds: dict[str, set[type]] = {}
    for given in rows:
        for name, value in given.items():
            kinds.setdefault(name, set()).add(type(value))
    found = {}
    for name, types in sorted(kinds.items()):
        mixed = float if types == {int, float} else str
        found[name] = _TYPES[next(iter(types)) if len(types) == 1 else mixed]
    return {name: kind for name, kind in found.items() if name not in hidden}


def _shown(value: Value) -> str:
    if isinstance(value, str):
        return _escaped(value)
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _escaped(text: str) -> str:
    """Text of XML; a carriage return and what else readers would change is a reference."""
    return escape(text, {"\r": "&#13;"})


def _quoted(text: str) -> str:
    """An attribute of XML, in which readers turn bare line breaks and tabs into spaces."""
    return f'"{escape(text, _MARKS) if _MARKED.search(text) else text}"'


def _data(names: Mapping[str, str], given: Attributes) -> str:
    return "".join(f'<data key="{names[n]}">{_shown(v)}</data>' for n, v in given.items())


def _gexf_keys(stream: IO[str], sort: str, kinds: Mapping[str, str]) -> dict[str, str]:
    names = {name: str(at) for at, name in enumerate(kinds)}
    if names:
        stream.write(f'<attributes class="{sort}" mode="static">\n')
        for name, kind in kinds.items():
            title = _quoted(name)
            stream.write(f'<attribute id="{names[name]}" title={title} type="{kind}"/>\n')
        stream.write("</attributes>\n")
    return names


def _values(names: Mapping[str, str], given: Attributes) -> str:
    rows = [
        f'<attvalue for="{names[name]}" value={_quoted(v) if isinstance(v, str) else _number(v)}/>'
        for name, v in given.items()
        if name in names
    ]
    return f"<attvalues>{''.join(rows)}</attvalues>" if rows else ""


def _number(value: int | float | bool) -> str:
    return f'"{_shown(value)}"'


def _picture(picture: Drawing, at: int) -> str:
    r, g, b = picture.colours[at]
    shown = f'<viz:color r="{r}" g="{g}" b="{b}"/>'
    if picture.places is not None:
        x, y = picture.places[at]
        shown += f'<viz:position x="{x}" y="{y}" z="0.0"/>'
    return shown + f'<viz:size value="{picture.sizes[at]}"/>'
