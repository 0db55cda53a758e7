"""Whose member a person is, in brackets behind the name: "Jane Doe (Harbour Party)", in records of
parliaments with the seat first: "Jane Doe (Marland) (Ind)"."""

from __future__ import annotations

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.tokens import Token
from toolkit.mentions.triggers import Triggers

INSIDE = frozenset("of for on and the to & de des du in upon - /".split())
LONGEST = 8  # words of a seat or of a party
PARTY = 0.7
SPEAKER = 4  # words of a name
Span = tuple[int, int]  # indices of the brackets


class AffiliationFinder:
    """Proposes seats and parties of the persons of a line."""

    def __init__(
        self, knowledge: Knowledge, codes: frozenset[str], triggers: Triggers
    ) -> None:  # fmt: skip
        """`codes` are country codes, which the look-up of places reads."""
        self.knowledge = knowledge
        self._codes = codes
        self.needs = triggers.mark({"("})

    def find(self, line: Line, names: list[Candidate]) -> list[Candidate]:
        """`names` are those found so far; what is typed among them stays as it is."""
        if not line.holds & self.needs:
            return []
        ends = {n.end for n in names if n.type == "PERSON"}
        sure = {n.end for n in names if n.type == "PERSON" and n.confidence >= PARTY}
        found = []
        for at in [i for i, text in enumerate(line.texts) if i and text == "("]:
            known = line.tokens[at - 1].end in ends
            first = _bracket(line, at)
            second = _bracket(line, first[1] + 1) if first else None
            if first and second and self._seats(line, first) and self._seats(line, second):
                guess = line.tokens[at - 1].end not in sure
                speaker = _speaker(line, at) if guess else None
                if known or speaker:
                    found.append(_within(line, first, "GPE", "seat"))
                    found.append(_within(line, second, "ORG", "affiliation"))
                found += [speaker] if speaker else []
            elif not known:
                continue
            elif first and self._party(line, first, names):
                found.append(_within(line, first, "ORG", "affiliation"))
        return found

    def _party(self, line: Line, span: Span, names: list[Candidate]) -> bool:
        words = line.tokens[span[0] + 1 : span[1]]
        start, end = words[0].start, words[-1].end
        if any(n.start == start and n.end == end and n.type != "OTHER" for n in names):
            return False
        alone = words[0] if len(words) == 1 else None
        if alone is not None and alone.shape == "upper":
            role = alone.lower in self.knowledge.role_nouns
            return alone.text in self.knowledge.abbreviations and not role
        return self._seats(line, span)

    def _seats(self, line: Line, span: Span) -> bool:
        """Names and little words only, and no country code."""
        words = line.tokens[span[0] + 1 : span[1]]
        if len(words) == 1 and words[0].text in self._codes:
            return False
        return words[0].is_name and all(t.is_name or t.lower in INSIDE for t in words)


def _bracket(line: Line, at: int) -> Span | None:
    """The bracket that opens at token `at`, if it is short, holds something and closes."""
    if line.texts[at : at + 1] != ("(",):
        return None
    inside: tuple[str, ...] = line.texts[at + 1 : at + 2 + LONGEST]
    if ")" not in inside[1:]:
        return None
    return at, at + 1 + inside.index(")", 1)


def _speaker(line: Line, bracket: int) -> Candidate | None:
    """The two to four capitalised words that begin a line before its first bracket: who speaks."""
    words = line.tokens[:bracket]
    if not 2 <= len(words) <= SPEAKER or not all(t.shape == "cap" for t in words):
        return None
    return Candidate(words[0].start, words[-1].end, "PERSON", "name", "seat", 1, PARTY)


def _within(line: Line, span: Span, kind: str, rule: str) -> Candidate:
    words: list[Token] = line.tokens[span[0] + 1 : span[1]]
    short = len(words) == 1 and words[0].shape == "upper"
    form = "acronym" if short else "name"
    return Candidate(words[0].start, words[-1].end, kind, form, rule, 1, PARTY)
