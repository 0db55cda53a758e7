"""toolkit: entity resolution and cross-document comparison.

import toolkit

corpus = toolkit.open("forums.duckdb")
corpus.ingest(toolkit.sample_documents())
corpus.resolve()
comparison = corpus.compare("nato", "eu")
comparison.report().save("reports/nato-eu.html")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.errors import (
    BudgetError,
    ConfigError,
    InputError,
    MentionError,
    NotFoundError,
    StoreError,
    ToolkitError,
    UsageError,
)
from toolkit.types import Document, Entity, Explanation, Mention

if TYPE_CHECKING:
    from toolkit.corpus import Corpus, resolve_table, score_pairs
    from toolkit.samples import sample_documents

    open = Corpus.open

__version__ = "0.1.0"

__all__ = [
    "BudgetError",
    "ConfigError",
    "Corpus",
    "Document",
    "Entity",
    "Explanation",
    "InputError",
    "Mention",
    "MentionError",
    "NotFoundError",
    "StoreError",
    "ToolkitError",
    "UsageError",
    "open",
    "resolve_table",
    "sample_documents",
    "score_pairs",
]


def __getattr__(name: str) -> Any:
    """Heavy parts load when they are first asked for, so that importing toolkit is quick."""
    if name in ("Corpus", "open", "resolve_table", "score_pairs"):
        from toolkit import corpus

        return corpus.Corpus.open if name == "open" else getattr(corpus, name)
    if name == "sample_documents":
        from toolkit import samples

        return samples.sample_documents
    raise AttributeError(f"module 'toolkit' has no attribute {name!r}")
