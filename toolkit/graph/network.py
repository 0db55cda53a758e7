"""The network of a comparison: a value that counts when asked, and once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from toolkit.errors import UsageError
from toolkit.graph import projecting, tables
from toolkit.graph.ego import find_node, neighbourhood
from toolkit.graph.material import Material
from toolkit.graph.measures import Measures, measures
from toolkit.graph.part import Part
from toolkit.graph.relating import BY_PARAGRAPH, RELATIONS, Together, relations, together
from toolkit.value import Value, plain, safe

if TYPE_CHECKING:
    import networkx as nx
    import pyarrow as pa

# What ties actors and themes themselves; documents and groups would make everyone a neighbour.
CLOSE = ("co_mention", "part_of", "related", "role_in", "succeeded_by", "tie")


class Network(Value):
    """Documents, groups, entities and themes, tied by what the texts say.

    Equal material and seed give equal tables. The seed is for sampling, Louvain and the bootstrap.
    """

    def __init__(self, material: Material, seed: int = 7) -> None:
        self.material = material
        self.seed = seed

    @cached_property
    def _together(self) -> Together:
        return together(self.material)

    @cached_property
    def figures(self) -> Measures:
        """Centrality, communities and bridging of the entities, as columns."""
        return measures(self.material, self._together, self.seed)

    @cached_property
    def nodes(self) -> pa.Table:
        """One row a node: id, type, name, label, kind, groups, date, mentions, documents; entities
        also degree, strength, betweenness, pagerank, rank (by PageRank) with rank_low and
        rank_high, community, participation, bridging and rank_in_GROUP."""
        return tables.nodes(self.material, self.figures)

    @cached_property
    def edges(self) -> pa.Table:
        """One row an edge, without those by paragraph: source, target, relation, weight,
        documents, groups, evidence, text."""
        asked = [name for name in RELATIONS if name not in BY_PARAGRAPH]
        return tables.edges(self.material, relations(self.material, self._together, asked))

    @property
    def notes(self) -> dict[str, str]:
        """What was estimated or left out because of the size of the network."""
        notes = dict(self.figures.notes)
        if self._together.crowded:
            notes["crowded sentences"] = (
                f"{self._together.crowded} sentences with more than 50 entities make no co_mention"
            )
        return notes

    @cached_property
    def communities(self) -> pa.Table:
        """One row a community of at least two entities: community, entities, mentions, groups,
        members (names, the highest PageRank first, at most 10)."""
        return projecting.community_rows(self._entities())

    @cached_property
    def brokers(self) -> pa.Table:
        """Entities that hold groups together, the strongest bridge first: name, kind, groups,
        bridging (share of the shortest paths between actors of different groups that pass it) and
        participation (0 = tied in one group only, 1 = in all alike), entity_id."""
        return projecting.broker_rows(self._entities())

    def _entities(self) -> pa.Table:
        import pyarrow.compute as pc

        return self.nodes.filter(pc.equal(self.nodes["type"], "entity"))

    def part(self, asked: Sequence[str] = (), minimum_weight: int = 1) -> Part:
        """The network with these relations only (none = all but those by paragraph), edges of at
        least `minimum_weight` (in_group always). Nodes stay also where they lost their edges.
        Raises UsageError for an unknown relation."""
        _check_relations(asked)
        if asked:
            made = relations(self.material, self._together, asked)
            found = tables.edges(self.material, made)
        else:
            found = self.edges
        return Part(self.nodes, found, self.notes).heavier(minimum_weight)

    def ego(
        self, name: str, hops: int = 1, asked: Sequence[str] = CLOSE, minimum_weight: int = 1
    ) -> Part:
        """What stands within `hops` edges of an entity, theme, document or group, and the edges
        between all of it. `name` is a node id, a name, an alias or an id of the store.

        Raises NotFoundError for an unknown name, UsageError for one that fits several.
        """
        if hops < 1:
            raise UsageError("an ego network needs at least one hop")
        whole = self.part(asked, minimum_weight)
        node = find_node(whole.nodes, self.material, name)
        nodes, edges = neighbourhood(whole.nodes, whole.edges, node, hops)
        return Part(nodes, edges, {"ego": node, "hops": str(hops), **whole.notes})

    def project(
        self, of: str = "entity", through: str = "sentence", measure: str = "congruence",
        least: int = 1,
    ) -> Part:  # fmt: skip
        """Entities tied by the sentences, documents or themes they share; themes by the sentences,
        documents or entities. Co-emphasis, never agreement.

        `weight` is what both share, `similarity` the `measure` (congruence, average_activity,
        jaccard, cosine), `p` and `q` say whether it is more than the degrees explain (SDSM).
        What stands in fewer than `least` of them is left out. Raises UsageError.
        """
        return projecting.projected(self.material, self.nodes, (of, through), measure, least)

    def backbone(
        self, of: str = "entity", through: str = "sentence", alpha: float = 0.05,
        method: str = "sdsm", measure: str = "congruence",
    ) -> Part:  # fmt: skip
        """The projection's significant ties: q <= alpha after Benjamini-Hochberg.

        `method` is sdsm (a null that keeps the degrees of both sides) or disparity (a null of
        weights at each end). Nodes without a significant tie are left out. Raises UsageError.
        """
        if not 0 < alpha <= 1:
            raise UsageError("alpha is between 0 and 1")
        return projecting.significant(self.project(of, through, measure), alpha, method)

    def to_networkx(self) -> nx.MultiGraph:
        """All of it as a networkx graph: one edge a relation, keyed by its name."""
        return self.part().to_networkx()

    def to_dict(self) -> dict[str, Any]:
        """`nodes`, `edges`, `communities` and `brokers` as rows, and `notes`."""
        names = ("nodes", "edges", "communities", "brokers")
        return {name: plain(getattr(self, name)) for name in names} | {"notes": self.notes}

    def _repr_html_(self) -> str:
        return f"<p>{safe(self)}</p>"

    def __repr__(self) -> str:
        m = self.material
        return (
            f"<network of {len(m.documents)} documents, {len(m.entities)} entities, "
            f"{len(m.themes)} themes; .nodes .edges .communities .brokers .ego .project .backbone>"
        )


def _check_relations(asked: Sequence[str]) -> None:
    for name in asked:
        if name not in RELATIONS:
            raise UsageError(f"no relation {name!r}", hint="One of: " + ", ".join(RELATIONS))
