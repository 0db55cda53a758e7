"""The graph: weights by hand, order, files that come back as they went."""

from __future__ import annotations

import io
import json
import random

import networkx as nx
import pyarrow as pa
import pytest

from toolkit import graph
from toolkit.errors import UsageError
from toolkit.graph import Counted, EntityMention
from toolkit.types import Document, Entity, Sentence, ThemeEvidence

# Two sentences of ten characters each in both documents.
SENTENCES = {doc: [Sentence(0, 0, 10, 0), Sentence(1, 10, 20, 0)] for doc in ("x/1", "y/1")}
DOCUMENTS = [Document("x/1", "a" * 20, "x"), Document("y/1", "b" * 20, "y", title="Why & \x00 <b>")]
ENTITIES = [Entity(name, "ORG", name.upper()) for name in ("a", "b", "c")]


def mention(entity: str, doc: str, start: int, **other: object) -> EntityMention:
    number = f"m-{entity}-{doc}-{start}"
    return EntityMention(number, entity, doc, start, start + 2, "xx", **other)  # type: ignore[arg-type]


MENTIONS = [
    mention("a", "x/1", 0), mention("b", "x/1", 4),  # together in sentence 0 of x/1
    mention("a", "x/1", 11), mention("b", "x/1", 14), mention("b", "x/1", 17),  # and in 1
    mention("a", "y/1", 3), mention("c", "y/1", 6),
]  # fmt: skip
EVIDENCE = [
    ThemeEvidence("t", "x/1", 12, 13, "x", 1),
    ThemeEvidence("t", "x/1", 15, 16, "x", 1),
    ThemeEvidence("t", "y/1", 1, 2, "x", 0),
    ThemeEvidence("t", "z/9", 1, 2, "x", 0),
]


def built() -> nx.Graph:
    rows = graph.counted(MENTIONS, SENTENCES)
    return graph.build(DOCUMENTS, rows, ENTITIES, EVIDENCE, {"t": "Theme"})


def test_counting_rule() -> None:
    rows = [
        mention("a", "x/1", 12),
        mention("a", "x/1", 0, form="demonym"),
        mention("a", "x/1", 2, form="nominal"),
        mention("a", "x/1", 4, nested=True),
        mention("a", "x/1", 6, zone="caption"),
        mention("", "x/1", 8),
    ]
    found = graph.counted(rows, SENTENCES)
    assert [(row.mention.start, row.sentence) for row in found] == [(0, 0), (12, 1)]


def test_mention_outside_sentences_counts_in_none() -> None:
    assert graph.counted([mention("a", "q", 3)], {}) == [Counted(mention("a", "q", 3), -1)]


def test_mentions_from_arrow() -> None:
    columns = EntityMention.__dataclass_fields__
    table = pa.table({name: [getattr(m, name) for m in MENTIONS] for name in columns})
    assert graph.from_table(table) == MENTIONS


def test_edges_and_weights() -> None:
    g = built()

    def weight(left: str, right: str) -> tuple[str, int]:
        data = g.edges[left, right]
        return data["relation"], data["weight"]

    assert weight("entity:a", "document:x/1") == ("mentioned_in", 2)
    assert weight("entity:b", "document:x/1") == ("mentioned_in", 3)
    assert weight("entity:a", "entity:b") == ("co_mention", 2)
    assert weight("entity:a", "entity:c") == ("co_mention", 1)
    assert weight("document:x/1", "group:x") == ("in_group", 1)
    assert weight("document:x/1", "theme:t") == ("about", 1)  # one sentence, two spans
    assert weight("entity:b", "theme:t") == ("tie", 1)
    assert weight("entity:a", "theme:t") == ("tie", 2)  # one sentence in each document
    assert not g.has_edge("entity:b", "entity:c")
    assert "document:z/9" not in g
    assert g.nodes["entity:b"]["mentions"] == 3
    assert g.nodes["entity:a"]["documents"] == 2


def test_centrality_of_a_path() -> None:
    g = built()  # b - a - c: all shortest paths between the others pass a
    assert [g.nodes[f"entity:{e}"]["betweenness"] for e in "abc"] == [1.0, 0.0, 0.0]
    assert [g.nodes[f"entity:{e}"]["degree"] for e in "abc"] == [2, 1, 1]
    ranks = [g.nodes[f"entity:{e}"]["pagerank"] for e in "abc"]
    assert sum(ranks) == pytest.approx(1, abs=1e-6)
    assert ranks[0] > ranks[1] > ranks[2]


@pytest.mark.parametrize("suffix", graph.formats.SUFFIXES)
def test_round_trip(suffix: str) -> None:
    g, data = built(), io.BytesIO(graph.dump(built(), suffix))
    if suffix == ".json":
        again = nx.node_link_graph(json.load(data), edges="edges")
    else:
        again = nx.read_graphml(data) if suffix == ".graphml" else nx.read_gexf(data)
    assert list(again) == list(g)
    assert {frozenset(edge) for edge in again.edges} == {frozenset(edge) for edge in g.edges}
    for node in g:
        assert dict(again.nodes[node]) == dict(g.nodes[node])
    for left, right, attributes in g.edges(data=True):
        found = again.edges[left, right]
        assert {key: found[key] for key in attributes} == attributes


@pytest.mark.parametrize("suffix", graph.formats.SUFFIXES)
def test_order_of_input_changes_no_byte(suffix: str) -> None:
    shuffler = random.Random(3)
    documents, rows, entities, evidence = (
        list(DOCUMENTS), graph.counted(MENTIONS, SENTENCES), list(ENTITIES), list(EVIDENCE),
    )  # fmt: skip
    for part in (documents, rows, entities, evidence):
        shuffler.shuffle(part)
    other = graph.build(documents, rows, entities, evidence, {"t": "Theme"})
    assert graph.dump(other, suffix) == graph.dump(built(), suffix)


def test_gexf_has_no_date_and_json_no_control_character() -> None:
    assert b"lastmodified" not in graph.dump(built(), ".gexf")
    assert "\\u0000" not in graph.dump(built(), ".json").decode()


def test_unknown_format() -> None:
    with pytest.raises(UsageError, match="png"):
        graph.dump(built(), ".png")


def test_empty() -> None:
    assert len(graph.build([], [], [], [], {})) == 0
