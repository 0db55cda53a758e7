"""A person called by initials: "AKK" where the text names Annegret Kramp-Karrenbauer."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkit.knowledge import Knowledge
from toolkit.mentions.groups import Groups
from toolkit.mentions.personal import person_name
from toolkit.names.acronyms import matches
from toolkit.types import Mention

INITIALS = "initials"
_LETTERS = re.compile(r"[A-Z]{3,5}")  # two letters are those of too many names

Spans = tuple[tuple[int, int], tuple[int, int], str]


def persons_by_initials(
    mentions: Sequence[Mention], aliases: Iterable[Spans], knowledge: Knowledge
) -> list[Mention]:
    """The mentions; acronyms that are nothing known, that the text does not define, and that are
    the initials of one of its persons and of no other name of it, have the type PERSON."""
    asked = [m for m in mentions if _may_be(m)]
    if not asked:
        return list(mentions)
    defined = {span for left, right, _ in aliases for span in (left, right)}
    bearers: dict[str, set[str]] = defaultdict(set)
    for m in mentions:
        if m.type == "PERSON" and m.form != "nominal" and " " in m.text:
            for letters in _initials(m.text, knowledge):
                bearers[letters].add(m.text)
    meant = {m.text for m in asked if bearers.get(m.text)}
    meant -= {m.text for m in asked if (m.start, m.end) in defined}
    others = {m.text for m in mentions if m.type != "PERSON" and " " in m.text} if meant else ()
    meant = {text for text in meant if not any(matches(text, other) for other in others)}
    return [replace(m, type="PERSON", rule=INITIALS) if _may_be(m) and m.text in meant else m
            for m in mentions]  # fmt: skip


def _may_be(m: Mention) -> bool:
    unknown = not m.knowledge_id and m.source != "given" and not m.nested
    return unknown and m.form != "nominal" and _LETTERS.fullmatch(m.text) is not None


def link_initials(groups: Groups, knowledge: Knowledge) -> None:
    """Joins initials to the one person of the text that has them."""
    short = [at for at, m in enumerate(groups.mentions) if m.rule == INITIALS]
    for at in short:
        letters = groups.mentions[at].text
        fits = [
            i for i, m in enumerate(groups.mentions)
            if m.type == "PERSON" and m.form != "nominal" and " " in m.text
            and letters in _initials(m.text, knowledge)
        ]  # fmt: skip
        if len({groups.root(i) for i in fits}) == 1:
            groups.join(at, fits[0], INITIALS, groups.mentions[fits[0]].text)


@functools.lru_cache(maxsize=32768)
def _initials(text: str, knowledge: Knowledge) -> frozenset[str]:
    """Of a full name, with and without those of its particles."""
    name = person_name(text, knowledge)
    if not name.given:
        return frozenset()
    words = [word for part in (name.given, *name.middle, *name.surname.split())
             for word in part.split("-") if word]  # fmt: skip
    every = "".join(word[0] for word in words).upper()
    return frozenset((every, "".join(word[0] for word in words if word[0].isupper())))
