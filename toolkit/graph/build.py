"""The graph of documents, groups, entities and themes.

Nodes carry `type` (document, group, entity or theme), `name` (their id in the store), `label` and
counts; edges carry `relation` (GEXF keeps the word `type` for itself) and `weight`:

mentioned_in  entity - document   mentions
in_group      document - group    1
co_mention    entity - entity     sentences that name both
about         document - theme    sentences with evidence
tie           entity - theme      sentences with both

Attributes are texts and numbers only, so that GraphML, GEXF and node-link JSON keep them all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from toolkit.graph.counting import Counted
from toolkit.types import Document, Entity, ThemeEvidence

if TYPE_CHECKING:
    import networkx as nx

# More actors than this and betweenness is estimated from as many of them.
EXACT_BETWEENNESS = 400
# What XML cannot hold, and lone surrogates, which no encoder takes.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Edges = Counter[tuple[str, str]]


def build(
    documents: Sequence[Document],
    mentions: Sequence[Counted],
    entities: Sequence[Entity],
    evidence: Sequence[ThemeEvidence],
    labels: Mapping[str, str],
) -> nx.Graph:
    """The graph of these documents; what lies in other documents is left out.

    `mentions` are those that count (`counted`), `labels` names themes by theme_id. Nodes and
    edges are added in the order of their ids, so equal input gives equal files. Entities also get
    `degree` (actors named in the same sentence), `pagerank` (by weight) and `betweenness`
    (unweighted; estimated above 400 actors, `graph.graph["betweenness"]` says which).
    """
    import networkx as nx

    inside = {document.doc_id for document in documents}
    mentions = [row for row in mentions if row.mention.doc_id in inside]
    evidence = [row for row in evidence if row.doc_id in inside]
    graph = nx.Graph()
    _add_documents(graph, documents)
    _add_entities(graph, mentions, entities)
    for theme_id in sorted({row.theme_id for row in evidence}):
        _add_node(graph, "theme", theme_id, labels.get(theme_id, theme_id))
    _add_edges(graph, mentions, evidence)
    _add_centrality(graph)
    return graph


def node_id(kind: str, name: str) -> str:
    """The id of a node: `entity:e1`, `document:nato/n01`, `group:nato`, `theme:space`."""
    return f"{kind}:{_writable(name)}"


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)


def _add_node(
    graph: nx.Graph, sort: str, name: str, label: str, **attributes: str | int | float
) -> str:
    node = node_id(sort, name)
    graph.add_node(node, type=sort, name=_writable(name), label=_writable(label), **attributes)
    return node


def _add_documents(graph: nx.Graph, documents: Sequence[Document]) -> None:
    ordered = sorted(documents, key=lambda d: d.doc_id)
    for group, number in sorted(Counter(d.group for d in ordered).items()):
        _add_node(graph, "group", group, group, documents=number)
    for document in ordered:
        label = document.title or document.doc_id
        date = _writable(document.date)
        node = _add_node(graph, "document", document.doc_id, label, date=date)
        graph.add_edge(node, node_id("group", document.group), relation="in_group", weight=1)


def _add_entities(graph: nx.Graph, mentions: Sequence[Counted], entities: Sequence[Entity]) -> None:
    number = Counter(row.mention.entity_id for row in mentions)
    where: dict[str, set[str]] = defaultdict(set)
    for row in mentions:
        where[row.mention.entity_id].add(row.mention.doc_id)
    known = {entity.entity_id: entity for entity in entities}
    for entity_id in sorted(number):
        entity = known[entity_id]
        _add_node(
            graph, "entity", entity_id, entity.name, kind=entity.kind,
            mentions=number[entity_id], documents=len(where[entity_id]),
        )  # fmt: skip


def _add_edges(
    graph: nx.Graph, mentions: Sequence[Counted], evidence: Sequence[ThemeEvidence]
) -> None:
    entities_of: dict[tuple[str, int], set[str]] = defaultdict(set)
    themes_of: dict[tuple[str, int], set[str]] = defaultdict(set)
    mentioned: Edges = Counter()
    for row in mentions:
        entity = node_id("entity", row.mention.entity_id)
        mentioned[entity, node_id("document", row.mention.doc_id)] += 1
        if row.sentence >= 0:
            entities_of[row.mention.doc_id, row.sentence].add(entity)
    for item in evidence:
        themes_of[item.doc_id, item.sentence].add(node_id("theme", item.theme_id))
    together: Edges = Counter()
    ties: Edges = Counter()
    about: Edges = Counter()
    for place, found in entities_of.items():
        together.update(combinations(sorted(found), 2))
        ties.update((entity, theme) for entity in found for theme in themes_of.get(place, ()))
    for (doc_id, _), themes in themes_of.items():
        about.update((node_id("document", doc_id), theme) for theme in themes)
    kinds = (("mentioned_in", mentioned), ("co_mention", together), ("about", about), ("tie", ties))
    for kind, edges in kinds:
        for (left, right), weight in sorted(edges.items()):
            graph.add_edge(left, right, relation=kind, weight=weight)


def _add_centrality(graph: nx.Graph) -> None:
    """Centrality on the entities and their co-mentions; 9 digits, which every machine agrees on."""
    import networkx as nx

    actors = nx.Graph()
    actors.add_nodes_from(node for node, kind in graph.nodes(data="type") if kind == "entity")
    actors.add_weighted_edges_from(
        (left, right, data["weight"])
        for left, right, data in graph.edges(data=True)
        if data["relation"] == "co_mention"
    )
    exact = len(actors) <= EXACT_BETWEENNESS
    graph.graph["betweenness"] = "exact" if exact else f"estimated from {EXACT_BETWEENNESS} actors"
    if not actors:
        return
    sample = None if exact else EXACT_BETWEENNESS
    betweenness = nx.betweenness_centrality(actors, k=sample, seed=7)
    pagerank = nx.pagerank(actors, weight="weight")
    for node in actors:
        graph.nodes[node]["degree"] = actors.degree(node)
        graph.nodes[node]["betweenness"] = round(betweenness[node], 9)
        graph.nodes[node]["pagerank"] = round(pagerank[node], 9)
