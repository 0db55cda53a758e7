"""A surname that is also a town: "Salisbury had been Foreign Secretary", "Halifax thought so".

A town that stands for its government says and wants things, too. So what it does must be what only
persons do, or an office must be told of it; of towns that are surnames of well-known persons a
verb of speech or will is enough, where the text has no place of that name.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from toolkit.knowledge import Knowledge
from toolkit.names.normalise import name_key
from toolkit.types import Mention

PLACES = ("GPE", "LOC")
RULE = "acts as a person"
BEFORE, BEHIND = 40, 110  # characters around a name that are looked at
# What the subject of a clause may follow.
_SUBJECT = re.compile(
    r"(?:^|[.!?:;–—”“\"(]\s*|\s-\s|\n\s*|,\s+|\b(?:that|when|while|as|but|because|since|if|where|whom|which"
    r"|although|though|until|what|whether|why|how|and|then|so|than)\s+)$",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\b(?:in|at|outside|around|near|into|inside|leave|left|reached|toward|towards|to|from|of"
    r"|city|town|port)\s+$",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:Lord|Lady|Baron|Baroness|Viscount|Viscountess|Sir|Dame|Mr|Mrs|Ms|Miss|Dr)\.?\s$"
)
_BRANCH = re.compile(r"[A-Z]\w+\s+at\s+$")  # "University of Westmark at Halifax"
_HE = re.compile(r"[^.;!?\n]*?\b(?:he|she)\b")
_PLACED = re.compile(
    r",\s+[A-Z][\w.-]+(?:,|\.|\s+[a-z])|\s+(?:city|county|airport|council)\b", re.ASCII
)
_ADVERBS = (
    r"(?:(?:had|has|have|would|will|did|also|later|once|soon|never|not|always|then|thus|himself"
    r"|herself|could|in|\d{4}|first|only|already|still|even|[a-z]+ly)\s+){0,3}"
)
_TIME = r"(?:,?\s+in\s+\d{4},?)?"


class _Signs(NamedTuple):
    personal: re.Pattern[str]
    office: re.Pattern[str]
    apposed: re.Pattern[str]
    human: re.Pattern[str]


@functools.lru_cache(maxsize=4)
def _signs(knowledge: Knowledge) -> _Signs:
    def any_of(words: Iterable[str]) -> str:
        return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))

    def does(verbs: Iterable[str]) -> str:
        passive = [verb[4:] for verb in verbs if verb.startswith("was ")]
        active = [verb for verb in verbs if not verb.startswith("was ")]
        was = rf"{being}\s+(?:[a-z]+ly\s+)?(?:{any_of(passive)})"
        return rf"{_TIME}\s+{_ADVERBS}(?:{any_of(active)}|{was})\b{itself}"

    being = r"(?:was|is|had been|has been|would be|became|becomes|will be)"
    offices = any_of(knowledge.offices)
    kind = r"(?:[a-z]+\s+){0,3}"
    itself = r"(?!\s+(?:itself|themselves|its)\b)"
    return _Signs(
        re.compile(does(knowledge.personal_verbs)),
        re.compile(
            rf"\s+{_ADVERBS}(?:{being}|served\s+as|serves\s+as)\s+(?:also\s+|once\s+|still\s+|now\s+)?{kind}(?:{offices})\b"
            r"(?!['’]|\s+(?:city|town|of the year)\b)",
            re.IGNORECASE,
        ),
        re.compile(
            rf",\s+(?:(?:the|a|an|then|former|his|her|their)\s+){{1,2}}(?:[\w-]+\s+){{0,4}}(?:{offices})"
            r"(?:\s+of\s+[\w ]{2,40}?)?(?:,|\.|;|\s+(?:who|and\s+[a-z]+)\b)",
            re.IGNORECASE,
        ),
        re.compile(rf"(?:\s+and\s+[\w ]{{3,50}}?)?{does(knowledge.human_verbs)}"),
    )


def persons_not_towns(
    text: str, mentions: Sequence[Mention], knowledge: Knowledge
) -> list[Mention]:
    """The mentions; names of towns that act as persons have the type PERSON, and so do the others
    of that name before or behind which nothing speaks of a place."""
    towns = [m for m in mentions if _is_town(m, knowledge)]
    if not towns:
        return list(mentions)
    placed = {name_key(m.text) for m in towns if _is_placed(text, m) and not _is_branch(text, m)}
    first = min((m.start for m in mentions if m.type == "PERSON"), default=len(text))
    acting = {
        m for m in towns
        if _acts(text, m, name_key(m.text) in placed, knowledge)
        or _is_he(text, m, first, knowledge)
    }  # fmt: skip
    if not acting:
        return list(mentions)
    names = {name_key(m.text) for m in acting}
    persons = acting | {
        m for m in towns
        if name_key(m.text) in names and not _is_placed(text, m) and _subject(text, m)
    }  # fmt: skip
    return [_person(m) if m in persons else m for m in mentions]


def _person(m: Mention) -> Mention:
    return replace(m, type="PERSON", form="surname", norm="", knowledge_id="", rule=RULE)


def _is_town(m: Mention, knowledge: Knowledge) -> bool:
    """One word that is or may be the name of a town, as the rules found it."""
    if m.type not in (*PLACES, "OTHER") or m.form != "name" or m.nested or m.source == "given":
        return False
    if " " in m.text or not m.text[:1].isupper() or m.text.isupper():
        return False
    town = m.knowledge_id.startswith("gn") or (not m.knowledge_id and m.type == "GPE")
    return town or m.text.casefold() in knowledge.town_surnames


def _subject(text: str, m: Mention) -> bool:
    return _SUBJECT.search(text[max(0, m.start - BEFORE) : m.start]) is not None


def _is_placed(text: str, m: Mention) -> bool:
    """Does the text speak of the name as of a place?"""
    before = text[max(0, m.start - BEFORE) : m.start]
    return _WHERE.search(before) is not None or _PLACED.match(text, m.end) is not None


def _is_branch(text: str, m: Mention) -> bool:
    return _BRANCH.search(text[max(0, m.start - BEFORE) : m.start]) is not None


def _is_he(text: str, m: Mention, first: int, knowledge: Knowledge) -> bool:
    """ "Nelson was not new to the city when he ...": no person (the first begins at `first`) is
    there yet whom the pronoun could mean."""
    if m.text.casefold() not in knowledge.town_surnames or not _subject(text, m):
        return False
    told = _HE.match(text, m.end)
    if told is None or first < told.end():
        return False
    words = text[: told.end()].casefold().split()
    return not any(word.strip(",.") in knowledge.role_nouns for word in words)


def _acts(text: str, m: Mention, placed: bool, knowledge: Knowledge) -> bool:
    if _TITLED.search(text[max(0, m.start - BEFORE) : m.start]):
        return True
    if not _subject(text, m) or _is_placed(text, m):
        return False
    signs, behind = _signs(knowledge), text[m.end : m.end + BEHIND]
    if any(sign.match(behind) for sign in (signs.personal, signs.office, signs.apposed)):
        return True
    if placed or m.text.casefold() not in knowledge.town_surnames:
        return False
    return signs.human.match(behind) is not None
