"""Whose body is meant by a name that those of many states have: "Japan's Ministry of Justice"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from toolkit.knowledge import Knowledge
from toolkit.names.normalise import name_key
from toolkit.types import Mention

PLACES = ("GPE", "LOC")
_POSSESSIVE = re.compile(r"['’]s? (?:own )?")
_ARTICLE = re.compile(r", (?:the |its )?")
_IN = re.compile(r"(?:^|[.!?:;”\"]\s+|\n)In $")


def owner(text: str, mentions: Sequence[Mention], at: int, knowledge: Knowledge) -> str:
    """The state whose body a mention is by the place right beside it; '' where none is.

    `mentions` are all of the document, in order. A place says a state as its own name, its
    adjective, or a town of it: "Japan's Ministry", "Japanese Ministry", "In Tokyo, the Ministry".
    """
    mention = mentions[at]
    near = reversed(mentions[max(0, at - 3) : at])
    before = next((m for m in near if m.end <= mention.start), None)
    if before is not None and before.type in PLACES:
        between = text[before.end : mention.start]
        adjective = before.form == "demonym" and between == " "
        opening = _ARTICLE.fullmatch(between) and _IN.search(
            text[max(0, before.start - 8) : before.start]
        )
        if adjective or opening or _POSSESSIVE.fullmatch(between):
            return _state(before, knowledge)
    after = next((m for m in mentions[at + 1 : at + 4] if m.start >= mention.end), None)
    if after is not None and after.type in PLACES and text[mention.end : after.start] == " in ":
        return _state(after, knowledge)
    return ""


@lru_cache(maxsize=32768)
def is_organ(name: str, knowledge: Knowledge) -> bool:
    """Does a name say only what the body is, and has every state one: "Ministry of Justice"?"""
    key = name_key(name)
    held = (f" {organ} " in f" {key} " for organ in knowledge.organs)
    return key in knowledge.generic and any(held)


def _state(place: Mention, knowledge: Knowledge) -> str:
    return knowledge.countries.get(place.knowledge_id, "") or place.knowledge_id
