"""Cautious pronouns, an option: "He" and "She" where only one person can be meant, "who" behind a
name, "I" in words with a speaker (speakers.py), "its" and "It" for things (anaphora.py).

"He" is linked to the one person of the nearest earlier sentence that names any, in the same
paragraph or the one before. Two persons there, a title that says otherwise ("Ms" before, "he"
after) or a quotation that names nobody link nothing: inside a quotation only its own persons are
meant, outside only those who stand outside. Never a name, never counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from toolkit.mentions.anaphora import of_things
from toolkit.mentions.candidates import Line
from toolkit.mentions.speakers import Found, SpeakerFinder, relative
from toolkit.names.normalise import name_key
from toolkit.types import BODY, Document, Mention

PRONOUNS = {"he": "male", "she": "female"}
TITLES = {
    "male": frozenset("mr sir lord king prince herr monsieur senor signor".split()),
    "female": frozenset("ms mrs miss dame lady madam queen princess frau madame senora".split()),
}
REACH = 3  # sentences back
RULE = "nominal: pronoun"


def find_pronouns(
    document: Document, lines: Sequence[Line], names: Sequence[Mention], source: str,
    verbs: Set[str],
) -> list[Mention]:  # fmt: skip
    """Mentions with form nominal and a rule that begins with RULE; `norm` is the text of the name
    meant. `verbs` are verbs of speech, folded."""
    persons = [m for m in names if m.type == "PERSON" and not m.nested and m.form != "nominal"]
    found = list(of_things(lines, names))
    if persons:
        speakers = SpeakerFinder(document.text, persons, verbs)
        found += [*relative(lines, persons), *speakers.firsts(lines)]
        found += _thirds(document.text, lines, persons, speakers)
    return [
        Mention(
            document.doc_id, start, end, document.text[start:end], name.type, "nominal",
            name.norm if name.form == "nominal" else name.text, "", source, rule, 0.7, BODY,
        )
        for start, end, name, rule in found
    ]  # fmt: skip


def _thirds(
    text: str, lines: Sequence[Line], persons: Sequence[Mention], speakers: SpeakerFinder
) -> Iterator[Found]:
    """ "He" and "She"."""
    for at, line in enumerate(lines):
        for token in line.tokens:
            if token.lower not in PRONOUNS or token.shape == "upper":
                continue
            inside = speakers.quotation(token.start)
            able = [m for m in persons
                    if m.end <= token.start and speakers.quotation(m.start) == inside]  # fmt: skip
            meant = _meant(text, lines, at, able, token.lower)
            if meant is not None:
                yield token.start, token.end, meant, RULE


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
