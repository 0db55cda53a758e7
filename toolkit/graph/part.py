"""A network, a part of it or a projection, as tables and as a networkx graph."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from toolkit.graph.relating import DIRECTED
from toolkit.value import Value, plain, safe

if TYPE_CHECKING:
    import networkx as nx
    import pyarrow as pa


@dataclass(frozen=True, eq=False, repr=False)
class Part(Value):
    """`nodes` and `edges` as Arrow tables; `notes` say how it was made and what was left out.

    Columns of nodes: id, type (document, entity, group, theme), name (id in the store), label,
    kind, groups, date, mentions, documents and the figures of `Network.nodes`. Columns of edges:
    source, target, relation, weight, documents, groups, evidence (`doc_id#sentence`, at most 8),
    text; projections also similarity, p, q.
    """

    nodes: pa.Table
    edges: pa.Table
    notes: Mapping[str, str] = field(default_factory=dict)

    def heavier(self, minimum_weight: int) -> Part:
        """The part without edges below `minimum_weight`; in_group stays, it has no weight."""
        import pyarrow.compute as pc

        heavy = pc.greater_equal(self.edges["weight"], minimum_weight)
        kept = pc.or_(heavy, pc.equal(self.edges["relation"], "in_group"))
        return replace(self, edges=self.edges.filter(kept))

    def to_networkx(self) -> nx.MultiGraph:
        """A new graph, yours to keep and change: one edge a relation, keyed by its name, so that
        none hides another. Attributes are texts and numbers only (evidence is JSON), so that
        every format keeps them; what is null is not there. Edges with a direction (role_in,
        succeeded_by, part_of) have `subject` and `object`."""
        import networkx as nx

        graph = nx.MultiGraph(**self.notes)
        ids = self.nodes["id"].to_pylist()
        names = [name for name in self.nodes.column_names if name != "id"]
        columns = [self.nodes[name].to_pylist() for name in names]
        for node, *values in zip(ids, *columns, strict=True):
            graph.add_node(node)
            graph.nodes[node].update(_present(names, values))
        graph.add_edges_from(self._edges())
        return graph

    def _edges(self) -> Any:
        hidden = ("source", "target", "evidence")
        names = [name for name in self.edges.column_names if name not in hidden]
        columns = [self.edges[name].to_pylist() for name in names]
        ends = (self.edges[name].to_pylist() for name in ("source", "target"))
        evidence = self.edges["evidence"].to_pylist()
        at = names.index("relation")
        for source, target, behind, *values in zip(*ends, evidence, *columns, strict=True):
            given = _present(names, values)
            given["evidence"] = json.dumps(behind, ensure_ascii=False)
            if values[at] in DIRECTED:
                given |= {"subject": source, "object": target}
            yield source, target, values[at], given

    def to_dict(self) -> dict[str, Any]:
        """`nodes` and `edges` as rows, and `notes`, ready for `json.dumps`."""
        return {"nodes": plain(self.nodes), "edges": plain(self.edges), "notes": dict(self.notes)}

    def _repr_html_(self) -> str:
        return f"<p>{safe(self)}</p>"

    def __repr__(self) -> str:
        return f"<network: {self.nodes.num_rows} nodes, {self.edges.num_rows} edges>"


def _present(names: list[str], values: list[Any]) -> dict[str, Any]:
    return {name: value for name, value in zip(names, values, strict=True) if value is not None}
