"""Acronyms of several bodies: which one the words around them speak of.

"ESA" beside satellites is another body than "ESA" beside the EEA and its courts. What the text
spells out goes first, then words of the fields of its meanings near it (`acronyms.yml`), then the
meaning that is usual. Where none of them tells, it means none of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkit.knowledge import Knowledge
from toolkit.knowledge.meanings import Sense
from toolkit.types import Mention

NEAR = 400  # characters on either side in which a word of a field counts
ENOUGH = 2  # different words of a field
AGAINST_USUAL = 3  # of a field that is not the one of the usual meaning
CLEARLY = 2  # times as many as of any other field
_WORD = re.compile(r"[^\W\d_]{3,}")


def by_field(text: str, mentions: list[Mention], knowledge: Knowledge) -> list[Mention]:
    """The mentions of a document, acronyms of several bodies with the one that is meant."""
    several, spelled_out = knowledge.senses, knowledge.spelled_out
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for m in mentions:
        if m.text in several:
            spans[m.text].append((m.start, m.end))
    if not spans:
        return mentions
    full = {m.text for m in mentions} & spelled_out.keys()
    known = {m.knowledge_id for m in mentions if m.text not in several} - {""}
    spelled = known | {spelled_out[name].known_id for name in full}
    meant: dict[str, Sense | None] = {}
    for acronym, where in spans.items():
        sense = _meant(several[acronym], spelled, text, where)
        if sense is None or sense.known_id not in spelled - known:
            meant[acronym] = sense
        else:  # spelled out in a name that no pack has: its letters join the two
            meant[acronym] = None
    return [_as(m, meant[m.text]) if m.text in meant else m for m in mentions]


def _meant(
    senses: Sequence[Sense], spelled: set[str], text: str, where: Iterable[tuple[int, int]]
) -> Sense | None:
    named = [sense for sense in senses if sense.known_id in spelled]
    if len(named) == 1:
        return named[0]
    words = _words_near(text, where)
    scores = sorted(((len(s.cues & words), s) for s in named or senses), key=lambda row: -row[0])
    (most, best), (next_most, _) = scores[:2]
    usual = next(((score, s) for score, s in scores if s.usual), None)
    enough = ENOUGH if usual is None or usual[1] is best else AGAINST_USUAL
    if most >= enough and most >= CLEARLY * next_most:
        return best
    return usual[1] if usual and (usual[0] == most or most < enough) else None


def _words_near(text: str, where: Iterable[tuple[int, int]]) -> set[str]:
    """The words near the spans in small letters, those that end so also without their "s"."""
    words: set[str] = set()
    reached = 0
    for start, end in where:
        near = text[max(reached, start - NEAR) : end + NEAR]
        reached = max(reached, end)
        words.update(map(str.casefold, _WORD.findall(near)))
    return words | {word[:-1] for word in words if word.endswith("s")}


def _as(m: Mention, sense: Sense | None) -> Mention:
    if m.type == "PERSON":
        return m
    if sense is None:
        return replace(m, knowledge_id="", norm="") if m.knowledge_id else m
    kind = m.type if m.source == "given" else sense.type
    return replace(m, type=kind, knowledge_id=sense.known_id, norm=sense.name)
