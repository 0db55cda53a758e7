"""A codebook against the documents of a store, before a run takes it."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit import themes
from toolkit.corpus.results import check_resolved
from toolkit.corpus.theming import masked_names
from toolkit.progress import told
from toolkit.store import Store, read_documents, read_sentences


def check(store: Store, packs: Sequence[str]) -> themes.Checked:
    """What `packs` find, with the names masked that the last run found.

    Raises ConfigError, UsageError before `resolve`.
    """
    book = themes.load(packs)
    check_resolved(store)
    masked, sentences = masked_names(store), read_sentences(store)
    documents = read_documents(store)
    seen = told("codebook", documents)
    return themes.check(book, ((d, sentences[d.doc_id], masked[d.doc_id]) for d in seen))
