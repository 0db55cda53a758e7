"""What a comparison is made from, and the part of it that the asked-for groups select."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.comparison.result import Audit
from toolkit.config import ComparisonSettings
from toolkit.errors import NotFoundError
from toolkit.graph import Counted, EntityMention, Statement, counted
from toolkit.types import BODY, REPRINT, Document, Entity, Sentence, ThemeEvidence

NO_AUDIT = Audit((), (), ())


@dataclass(frozen=True)
class Inputs:
    """A resolved corpus. Order does not matter anywhere.

    `mentions` may hold everything that was found (nested, boilerplate, descriptions); what counts
    is decided by `toolkit.graph.counted`. Every entity_id of a mention is in `entities`.
    `labels` maps groups to what people read, `extractor` names who found the mentions and `notes`
    are further caveats (unread documents, reprints), printed as they are. `emerging` is the
    evidence of phrases that no codebook knows. `statements` are what texts state of two entities
    (roles, succession, membership).
    """

    documents: Sequence[Document]
    sentences: Mapping[str, Sequence[Sentence]]
    mentions: Sequence[EntityMention]
    entities: Sequence[Entity]
    evidence: Sequence[ThemeEvidence] = ()
    theme_labels: Mapping[str, str] = field(default_factory=dict)
    theme_parents: Mapping[str, str] = field(default_factory=dict)
    audit: Audit = NO_AUDIT
    provenance: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    extractor: str = ""
    notes: tuple[str, ...] = ()
    emerging: Sequence[ThemeEvidence] = ()
    statements: Sequence[Statement] = ()


@dataclass(frozen=True)
class Selection:
    """The rows of the compared groups, in order: documents by group and doc_id, the rest by
    document and start. `copies` are documents of the groups that only print others again: they are
    shown and never counted. `sentences` and `spoken` are the body sentences and words of each
    document, `sizes` and `words` those of each group; `left_out` names the hosts that the
    configuration leaves out."""

    groups: tuple[str, ...]
    documents: dict[str, tuple[Document, ...]]
    group_of: dict[str, str]
    rows: tuple[Counted, ...]
    evidence: tuple[ThemeEvidence, ...]
    sizes: dict[str, int]
    words: dict[str, int]
    entities: dict[str, Entity]
    left_out: tuple[str, ...]
    sentences: dict[str, int]
    spoken: dict[str, int]
    copies: tuple[Document, ...] = ()
    emerging: tuple[ThemeEvidence, ...] = ()


def select(inputs: Inputs, groups: Sequence[str], settings: ComparisonSettings) -> Selection:
    """The part of `inputs` that `groups` ask for; no groups means all of them, by id.

    Raises NotFoundError for a group without documents.
    """
    known = sorted({document.group for document in inputs.documents})
    chosen = tuple(dict.fromkeys(groups)) or tuple(known)
    for group in chosen or ("",):
        if group not in known:
            raise _unknown(group, known)
    ordered = sorted(inputs.documents, key=lambda d: d.doc_id)
    copies = [d for d in ordered if _only_reprints(d, inputs.sentences.get(d.doc_id, ()))]
    left = {d.doc_id for d in copies}
    documents = {
        group: tuple(d for d in ordered if d.group == group and d.doc_id not in left)
        for group in chosen
    }
    group_of = {d.doc_id: group for group in chosen for d in documents[group]}
    hosts = _hosts(inputs.entities, settings)
    dropped = hosts | {
        e.entity_id for e in inputs.entities if settings.kinds and e.kind not in settings.kinds
    }
    rows = counted((m for m in inputs.mentions if m.doc_id in group_of), inputs.sentences)
    body = {
        doc_id: _body(inputs, d) for g in chosen for d in documents[g] for doc_id in (d.doc_id,)
    }
    lines = {doc_id: len(texts) for doc_id, texts in body.items()}
    spoken = {doc_id: sum(len(text.split()) for text in texts) for doc_id, texts in body.items()}
    return Selection(
        chosen,
        documents,
        group_of,
        tuple(row for row in rows if row.mention.entity_id not in dropped),
        _ordered(e for e in inputs.evidence if e.doc_id in group_of),
        {group: sum(lines[d.doc_id] for d in documents[group]) for group in chosen},
        {group: sum(spoken[d.doc_id] for d in documents[group]) for group in chosen},
        {e.entity_id: e for e in inputs.entities},
        tuple(sorted(e.name for e in inputs.entities if e.entity_id in hosts)),
        lines,
        spoken,
        tuple(d for d in copies if d.group in chosen),
        _ordered(e for e in inputs.emerging if e.doc_id in group_of),
    )


def _ordered(evidence: Iterable[ThemeEvidence]) -> tuple[ThemeEvidence, ...]:
    return tuple(sorted(evidence, key=lambda e: (e.doc_id, e.start, e.end, e.theme_id)))


def _only_reprints(document: Document, sentences: Sequence[Sentence]) -> bool:
    """Whether all that a document says was printed before in its group."""
    kinds = {zone.kind for zone in document.zones}
    return REPRINT in kinds and not any(sentence.zone == BODY for sentence in sentences)


def _body(inputs: Inputs, document: Document) -> list[str]:
    return [
        document.text[sentence.start : sentence.end]
        for sentence in inputs.sentences.get(document.doc_id, ())
        if sentence.zone == BODY
    ]


def _hosts(entities: Sequence[Entity], settings: ComparisonSettings) -> set[str]:
    """Ids of the entities that the configuration leaves out, given by id, name or alias."""
    if settings.hosts == "keep":
        return set()
    asked = {name.casefold() for name in settings.host_ids}
    return {
        entity.entity_id
        for entity in entities
        if entity.entity_id in settings.host_ids
        or any(name.casefold() in asked for name in (entity.name, *entity.aliases))
    }


def _unknown(group: str, known: Sequence[str]) -> NotFoundError:
    close = difflib.get_close_matches(group, known, n=1)
    names = "Known groups: " + (", ".join(known) or "none") + "."
    hint = f"Did you mean {close[0]!r}? {names}" if close else names
    return NotFoundError(f"no documents in a group {group!r}", hint=hint)
