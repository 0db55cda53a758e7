"""Which edition of a series an event is, by the date and the town beside its name.

"the Lakes Summit in Bergen on 3 May 2022" and "the Lakes Summit in June 2023" are two. The year is
taken where it is plainly the event's own: right behind or before the name, or the only one of a
clause that has one such event. A town counts right beside the name of a meeting. A text that
tells one edition means it wherever it names the series.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkit.knowledge import Knowledge
from toolkit.mentions.dates import (
    ANY_YEAR,
    BEFORE,
    BEHIND,
    COUNTED,
    DATED,
    HELD,
    LATER,
    NAME,
    OF_PAPER,
)
from toolkit.mentions.groups import Groups
from toolkit.names.editions import NONE, Edition, edition_name, edition_of, names_of
from toolkit.names.normalise import name_key, spelling_key, tokens
from toolkit.names.organisations import numbers
from toolkit.types import Mention

# What is in one town; what else comes back; and what lasts, or is not the same again.
MEETINGS = frozenset(
    "summit conference ministerial symposium congress colloquium retreat meeting session"
    " plenary consistory contest olympics games expo".split()
)
# Won again and again: one date says nothing of the other times that a text speaks of.
WON = frozenset("cup championship championships prix tournament award awards prize".split())
RECURRING = (
    MEETINGS
    | WON
    | frozenset(
        "forum dialogue seminar roundtable table workshop hackathon exposition exhibition show"
        " airshow fair salon festival marathon rally election elections primary primaries"
        " referendum exercise exercises wargame challenge week days convention talks"
        " consultations assembly biennale gala inauguration battle siege".split()
    )
)
SEATS = frozenset(("Brussels", "Geneva", "New York", "Strasbourg"))  # of most that is held there
LASTING = frozenset(
    "war wars crisis revolution uprising invasion pandemic famine genocide holocaust holodomor"
    " intifada spring airlift process recession offensive counteroffensive blockade operation"
    " campaign insurgency rebellion massacre brexit euromaidan day sunday january july flood 9"
    " partition occupation mission nowruz diwali year month".split()
)
# Papers that are told apart by their year, the first of which are written anew.
PERIODIC = frozenset("strategy concept doctrine review report paper".split())
PAPERS = PERIODIC | frozenset(
    "treaty peace pact accord agreement convention concordat act law protocol statute constitution"
    " declaration memorandum".split()
)
_TOWN = re.compile(rf"{HELD}(?: (?:in|at) {NAME})? (?:in|at|near|outside) ")
_TOWN_FIRST = re.compile(r", (?:the |its |an? )?(?:\w+ )?")
_IN = re.compile(r"(?:^|[.!?:;,”\"]\s+|\n|\b(?:when|and|but) )In $", re.IGNORECASE)
_ENDS = re.compile(r"(?<![A-Z])[.!?][”\"’')\]]*\s+(?=[^\W\d_a-z]|[“\"'‘(\d])|\n\s*\n")
_BREAKS = re.compile(
    r"[;:()—]| --? | – |, (?:and|but|where|while|as|one|two|\w+ years?)\b"
    r"|\b(?:that|which|who|whom|whose|when|while|after|before|since|until|because|although|though|than|if|where)\b"
    r"|\band (?:was|is|has|had|were|will|then|later|\w+ed)\b"
)
# What is announced, prepared or compared is at another time than the telling of it.
_OTHER_TIME = re.compile(
    r"\b(?:announc\w+|plan(?:s|ned|ning)?|prepar\w+|propos\w+|postpon\w+|cancel\w+|invit\w+|would|will"
    r"|expect\w*|urg\w+|call\w*|promis\w+|said|told|wrote|warned|recall\w*|remember\w*"
    r"|found(?:ed|ing)|establish\w*|creat\w+|set up|inaugurat\w+)\b"
)
_ELSEWHEN = re.compile(
    r"\b(?:before|after|since|until|till|ahead of|following|upcoming|next|last|previous|earlier"
    r"|later|forthcoming|annual|every|each|future|planned|an?|of|from|like) (?:the )?(?:\w+ )?$",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:upcoming|next|last|previous|earlier|later|forthcoming|annual|every|each|future|planned"
    r"|a|an|first|another) (?:\w+ )?$", re.IGNORECASE,
)  # fmt: skip
_AT_IT = re.compile(
    r"\b(?:at|during|to|attended|opened|(?:sidelines|margins|fringes|occasion) of)"
    r" (?:the )?(?:\w+ )?$"
)
REACH = 300  # characters on either side in which a clause is looked for


def dated(text: str, mentions: Sequence[Mention], knowledge: Knowledge) -> list[Mention]:
    """The mentions of a document, in order, those of editions with their edition in `norm`."""
    series = [at for at, m in enumerate(mentions) if not m.nested and _has_editions(m)]
    if not series:
        return list(mentions)
    reader = _Reader(text, mentions, knowledge)
    told = {at: reader.edition(at, series) for at in series}
    return _named(mentions, _settled(mentions, told, reader))


def _has_editions(m: Mention) -> bool:
    if m.type not in ("EVENT", "DOCUMENT") or m.form == "nominal":
        return False
    if not any(map(str.isupper, m.text)) or numbers(m.text).years:
        return False
    if m.knowledge_id and any(map(str.isdigit, m.text)):
        return False  # "COP21" is one
    words = set(tokens(m.text))
    if m.type == "DOCUMENT":
        return not words.isdisjoint(PERIODIC if m.knowledge_id else PAPERS)
    if words & LASTING:
        return False
    return bool(m.knowledge_id) or not words.isdisjoint(RECURRING)


class _Reader:
    """Reads the editions of the events of one document."""

    def __init__(self, text: str, mentions: Sequence[Mention], knowledge: Knowledge) -> None:
        self.text, self.mentions = text, mentions
        self.towns = _towns(knowledge)

    def edition(self, at: int, series: Sequence[int]) -> Edition:
        m = self.mentions[at]
        if m.type == "DOCUMENT":
            return Edition(self._year(OF_PAPER.match(self.text, m.end), m))
        year = self._year(BEHIND.match(self.text, m.end), m)
        year = year or self._year(BEFORE.search(self.text, max(0, m.start - 60), m.start), m)
        year = year or self._of_clause(at, series)
        meeting = not MEETINGS.isdisjoint(tokens(m.text))
        return Edition(year, self._town(at) if meeting else "")

    def _year(self, found: re.Match[str] | None, m: Mention) -> str:
        """The year of a date beside the name; a month without one has the only one of the
        sentence."""
        if found is None:
            return ""
        told = ANY_YEAR.findall(found[0])
        if told:
            return str(told[-1])
        start, end = self._sentence(m)
        years = set(ANY_YEAR.findall(self.text, start, end))
        return str(years.pop()) if len(years) == 1 else ""

    def _of_clause(self, at: int, series: Sequence[int]) -> str:
        """The only year of the clause, if it dates nothing but the one event of the clause."""
        m = self.mentions[at]
        start, end = self._clause(m)
        others = [i for i in series if i != at and start <= self.mentions[i].start < end]
        before, behind = self.text[start : m.start], self.text[m.end : end]
        if others:
            return ""
        years = set(ANY_YEAR.findall(before)) | set(ANY_YEAR.findall(behind))
        if not years:
            return self._years_later(start, before + behind)
        unsure = _OTHER_TIME.search(before + behind) or _ELSEWHEN.search(before)
        if unsure and not _AT_IT.search(before):
            return ""
        found = any(year in d[0] for part in (before, behind) for d in DATED.finditer(part)
                    for year in years)  # fmt: skip
        if len(years) > 1 or not found or self._named_year(start, end, years):
            return ""
        return str(years.pop())

    def _named_year(self, start: int, end: int, years: set[str]) -> bool:
        """Is the year part of a name: "Agenda 2030"?"""
        return any(start <= m.start < end and not years.isdisjoint(ANY_YEAR.findall(m.text))
                   for m in self.mentions)  # fmt: skip

    def _years_later(self, start: int, clause: str) -> str:
        """ "Five years later, the ...": counted from the last year that the text has before."""
        later = LATER.search(clause)
        earlier = ANY_YEAR.findall(self.text[max(0, start - REACH) : start]) if later else []
        if later is None or not earlier:
            return ""
        number = later["number"].casefold()
        years = int(number) if number.isdigit() else COUNTED[number]
        back = later["way"].casefold() in ("earlier", "before")
        return str(int(earlier[-1]) + (-years if back else years))

    def is_topic(self, at: int) -> bool:
        """Is the edition beside a name the one that the text means by the name alone, not "the
        next ..." or one that someone won?"""
        m = self.mentions[at]
        other = _ANOTHER.search(self.text, max(0, m.start - 40), m.start)
        return other is None and WON.isdisjoint(tokens(m.text))

    def apart(self, at: int, edition: Edition) -> bool:
        """May a name without an edition mean another one than the text tells: "a year before, the
        ...", "the next ..."?"""
        start, end = self._clause(self.mentions[at])
        before = self.text[start : self.mentions[at].start]
        years = set(ANY_YEAR.findall(self.text, start, end)) - {edition.year}
        return bool(years or LATER.search(self.text, start, end) or _ANOTHER.search(before))

    def _town(self, at: int) -> str:
        """The town right beside a meeting: "in Bergen", "held at Rosa Hall in Bergen", "In Bergen,
        the ..."."""
        m = self.mentions[at]
        for place in self.mentions[at + 1 : at + 8]:
            if place.start < m.end or not self._is_town(place, m):
                continue
            if _TOWN.fullmatch(self.text, m.end, place.start):
                return place.norm or place.text
            break
        for place in reversed(self.mentions[max(0, at - 4) : at]):
            if place.end > m.start or not self._is_town(place, m):
                continue
            led = self.text[max(0, place.start - 12) : place.start]
            if _TOWN_FIRST.fullmatch(self.text, place.end, m.start) and _IN.search(led):
                return place.norm or place.text
            break
        return ""

    def _is_town(self, place: Mention, m: Mention) -> bool:
        town = place.type == "GPE" and place.form == "name" and place.knowledge_id in self.towns
        seat = place.nested or place.norm in SEATS
        return town and not seat and name_key(place.text) not in name_key(m.text)

    def _sentence(self, m: Mention) -> tuple[int, int]:
        return self._between(_ENDS, m, max(0, m.start - REACH), m.end + REACH)

    def _clause(self, m: Mention) -> tuple[int, int]:
        return self._between(_BREAKS, m, *self._sentence(m))

    def _between(self, ends: re.Pattern[str], m: Mention, low: int, high: int) -> tuple[int, int]:
        before = [found.end() for found in ends.finditer(self.text, low, m.start)]
        behind = ends.search(self.text, m.end, min(high, len(self.text)))
        return (before[-1] if before else low), (behind.start() if behind else high)


def _settled(
    mentions: Sequence[Mention], told: dict[int, Edition], reader: _Reader
) -> dict[int, Edition]:
    """Editions that the text completes: a year that a town has, and, where the text tells one
    edition only, that one for the series alone."""
    by_series: dict[str, list[int]] = defaultdict(list)
    for at in told:
        by_series[_series(mentions[at])].append(at)
    found: dict[int, Edition] = {}
    for held in by_series.values():
        editions = _distinct(told[at] for at in held)
        meant = [told[at] for at in held if any(told[at]) and reader.is_topic(at)]
        for at in held:
            fits = [edition for edition in editions if told[at].fits(edition)]
            sure = len(fits) == 1 and (any(told[at]) or (
                any(map(fits[0].fits, meant)) and not reader.apart(at, fits[0])
            ))  # fmt: skip
            found[at] = fits[0] if sure else told[at]
    return found


def _distinct(told: Iterable[Edition]) -> list[Edition]:
    """The editions of one series, each with all that the text tells of it."""
    found: list[Edition] = []
    for edition in sorted(set(told) - {NONE}, key=lambda e: (not e.year, not e.place, e)):
        fits = [e for e in found if e.fits(edition)]
        if len(fits) == 1:
            one = fits[0]
            found[found.index(one)] = Edition(one.year or edition.year, one.place or edition.place)
        elif not fits:
            found.append(edition)
    return found


def _series(m: Mention) -> str:
    counts = numbers(m.text).counts  # "the 19th" is another than "the 20th" without a year
    return (m.knowledge_id or spelling_key(m.text)) + f" {counts}" * bool(counts)


def _named(mentions: Sequence[Mention], editions: dict[int, Edition]) -> list[Mention]:
    return [
        replace(m, norm=edition_name(m.text, editions[at])) if any(editions.get(at, NONE)) else m
        for at, m in enumerate(mentions)
    ]


def link_towns(groups: Groups) -> None:
    """ "the Lakes Summit in Bergen" and "the Bergen summit" of one year."""
    called: dict[str, int] = {}
    for at, m in enumerate(groups.mentions):
        if m.type == "EVENT" and m.norm and not m.nested and edition_of(m.text, m.norm).year:
            for name in names_of(m.text, m.norm):
                target = called.setdefault(spelling_key(name), at)
                groups.join(at, target, "meeting of the town", groups.mentions[target].text)


@functools.lru_cache(maxsize=4)
def _towns(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(p.place_id for p in knowledge.places if p.kind == "city")
