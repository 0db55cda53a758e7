"""The graph as a file: GraphML, GEXF or node-link JSON, the same bytes for the same graph."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING

from toolkit.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx

SUFFIXES = (".graphml", ".gexf", ".json")


def dump(graph: nx.Graph, suffix: str) -> bytes:
    """The file that `suffix` asks for, in UTF-8. Raises UsageError for another suffix.

    GEXF has no place for the date of the day that networkx writes into it; it is taken out.
    """
    import networkx as nx

    if suffix == ".json":
        data = nx.node_link_data(graph, edges="edges")
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    target = io.BytesIO()
    if suffix == ".graphml":
        nx.write_graphml_xml(graph, target, encoding="utf-8", prettyprint=True)
        return target.getvalue()
    if suffix == ".gexf":
        nx.write_gexf(graph, target, encoding="utf-8", prettyprint=True)
        return re.sub(rb' lastmodifieddate="[^"]*"', b"", target.getvalue(), count=1)
    raise UsageError(f"no graph format for {suffix!r}", hint="Known: " + ", ".join(SUFFIXES))
