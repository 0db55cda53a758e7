"""Names of firms by what stands at their ends: a legal form ("Marwick Systems GmbH & Co. KG", "PJSC
Marwick"), or the state or town of a branch ("Lockheed Martin UK", "British Embassy Sarajevo")."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.tails import CALENDAR
from toolkit.mentions.tokens import Token
from toolkit.mentions.triggers import Triggers

FIRST = frozenset("JSC PJSC OJSC CJSC PrJSC OAO ZAO PAO OOO FGUP UAB TOV SIA".split())
WEAK = frozenset(("co", "corp", "as", "pt", "limited", "incorporated"))  # also words
LONGEST = 8  # words of a name before its legal form
BEHIND_COMMA = frozenset(("inc", "llc", "ltd", "llp", "plc"))
QUOTES = ('"', "“", "”", "«", "»", "„")


class FirmFinder:
    """Proposes names of firms by their legal forms."""

    def __init__(self, knowledge: Knowledge, triggers: Triggers) -> None:
        self.knowledge = knowledge
        written = [form for form in knowledge.legal_written if " " not in form]
        self._forms = frozenset(written) | frozenset(map(str.upper, written))
        self.needs = triggers.mark(self._forms, folded=False)

    def find(self, line: Line, names: Sequence[Candidate]) -> list[Candidate]:
        """`names` are those found so far; a longer one begins where one of them does."""
        if line.shouted or not line.holds & self.needs:
            return []
        found, reached = [], 0
        for at in line.names:
            if at < reached or line.texts[at] not in self._forms:
                continue
            end = self._end(line, at)
            if line.texts[at] in FIRST:
                after = self._behind(line, end)
                if after > end:
                    found.append(_firm(line, at, after))
                    reached = after
                    continue
            start = self._start(line, at, names)
            if start < at and self._sure(line, at, end):
                found.append(_firm(line, start, end))
                reached = end
        return found

    def _sure(self, line: Line, at: int, end: int) -> bool:
        """Forms that are also words need another form beside them or a capital with a full stop."""
        token = line.tokens[at]
        if token.lower in self.knowledge.honorifics or token.lower in self.knowledge.heads:
            return end - at > 1
        return token.lower not in WEAK or end - at > 1 or token.text in ("Limited", "AS")

    def _end(self, line: Line, at: int) -> int:
        """Index after all legal forms from `at` on: "GmbH & Co. KG", "Co., Ltd."."""
        tokens, end = line.tokens, at + 1
        while end < len(tokens):
            token = tokens[end]
            following = tokens[end + 1] if end + 1 < len(tokens) else None
            if token.text in self._forms and not token.glued and token.is_name:
                end += 1
            elif token.text == "." and token.glued and self._further(tokens, end + 1):
                end += 1  # "Co. Ltd"; the last full stop may be the sentence's
            elif token.text in ("&", ",", "/") and following is not None and (
                following.text in self._forms and following.is_name
                and (token.text != "," or tokens[end - 1].text != ",")
            ):  # fmt: skip
                end += 2
            else:
                break
        return end

    def _further(self, tokens: list[Token], at: int) -> bool:
        """Does another legal form stand at `at`, or behind a comma or "&" there?"""
        at += at < len(tokens) and tokens[at].text in (",", "&")
        return at < len(tokens) and tokens[at].text in self._forms

    def _start(self, line: Line, at: int, names: Sequence[Candidate]) -> int:
        """Index of the first word of the name whose legal form stands at `at`."""
        tokens, first = line.tokens, at
        if first > 1 and tokens[at - 1].text == "," and tokens[at].lower in BEHIND_COMMA:
            first -= 1  # "Marwick Systems, Inc."
        while first and at - first < LONGEST:
            token = tokens[first - 1]
            joins = token.text in "-–&" and first > 1 and tokens[first - 2].is_name
            if token.is_name and token.lower not in CALENDAR and not self._stops(line, first - 1):
                first -= 1
            elif joins and (token.glued or token.text == "&"):
                first -= 2
            else:
                break
        if not tokens[first].is_name:
            return at
        begun = [c for c in names if c.start < tokens[first].start < c.end and c.type == "ORG"]
        if begun:  # "Airbus Defence and Space GmbH"
            first = line.index(min(c.start for c in begun))
        places = [c for c in names if c.rule == "place" and c.start == tokens[first].start]
        last = at - 1 - (tokens[at - 1].text == ",")
        return at if any(c.end == tokens[last].end for c in places) else first

    def _stops(self, line: Line, at: int) -> bool:
        """A word that begins a sentence and no name, or a title."""
        token = line.tokens[at]
        opens = at == 0 or line.tokens[at - 1].shape == "sign"
        return (opens and token.lower in self.knowledge.openers) or (
            token.lower in self.knowledge.role_nouns
        )

    def _behind(self, line: Line, at: int) -> int:
        """Index after the name behind a form that stands first, with its quotation marks."""
        tokens, quoted = line.tokens, False
        if at < len(tokens) and tokens[at].text in QUOTES:
            at, quoted = at + 1, True
        end = at
        while end < len(tokens) and (tokens[end].is_name or (
            tokens[end].text in "-–" and tokens[end].glued and end > at
        )):  # fmt: skip
            end += 1
        closed = quoted and end < len(tokens) and tokens[end].text in QUOTES
        return end + closed if end > at else 0


def branches(line: Line, curated: list[Candidate], headed: list[Candidate]) -> list[Candidate]:
    """Firms and offices with the state or town right behind the name: "Lockheed Martin UK", "KNDS
    Deutschland", "British Embassy Sarajevo"."""
    if not curated or len(curated) + len(headed) < 2 or line.heading or line.shouted:
        return []
    places = {c.start: c for c in curated if c.rule == "place" and c.form != "demonym"}
    found = []
    for firm in [c for c in (*curated, *headed) if c.type == "ORG"] if places else ():
        place = places.get(firm.end + 1)
        if place is None or not _beside(line, firm, place):
            continue
        named = firm.form == "name" or len(firm.norm) == firm.end - firm.start
        if firm.rule == "head noun" or (firm.rule == "known name" and named):
            found.append(Candidate(firm.start, place.end, "ORG", "name", "branch", 2, 0.75))
    return found


def _beside(line: Line, firm: Candidate, place: Candidate) -> bool:
    """Do the two follow each other, with no name behind?"""
    at, end = line.index(place.start), line.index(place.end)
    after: Token | None = line.tokens[end] if end < len(line.tokens) else None
    beside = at > 0 and line.tokens[at - 1].end == firm.end and not line.tokens[at].glued
    return beside and (after is None or not (after.is_name or after.text in "-–'’"))


def _firm(line: Line, start: int, end: int) -> Candidate:
    span = (line.tokens[start].start, line.tokens[end - 1].end)
    return Candidate(*span, "ORG", "name", "legal form", 1, 0.9)
