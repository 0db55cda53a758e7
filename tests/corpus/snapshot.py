"""All that a store says of its documents and results, to compare two stores."""

from __future__ import annotations

from toolkit.store import Store

# Tables whose rows must be equal after any way to the same documents. Not here: `runs` and
# `entity_history`, which tell of the way, and `files`, which tells of the file system.
TABLES = (
    "documents", "zones", "sentences", "reprints", "likely_reprints", "shingles", "paragraphs",
    "mentions", "chains", "links", "roles", "records", "record_chains", "unresolved", "ties",
    "namings", "pairs", "entities", "entity_chains", "alarms", "themes", "theme_evidence",
    "phrases", "tallies", "untallied",
)  # fmt: skip


def snapshot(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each table, sorted."""
    return {table: store.rows(f"SELECT * FROM {table} ORDER BY ALL") for table in TABLES}


def difference(one: Store, other: Store) -> str:
    """The first rows that only one of two stores has; '' where they are equal."""
    left, right = snapshot(one), snapshot(other)
    for table in TABLES:
        if left[table] != right[table]:
            here = [row for row in left[table] if row not in right[table]][:3]
            there = [row for row in right[table] if row not in left[table]][:3]
            return f"{table}: only in the first {here}, only in the second {there}"
    return ""
