"""Nodes and edges of a network as Arrow tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from toolkit.graph.edges import Edges, group_bits
from toolkit.graph.material import SHIFT, Column, Material
from toolkit.graph.measures import Measures, groups_of_entities
from toolkit.graph.relating import offsets, statement_texts

if TYPE_CHECKING:
    import pyarrow as pa

# What XML cannot hold, and lone surrogates, which no encoder takes.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHOLE = (1 << SHIFT) - 1


def writable(text: str) -> str:
    """The text as every format can hold it; what it cannot hold becomes U+FFFD."""
    if text.isascii() and text.isprintable():
        return text  # nearly all of them
    return _UNWRITABLE.sub("\ufffd", text)


def node_id(sort: str, name: str) -> str:
    """The id of a node: `entity:e1`, `document:nato/n01`, `group:nato`, `theme:space`."""
    return f"{sort}:{writable(name)}"


def node_ids(material: Material) -> list[str]:
    """Ids of all nodes in their order; names that only differ in what cannot be written are told
    apart by a number."""
    named = [("document", d.doc_id) for d in material.documents]
    named += [("entity", e.entity_id) for e in material.entities]
    named += [("group", group) for group in material.groups]
    named += [("theme", theme_id) for theme_id, _ in material.themes]
    seen: Counter[str] = Counter()
    ids = []
    for sort, name in named:
        asked = node_id(sort, name)
        seen[asked] += 1
        ids.append(asked if seen[asked] == 1 else f"{asked} ({seen[asked]})")
    return ids


def nodes(material: Material, figures: Measures | None) -> pa.Table:
    """One row a node; columns that a type of node does not have are null."""
    import pyarrow as pa

    start = offsets(material)
    sorts = [("document", d.doc_id, d.title or d.doc_id) for d in material.documents]
    sorts += [("entity", e.entity_id, e.name) for e in material.entities]
    sorts += [("group", group, group) for group in material.groups]
    sorts += [("theme", theme_id, label) for theme_id, label in material.themes]
    columns: dict[str, pa.Array] = {
        "id": pa.array(node_ids(material), pa.string()),
        "type": pa.array([sort for sort, _, _ in sorts], pa.string()),
        "name": pa.array([writable(name) for _, name, _ in sorts], pa.string()),
        "label": pa.array([writable(label) for _, _, label in sorts], pa.string()),
    }
    before, after = start.entity, start.end - start.group

    def entity(values: Any, kind: pa.DataType) -> pa.Array:
        """A column that only entities have."""
        own = pa.array(values, kind)
        return pa.concat_arrays([pa.nulls(before, kind), own, pa.nulls(after, kind)])

    columns["kind"] = entity([e.kind for e in material.entities], pa.string())
    columns["groups"] = _groups(material, start.end - start.theme)
    dates = [writable(d.date) for d in material.documents]
    rest = start.end - len(dates)
    columns["date"] = pa.concat_arrays([pa.array(dates, pa.string()), pa.nulls(rest, pa.string())])
    number = len(material.entities)
    mentions = np.bincount(material.entity_of, minlength=number)
    columns["mentions"] = entity(mentions, pa.int64())
    columns["documents"] = _documents(material, before)
    for name, values in _figures(figures, number).items():
        whole = np.issubdtype(values.dtype, np.integer)
        kept = values if whole else np.round(values, 9) + 0.0
        gaps = values < 0 if name == "community" else (
            values == 0 if name.startswith("rank_in_") else np.zeros(len(values), dtype=bool)
        )  # fmt: skip
        kind = pa.int64() if whole else pa.float64()
        columns[name] = entity(pa.array(kept, kind, mask=gaps), kind)
    return pa.table(columns)


def _figures(figures: Measures | None, number: int) -> dict[str, Any]:
    if figures is None:
        return {}
    found: dict[str, Any] = {
        "degree": figures.degree, "strength": figures.strength.astype(np.int64),
        "betweenness": figures.betweenness, "pagerank": figures.pagerank, "rank": figures.rank,
        "rank_low": figures.low, "rank_high": figures.high,
        "community": figures.communities.labels if figures.communities else None,
        "participation": figures.participation, "bridging": figures.bridging,
    }  # fmt: skip
    if len(figures.by_group) > 1:
        found |= {f"rank_in_{writable(g)}": ranks for g, ranks in figures.by_group.items()}
    return {name: values for name, values in found.items() if values is not None}


def _groups(material: Material, themes: int) -> pa.Array:
    """The groups that name an entity, that of a document, itself: joined by " & "."""
    import pyarrow as pa

    named = [writable(group) for group in material.groups]
    own = [named[g] for g in material.group_of.tolist()]
    table = groups_of_entities(material)
    combined = [" & ".join(named[g] for g in np.flatnonzero(row)) for row in table]
    return pa.array([*own, *combined, *named, *[None] * themes], pa.string())


def _documents(material: Material, before: int) -> pa.Array:
    """Documents that name an entity, that a group has, that show a theme."""
    import pyarrow as pa

    def number(thing: Column, document: Column, size: int) -> Column:
        pairs = np.unique(np.stack((thing, document)), axis=1)
        return np.bincount(pairs[0], minlength=size)

    parts = [
        number(material.entity_of, material.entity_in, len(material.entities)),
        np.bincount(material.group_of, minlength=len(material.groups)),
        number(material.theme_of, material.theme_in, len(material.themes)),
    ]
    counted = pa.array(np.concatenate(parts), pa.int64())
    return pa.concat_arrays([pa.nulls(before, pa.int64()), counted])


def edges(material: Material, found: Sequence[Edges]) -> pa.Table:
    """One row an edge, by relation and ends: source, target, relation, weight, documents, groups,
    evidence (`doc_id#sentence`, at most 8) and text (the words that state it)."""
    import pyarrow as pa

    ids = pa.array(node_ids(material), pa.string())
    schema = pa.schema([
        ("source", pa.string()), ("target", pa.string()), ("relation", pa.string()),
        ("weight", pa.int64()), ("documents", pa.int64()), ("groups", pa.string()),
        ("evidence", pa.list_(pa.string())), ("text", pa.string()),
    ])  # fmt: skip
    parts = []
    for one in found:
        size = len(one.left)
        parts.append(pa.table([
            ids.take(pa.array(one.left)), ids.take(pa.array(one.right)),
            pa.repeat(pa.scalar(one.relation), size), pa.array(one.weight, pa.int64()),
            pa.array(one.documents, pa.int64()), _group_texts(material, one.groups),
            _evidence(material, one), _texts(material, one),
        ], schema=schema))  # fmt: skip
    return pa.concat_tables(parts) if parts else schema.empty_table()


def _group_texts(material: Material, bits: Column) -> pa.Array:
    import pyarrow as pa

    values, which = np.unique(bits, return_inverse=True)
    marks = group_bits(np.arange(len(material.groups), dtype=np.int64)).tolist()
    texts = [
        " & ".join(
            writable(g) for g, mark in zip(material.groups, marks, strict=True) if value & mark
        )
        for value in values.tolist()
    ]
    return pa.array(texts, pa.string()).take(pa.array(which.ravel()))


def _evidence(material: Material, one: Edges) -> pa.Array:
    import pyarrow as pa

    places, which = np.unique(one.evidence, return_inverse=True)
    names = [writable(d.doc_id) for d in material.documents]
    texts = [
        names[p >> SHIFT] if p & _WHOLE == _WHOLE else f"{names[p >> SHIFT]}#{p & _WHOLE}"
        for p in places.tolist()
    ]
    values = pa.array(texts, pa.string()).take(pa.array(which.ravel()))
    return pa.ListArray.from_arrays(pa.array(one.starts, pa.int32()), values)


def _texts(material: Material, one: Edges) -> pa.Array:
    import pyarrow as pa

    said = statement_texts(material, one.relation)
    if not said:
        return pa.nulls(len(one.left), pa.string())
    first = offsets(material).entity
    names = [e.entity_id for e in material.entities]
    ends = zip((one.left - first).tolist(), (one.right - first).tolist(), strict=True)
    texts = [writable("; ".join(said.get((names[a], names[b]), ())[:5])) or None for a, b in ends]
    return pa.array(texts, pa.string())
