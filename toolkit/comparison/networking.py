"""The network of what is compared, and the figures of it that `compare --json` prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from toolkit.comparison.inputs import Inputs, Selection
from toolkit.graph import Counted, Network, Statement, material
from toolkit.graph.stating import stated

if TYPE_CHECKING:
    import pyarrow as pa

LISTED = 50  # entities, edges of a relation and brokers in the JSON
ENTITY_RELATIONS = ("co_mention", "part_of", "related", "role_in", "succeeded_by")


def network(selection: Selection, inputs: Inputs, seed: int) -> Network:
    """The network of the counted rows: hosts that are left out and reprints are not in it."""
    documents = [d for group in selection.groups for d in selection.documents[group]]
    said = stated(documents, selection.rows, selection.entities, inputs.sentences)
    said += [s for s in inputs.statements if s.relation != "related"]
    said += _together([s for s in inputs.statements if s.relation == "related"], selection.rows)
    return Network(
        material(
            documents, selection.rows, selection.entities, selection.evidence,
            inputs.theme_labels, inputs.sentences, said,
        ),
        seed,
    )  # fmt: skip


def _together(judged: Sequence[Statement], rows: Sequence[Counted]) -> list[Statement]:
    """Of entities that a person judged related, a statement for each sentence that names both."""
    wanted = {name for s in judged for name in (s.subject, s.object)}
    places: dict[str, set[tuple[str, int]]] = {name: set() for name in wanted}
    for row in rows if wanted else ():
        if row.mention.entity_id in wanted and row.sentence >= 0:
            places[row.mention.entity_id].add((row.mention.doc_id, row.sentence))
    return [
        replace(s, doc_id=doc_id, sentence=sentence)
        for s in judged
        for doc_id, sentence in sorted(places[s.subject] & places[s.object])
    ]


def network_figures(found: Network) -> dict[str, Any]:
    """Key figures, of bounded size: the first 50 entities by rank, the heaviest 50 edges between
    entities of each relation, communities and brokers; `totals` say how many there are."""
    import pyarrow.compute as pc

    nodes, edges = found.nodes, found.edges
    entities = nodes.filter(pc.equal(nodes["type"], "entity"))
    first = entities.take(
        pc.sort_indices(entities, sort_keys=[("rank", "ascending"), ("name", "ascending")])
    )
    counts = edges["relation"].value_counts().to_pylist()
    relations = dict(sorted((row["values"], row["counts"]) for row in counts))
    return {
        "totals": {"nodes": nodes.num_rows, **relations},
        "notes": found.notes,
        "entities": [_entity(row) for row in first.slice(0, LISTED).to_pylist()],
        "edges": [edge for name in ENTITY_RELATIONS for edge in _heaviest(edges, name)],
        "communities": found.communities.slice(0, LISTED).to_pylist(),
        "brokers": found.brokers.slice(0, LISTED).to_pylist(),
    }


def _entity(row: dict[str, Any]) -> dict[str, Any]:
    left_out = ("id", "type", "name", "label", "date", "kind", "groups")
    figures = {name: value for name, value in row.items() if name not in left_out}
    return {"entity_id": row["name"], "name": row["label"], **figures}


def _heaviest(edges: pa.Table, relation: str) -> list[dict[str, Any]]:
    import pyarrow.compute as pc

    own = edges.filter(pc.equal(edges["relation"], relation))
    keys = [("weight", "descending"), ("source", "ascending"), ("target", "ascending")]
    rows: list[dict[str, Any]] = own.take(pc.sort_indices(own, sort_keys=keys)[:LISTED]).to_pylist()
    return rows
