"""Cautious pronouns, an option: "He" and "She" where only one person can be meant.

A pronoun is linked to the one person of the nearest earlier sentence that names any, in the same
paragraph or the one before. Two persons there, a title that says otherwise ("Ms" before, "he"
after) or a quotation that names nobody link nothing: inside a quotation only its own persons are
meant, outside only those who stand outside. Never a name, never counted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from toolkit.mentions.candidates import Line
from toolkit.names.normalise import name_key
from toolkit.types import BODY, Document, Mention

PRONOUNS = {"he": "male", "she": "female"}
TITLES = {
    "male": frozenset("mr sir lord king prince herr monsieur senor signor".split()),
    "female": frozenset("ms mrs miss dame lady madam queen princess frau madame senora".split()),
}
REACH = 3  # sentences back
_QUOTED = re.compile(r"“[^“”]*”?|„[^„“”]*[“”]?|«[^«»]*»?|\"[^\"\n]*\"?")
RULE = "nominal: pronoun"


def find_pronouns(
    document: Document, lines: Sequence[Line], names: Sequence[Mention], source: str
) -> list[Mention]:
    """Mentions with form nominal and rule RULE; `norm` is the text of the person meant."""
    persons = [m for m in names if m.type == "PERSON" and not m.nested and m.form != "nominal"]
    if not persons:
        return []
    quotes = [match.span() for match in _QUOTED.finditer(document.text)]
    starts = [start for start, _ in quotes]

    def quotation(at: int) -> int:
        """Number of the quotation that holds an offset, -1 outside."""
        number = bisect_right(starts, at) - 1
        return number if number >= 0 and at < quotes[number][1] else -1

    found = []
    for at, line in enumerate(lines):
        for token in line.tokens:
            if token.lower not in PRONOUNS or token.shape == "upper":
                continue
            inside = quotation(token.start)
            able = [m for m in persons if m.end <= token.start and quotation(m.start) == inside]
            meant = _meant(document.text, lines, at, able, token.lower)
            if meant is not None:
                found.append(Mention(
                    document.doc_id, token.start, token.end, token.text, "PERSON", "nominal",
                    meant.text, "", source, RULE, 0.7, BODY,
                ))  # fmt: skip
    return found


def _meant(
    text: str, lines: Sequence[Line], at: int, able: Sequence[Mention], pronoun: str
) -> Mention | None:
    """The only person of the nearest sentence, from line `at` back, that names one of `able`."""
    here = lines[at].sentence
    for line in reversed(lines[max(0, at - REACH) : at + 1]):
        sentence = line.sentence
        if sentence.paragraph < here.paragraph - 1:
            return None
        if line.heading and line is not lines[at]:
            continue
        held = [m for m in able if sentence.start <= m.start < sentence.end]
        if held:
            different = {name_key(m.text).split()[-1] for m in held}
            fits = len(different) == 1 and not any(_denies(text, m, pronoun) for m in held)
            return held[-1] if fits else None
    return None


def _denies(text: str, person: Mention, pronoun: str) -> bool:
    """Does the word before the name say that it is the other pronoun's?"""
    words = text[max(0, person.start - 12) : person.start].casefold().split()
    other = "female" if PRONOUNS[pronoun] == "male" else "male"
    return bool(words) and words[-1].rstrip(".") in TITLES[other]
