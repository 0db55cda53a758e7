"""The network as people hold it in a notebook, and what of it a file shall hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from toolkit.graph import Network, Part
from toolkit.graph.network import CLOSE
from toolkit.table import Table
from toolkit.value import Value, safe

if TYPE_CHECKING:
    import networkx as nx


class PartView(Value):
    """A part or projection of the network. `value` holds the Arrow tables."""

    value: Part

    def __init__(self, value: Part) -> None:
        self.value = value

    @property
    def nodes(self) -> Table:
        return Table(self.value.nodes)

    @property
    def edges(self) -> Table:
        return Table(self.value.edges)

    @property
    def notes(self) -> Mapping[str, str]:
        """How it was made, and what was estimated or left out."""
        return dict(self.value.notes)

    @cached_property
    def graph(self) -> nx.MultiGraph:
        """A networkx graph, yours to keep and change."""
        return self.value.to_networkx()

    def to_dict(self) -> dict[str, Any]:
        """`nodes` and `edges` as rows, and `notes`, ready for `json.dumps`."""
        return self.value.to_dict()

    def __repr__(self) -> str:
        return repr(self.value)

    def _repr_html_(self) -> str:
        return f"<p>{safe(self)}</p>{self.edges._repr_html_()}"


class NetworkView(Value):
    """What `comparison.network` is: tables with `.to_pandas()`, and parts of it. `value` is the
    network itself."""

    value: Network

    def __init__(self, value: Network) -> None:
        self.value = value

    @property
    def nodes(self) -> Table:
        """Documents, entities, groups and themes; entities with their centrality."""
        return Table(self.value.nodes)

    @property
    def edges(self) -> Table:
        """One row an edge and relation, with the sentences behind it."""
        return Table(self.value.edges)

    @property
    def communities(self) -> Table:
        return Table(self.value.communities)

    @property
    def brokers(self) -> Table:
        """Entities that hold the groups together, the strongest bridge first."""
        return Table(self.value.brokers)

    @property
    def notes(self) -> Mapping[str, str]:
        """What was estimated or left out because of the size of the network."""
        return dict(self.value.notes)

    @cached_property
    def graph(self) -> nx.MultiGraph:
        """All of it in networkx, one edge a relation; yours to keep and change."""
        return self.value.to_networkx()

    def part(self, *relations: str, minimum_weight: int = 1) -> PartView:
        """The edges of these relations (none = all but those by paragraph).

        comparison.network.part("co_mention", minimum_weight=2).graph
        """
        return PartView(self.value.part(relations, minimum_weight))

    def ego(
        self, name: str, hops: int = 1, relations: tuple[str, ...] = CLOSE, minimum_weight: int = 1
    ) -> PartView:
        """What stands within `hops` edges of an entity, theme, document or group.

        comparison.network.ego("Ukraine").edges.to_pandas()
        """
        return PartView(self.value.ego(name, hops, relations, minimum_weight))

    def project(self, of: str = "entity", through: str = "sentence", **options: Any) -> PartView:
        """Entities or themes tied by what they share; options: measure, least.

        comparison.network.project("entity", "sentence").graph
        """
        return PartView(self.value.project(of, through, **options))

    def backbone(self, of: str = "entity", through: str = "sentence", **options: Any) -> PartView:
        """The significant ties of the projection; options: alpha, method, measure.

        comparison.network.backbone(alpha=0.05).edges
        """
        return PartView(self.value.backbone(of, through, **options))

    def to_dict(self) -> dict[str, Any]:
        """`nodes`, `edges`, `communities` and `brokers` as rows, and `notes`."""
        return self.value.to_dict()

    def __repr__(self) -> str:
        return repr(self.value)

    def _repr_html_(self) -> str:
        return f"<p>{safe(self)}</p>{self.nodes._repr_html_()}"


@dataclass(frozen=True, slots=True)
class GraphChoice:
    """What `export graph` writes. `groups` are compared (none = all), `relations` kept (none = all
    but those by paragraph) from `minimum_weight` on. With `projection` ("entity-document") it is
    that projection, with `backbone` (an alpha, 0 = no) its significant ties. `layout`: GEXF with
    positions."""

    groups: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    minimum_weight: int = 1
    projection: str = ""
    backbone: float = 0.0
    layout: bool = True

    def part(self, network: Network) -> Part:
        """The chosen part. Raises UsageError for an unknown relation or projection."""
        if not (self.projection or self.backbone):
            return network.part(self.relations, self.minimum_weight)
        of, _, through = (self.projection or "entity-sentence").partition("-")
        if self.backbone:
            found = network.backbone(of, through, alpha=self.backbone)
        else:
            found = network.project(of, through)
        return found.heavier(self.minimum_weight)
