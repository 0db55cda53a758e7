"""Which documents changed since what is kept of them was found."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.store.database import Store


def mark_changed(store: Store, doc_ids: Iterable[str]) -> None:
    """Evidence of themes, phrases and links of these documents are not up to date."""
    store.rows(
        "UPDATE documents SET themed = '', phrased = '', resolved = false "
        "WHERE doc_id IN (SELECT unnest(?))", [list(doc_ids)],
    )  # fmt: skip
