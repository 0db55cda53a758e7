"""What a name means here, where the words around it say otherwise than usual.

The text goes before the knowledge: an acronym means what this text defines it as, "Austin, Texas"
is a place and "Odessa, Texas" another one, "the town of Nokia" is no firm, "the aircraft carrier
Charles de Gaulle" no president, and "Congo" beside Brazzaville is the other one.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from toolkit.knowledge import Knowledge
from toolkit.knowledge.known import KnownName
from toolkit.mentions.acronym_fields import apart, by_field, is_other
from toolkit.mentions.editions import dated
from toolkit.mentions.extractor import Extraction
from toolkit.mentions.gazetteer import gazetteer
from toolkit.mentions.numbered import identity
from toolkit.mentions.organs import identified
from toolkit.names.acronyms import FUNCTION_WORDS, is_acronym
from toolkit.names.normalise import name_key, spell, tokens
from toolkit.types import Mention

BEFORE = 40  # characters before a name that can say what it is
PLACES = ("GPE", "LOC")
DEFINING = ("definition", "long form", "apposition")
ALIKE = 0.5  # share of words at which two long forms tell of one thing
_WHERE = re.compile(r"\b(?:in|near|at|outside|across|throughout|around|into)\s$", re.IGNORECASE)
_SETTLEMENT = re.compile(
    r"\b(?:city|town|village|municipality|suburb|port|island|district|province|region) of\s$",
    re.IGNORECASE,
)
_SHIP = re.compile(
    r"\b(?:aircraft carrier|carrier|frigate|destroyer|submarine|cruiser|corvette|warship|flagship"
    r"|battleship|minehunter|patrol boat|ship|vessel|ferry|tanker|yacht|H[MN]S|USS)\s$",
    re.IGNORECASE,
)
_COMMA = re.compile(r",\s")
_LATER = re.compile(r"\s*(?:,|and\b|or\b)")


def settled(text: str, extraction: Extraction, knowledge: Knowledge) -> list[Mention]:
    """The mentions of a document with types and knowledge ids as its words demand."""
    mentions = by_field(text, list(extraction.mentions), knowledge)
    mentions = apart(text, _as_defined(text, extraction, mentions))
    mentions = _places_not_people(text, mentions, knowledge)
    mentions = _elsewhere(text, mentions, knowledge)
    if any(m.source != "given" for m in mentions):
        mentions = [_as_introduced(text, m) for m in mentions]
    mentions = _homonyms(text, mentions, knowledge)
    mentions = [
        _by_number(m, knowledge) if m.type == "DOCUMENT" or m.rule == "numbered" else m
        for m in mentions
    ]
    return dated(text, identified(text, mentions, knowledge), knowledge)


# --- acronyms --------------------------------------------------------------------------------


def _as_defined(text: str, extraction: Extraction, mentions: list[Mention]) -> list[Mention]:
    """An acronym that the text defines means nothing else in it, whatever it usually means,
    but where it speaks of "the other"."""
    if not extraction.aliases:
        return mentions
    at_span = {(m.start, m.end): m for m in mentions if not m.nested}
    longs: dict[str, list[Mention]] = defaultdict(list)
    for left, right, rule in extraction.aliases:
        pair = [at_span.get(left), at_span.get(right)]
        for short, long in (pair, pair[::-1]):
            if rule in DEFINING and short and long and _shortens(short, long):
                longs[short.text].append(long)
    meant = {short: found[0] for short, found in sorted(longs.items())
             if len({name_key(m.text) for m in found}) == 1}  # fmt: skip
    return [_meaning(m, meant[m.text])
            if m.text in meant and not is_other(text, m.start, m.end) else m
            for m in mentions]  # fmt: skip


def _shortens(short: Mention, long: Mention) -> bool:
    return is_acronym(short.text) and " " in long.text.strip()


def _meaning(short: Mention, long: Mention) -> Mention:
    if short.source != "given" and (long.type == "PERSON") != (short.type == "PERSON"):
        short = replace(short, type=long.type)
    if short.knowledge_id == long.knowledge_id:
        return short
    if long.knowledge_id or not _tells_of(long.text, short.norm):
        return replace(short, knowledge_id=long.knowledge_id, norm=long.norm)
    return short


def _tells_of(long: str, known: str) -> bool:
    """Is a long form of the text a variant of the name that the knowledge has?"""
    left, right = ({spell(w) for w in tokens(name)} - FUNCTION_WORDS for name in (long, known))
    return len(left & right) >= ALIKE * max(len(left), len(right), 1)


# --- places ----------------------------------------------------------------------------------


def _places_not_people(text: str, mentions: list[Mention], knowledge: Knowledge) -> list[Mention]:
    """ "in Austin" and "Austin, Texas" are the city, even where a Mr Austin is named, too."""
    if not any(m.rule == "surname" for m in mentions):
        return mentions
    lookup = gazetteer(knowledge)
    starts = {m.start for m in mentions if m.type in PLACES and not m.nested}
    found = []
    for m in mentions:
        if m.rule == "surname" and not m.nested:
            after = _COMMA.match(text, m.end)
            if _before(text, m, _WHERE) or (after is not None and after.end() in starts):
                entry = lookup.whole(m.text)
                if entry is not None and entry.rule == "place":
                    m = replace(m, type=entry.type, form=entry.form, norm=entry.norm,
                                knowledge_id=entry.knowledge_id, rule="place")  # fmt: skip
        found.append(m)
    return found


def _elsewhere(text: str, mentions: list[Mention], knowledge: Knowledge) -> list[Mention]:
    """ "Odessa, Texas" is not the city that the name alone means; a list is no such pair."""
    country = knowledge.countries
    at_start = {m.start: m for m in mentions if m.type in PLACES and not m.nested}
    changed: dict[str, Mention] = {}
    for m in at_start.values():
        comma = text.startswith(",", m.end) and _COMMA.match(text, m.end)
        region = at_start.get(comma.end()) if comma else None
        if region is None or region.form == "demonym" or m.form == "demonym":
            continue
        home, there = country.get(m.knowledge_id, ""), country.get(region.knowledge_id, "")
        listed = _LATER.match(text, region.end)
        if listed and (listed[0].strip() != "," or _name_follows(at_start, text, listed.end())):
            continue
        if home and there and home != there and m.knowledge_id != home:
            name = f"{m.text}, {region.norm or region.text}"
            changed[m.mention_id] = replace(m, knowledge_id=f"place:{name_key(name)}", norm=name)
    return [changed.get(m.mention_id, m) for m in mentions] if changed else mentions


def _name_follows(at_start: dict[int, Mention], text: str, at: int) -> bool:
    rest = text[at : at + 5].lstrip()
    start = at + len(text[at : at + 5]) - len(rest)
    return start in at_start or rest.startswith(("and ", "or "))


def _homonyms(text: str, mentions: list[Mention], knowledge: Knowledge) -> list[Mention]:
    """A place of the same name as a better known one, where the text holds a cue for it."""
    meant = {}
    named = {name_key(m.text) for m in mentions if m.knowledge_id}
    for place in knowledge.homonyms if named else ():
        if name_key(place.name) in named:
            if _holds(text, place.cues) and not _holds(text, place.against):
                meant[name_key(place.name)] = place
    if not meant:
        return mentions
    found = []
    for m in mentions:
        other = meant.get(name_key(m.text)) if m.knowledge_id else None
        if other is not None and not m.knowledge_id.startswith("place:"):
            kind = m.type if m.type in PLACES or m.source == "given" else "LOC"
            m = replace(m, type=kind, knowledge_id=other.place_id, norm=other.norm)
        found.append(m)
    return found


def _holds(text: str, words: Sequence[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in words)


# --- what stands before the name -------------------------------------------------------------


def _as_introduced(text: str, m: Mention) -> Mention:
    """ "the town of Nokia", "the frigate Hamburg": not what the name means without them."""
    if m.source == "given" or m.nested or m.form == "nominal":
        return m
    if m.type not in PLACES and _before(text, m, _SETTLEMENT):
        return replace(m, type="GPE", form="name", norm="", knowledge_id=_own("place", m))
    if m.type in ("PERSON", "ORG", "OTHER", *PLACES) and _before(text, m, _SHIP):
        return replace(m, type="PRODUCT", form="name", norm="", knowledge_id=_own("ship", m))
    return m


def _by_number(m: Mention, knowledge: Knowledge) -> Mention:
    """Papers that their number identifies, those that have a name by the identity of that name;
    and numbered events that are known: "COP21"."""
    if m.rule == "numbered" and not m.knowledge_id:
        entry = gazetteer(knowledge).whole(m.text)
        if entry is not None and entry.type == m.type and entry.knowledge_id:
            return replace(m, knowledge_id=entry.knowledge_id, norm=entry.norm)
    if m.type != "DOCUMENT" or (m.knowledge_id and ":" not in m.knowledge_id):
        return m
    number = m.knowledge_id or identity(m.text)
    named = _numbered_papers(knowledge).get(number)
    if named is not None:
        return replace(m, knowledge_id=named.known_id, norm=named.name)
    return replace(m, knowledge_id=number) if number else m


@functools.lru_cache(maxsize=4)
def _numbered_papers(knowledge: Knowledge) -> dict[str, KnownName]:
    """What a number identifies -> the paper that the packs know by it and by a name."""
    papers = [n for n in knowledge.names if n.type == "DOCUMENT" and n.known_id]
    numbered = [(identity(alias), n) for n in papers for alias in (n.name, *n.aliases)
                if any(map(str.isdigit, alias))]  # fmt: skip
    return {number: paper for number, paper in reversed(numbered) if number}


def _own(kind: str, m: Mention) -> str:
    return f"{kind}:{name_key(m.text)}"


def _before(text: str, m: Mention, words: re.Pattern[str]) -> bool:
    return words.search(text[max(0, m.start - BEFORE) : m.start]) is not None
