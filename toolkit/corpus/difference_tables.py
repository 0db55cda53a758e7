"""A difference of two stores as Arrow tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.corpus.difference import Difference
from toolkit.table import Table

if TYPE_CHECKING:
    import pyarrow as pa


def tables(found: Difference) -> dict[str, Table]:
    """entities: a row a change and pair of entities; documents: a row a document that is not the
    same; shared and themes: a row a change of the comparison."""
    return {
        "entities": Table(_entities(found)),
        "documents": Table(_documents(found)),
        "shared": Table(_shared(found)),
        "themes": Table(_themes(found)),
    }


def _table(names: dict[str, pa.DataType], rows: list[tuple[object, ...]]) -> pa.Table:
    import pyarrow as pa

    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return pa.table({
        name: pa.array(list(column), kind)
        for (name, kind), column in zip(names.items(), columns, strict=True)
    })  # fmt: skip


def _entities(found: Difference) -> pa.Table:
    import pyarrow as pa

    text = pa.string()
    names = dict.fromkeys(("change", "before_id", "before", "after_id", "after", "why"), text)
    rows: list[tuple[object, ...]] = [
        (row.change, b and b.entity_id, b and b.name, a and a.entity_id, a and a.name, row.why,
         min(side.mentions for side in (b, a) if side))
        for row in found.entities
        for b in (row.before or (None,)) for a in (row.after or (None,))
    ]  # fmt: skip
    return _table(names | {"mentions": pa.int64()}, rows)


def _documents(found: Difference) -> pa.Table:
    import pyarrow as pa

    docs = found.documents
    rows: list[tuple[object, ...]] = [("came", None, name) for name in docs.came]
    rows += [("went", name, None) for name in docs.went]
    rows += [("changed", name, name) for name in docs.changed]
    rows += [("regrouped", name, name) for name in docs.regrouped]
    rows += [("moved", old, new) for old, new in docs.moved]
    return _table(dict.fromkeys(("change", "before", "after"), pa.string()), rows)


def _shared(found: Difference) -> pa.Table:
    import pyarrow as pa

    texts = pa.list_(pa.string())
    names = {
        "name": pa.string(), "entity_id": pa.string(), "gained": pa.bool_(), "before": texts,
        "after": texts, "why": texts,
    }  # fmt: skip
    shared = found.conclusions.shared if found.conclusions else ()
    rows: list[tuple[object, ...]] = [
        (r.name, r.entity_id, r.gained, list(r.before), list(r.after), list(r.why)) for r in shared
    ]
    return _table(names, rows)


def _themes(found: Difference) -> pa.Table:
    import pyarrow as pa

    texts = pa.list_(pa.string())
    names = {"theme_id": pa.string(), "label": pa.string(), "before": texts, "after": texts}
    themes = found.conclusions.themes if found.conclusions else ()
    rows: list[tuple[object, ...]] = [
        (r.theme_id, r.label, list(r.before), list(r.after)) for r in themes
    ]
    return _table(names, rows)
