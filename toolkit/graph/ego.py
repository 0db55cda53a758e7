"""Ego networks: a node by its name, and what stands around it."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import numpy as np

from toolkit.errors import NotFoundError, UsageError
from toolkit.graph.material import Material
from toolkit.graph.relating import offsets

if TYPE_CHECKING:
    import pyarrow as pa


def find_node(nodes: pa.Table, material: Material, asked: str) -> str:
    """The node of an id, a name or an alias; as written first, then in any case."""
    ids, names, labels = (nodes[c].to_pylist() for c in ("id", "name", "label"))
    first = offsets(material).entity
    aliases = [(ids[first + n], a) for n, e in enumerate(material.entities) for a in e.aliases]
    steps = [
        list(zip(ids, ids, strict=True)), list(zip(ids, names, strict=True)),
        list(zip(ids, labels, strict=True)), aliases,
    ]  # fmt: skip
    for fold in (str, str.casefold):
        for step in steps:
            found = sorted({node for node, name in step if fold(name) == fold(asked)})
            if len(found) == 1:
                return str(found[0])
            if found:
                hint = "Give one of these: " + ", ".join(found[:12])
                raise UsageError(f"{len(found)} nodes are called {asked!r}", hint=hint)
    close = difflib.get_close_matches(asked, [name for step in steps[2:] for _, name in step], n=5)
    raise NotFoundError(
        f"nothing in the network is called {asked!r}",
        hint="Close: " + ", ".join(dict.fromkeys(close)) if close else "",
    )


def neighbourhood(
    nodes: pa.Table, edges: pa.Table, node: str, hops: int
) -> tuple[pa.Table, pa.Table]:
    """Nodes within `hops` edges of `node`, and the edges between them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    ids = nodes["id"].combine_chunks()
    left, right = (
        pc.index_in(edges[end].combine_chunks(), ids).to_numpy(zero_copy_only=False)
        for end in ("source", "target")
    )
    inside = np.zeros(len(ids), dtype=bool)
    inside[pc.index(ids, node).as_py()] = True
    for _ in range(hops):
        reached = inside.copy()
        reached[right[inside[left]]] = True
        reached[left[inside[right]]] = True
        inside = reached
    kept = inside[left] & inside[right] if len(left) else np.zeros(0, dtype=bool)
    return nodes.filter(pa.array(inside)), edges.filter(pa.array(kept))
