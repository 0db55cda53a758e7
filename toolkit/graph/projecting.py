"""Projections of a network as tables, and the rows that summarise it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from toolkit.errors import UsageError
from toolkit.graph import backbone, projections
from toolkit.graph.centrality import Matrix
from toolkit.graph.edges import KEPT, crossings
from toolkit.graph.material import Column, Material
from toolkit.graph.part import Part
from toolkit.graph.relating import offsets
from toolkit.graph.tables import writable

if TYPE_CHECKING:
    import pyarrow as pa

MOST_PAIRS = 20_000_000  # pairs that a projection may make
EVIDENCED = 50_000  # edges above which a projection keeps no evidence
WAYS = {"entity": ("sentence", "document", "theme"), "theme": ("sentence", "document", "entity")}


def projected(
    material: Material, nodes: pa.Table, way: tuple[str, str], measure: str, least: int
) -> Part:
    of, through = way
    if of not in WAYS or through not in WAYS[of]:
        known = "; ".join(f"{a} through {', '.join(b)}" for a, b in WAYS.items())
        raise UsageError(f"no projection of {of!r} through {through!r}", hint=f"Known: {known}")
    weights, names = _incidence(material, of, through)
    rows = np.flatnonzero(np.diff(weights.indptr) >= max(least, 1))
    weights = weights[rows]
    made = int((np.bincount(weights.indices).astype(np.int64) ** 2).sum())
    if made > MOST_PAIRS:
        raise UsageError(
            f"the projection of {of} through {through} has up to {made:,} pairs",
            hint="Ask for what stands in more of them: least=5.",
        )
    found = projections.project(weights, measure)
    first = offsets(material).entity if of == "entity" else offsets(material).theme
    edges = _edges(found, weights, names, nodes["id"].take(rows + first))
    tied = np.unique(np.concatenate((found.left, found.right)))
    notes = {
        "projection": f"{of} through {through}, {measure}: co-emphasis, not agreement",
        "tests": f"{found.tests} pairs, SDSM, q after Benjamini-Hochberg",
    }
    return Part(nodes.take(rows[tied] + first), edges, notes)


def _incidence(material: Material, of: str, through: str) -> tuple[Matrix, list[str]]:
    """Weighted matrix (how often) of entities or themes by what they share, with its names."""
    from scipy.sparse import coo_array

    m = material
    own, place, inside = (
        (m.entity_of, m.entity_at, m.entity_in) if of == "entity"
        else (m.theme_of, m.theme_at, m.theme_in)
    )  # fmt: skip
    if through in ("entity", "theme"):
        entity, theme, _ = crossings(m.entity_of, m.entity_at, m.theme_of, m.theme_at)
        own, other = (entity, theme) if of == "entity" else (theme, entity)
        names = [t for t, _ in m.themes] if of == "entity" else [e.entity_id for e in m.entities]
    elif through == "document":
        other, names = inside, [d.doc_id for d in m.documents]
    else:
        own, place = own[place >= 0], place[place >= 0]
        places, other = np.unique(place, return_inverse=True)
        documents = [d.doc_id for d in m.documents]
        names = [f"{documents[p >> 32]}#{p & 0xFFFFFFFF}" for p in places.tolist()]
    number = len(m.entities) if of == "entity" else len(m.themes)
    ones = np.ones(len(own))
    matrix = coo_array((ones, (own, other)), shape=(number, len(names))).tocsr()
    matrix.sort_indices()
    return matrix, [writable(name) for name in names]


def _edges(
    found: projections.Projection, weights: Matrix, names: list[str], ids: pa.Array
) -> pa.Table:
    import pyarrow as pa

    size = len(found.left)
    evidence: list[list[str]] = [[] for _ in range(size)]
    if size <= EVIDENCED:
        ends = zip(found.left.tolist(), found.right.tolist(), strict=True)
        evidence = [[names[c] for c in _common(weights, a, b)] for a, b in ends]
    return pa.table({
        "source": ids.take(pa.array(found.left)), "target": ids.take(pa.array(found.right)),
        "relation": pa.repeat(pa.scalar("projection"), size),
        "weight": pa.array(found.shared, pa.int64()),
        "evidence": pa.array(evidence, pa.list_(pa.string())),
        "similarity": pa.array(np.round(found.similarity, 9), pa.float64()),
        "p": pa.array(np.round(found.p, 12), pa.float64()),
        "q": pa.array(np.round(found.q, 12), pa.float64()),
    })  # fmt: skip


def _common(weights: Matrix, a: int, b: int) -> list[int]:
    """The first columns that two rows share."""
    one, other = (weights.indices[weights.indptr[at] : weights.indptr[at + 1]] for at in (a, b))
    found: list[int] = np.intersect1d(one, other, assume_unique=True)[:KEPT].tolist()
    return found


def significant(part: Part, alpha: float, method: str) -> Part:
    """The edges with q <= alpha and the nodes at their ends."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if method not in ("sdsm", "disparity"):
        raise UsageError(f"no backbone {method!r}", hint="One of: sdsm, disparity")
    edges = part.edges
    if method == "disparity":
        ids = part.nodes["id"].combine_chunks()
        ends: list[Column] = [
            pc.index_in(edges[end].combine_chunks(), ids).to_numpy(zero_copy_only=False)
            for end in ("source", "target")
        ]
        weight = edges["weight"].to_numpy().astype(float)
        p = backbone.disparity(ends[0], ends[1], weight, len(ids))
        q = backbone.q_values(p, len(p))
        for name, values in (("p", p), ("q", q)):
            at = edges.column_names.index(name)
            edges = edges.set_column(at, name, pa.array(np.round(values, 12)))
    kept = edges.filter(pc.less_equal(edges["q"], alpha))
    tied = pa.concat_arrays([
        chunk for end in ("source", "target") for chunk in kept[end].chunks
    ] or [pa.array([], pa.string())])  # fmt: skip
    nodes = part.nodes.filter(pc.is_in(part.nodes["id"], tied))
    line = f"{kept.num_rows} of {edges.num_rows} ties have q <= {alpha:g} ({method})"
    return Part(nodes, kept, {**part.notes, "backbone": line})


def community_rows(entities: pa.Table) -> pa.Table:
    import pyarrow as pa

    schema = pa.schema([
        ("community", pa.int64()), ("entities", pa.int64()), ("mentions", pa.int64()),
        ("groups", pa.string()), ("members", pa.list_(pa.string())),
    ])  # fmt: skip
    members: dict[int, list[dict[str, Any]]] = {}
    if "community" in entities.column_names:
        wanted = ("community", "pagerank", "name", "label", "mentions", "groups")
        for row in entities.select(wanted).to_pylist():
            if row["community"] is not None:
                members.setdefault(row["community"], []).append(row)
    rows = []
    for number, own in sorted(members.items()):
        own.sort(key=lambda row: (-row["pagerank"], row["name"]))
        groups = sorted({group for row in own for group in row["groups"].split(" & ")})
        rows.append({
            "community": number, "entities": len(own), "mentions": sum(r["mentions"] for r in own),
            "groups": " & ".join(groups), "members": [row["label"] for row in own[:10]],
        })  # fmt: skip
    return pa.Table.from_pylist(rows, schema=schema)


def broker_rows(entities: pa.Table) -> pa.Table:
    import pyarrow as pa

    schema = pa.schema([
        ("name", pa.string()), ("kind", pa.string()), ("groups", pa.string()),
        ("bridging", pa.float64()), ("participation", pa.float64()), ("entity_id", pa.string()),
    ])  # fmt: skip
    if "participation" not in entities.column_names:
        return schema.empty_table()
    bridging = entities["bridging"].to_pylist() if "bridging" in entities.column_names else None
    rows = [
        {"name": row["label"], "kind": row["kind"], "groups": row["groups"],
         "bridging": bridging[at] if bridging else None, "participation": row["participation"],
         "entity_id": row["name"]}
        for at, row in enumerate(entities.to_pylist())
        if row["participation"] > 0 or (bridging and bridging[at] > 0)
    ]  # fmt: skip
    rows.sort(key=lambda r: (-(r["bridging"] or 0), -r["participation"], r["entity_id"]))
    return pa.Table.from_pylist(rows, schema=schema)
