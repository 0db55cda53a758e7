"""The uncertainty of a comparison as Arrow tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.comparison.result import Comparison
from toolkit.comparison.uncertainty import Range

if TYPE_CHECKING:
    import pyarrow as pa

_ENDS = ("value", "low", "high", "least", "most", "least_share", "most_share")


def ranges(comparison: Comparison) -> pa.Table:
    """One row a figure: `of` is "headline", "region" or "group". Without draws there is none."""
    import pyarrow as pa

    found = comparison.uncertainty
    sorts: dict[str, dict[str, Range]] = {}
    if found is not None:
        sorts = {"headline": found.figures, "region": found.regions, "group": found.groups}
    rows = [(sort, name, figure) for sort, named in sorts.items() for name, figure in named.items()]
    columns = {
        "of": pa.array([sort for sort, _, _ in rows], pa.string()),
        "figure": pa.array([name for _, name, _ in rows], pa.string()),
    }
    for end in _ENDS:
        columns[end] = pa.array([getattr(figure, end) for _, _, figure in rows], pa.float64())
    return pa.table(columns)


def actor_doubts(comparison: Comparison) -> pa.Table:
    """One row an actor in doubt: the share of draws in which every group names it and, by group,
    the share in which it does, and the range of its documents."""
    import pyarrow as pa

    rows = comparison.uncertainty.actors if comparison.uncertainty else ()
    columns = {
        "entity_id": pa.array([r.entity_id for r in rows], pa.string()),
        "name": pa.array([r.name for r in rows], pa.string()),
        "shared": pa.array([r.shared for r in rows], pa.bool_()),
        "shared_share": pa.array([r.shared_share for r in rows], pa.float64()),
    }
    for group in (g.id for g in comparison.groups):
        columns[f"named_{group}"] = pa.array([r.named[group] for r in rows], pa.float64())
        for end in ("value", "low", "high"):
            values = [getattr(r.documents[group], end) for r in rows]
            columns[f"documents_{end}_{group}"] = pa.array(values, pa.float64())
    return pa.table(columns)


def hinges(comparison: Comparison) -> pa.Table:
    """One row a decision on names that the figures hang on, in the order of `toolkit review`."""
    import pyarrow as pa

    rows = comparison.uncertainty.hinges if comparison.uncertainty else ()
    kinds = {
        "question_id": pa.string(), "left": pa.string(), "right": pa.string(),
        "left_doc": pa.string(), "right_doc": pa.string(), "joined": pa.bool_(),
        "reason": pa.string(), "probability": pa.float64(), "shared": pa.int64(),
        "documents": pa.int64(), "mentions": pa.int64(), "priority": pa.float64(),
        "change": pa.list_(pa.string()),
    }  # fmt: skip
    return pa.table({
        name: pa.array([getattr(row, name) for row in rows], kind) for name, kind in kinds.items()
    })  # fmt: skip


def claims(comparison: Comparison) -> pa.Table:
    """One row a statement of the headline, with the share of draws in which it holds."""
    import pyarrow as pa

    rows = comparison.uncertainty.claims if comparison.uncertainty else ()
    return pa.table({
        "place": pa.array([r.place for r in rows], pa.string()),
        "rule": pa.array([r.rule for r in rows], pa.string()),
        "text": pa.array([r.text for r in rows], pa.string()),
        "holds": pa.array([r.holds for r in rows], pa.float64()),
        "rests_on_names": pa.array([r.rests_on_names for r in rows], pa.bool_()),
    })  # fmt: skip
