"""Acronyms of several bodies: which one the words around them speak of.

"ESA" beside satellites is another body than "ESA" beside the EEA and its courts. What the text
spells out goes first, then words of the fields of its meanings near it (`acronyms.yml`), then the
meaning that is usual. Where none of them tells, it means none of them. A text that speaks of two
bodies by one acronym says at each mention which it is: by the words of its own sentences, or by
"the other EEA".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from toolkit.knowledge import Knowledge
from toolkit.knowledge.meanings import Sense
from toolkit.names.normalise import name_key
from toolkit.types import Mention

NAME = 30  # characters of a name right before
BEFORE = 12  # characters in which "the other" stands
NEAR = 400  # characters on either side in which a word of a field counts
ENOUGH = 2  # different words of a field
AGAINST_USUAL = 3  # of a field that is not the one of the usual meaning, or not spelled out
CLEARLY = 2  # times as many as of any other field
OTHER = "other:"  # identity of a body that is not the one of that acronym named before
_WORD = re.compile(r"[^\W\d_]{3,}|\b[A-Z]{2}\b|\b[A-Z]\.[A-Z]\.")  # "EU", but not "us"
_STOP = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]*[A-Z])|\n")
_OTHER = re.compile(r"\b(?:the|that|its|their|an)\s?other\s$", re.IGNORECASE)
# What may follow "the other EEA", but not "the other EU members".
_ALONE = re.compile(
    r"[”\"’']?(?:\s*(?:[,.;:()?!]|[-–—]|$)|\s(?:in|at|of|is|was|has|had|will|which)\b)"
)
# A name right beside that says whose it is: "the EU's PSC", "the EEA in Copenhagen".
_OWNER = re.compile(r"([A-Z][\w.]*)(?:['’]s?)? $")
_SEAT = re.compile(r" (?:in|of|at)(?: [Tt]he)? ([A-Z][\w.]*)")
# First words of names in full that only one body has.
INTERNATIONAL = frozenset("European International World NATO African Arab Nordic Eurasian".split())
Span = tuple[int, int]


def by_field(text: str, mentions: list[Mention], knowledge: Knowledge) -> list[Mention]:
    """The mentions of a document, acronyms of several bodies with the one that is meant."""
    several, spelled_out = knowledge.senses, knowledge.spelled_out
    texts = {m.text for m in mentions}
    full = texts & spelled_out.keys()
    if not full and several.keys().isdisjoint(texts):
        return mentions
    spans: dict[str, list[Span]] = defaultdict(list)
    for m in mentions:
        if m.text in several:
            spans[m.text].append((m.start, m.end))
    known = {m.knowledge_id for m in mentions if m.text not in several} - {""}
    spelled = known | {spelled_out[name].known_id for name in full}
    for name in full:  # of a body that has no other of its name
        if name.split()[0] in INTERNATIONAL:
            mentions = [_as(m, spelled_out[name]) if m.text == name else m for m in mentions]
            known.add(spelled_out[name].known_id)
    meant: dict[Span, Sense | None] = {}
    for acronym, where in spans.items():
        senses = several[acronym]
        whole = _meant(senses, spelled, text, where)
        for span, sense in _each(senses, spelled, text, where, whole).items():
            # spelled out in a name that no pack has: its letters join the two
            joined = sense is not None and sense.known_id in spelled - known
            meant[span] = None if joined else sense
    return [_as(m, meant[m.start, m.end]) if m.text in several else m for m in mentions]


def apart(text: str, mentions: list[Mention]) -> list[Mention]:
    """Mentions of "the other MSC" that no words tell from one named before are none of those."""
    found = []
    before: set[tuple[str, str]] = set()
    for m in mentions:
        meant = (m.text, m.knowledge_id)
        said = m.form == "acronym" and m.source != "given" and is_other(text, m.start, m.end)
        if said and (not m.knowledge_id or meant in before):
            m = replace(m, knowledge_id=OTHER + name_key(m.text), norm="")
        before.add(meant)
        found.append(m)
    return found


def is_other(text: str, start: int, end: int) -> bool:
    """Is an acronym introduced as another body of these letters: "the other MSC"?"""
    before = text[max(0, start - BEFORE) : start]
    return before.endswith("ther ") and bool(_OTHER.search(before) and _ALONE.match(text, end))


def _meant(
    senses: Sequence[Sense], spelled: set[str], text: str, where: Iterable[Span]
) -> Sense | None:
    """What the acronym means in the document as a whole."""
    named = [sense for sense in senses if sense.known_id in spelled]
    if len(named) == 1:
        return named[0]
    words = _words_near(text, where)
    scores = sorted(((s.told(words), s) for s in named or senses), key=lambda row: -row[0])
    (most, best), (next_most, _) = scores[:2]
    usual = next(((score, s) for score, s in scores if s.usual), None)
    if usual is None or usual[1] is best:
        enough = ENOUGH
    elif most == ENOUGH and not usual[0]:
        return None  # too little for another, and nothing for the usual one
    else:
        enough = AGAINST_USUAL
    if most >= enough and most >= CLEARLY * next_most:
        return best
    return usual[1] if usual and (usual[0] == most or most < enough) else None


def _each(
    senses: Sequence[Sense], spelled: set[str], text: str, where: Sequence[Span],
    whole: Sense | None,
) -> Mapping[Span, Sense | None]:  # fmt: skip
    """What each mention means. Where the words of two tell of two bodies, or the text spells out
    another one, a mention whose own do not tell means what the last before it does; else all mean
    what the document as a whole tells."""
    own = [_words(text[slice(*part)]) for part in _own_parts(text, where)]
    expected = {s.known_id for s in senses if s.usual or s.known_id in spelled}
    # what another mention tells to be meant there is expected here no more
    expected -= {s.known_id for words in own if (s := _told(senses, set(), words)) is not None}
    told = [
        _beside(senses, spelled, text, span) or _told(senses, expected, words)
        for span, words in zip(where, own, strict=True)
    ]
    others = [is_other(text, start, end) for start, end in where]
    named = whole is not None and whole.known_id in spelled
    bodies = {sense.known_id for sense in (*told, whole if named else None) if sense}
    if len(bodies) < 2 and not any(others):
        return dict.fromkeys(where, whole)
    meant: dict[Span, Sense | None] = {}
    last = whole if named else next((sense for sense in told if sense), whole)
    for span, sense, other in zip(where, told, others, strict=True):
        if other:
            sense = None if sense is last else sense
            last = sense
        last = sense or last
        meant[span] = sense if other else last
    return meant


def _beside(senses: Sequence[Sense], spelled: set[str], text: str, span: Span) -> Sense | None:
    """The one meaning that a name right beside a mention is a word of, if none is spelled out."""
    start, end = span
    if any(sense.known_id in spelled for sense in senses):
        return None
    near = (_OWNER.search(text[max(0, start - NAME) : start]), _SEAT.match(text, end))
    words = set[str]().union(*(_words(name[1]) for name in near if name))
    fitting = [sense for sense in senses if sense.cues & words]
    return fitting[0] if len(fitting) == 1 else None


def _told(senses: Sequence[Sense], expected: set[str], words: set[str]) -> Sense | None:
    """The meaning that the words of a mention's own sentences tell; None where they do not.
    Against an `expected` one it takes more of them."""
    scores = sorted(((s.told(words), s) for s in senses), key=lambda row: -row[0])
    (most, best), (next_most, _) = scores[:2]
    enough = AGAINST_USUAL if expected - {best.known_id} else ENOUGH
    return best if most >= enough and most >= CLEARLY * next_most else None


def _own_parts(text: str, where: Sequence[Span]) -> list[Span]:
    """The sentence of each mention and those behind it up to the sentence of the next."""
    opening = []
    for start, _ in where:
        floor = max(0, start - NEAR)
        stops = [stop.end() for stop in _STOP.finditer(text, floor, start)]
        opening.append(stops[-1] if stops else floor)
    parts = []
    for at, (start, end) in enumerate(where):
        before = where[at - 1][1] if at else 0
        after = len(text)
        if at + 1 < len(where):
            after = max(end, opening[at + 1]) if opening[at + 1] > start else where[at + 1][0]
        parts.append((max(opening[at], before), min(after, end + NEAR)))
    return parts


def _words_near(text: str, where: Iterable[Span]) -> set[str]:
    """The words near the spans as of `_words`."""
    words: set[str] = set()
    reached = 0
    for start, end in where:
        words |= _words(text[max(reached, start - NEAR) : end + NEAR])
        reached = max(reached, end)
    return words


def _words(text: str) -> set[str]:
    """Words in small letters, those that end so also without their "s"."""
    words = {word.casefold().replace(".", "") for word in _WORD.findall(text)}
    return words | {word[:-1] for word in words if word.endswith("s")}


def _as(m: Mention, sense: Sense | None) -> Mention:
    if m.type == "PERSON":
        return m
    if sense is None:
        return replace(m, knowledge_id="", norm="") if m.knowledge_id else m
    kind = m.type if m.source == "given" else sense.type
    return replace(m, type=kind, knowledge_id=sense.known_id, norm=sense.name)
