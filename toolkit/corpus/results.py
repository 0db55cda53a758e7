"""Whether the store holds results of all its documents, and how they outlive a run that fails."""

from __future__ import annotations

from pathlib import Path

from toolkit.errors import StoreError, UsageError
from toolkit.store import Store

UNRESOLVED = """
SELECT count(*) FROM documents WHERE extraction = '' OR doc_id IN (
    SELECT doc_id FROM chains WHERE chain_id NOT IN (SELECT chain_id FROM entity_chains))
"""
# Tables whose spans have to lie in their documents: a store may come from somebody else.
OUTSIDE = " UNION ALL ".join(
    f"SELECT '{table}' FROM {table} s JOIN documents d USING (doc_id) "
    "WHERE s.start_at < 0 OR s.end_at < s.start_at OR s.end_at > length(d.text)"
    for table in ("mentions", "sentences", "zones", "theme_evidence")
)


def check_resolved(store: Store) -> None:
    """Raises UsageError where results would tell of only a part of the documents, and StoreError
    where they speak of places that no document has."""
    if not store.value("SELECT count(*) FROM runs"):
        raise UsageError("the corpus is not resolved yet", hint="Call resolve first.")
    if new := store.value(UNRESOLVED):
        what = f"{new} document{'s are' if new > 1 else ' is'} new or changed since the last run"
        raise UsageError(what, hint="Call resolve first.")
    if table := store.value(f"{OUTSIDE} LIMIT 1"):
        what = f"the store is damaged, or another program changed it: {table} outside of documents"
        hint = "Resolve the documents again into a new store."
        raise StoreError(what, where=Path(store.path).name, hint=hint)


def keep_results(store: Store) -> None:
    """Call it before documents, marks or mentions change: where results of a run hold, what
    follows goes to a copy of the store, until `Store.publish`. Raises StoreError."""
    if store.value("SELECT count(*) FROM runs") and not store.value(UNRESOLVED):
        store.set_apart()
