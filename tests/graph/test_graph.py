"""The network: edges and weights by hand, evidence, order, parts of it."""

from __future__ import annotations

import json
import random

import networkx as nx
import pyarrow as pa
import pytest

from toolkit import graph
from toolkit.errors import NotFoundError, UsageError
from toolkit.graph import Counted, EntityMention, Network, Statement
from toolkit.types import Document, Entity, Sentence, ThemeEvidence

# Two sentences of ten characters each in both documents, one paragraph.
SENTENCES = {doc: [Sentence(0, 0, 10, 0), Sentence(1, 10, 20, 0)] for doc in ("x/1", "y/1")}
DOCUMENTS = [Document("x/1", "a" * 20, "x"), Document("y/1", "b" * 20, "y", title="Why & \x00 <b>")]
ENTITIES = [Entity(n, "ORG", n.upper(), aliases=(f"{n} Inc.",)) for n in ("a", "b", "c")]


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
STATED = [
    Statement("b", "part_of", "a", "x/1", 1, "part of"),
    Statement("b", "succeeded_by", "a", "x/1", 0, "replaced by"),
    Statement("b", "part_of", "a", "x/1", 0, "an arm of"),
    Statement("a", "part_of", "a", "x/1", 0, "part of"),
    Statement("a", "part_of", "c", "z/9", 0, "part of"),
]


def network(seed: int | None = None) -> Network:
    """With a seed the input is shuffled."""
    rows = graph.counted(MENTIONS, SENTENCES)
    parts: list[list[object]] = [list(DOCUMENTS), rows, list(EVIDENCE), list(STATED)]  # type: ignore[list-item]
    if seed is not None:
        for part in parts:
            random.Random(seed).shuffle(part)
    documents, counted, evidence, stated = parts
    entities = {e.entity_id: e for e in ENTITIES}
    labels = {"t": "Theme"}
    return Network(
        graph.material(documents, counted, entities, evidence, labels, SENTENCES, stated)  # type: ignore[arg-type]
    )


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


def test_edges_weights_and_evidence() -> None:
    g = network().to_networkx()

    def edge(left: str, right: str, relation: str) -> tuple[int, int, list[str], str]:
        data = g.edges[left, right, relation]
        evidence = json.loads(data["evidence"])
        return data["weight"], data["documents"], evidence, data["groups"]

    a, b, x, t = "entity:a", "entity:b", "document:x/1", "theme:t"
    assert edge(a, x, "mentioned_in") == (2, 1, ["x/1#0", "x/1#1"], "x")
    assert edge(b, x, "mentioned_in") == (3, 1, ["x/1#0", "x/1#1"], "x")
    assert edge(a, b, "co_mention") == (2, 1, ["x/1#0", "x/1#1"], "x")
    assert edge(a, "entity:c", "co_mention") == (1, 1, ["y/1#0"], "y")
    assert edge(x, "group:x", "in_group") == (1, 1, ["x/1"], "x")
    assert edge(x, t, "about") == (1, 1, ["x/1#1"], "x")  # one sentence, two spans
    assert edge(b, t, "tie") == (1, 1, ["x/1#1"], "x")
    assert edge(a, t, "tie") == (2, 2, ["x/1#1", "y/1#0"], "x & y")
    assert not g.has_edge("entity:b", "entity:c")
    assert "document:z/9" not in g
    assert g.nodes[b]["mentions"] == 3 and g.nodes[a]["documents"] == 2
    assert g.nodes[a]["groups"] == "x & y" and g.nodes[t]["documents"] == 2


def test_a_second_relation_hides_no_first_one() -> None:
    g = network().to_networkx()
    assert set(g["entity:a"]["entity:b"]) == {"co_mention", "part_of", "succeeded_by"}
    part = g.edges["entity:a", "entity:b", "part_of"]
    assert (part["subject"], part["object"]) == ("entity:b", "entity:a")
    assert part["text"] == "an arm of; part of" and part["weight"] == 2
    assert not g.has_edge("entity:a", "entity:a")  # nothing is part of itself
    assert not g.has_edge("entity:c", "entity:a", "part_of")  # stated in another document


def test_paragraphs_are_an_option() -> None:
    whole = network()
    assert "co_paragraph" not in whole.edges["relation"].to_pylist()
    found = whole.part(["co_paragraph", "tie_paragraph"]).edges.to_pylist()
    rows = {(r["source"], r["target"]): (r["weight"], r["evidence"]) for r in found}
    assert rows["entity:a", "entity:b"] == (1, ["x/1#0"])  # one paragraph, its first sentence
    assert rows["entity:b", "theme:t"] == (1, ["x/1#0"])


def test_minimum_weight_keeps_groups() -> None:
    kept = network().part(minimum_weight=2).edges.to_pylist()
    assert {row["relation"] for row in kept} == {
        "co_mention", "in_group", "mentioned_in", "part_of", "tie",
    }  # fmt: skip
    assert all(row["weight"] > 1 for row in kept if row["relation"] != "in_group")


def test_unknown_relation() -> None:
    with pytest.raises(UsageError, match="likes"):
        network().part(["likes"])


def test_ego_by_hops_name_and_alias() -> None:
    whole = network()
    near = whole.ego("b Inc.", asked=["co_mention"])
    assert near.nodes["id"].to_pylist() == ["entity:a", "entity:b"]
    far = whole.ego("B", hops=2, asked=["co_mention"])
    assert far.nodes["id"].to_pylist() == ["entity:a", "entity:b", "entity:c"]
    assert far.edges.num_rows == 2
    heavy = whole.ego("entity:a", asked=["co_mention"], minimum_weight=2)
    assert heavy.nodes["id"].to_pylist() == ["entity:a", "entity:b"]
    assert whole.ego("theme", minimum_weight=2).nodes["id"].to_pylist() == ["entity:a", "theme:t"]
    with pytest.raises(NotFoundError, match="Zorro"):
        whole.ego("Zorro")
    with pytest.raises(UsageError, match="hop"):
        whole.ego("B", hops=0)


def test_order_of_input_changes_nothing() -> None:
    one = network()
    for seed in range(3):
        other = network(seed)
        assert other.nodes.equals(one.nodes) and other.edges.equals(one.edges)
        assert other.communities.equals(one.communities) and other.brokers.equals(one.brokers)


def test_names_that_only_differ_in_what_cannot_be_written_stay_two() -> None:
    documents = [Document("d\x00", "x", "g"), Document("d\x01", "x", "g")]
    whole = Network(graph.material(documents, [], {}, [], {}))
    assert whole.nodes["id"].to_pylist() == [
        "document:d\ufffd", "document:d\ufffd (2)", "group:g",
    ]  # fmt: skip
    assert whole.to_networkx().number_of_edges() == 2


def test_a_list_of_names_makes_no_pairs() -> None:
    crowd = [Entity(f"e{n:02}", "ORG", f"E{n}") for n in range(51)]
    rows = [Counted(mention(e.entity_id, "x/1", 0), 0) for e in crowd]
    known = {e.entity_id: e for e in crowd}
    whole = Network(graph.material(DOCUMENTS, rows, known, [], {}))
    assert "co_mention" not in whole.edges["relation"].to_pylist()
    assert whole.notes["crowded sentences"].startswith("1 sentences")
    rows.pop()
    smaller = Network(graph.material(DOCUMENTS, rows, known, [], {}))
    assert smaller.edges["relation"].to_pylist().count("co_mention") == 50 * 49 // 2
    assert "crowded sentences" not in smaller.notes


def test_empty() -> None:
    whole = Network(graph.material([], [], {}, [], {}))
    assert whole.nodes.num_rows == whole.edges.num_rows == whole.communities.num_rows == 0
    assert len(whole.to_networkx()) == 0
    assert whole.project().edges.num_rows == 0
    assert isinstance(whole.to_networkx(), nx.Graph)
