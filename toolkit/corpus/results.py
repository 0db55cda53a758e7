"""Whether the store holds results of all its documents, and how they outlive a run that fails."""

from __future__ import annotations

from toolkit.errors import UsageError
from toolkit.store import Store

UNRESOLVED = """
SELECT count(*) FROM documents WHERE extraction = '' OR doc_id IN (
    SELECT doc_id FROM chains WHERE chain_id NOT IN (SELECT chain_id FROM entity_chains))
"""


def check_resolved(store: Store) -> None:
    """Raises UsageError where results would tell of only a part of the documents."""
    if not store.value("SELECT count(*) FROM runs"):
        raise UsageError("the corpus is not resolved yet", hint="Call resolve first.")
    if new := store.value(UNRESOLVED):
        what = f"{new} document{'s are' if new > 1 else ' is'} new or changed since the last run"
        raise UsageError(what, hint="Call resolve first.")


def keep_results(store: Store) -> None:
    """Call it before documents, marks or mentions change: where results of a run hold, what
    follows goes to a copy of the store, until `Store.publish`. Raises StoreError."""
    if store.value("SELECT count(*) FROM runs") and not store.value(UNRESOLVED):
        store.set_apart()
