"""What a comparison is made from, read from a resolved store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from toolkit import comparison, graph, themes
from toolkit.config import Settings
from toolkit.corpus.alternatives import undrawn_notes
from toolkit.corpus.audit import build_audit
from toolkit.corpus.provenance import provenance
from toolkit.corpus.related import read_statements
from toolkit.corpus.reprint_notes import reprint_notes
from toolkit.corpus.results import check_resolved
from toolkit.entities.reading import read_entities
from toolkit.store import Store, read_documents, read_sentences
from toolkit.types import ThemeEvidence

MENTIONS = (
    "SELECT m.mention_id, coalesce(e.entity_id, '') AS entity_id, m.doc_id, m.start_at AS start, "
    'm.end_at AS "end", m.text, m.type, m.form, m.zone, m.nested FROM mentions m '
    "LEFT JOIN entity_chains e USING (chain_id) ORDER BY m.doc_id, m.start_at, m.end_at, 1"
)


def comparison_inputs(
    store: Store, settings: Settings, runs: Sequence[Mapping[str, Any]],
    labels: Mapping[str, str], groups: Sequence[str] = (),
) -> comparison.Inputs:  # fmt: skip
    """Documents, counted and other mentions, entities, themes and audit of the last of `runs`.

    `groups` are those that are asked for (none = all): the notes are about them.

    Raises UsageError where documents came or changed since the last `resolve`.
    """
    check_resolved(store)
    names = store.rows("SELECT theme_id, label, parent FROM themes ORDER BY theme_id")
    evidence = store.rows(
        "SELECT theme_id, doc_id, start_at, end_at, text, sentence FROM theme_evidence "
        "ORDER BY doc_id, start_at, end_at, theme_id"
    )
    cuts, facts = settings.clustering, runs[0]
    return comparison.Inputs(
        documents=read_documents(store),
        sentences=read_sentences(store),
        mentions=graph.from_table(store.table(MENTIONS)),
        entities=list(read_entities(store)),
        evidence=[ThemeEvidence(*row) for row in evidence if not themes.is_emerging(row[0])],
        emerging=[ThemeEvidence(*row) for row in evidence if themes.is_emerging(row[0])],
        theme_labels={t: label for t, label, _ in names},
        theme_parents={t: parent for t, _, parent in names if parent},
        audit=build_audit(store, cuts.review_above, float(facts["threshold"])),
        provenance=provenance(facts, settings),
        labels=labels,
        extractor=str(facts["extractor"]),
        notes=(
            *undrawn_notes(store, settings.comparison),
            *reprint_notes(store, settings.documents, groups),
        ),
        statements=read_statements(store),
    )
