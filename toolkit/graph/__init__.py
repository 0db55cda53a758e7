"""The graph of documents, groups, entities and themes, and the rule of what counts."""

from __future__ import annotations

from toolkit.graph.build import build, node_id
from toolkit.graph.counting import Counted, EntityMention, counted, from_table
from toolkit.graph.formats import dump

__all__ = ["Counted", "EntityMention", "build", "counted", "dump", "from_table", "node_id"]
