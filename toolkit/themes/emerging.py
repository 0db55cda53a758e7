"""Emerging themes: the phrases of a corpus that its codebooks do not know.

A phrase weighs by how often it stands alone and not only inside longer ones (C-value: Frantzi,
Ananiadou & Mima 2000, Int. J. Digital Libraries 3, 115-130), by the number of its words, by how
many documents have it, and by how rare its words are in English. Of phrases that tell the same
story (one inside the other, in nearly the same sentences) the better one is kept.

What stands in one document (`occurrences`) depends on that document alone; what makes a theme of
it (`rank`, `choose`) on how often it stands in all of them.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.knowledge.phrasing import Phrasing, load_phrasing
from toolkit.themes.finding import hidden
from toolkit.themes.phrases import Phrases
from toolkit.types import BODY, Document, Sentence, ThemeEvidence, content_id

PREFIX = "emerging:"
COVERED = 0.5  # share of the places of a phrase that codebook evidence overlaps: no news then
SAME = 0.7  # share of places of the larger phrase set that make two nested phrases one story
RARITY = {10: 1.0, 20: 1.5, 35: 2.0, 40: 2.4, 50: 2.4}  # by SCOWL tier
UNLISTED = 2.2
SINGLE = 0.5  # weight of a single word; two words have 1.6
RARE_WORD = 2.0  # a single word is a theme only if it is this rare
EXAMINED = 40  # times the number asked for: phrases that are looked at closely
AT_ONCE = 100  # of these
ENGLISH = ("", "en")  # languages of documents in which phrases are looked for
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Emerging:
    """A phrase that documents share. `label` is its most frequent form, `variants` all its forms
    with their numbers, `documents` how many have it."""

    theme_id: str
    label: str
    variants: tuple[tuple[str, int], ...]
    documents: int
    score: float


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A phrase in its place; `whole` is the longest phrase that it is part of. Phrases are words in
    normal form with spaces between, the head first."""

    sentence: int
    phrase: str
    start: int
    end: int
    whole: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a phrase stands in a corpus: `inside` longer ones, `longer` different ones of
    these, in so many `documents`."""

    phrase: str
    count: int
    inside: int
    longer: int
    documents: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a phrase stands, as written there; `known`: evidence of a codebook overlaps it."""

    doc_id: str
    sentence: int
    start: int
    end: int
    text: str
    known: bool


Places = Callable[[Sequence[str]], Mapping[str, Sequence[Place]]]


@dataclass(frozen=True)
class Sources:
    """What phrases are looked for in. `masked` are the spans of names, `covered` those of
    codebook evidence, by document."""

    documents: Sequence[Document]
    sentences: Mapping[str, Sequence[Sentence]]
    masked: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    covered: Mapping[str, Sequence[Span]] = field(default_factory=dict)


def is_emerging(theme_id: str) -> bool:
    """Whether a theme was found as a phrase; else a codebook has it."""
    return theme_id.startswith(PREFIX)


def find_emerging(
    sources: Sources, most: int, minimum: int = 0
) -> tuple[list[Emerging], list[ThemeEvidence]]:
    """At most `most` phrases that `minimum` documents have (0: by the size of the corpus), best
    first, and where they stand. English only: documents in another language are left out."""
    phrases = Phrases(load_phrasing())
    documents = {d.doc_id: d for d in sources.documents if d.lang in ENGLISH}
    found = {
        doc_id: list(occurrences(phrases, document, sources.sentences.get(doc_id, ()),
                                 sources.masked.get(doc_id, ())))
        for doc_id, document in documents.items()
    }  # fmt: skip

    def places(wanted: Sequence[str]) -> Mapping[str, Sequence[Place]]:
        asked: dict[str, list[Place]] = {phrase: [] for phrase in wanted}
        for doc_id in sorted(documents):
            text, covered = documents[doc_id].text, merged(sources.covered.get(doc_id, ()))
            for o in sorted(found[doc_id], key=lambda o: (o.start, o.end)):
                if o.phrase in asked:
                    known = overlaps(covered, o.start, o.end)
                    place = Place(doc_id, o.sentence, o.start, o.end, text[o.start : o.end], known)
                    asked[o.phrase].append(place)
        return asked

    least = minimum or fewest_documents(len(documents))
    ranked = rank((t for t in _tallies(found) if t.documents >= least), most)
    return choose(ranked, places, most)


def fewest_documents(documents: int) -> int:
    """Documents that a phrase must be in: 1 in a handful, 2 from ten on, then one in 200."""
    return 1 if documents < 10 else max(2, math.ceil(documents / 200))


def occurrences(
    phrases: Phrases, document: Document, sentences: Iterable[Sentence], masked: Sequence[Span]
) -> Iterator[Occurrence]:
    """The phrases of the body of an English document; `masked` are the spans of names."""
    text = hidden(document.text, masked)
    for sentence in sentences:
        if sentence.zone == BODY:
            for c in phrases.candidates(text, sentence.start, sentence.end):
                yield Occurrence(sentence.number, " ".join(c.key), c.start, c.end, " ".join(c.run))


def rank(tallies: Iterable[Tally], most: int) -> list[tuple[str, float]]:
    """Phrases that say something with their scores, best first: as many as have to be looked at
    for `most` themes."""
    known = load_phrasing()
    scores = {t.phrase: _score(t, known) for t in tallies if _telling(t.phrase, known)}
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return best[: EXAMINED * most]


def choose(
    ranked: Sequence[tuple[str, float]], places: Places, most: int
) -> tuple[list[Emerging], list[ThemeEvidence]]:
    """The best phrases that codebooks do not cover and that no better one tells already, and their
    evidence. `places` gives those of phrases, by document and position; it is asked for a few
    phrases at a time."""
    kept: dict[str, tuple[float, list[Place]]] = {}
    where: dict[str, set[tuple[str, int]]] = {}
    for at in range(0, len(ranked), AT_ONCE):
        part = ranked[at : at + AT_ONCE]
        found = places([phrase for phrase, _ in part])
        for phrase, score in part:
            rows = _apart(found[phrase])
            if sum(row.known for row in rows) > COVERED * len(rows):
                continue
            mine = {(row.doc_id, row.sentence) for row in rows}
            words = set(phrase.split(" "))
            if any(_same_story(words, mine, set(other.split(" ")), where[other]) for other in kept):
                continue
            kept[phrase], where[phrase] = (score, rows), mine
            if len(kept) == most:
                return _rows(kept)
    return _rows(kept)


def _tallies(found: Mapping[str, Sequence[Occurrence]]) -> Iterator[Tally]:
    counts: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    longer: dict[str, set[str]] = defaultdict(set)
    documents: dict[str, set[str]] = defaultdict(set)
    for doc_id, rows in found.items():
        for o in rows:
            counts[o.phrase] += 1
            documents[o.phrase].add(doc_id)
            if o.whole != o.phrase:
                inside[o.phrase] += 1
                longer[o.phrase].add(o.whole)
    for phrase, count in counts.items():
        yield Tally(phrase, count, inside[phrase], len(longer[phrase]), len(documents[phrase]))


def _telling(phrase: str, known: Phrasing) -> bool:
    """A single word must be rare, and long or known: short unknown ones are abbreviations."""
    if " " in phrase:
        return True
    return _rarity(phrase, known) >= RARE_WORD and (phrase in known.tiers or len(phrase) > 6)


def _rarity(word: str, known: Phrasing) -> float:
    tier = known.tiers.get(word)
    return UNLISTED if tier is None else RARITY.get(tier, UNLISTED)


def _score(tally: Tally, known: Phrasing) -> float:
    words = tally.phrase.split(" ")
    alone = tally.count - (tally.inside / tally.longer if tally.longer else 0)
    rarity = sum(_rarity(word, known) for word in words) / len(words)
    spread = 1 + math.log2(tally.documents)
    length = math.log2(1 + len(words)) if len(words) > 1 else SINGLE
    return length * math.log2(1 + max(0.0, alone)) * rarity * spread


def _apart(rows: Sequence[Place]) -> list[Place]:
    """Without those that overlap one before."""
    kept: list[Place] = []
    for row in rows:
        if not kept or kept[-1].doc_id != row.doc_id or kept[-1].end <= row.start:
            kept.append(row)
    return kept


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same places as sorted spans, of which none overlaps another."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def overlaps(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether one of `merged` spans has a part of start to end."""
    at = bisect_left(spans, (end,))
    return at > 0 and spans[at - 1][1] > start


def _same_story(
    words: set[str], mine: set[tuple[str, int]], other: set[str], theirs: set[tuple[str, int]]
) -> bool:
    if not (words < other or other < words):
        return False
    return len(mine & theirs) >= SAME * len(mine)


def _rows(
    kept: Mapping[str, tuple[float, Sequence[Place]]],
) -> tuple[list[Emerging], list[ThemeEvidence]]:
    themes, evidence = [], []
    for phrase, (score, places) in kept.items():
        theme_id = content_id(PREFIX, *phrase.split(" "))
        forms = Counter(" ".join(place.text.split()).lower() for place in places)
        evidence += [
            ThemeEvidence(theme_id, p.doc_id, p.start, p.end, p.text, p.sentence) for p in places
        ]
        variants = tuple(sorted(forms.items(), key=lambda item: (-item[1], item[0])))
        documents = len({place.doc_id for place in places})
        label = variants[0][0][:1].upper() + variants[0][0][1:]
        themes.append(Emerging(theme_id, label, variants, documents, round(score, 6)))
    return themes, evidence
