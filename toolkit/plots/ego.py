"""What stands next to one actor or theme: its strongest ties, actors left and themes right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.comparison.result import Comparison
from toolkit.errors import UsageError
from toolkit.graph.ego import find_node
from toolkit.graph.network import Network
from toolkit.plots import choosing, keys, sheet
from toolkit.plots.columns import table
from toolkit.plots.lettering import apart, cut, face, families, fitted, legible
from toolkit.plots.plot import Plot
from toolkit.report.wording import whole

TOGETHER = ("co_mention", "tie")  # named in one sentence; other relations are stated
SIDES = (-1, 1)
ROOM, NARROW = 2.1, 1.4  # inches for the names on either side
SHORT = 18  # letters of a name in a narrow figure
EDGE = ("source", "target", "relation", "weight", "documents", "groups")


@dataclass(frozen=True, slots=True)
class Node:
    """`side` -1 left, 1 right of the middle, at height `y`; `groups` are indices."""

    id: str
    label: str
    theme: bool
    groups: tuple[int, ...]
    weight: int
    side: int = 0
    y: float = 0.0


def ego(comparison: Comparison, name: str, limit: int, minimum_weight: int, width: float) -> Plot:
    network = comparison.network
    if network is None:
        raise UsageError("a redacted comparison has no network", hint="Take the one before.")
    middle, nodes, edges = _around(comparison, network, name, minimum_weight)
    choosing.something(nodes, f"{name!r} stands alone in the network")
    shown, found = nodes[: choosing.checked(limit)], len(nodes)
    placed = _placed(shown)
    near = {n.id for n in shown} | {middle.id}
    edges = [e for e in edges if e["source"] in near and e["target"] in near]
    names = [legible(n.label) for n in (middle, *placed)]
    fonts, notes = families([*names, *map(keys.label, comparison.groups)])
    with sheet.styled(fonts):
        figure = _draw(comparison, middle, placed, edges, width)
        sheet.settle(figure)
    notes += choosing.left_out(len(shown), found, "neighbours", "those with the strongest ties")
    label = {n.id: n.label for n in (middle, *placed)}
    rows = table(**{c: [label.get(e[c], e[c]) for e in edges] for c in EDGE})
    caption = (
        f"What stands with {legible(middle.label)} in one sentence, with the number of sentences. "
        "Grey lines: neighbours that also stand together."
    )
    return Plot("ego", figure, rows, caption, notes, fonts)


def _around(
    comparison: Comparison, network: Network, name: str, minimum_weight: int
) -> tuple[Node, list[Node], list[dict[str, Any]]]:
    """The node, its neighbours by falling weight, and all edges between them."""
    part = network.ego(name, 1, minimum_weight=minimum_weight)
    here = find_node(network.nodes, network.material, name)
    place = {g.id: at for at, g in enumerate(comparison.groups)}
    edges = part.edges.select(EDGE).to_pylist()
    weight: dict[str, int] = defaultdict(int)
    named_in: dict[str, set[int]] = defaultdict(set)
    for edge in edges:
        for end in ("source", "target"):
            named_in[edge[end]] |= _groups(edge["groups"], place)
        if here in (edge["source"], edge["target"]):
            other = edge["target"] if edge["source"] == here else edge["source"]
            weight[other] = max(weight[other], edge["weight"] or 1)
    rows = part.nodes.select(["id", "label", "type", "groups"]).to_pylist()
    nodes = {
        r["id"]: Node(
            r["id"], r["label"] or r["id"], r["type"] == "theme",
            tuple(sorted(_groups(r["groups"], place) or named_in[r["id"]])), weight[r["id"]],
        )
        for r in rows
    }  # fmt: skip
    others = sorted(
        (n for n in nodes.values() if weight.get(n.id)), key=lambda n: (-n.weight, n.id)
    )
    return nodes[here], others, edges


def _groups(joined: str | None, place: dict[str, int]) -> set[int]:
    """Indices of the groups of a joined text; ids may hold the sign that joins them."""
    rest, found = joined or "", set()
    for group in sorted(place, key=len, reverse=True):
        if group in rest.split(" & ") or rest == group:
            found.add(place[group])
    return found


def _placed(nodes: Sequence[Node]) -> list[Node]:
    """Actors left and themes right where both are there, else both sides in turn."""
    sides: dict[int, list[Node]] = {-1: [], 1: []}
    mixed = any(n.theme for n in nodes) and any(not n.theme for n in nodes)
    for at, node in enumerate(nodes):
        sides[(1 if node.theme else -1) if mixed else SIDES[at % 2]].append(node)
    most = max(map(len, sides.values()))
    found = []
    for side, members in sides.items():
        step = (most - 1) / max(len(members) - 1, 1) if len(members) > most / 2 else 1.0
        start = -step * (len(members) - 1) / 2
        found += [
            Node(n.id, n.label, n.theme, n.groups, n.weight, side, start + i * step)
            for i, n in enumerate(members)
        ]
    return found


def _draw(
    comparison: Comparison, middle: Node, nodes: Sequence[Node], edges: Sequence[dict[str, Any]],
    width: float,
) -> Any:  # fmt: skip
    rows = max(max(abs(n.y) for n in nodes) * 2 + 1, 4)
    figure = sheet.sheet(width, 0.55 + 1.15 * sheet.ROW * rows)
    axes = figure.subplots()
    axes.set_axis_off()
    half, out = rows / 2, width / 2 - (ROOM if width >= 5 else NARROW)  # inches across
    places = {
        n.id: (n.side * out * (0.8 + 0.2 * (1 - (n.y / half) ** 2) ** 0.5), n.y) for n in nodes
    }
    places[middle.id] = (0.0, 0.0)
    most = max(n.weight for n in nodes)
    for edge in edges:
        ends = places[edge["source"]], places[edge["target"]]
        _line(axes, ends, edge, middle.id, most)
    for node in nodes:
        _neighbour(axes, node, places[node.id], width)
    axes.plot([0], [0], **_glyph(middle, 1.9))
    name = fitted(middle.label, width)
    axes.annotate(name, (0, 0), (0, 9), textcoords="offset points", ha="center", va="bottom",
                  bbox=_ground(), zorder=4, **face(name, fontweight="bold"))  # fmt: skip
    axes.set_xlim(-width / 2, width / 2)
    axes.set_ylim(half, -half)
    keys.above(figure, _key(comparison, [middle, *nodes], edges))
    return figure


def _line(
    axes: Any, ends: Sequence[tuple[float, float]], edge: dict[str, Any], middle: str, most: int
) -> None:
    (a, b), (c, d) = ends
    if middle in (edge["source"], edge["target"]):
        thick = 0.5 + 3.0 * ((edge["weight"] or 1) / most) ** 0.5
        line = "solid" if edge["relation"] in TOGETHER else (0, (2, 1))
        ink = "#8d93a0" if edge["relation"] in TOGETHER else sheet.INK
        axes.plot([a, c], [b, d], color=ink, linewidth=thick, linestyle=line, zorder=1.2,
                  solid_capstyle="round")  # fmt: skip
        return
    pull = 0.55  # towards the middle, so that lines on one side do not cover one another
    xs, ys = [a, (a + c) * pull * 0.5, c], [b, (b + d) / 2, d]
    axes.plot(*_curve(xs, ys), color=sheet.HAIR, linewidth=0.6, zorder=1)


def _curve(xs: Sequence[float], ys: Sequence[float], steps: int = 16) -> tuple[list[float], ...]:
    """A quadratic Bezier curve through three control points."""
    at = [i / steps for i in range(steps + 1)]
    return tuple(
        [(1 - t) ** 2 * p[0] + 2 * t * (1 - t) * p[1] + t * t * p[2] for t in at] for p in (xs, ys)
    )


def _neighbour(axes: Any, node: Node, place: tuple[float, float], width: float) -> None:
    axes.plot([place[0]], [place[1]], **_glyph(node))
    name = fitted(node.label, 3) if width >= 5 else cut(legible(node.label), SHORT)
    words = [apart(name)]
    words.insert(0 if node.side > 0 else 1, whole(node.weight))
    text = "  ".join(words)
    axes.annotate(
        text, place, (6 * node.side, 0), textcoords="offset points", va="center_baseline",
        ha="left" if node.side > 0 else "right", **face(name, style="italic") if node.theme else {},
    ).set_in_layout(False)  # fmt: skip


def _glyph(node: Node, scale: float = 1.0) -> dict[str, Any]:
    if len(node.groups) == 1:
        return keys.glyph(node.groups[0], not node.theme, scale)
    return {
        "marker": "h", "markersize": 5.2 * scale, "linestyle": "none", "markeredgewidth": 0.9,
        "markerfacecolor": "white" if node.theme else sheet.SHARED, "markeredgecolor": sheet.SHARED,
    }  # fmt: skip


def _ground() -> dict[str, Any]:
    return {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.0}


def _key(
    comparison: Comparison, nodes: Sequence[Node], edges: Sequence[dict[str, Any]]
) -> list[Any]:
    alone = {n.groups[0] for n in nodes if len(n.groups) == 1}
    entries = [
        keys.handle(f"only {keys.short(g)}" if len(comparison.groups) > 1 else keys.short(g),
                    **keys.glyph(at))
        for at, g in enumerate(comparison.groups) if at in alone
    ]  # fmt: skip
    shared = Node("", "", False, (0, 1), 0)
    if any(len(n.groups) > 1 for n in nodes):
        entries.append(keys.handle("several groups", **_glyph(shared)))
    if any(n.theme for n in nodes):
        entries.append(keys.handle("theme (hollow)", **_glyph(Node("", "", True, (0, 1), 0))))
    if any(e["relation"] not in TOGETHER for e in edges):
        entries.append(
            keys.handle("stated relation", color=sheet.INK, linestyle=(0, (2, 1)), linewidth=1)
        )
    return entries
