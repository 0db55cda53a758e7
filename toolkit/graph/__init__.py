"""The network of documents, groups, entities and themes, and the rule of what counts."""

from __future__ import annotations

from toolkit.graph.counting import Counted, EntityMention, counted, from_table
from toolkit.graph.material import Material, Statement, material
from toolkit.graph.network import Network
from toolkit.graph.part import Part
from toolkit.graph.relating import RELATIONS
from toolkit.graph.tables import node_id, writable

__all__ = [
    "RELATIONS", "Counted", "EntityMention", "Material", "Network", "Part", "Statement",
    "counted", "from_table", "material", "node_id", "writable",
]  # fmt: skip
