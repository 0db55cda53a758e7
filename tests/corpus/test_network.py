"""The network of a resolved corpus: roles, statements, judged relations, evidence that is there."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest

import toolkit
from toolkit import UsageError
from toolkit.corpus import GraphChoice, decisions
from toolkit.entities.judgements import Judgement


def test_every_edge_opens_its_evidence(resolved: toolkit.Corpus) -> None:
    network = resolved.compare().network
    names = {row["id"]: row["label"] for row in network.nodes.arrow.to_pylist()}
    counted = resolved.compare().mentions.arrow.to_pylist()
    places = {(r["entity"], f"{r['doc_id']}#{r['sentence']}") for r in counted}
    rows = [r for r in network.edges.arrow.to_pylist() if r["relation"] == "co_mention"]
    assert rows
    for row in rows:
        assert len(row["evidence"]) == min(row["weight"], 8)
        for place in row["evidence"]:
            assert (names[row["source"]], place) in places
            assert (names[row["target"]], place) in places


def test_roles_and_statements_are_edges() -> None:
    corpus = toolkit.open(":memory:")
    corpus.ingest([
        toolkit.Document("a/1", "NATO Secretary General Mark Rutte spoke in Oslo. "
                                "NATO met there.", "a"),
        toolkit.Document("b/1", "The Baltic Port Authority was replaced by the Northern Ports "
                                "Agency. Both were in Norway.", "b"),
    ])  # fmt: skip
    corpus.resolve()
    graph = corpus.compare().graph
    labels = nx.get_node_attributes(graph, "label")
    said = {
        (labels[d["subject"]], relation, labels[d["object"]], d["text"], d["evidence"])
        for _, _, relation, d in graph.edges(keys=True, data=True) if "subject" in d
    }  # fmt: skip
    assert ("Mark Rutte", "role_in", "NATO", "Secretary General", '["a/1#0"]') in said
    assert (
        "Baltic Port Authority", "succeeded_by", "Northern Ports Agency",
        "was replaced by the", '["b/1#0"]',
    ) in said  # fmt: skip


def test_judged_relations_need_a_sentence_with_both() -> None:
    corpus = toolkit.open(":memory:")
    text = "NATO Secretary General Mark Rutte spoke in Oslo. Denmark was silent."
    corpus.ingest([toolkit.Document("a/1", text, "a")])
    corpus.resolve()
    rows = [Judgement("Oslo", "Mark Rutte", "related"), Judgement("Oslo", "Denmark", "related")]
    decisions.append(corpus._store, rows)
    corpus.resolve()
    edges = corpus.compare().network.part("related").edges.arrow.to_pylist()
    assert [(e["weight"], e["evidence"]) for e in edges] == [(1, ["a/1#0"])]


def test_exports_follow_the_choice(resolved: toolkit.Corpus, tmp_path: Path) -> None:
    def written(choice: GraphChoice) -> dict[str, list[dict[str, object]]]:
        path = resolved.export("graph", tmp_path / "g.json", graph=choice)
        found: dict[str, list[dict[str, object]]] = json.loads(path.read_text("utf-8"))
        return found

    ties = written(GraphChoice(relations=("in_group",), groups=("north",)))
    assert {e["relation"] for e in ties["edges"]} == {"in_group"}
    assert {n["name"] for n in ties["nodes"] if n["type"] == "group"} == {"north"}
    made = written(GraphChoice(projection="entity-document"))
    assert {e["relation"] for e in made["edges"]} == {"projection"}
    heavy = written(GraphChoice(projection="entity-document", minimum_weight=2))
    assert len(heavy["edges"]) < len(made["edges"])
    with pytest.raises(UsageError, match="group"):
        written(GraphChoice(projection="group-document"))
