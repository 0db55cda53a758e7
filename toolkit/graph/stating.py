"""What sentences state of two entities: X was replaced by Y, X is part of Y.

Only two names that follow each other in one sentence are looked at (places between them aside), and
all that stands between them must be a phrase of configs/knowledge/relations.yml: a missed statement
is better than a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toolkit.graph.counting import Counted
from toolkit.graph.material import Statement
from toolkit.graph.phrases import PLACE, Phrases, shipped
from toolkit.types import Document, Entity, Sentence

REACH = 90  # characters between two names
LEAD = 60  # characters before the first that are looked at


def stated(
    documents: Sequence[Document],
    mentions: Sequence[Counted],
    entities: Mapping[str, Entity],
    sentences: Mapping[str, Sequence[Sentence]],
    phrases: Phrases | None = None,
) -> list[Statement]:
    """Statements of the documents, in the order of the mentions, which are ordered by document
    and start (`counted`). An entity is never related to itself."""
    known = phrases or shipped()
    texts = {d.doc_id: d.text for d in documents}
    starts = {
        (doc_id, s.number): (s.start, s.end) for doc_id in texts for s in sentences.get(doc_id, ())
    }
    found = []
    for one, other, places in _neighbours(mentions):
        a, b = one.mention, other.mention
        if not 0 < b.start - a.end <= REACH or a.entity_id == b.entity_id or a.doc_id not in texts:
            continue
        text, (start, end) = texts[a.doc_id], starts[a.doc_id, one.sentence]
        kinds = (entities[a.entity_id].kind, entities[b.entity_id].kind)
        between = _masked(text, a.end, b.start, places)
        around = (text[max(start, a.start - LEAD) : a.start], between, text[b.end : end])
        for relation, turned in _matches(known, kinds, around):
            subject, thing = (b, a) if turned else (a, b)
            said = " ".join(text[a.end : b.start].split())
            found.append(Statement(
                subject.entity_id, relation, thing.entity_id, a.doc_id, one.sentence, said
            ))  # fmt: skip
            break
    return found


def _neighbours(mentions: Sequence[Counted]) -> Iterator[tuple[Counted, Counted, list[Counted]]]:
    """Two mentions of one sentence that follow each other, and the places between them: "the
    Office in Norvik" is the office."""
    last: Counted | None = None
    places: list[Counted] = []
    for row in mentions:
        inside = last is not None and row.sentence == last.sentence >= 0
        if last is None or not inside or row.mention.doc_id != last.mention.doc_id:
            last, places = row, []
        elif row.mention.type in ("GPE", "LOC"):
            places.append(row)
        else:
            yield last, row, places
            last, places = row, []


def _masked(text: str, start: int, end: int, places: Sequence[Counted]) -> str:
    parts = []
    for row in places:
        parts.append(text[start : row.mention.start] + PLACE)
        start = row.mention.end
    return "".join(parts) + text[start:end]


def _matches(
    known: Phrases, kinds: tuple[str, str], around: tuple[str, str, str]
) -> Iterator[tuple[str, bool]]:
    """(relation, turned) of the phrases that fit what stands before, between and after."""
    before, between = (" ".join(part.casefold().split()) for part in around[:2])
    lead = " " if around[0][-1:].isspace() else ""
    between = (" " if around[1][:1].isspace() else "") + between
    between += " " if around[1][-1:].isspace() else ""
    if around[2].startswith(known.after):
        return
    for phrase in known.phrases:
        if kinds[0] in phrase.kinds and kinds[1] in phrase.kinds:
            if phrase.between.fullmatch(between) and phrase.before.search(before + lead):
                yield phrase.relation, phrase.turned
