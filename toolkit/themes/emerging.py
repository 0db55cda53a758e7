"""Emerging themes: the phrases of a corpus that its codebooks do not know.

A phrase weighs by how often it stands alone and not only inside longer ones (C-value: Frantzi,
Ananiadou & Mima 2000, Int. J. Digital Libraries 3, 115-130), by the number of its words, by how
many documents have it, and by how rare its words are in English. Of phrases that tell the same
story (one inside the other, in nearly the same sentences) the better one is kept.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.knowledge.phrasing import Phrasing, load_phrasing
from toolkit.themes.finding import hidden
from toolkit.themes.phrases import Candidate, Key, Phrases
from toolkit.types import BODY, Document, Sentence, ThemeEvidence, content_id

PREFIX = "emerging:"
COVERED = 0.5  # share of the places of a phrase that codebook evidence overlaps: no news then
SAME = 0.7  # share of places of the larger phrase set that make two nested phrases one story
RARITY = {10: 1.0, 20: 1.5, 35: 2.0, 40: 2.4, 50: 2.4}  # by SCOWL tier
UNLISTED = 2.2
SINGLE = 0.5  # weight of a single word; two words have 1.6
RARE_WORD = 2.0  # a single word is a theme only if it is this rare
EXAMINED = 40  # times the number asked for: phrases that are looked at closely
Span = tuple[int, int]
Place = tuple[str, int]  # document and number of the sentence


@dataclass(frozen=True, slots=True)
class Emerging:
    """A phrase that documents share. `label` is its most frequent form, `variants` all its forms
    with their numbers, `documents` how many have it."""

    theme_id: str
    label: str
    variants: tuple[tuple[str, int], ...]
    documents: int
    score: float


@dataclass
class _Found:
    """Where a phrase stands."""

    count: int = 0
    inside: int = 0  # of `count`: inside a longer phrase
    longer: set[Key] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Sources:
    """What phrases are looked for in. `masked` are the spans of names, `covered` those of
    codebook evidence, by document."""

    documents: Sequence[Document]
    sentences: Mapping[str, Sequence[Sentence]]
    masked: Mapping[str, Sequence[Span]]
    covered: Mapping[str, Sequence[Span]]


def is_emerging(theme_id: str) -> bool:
    """Whether a theme was found as a phrase; else a codebook has it."""
    return theme_id.startswith(PREFIX)


def find_emerging(
    sources: Sources, most: int, minimum: int = 0,
    progress: Callable[[int], None] = lambda done: None,
) -> tuple[list[Emerging], list[ThemeEvidence]]:  # fmt: skip
    """At most `most` phrases that `minimum` documents have (0: by the size of the corpus), best
    first, and where they stand. English only: documents in another language are left out."""
    known = load_phrasing()
    phrases = Phrases(known)
    documents = [d for d in sources.documents if d.lang in ("", "en")]
    texts = {d.doc_id: hidden(d.text, sources.masked.get(d.doc_id, ())) for d in documents}
    found: dict[Key, _Found] = defaultdict(_Found)
    for number, document in enumerate(documents, 1):
        for _, candidate in _candidates(phrases, document, texts, sources.sentences):
            _count(found, candidate, document.doc_id)
        progress(number)
    least = minimum or fewest_documents(len(documents))
    scores = {
        key: _score(key, row, known)
        for key, row in found.items()
        if len(row.documents) >= least and _telling(key, known)
    }
    first = sorted(scores, key=lambda key: (-scores[key], key))[: EXAMINED * most]
    places = _places(phrases, documents, texts, sources, set(first))
    kept = _kept(first, places, sources.covered, most)
    return _rows(kept, places, scores, {d.doc_id: d.text for d in documents})


def fewest_documents(documents: int) -> int:
    """Documents that a phrase must be in: 1 in a handful, 2 from ten on, then one in 200."""
    return 1 if documents < 10 else max(2, math.ceil(documents / 200))


def _candidates(
    phrases: Phrases, document: Document, texts: Mapping[str, str],
    sentences: Mapping[str, Sequence[Sentence]],
) -> Iterable[tuple[int, Candidate]]:  # fmt: skip
    """Each with the number of its sentence."""
    text = texts[document.doc_id]
    for sentence in sentences.get(document.doc_id, ()):
        if sentence.zone == BODY:
            for candidate in phrases.candidates(text, sentence.start, sentence.end):
                yield sentence.number, candidate


def _count(found: dict[Key, _Found], candidate: Candidate, doc_id: str) -> None:
    row = found[candidate.key]
    row.count += 1
    row.documents.add(doc_id)
    if candidate.run != candidate.key:
        row.inside += 1
        if len(row.longer) < 100:
            row.longer.add(candidate.run)


def _telling(key: Key, known: Phrasing) -> bool:
    """A single word must be rare, and long or known: short unknown ones are abbreviations."""
    if len(key) > 1:
        return True
    return _rarity(key[0], known) >= RARE_WORD and (key[0] in known.tiers or len(key[0]) > 6)


def _rarity(word: str, known: Phrasing) -> float:
    tier = known.tiers.get(word)
    return UNLISTED if tier is None else RARITY.get(tier, UNLISTED)


def _score(key: Key, row: _Found, known: Phrasing) -> float:
    alone = row.count - (row.inside / len(row.longer) if row.longer else 0)
    rarity = sum(_rarity(word, known) for word in key) / len(key)
    spread = 1 + math.log2(len(row.documents))
    length = math.log2(1 + len(key)) if len(key) > 1 else SINGLE
    return length * math.log2(1 + max(0.0, alone)) * rarity * spread


def _places(
    phrases: Phrases, documents: Sequence[Document], texts: Mapping[str, str], sources: Sources,
    wanted: Collection[Key],
) -> dict[Key, list[tuple[str, int, int, int]]]:  # fmt: skip
    """Document, sentence, start and end of every wanted phrase; those of one phrase never
    overlap."""
    found: dict[Key, list[tuple[str, int, int, int]]] = defaultdict(list)
    for document in documents:
        for number, c in _candidates(phrases, document, texts, sources.sentences):
            if c.key in wanted:
                rows = found[c.key]
                if not rows or rows[-1][0] != document.doc_id or rows[-1][3] <= c.start:
                    rows.append((document.doc_id, number, c.start, c.end))
    return found


def _kept(
    ranked: Sequence[Key], places: Mapping[Key, Sequence[tuple[str, int, int, int]]],
    covered: Mapping[str, Sequence[Span]], most: int,
) -> list[Key]:  # fmt: skip
    """The best phrases that codebooks do not cover and that no better one tells already."""
    kept: list[Key] = []
    where: dict[Key, set[Place]] = {}
    starts = {doc_id: [start for start, _ in sorted(spans)] for doc_id, spans in covered.items()}
    ends = {doc_id: [end for _, end in sorted(spans)] for doc_id, spans in covered.items()}
    for key in ranked:
        rows = places[key]
        known = sum(_overlaps(starts, ends, doc_id, start, end) for doc_id, _, start, end in rows)
        if known > COVERED * len(rows):
            continue
        mine = {(doc_id, number) for doc_id, number, _, _ in rows}
        if any(_same_story(set(key), mine, set(other), where[other]) for other in kept):
            continue
        kept.append(key)
        where[key] = mine
        if len(kept) == most:
            break
    return kept


def _overlaps(
    starts: Mapping[str, list[int]],
    ends: Mapping[str, list[int]],
    doc_id: str,
    start: int,
    end: int,
) -> bool:
    """Spans of a document may overlap each other a little; the nearest three before are asked."""
    if doc_id not in starts:
        return False
    at = bisect_right(starts[doc_id], end - 1)
    return any(ends[doc_id][i] > start for i in range(max(0, at - 3), at))


def _same_story(key: set[str], mine: set[Place], other: set[str], theirs: set[Place]) -> bool:
    if not (key < other or other < key):
        return False
    return len(mine & theirs) >= SAME * len(mine)


def _rows(
    kept: Sequence[Key], places: Mapping[Key, Sequence[tuple[str, int, int, int]]],
    scores: Mapping[Key, float], texts: Mapping[str, str],
) -> tuple[list[Emerging], list[ThemeEvidence]]:  # fmt: skip
    themes, evidence = [], []
    for key in kept:
        theme_id = content_id(PREFIX, *key)
        forms: Counter[str] = Counter()
        for doc_id, number, start, end in places[key]:
            text = texts[doc_id][start:end]
            forms[" ".join(text.split()).lower()] += 1
            evidence.append(ThemeEvidence(theme_id, doc_id, start, end, text, number))
        variants = tuple(sorted(forms.items(), key=lambda item: (-item[1], item[0])))
        documents = len({doc_id for doc_id, *_ in places[key]})
        label = variants[0][0][:1].upper() + variants[0][0][1:]
        themes.append(Emerging(theme_id, label, variants, documents, round(scores[key], 6)))
    return themes, evidence
