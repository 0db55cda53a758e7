"""Whose body is meant by a name that those of many states have: "Tokyo's Ministry of Justice"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.knowledge import Knowledge
from toolkit.types import Mention

PLACES = ("GPE", "LOC")
LEAD = 400  # characters behind a dateline in which a body without a state is of its town's
_POSSESSIVE = re.compile(r"['’]s? (?:own )?")
_ARTICLE = re.compile(r", (?:the |its )?")
_IN = re.compile(r"(?:^|[.!?:;”\"]\s+|\n)In $")
_BREAK = re.compile(r"[.!?;:\n]")
# "HELSINKI - ", "Helsinki, 3 May (Agency) – ", "Helsinki, 3 May.": where a report was written.
_DATELINE = re.compile(
    r"(?:\([^)\n]{1,30}\)|,[^-–—\n]{1,30})?\s*[-–—]+\s"
    r"|,? (?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.? \d{1,2})(?:,? (?:19|20)\d\d)?[.:]?\s"
)
_SEATS = frozenset(("be", "ch"))  # whose towns are datelines of what concerns many states


def owner(text: str, mentions: Sequence[Mention], at: int, knowledge: Knowledge) -> str:
    """The state whose body a mention is by the place right beside it; '' where none is.

    `mentions` are all of the document, in order. A place says a state as its own name, its
    adjective, or a town of it: "Japan's Ministry", "Japanese Ministry", "In Tokyo, the Ministry",
    "while in Tokyo the Ministry", "In Tokyo a spokesman of the Ministry".
    """
    mention = mentions[at]
    near = reversed(mentions[max(0, at - 3) : at])
    before = next((m for m in near if m.end <= mention.start), None)
    if before is not None and before.type in PLACES:
        between = text[before.end : mention.start]
        stood = text[max(0, before.start - 8) : before.start]
        adjective = before.form == "demonym" and between == " "
        opening = _ARTICLE.fullmatch(between) and _IN.search(stood)
        told = between in (" the ", " its ") and stood.lower().endswith("in ")
        if adjective or opening or told or _POSSESSIVE.fullmatch(between):
            return _state(before, knowledge)
        # "In Seoul a spokesman of the Ministry": the place that opens the sentence
        if _IN.search(stood) and not _BREAK.search(text, before.end, mention.start):
            return _state(before, knowledge)
    after = next((m for m in mentions[at + 1 : at + 4] if m.start >= mention.end), None)
    if after is not None and after.type in PLACES and text[mention.end : after.start] == " in ":
        return _state(after, knowledge)
    return ""


def dateline(text: str, mentions: Sequence[Mention], knowledge: Knowledge) -> str:
    """The state in whose town a report says that it was written; '' where none is said."""
    first = next((m for m in mentions if not m.nested), None)
    if first is None or first.type != "GPE" or text[: first.start].strip():
        return ""
    state = _state(first, knowledge) if _DATELINE.match(text, first.end) else ""
    return "" if state in _SEATS else state


def _state(place: Mention, knowledge: Knowledge) -> str:
    """The state of a place; of a town of a federation where no federal ministry sits, the town."""
    state = knowledge.countries.get(place.knowledge_id, "") or place.knowledge_id
    seats = knowledge.seats.get(state)
    if seats is None or state == place.knowledge_id:
        return state
    return state if (place.norm or place.text).casefold() in seats else place.knowledge_id
