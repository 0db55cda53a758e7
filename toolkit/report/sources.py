"""The source texts as the page shows them: paragraphs, sentences, marked mentions, folded zones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.comparison.result import Evidence, SourceText
from toolkit.report.data import GroupView
from toolkit.report.evidence import EvidenceIndex
from toolkit.report.wording import exact, plural, visible, zone_label
from toolkit.types import BODY, Document, Sentence

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; `actor` is the index of the actor that it mentions."""

    text: str
    actor: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its number on the page; not `cited`: no evidence of anything."""

    number: int
    pieces: tuple[Piece, ...]
    cited: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a run of left-out text (`excluded` says which), or a gap between quotations."""

    lines: tuple[Line, ...]
    excluded: str = ""
    gap: bool = False


@dataclass(frozen=True, slots=True)
class SourceView:
    title: str
    origin: str
    lang: str
    sha256: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class SourceColumn:
    group: GroupView
    sources: tuple[SourceView, ...]


def source_columns(
    index: EvidenceIndex, groups: Sequence[GroupView], cited: set[int] | None, rows: int
) -> tuple[SourceColumn, ...]:
    """Documents by group with the sentences `cited` (None = all, and documents without one are
    left out); mentions of the first `rows` actors are marked."""
    marks: defaultdict[tuple[str, int], list[Evidence]] = defaultdict(list)
    for row in index.comparison.evidence:
        if index.actor_index.get(row.entity_id, rows) < rows:
            marks[row.doc_id, row.sentence].append(row)
    evidence = index.cited()
    columns: list[list[SourceView]] = [[] for _ in groups]
    first = 0
    for source in index.comparison.sources:
        size = len(source.sentences)
        if cited is None or not cited.isdisjoint(range(first, first + size)):
            view = _source(source, first, marks, index, (cited, evidence))
            columns[index.group_index[source.document.group]].append(view)
        first += size
    return tuple(SourceColumn(g, tuple(c)) for g, c in zip(groups, columns, strict=True))


def _source(
    source: SourceText,
    first: int,
    marks: dict[tuple[str, int], list[Evidence]],
    index: EvidenceIndex,
    wanted: tuple[set[int] | None, set[int]],
) -> SourceView:
    document = source.document
    cited, evidence = wanted
    blocks: list[Block] = []
    last: tuple[str, int] | None = None
    for number, sentence in enumerate(source.sentences, start=first):
        if cited is not None and number not in cited:
            last = None
            if not (blocks and blocks[-1].gap):
                blocks.append(Block((), gap=True))
            continue
        counted = sentence.zone == BODY
        found = marks.get((document.doc_id, sentence.number), []) if counted else []
        pieces = _pieces(document, sentence, found, index)
        line = Line(number, pieces, number in evidence or not counted)
        place = (sentence.zone, sentence.paragraph if counted else 0)
        if last == place:
            blocks[-1] = Block((*blocks[-1].lines, line), blocks[-1].excluded)
        else:
            blocks.append(Block((line,), "" if counted else zone_label(sentence.zone)))
        last = place
    return SourceView(
        title=visible(document.title or document.doc_id),
        origin=_origin(document, source.sentences),
        lang=document.lang if _LANGUAGE.fullmatch(document.lang) else "",
        sha256=document.sha256,
        blocks=tuple(blocks),
    )


def _origin(document: Document, sentences: Sequence[Sentence]) -> str:
    facts = [document.publisher, document.date, document.source or document.doc_id]
    left_out = sum(sentence.zone != BODY for sentence in sentences)
    facts.append(plural(len(sentences) - left_out, "sentence"))
    if left_out:
        facts.append(f"{left_out} left out")
    return " · ".join(visible(fact) for fact in facts if fact.strip())


def _pieces(
    document: Document, sentence: Sentence, marks: list[Evidence], index: EvidenceIndex
) -> tuple[Piece, ...]:
    pieces, at = [], sentence.start
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        start, end = max(mark.start, at), min(mark.end, sentence.end)
        if start >= end:
            continue
        if start > at:
            pieces.append(Piece(exact(document.text[at:start])))
        pieces.append(Piece(exact(document.text[start:end]), index.actor_index[mark.entity_id]))
        at = end
    if at < sentence.end:
        pieces.append(Piece(exact(document.text[at : sentence.end])))
    return tuple(pieces)
