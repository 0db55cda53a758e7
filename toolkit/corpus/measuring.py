"""A resolved store against gold."""

from __future__ import annotations

from pathlib import Path

from toolkit import evaluation
from toolkit.corpus.resolution import check_resolved
from toolkit.evaluation import Evaluation
from toolkit.store import Store, read_documents

COUNTED = (
    "SELECT m.doc_id, m.start_at, m.end_at, m.text, m.type, e.entity_id FROM mentions m "
    "JOIN entity_chains e USING (chain_id) WHERE m.zone IN ('body', 'reprint') AND NOT m.nested "
    "AND m.form <> 'nominal' ORDER BY m.doc_id, m.start_at, m.end_at, m.mention_id"
)


def measure(store: Store, path: Path, strict: bool) -> Evaluation:
    """The counted mentions of the store and their entities against a file of gold."""
    check_resolved(store)
    documents = {document.doc_id: document for document in read_documents(store)}
    gold = evaluation.read_gold(path, documents, strict)
    return evaluation.evaluate(gold, [evaluation.Found(*row) for row in store.rows(COUNTED)])
