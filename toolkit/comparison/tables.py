"""A comparison as Arrow tables: one row an actor, a theme or a piece of evidence.

Columns that belong to a group end in its id: `mentions_nato`, `share_eu`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from toolkit.comparison.result import Actor, Comparison

if TYPE_CHECKING:
    import pyarrow as pa


def actors(comparison: Comparison) -> pa.Table:
    """All actors, in the order of the comparison."""
    return _actors(comparison, comparison.actors)


def shared(comparison: Comparison) -> pa.Table:
    """The actors that every group names."""
    everywhere = len(comparison.groups)
    return _actors(comparison, (a for a in comparison.actors if len(a.groups) == everywhere))


def only(comparison: Comparison, group: str) -> pa.Table:
    """The actors that `group` names and no other group does."""
    return _actors(comparison, (a for a in comparison.actors if a.groups == (group,)))


def themes(comparison: Comparison) -> pa.Table:
    """All themes; shares are of the body sentences of a group."""
    columns: dict[str, list[Any]] = {
        "theme_id": [t.theme_id for t in comparison.themes],
        "label": [t.label for t in comparison.themes],
        "parent": [t.parent for t in comparison.themes],
        "groups": [list(t.groups) for t in comparison.themes],
    }
    for group in (g.id for g in comparison.groups):
        counts = [t.counts[group] for t in comparison.themes]
        columns |= {
            f"sentences_{group}": [c.sentences for c in counts],
            f"documents_{group}": [c.documents for c in counts],
            f"spans_{group}": [c.spans for c in counts],
            f"share_{group}": [c.share.estimate for c in counts],
            f"share_low_{group}": [c.share.low for c in counts],
            f"share_high_{group}": [c.share.high for c in counts],
        }
    if len(comparison.groups) == 2:
        gaps = [t.difference for t in comparison.themes]
        columns |= {
            "difference": [gap.estimate if gap else None for gap in gaps],
            "difference_low": [gap.low if gap else None for gap in gaps],
            "difference_high": [gap.high if gap else None for gap in gaps],
        }
    return _table(columns)


def mentions(comparison: Comparison) -> pa.Table:
    """The counted mentions: the evidence of every figure on actors."""
    names = {actor.entity_id: actor.name for actor in comparison.actors}
    rows = comparison.evidence
    return _table(
        {
            "mention_id": [r.mention_id for r in rows],
            "entity_id": [r.entity_id for r in rows],
            "entity": [names[r.entity_id] for r in rows],
            "group": [r.group for r in rows],
            "doc_id": [r.doc_id for r in rows],
            "start": [r.start for r in rows],
            "end": [r.end for r in rows],
            "text": [r.text for r in rows],
            "form": [r.form for r in rows],
            "sentence": [r.sentence for r in rows],
        }
    )


def theme_evidence(comparison: Comparison) -> pa.Table:
    """The spans behind every figure on themes."""
    rows = [e for theme in comparison.themes for e in theme.evidence]
    names = ("theme_id", "doc_id", "start", "end", "text", "sentence")
    return _table({name: [getattr(row, name) for row in rows] for name in names})


def _actors(comparison: Comparison, rows: Iterable[Actor]) -> pa.Table:
    chosen = list(rows)
    columns: dict[str, list[Any]] = {
        "entity_id": [a.entity_id for a in chosen],
        "name": [a.name for a in chosen],
        "kind": [a.kind for a in chosen],
        "groups": [list(a.groups) for a in chosen],
        "mentions": [len(a.mention_ids) for a in chosen],
    }
    for group in (g.id for g in comparison.groups):
        counts = [a.counts[group] for a in chosen]
        columns |= {
            f"mentions_{group}": [c.mentions for c in counts],
            f"documents_{group}": [c.documents for c in counts],
            f"per_1000_{group}": [c.per_1000 for c in counts],
            f"share_{group}": [c.share.estimate for c in counts],
            f"share_low_{group}": [c.share.low for c in counts],
            f"share_high_{group}": [c.share.high for c in counts],
        }
        if len(comparison.groups) > 1:
            figures = [a.distinctiveness[group] for a in chosen]
            columns |= {
                f"log_odds_{group}": [f.log_odds.estimate for f in figures],
                f"log_odds_low_{group}": [f.log_odds.low for f in figures],
                f"log_odds_high_{group}": [f.log_odds.high for f in figures],
                f"clear_{group}": [f.clear for f in figures],
            }
    return _table(columns)


_REALS = ("share", "per_1000", "log_odds", "difference")
_TEXTS = (
    "theme_id", "entity_id", "mention_id", "doc_id", "label", "parent", "name", "entity", "kind",
    "group", "text", "form",
)  # fmt: skip


def _table(columns: dict[str, list[Any]]) -> pa.Table:
    """Types come from the column's name, so that an empty table has them too."""
    import pyarrow as pa

    fields = []
    for name in columns:
        if name == "groups":
            kind = pa.list_(pa.string())
        elif name in _TEXTS:
            kind = pa.string()
        elif name.startswith("clear_"):
            kind = pa.bool_()
        else:
            kind = pa.float64() if name.startswith(_REALS) else pa.int64()
        fields.append(pa.field(name, kind))
    return pa.table(columns, schema=pa.schema(fields))
