"""What a text says between two given mentions: "Long Form (LF)", "X, formerly Y".

The rule extractor reads definitions word by word (`definitions`); mentions that come from people or
from a model bring no such evidence, so it is read here from the characters between neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from toolkit.mentions.links import CALLED
from toolkit.names.acronyms import is_acronym, matches
from toolkit.types import Document, Mention

_OPENS = re.compile(
    r"\s*[(\[]\s*(?:(?:the|or|known as|aka|a\.k\.a\.|abbreviated(?: as)?)\s+)?[\"“'‘]?"
)
_CLOSES = re.compile(r"[\"”'’]?\s*[)\],;]")
# "X, also known as Y": the words that may stand between two names of one thing.
_CALLED = re.compile(
    r"(?:,?\s*\(?|\s)"
    r"(?:(?:also|better|formerly|previously|commonly|now|once|widely|locally|more)\s+)*"
    r"(?:known|referred to|abbreviated)(?:\s+(?:simply|just))?\s+(?:as\s+)?(?:the\s+)?[\"“'‘]?"
    r"|(?:,\s*|\s*\()(?:(?:also|formerly|previously|once|now|officially)\s+)+"
    r"(?:called|named)\s+(?:the\s+)?[\"“'‘]?"
    r"|(?:,\s*|\s*\()(?:aka|a\.k\.a\.|alias|formerly|previously|née?|nee)\s+"
    r"(?:the\s+)?[\"“'‘]?"
    r"|,?\s+or\s+simply\s+(?:the\s+)?[\"“'‘]?",
    re.IGNORECASE,
)
# "a trader from X known as Y": it is the trader who is called so.
_WHENCE = re.compile(r"\b(?:from|in|at|near)\s+$")
Stated = tuple[tuple[int, int], tuple[int, int], str]  # two spans and the rule
PLACES = ("GPE", "LOC")
_OPENING = "opening"
_span = attrgetter("start", "end")
REACH = 60  # characters between two names that are looked at


def stated_aliases(document: Document, mentions: Sequence[Mention]) -> list[Stated]:
    """Pairs of neighbouring mentions that the text declares to be one thing, in text order."""
    flat = [m for m in mentions if m.form != "nominal" and not m.nested]
    flat.sort(key=_span)
    found: list[Stated] = []
    for left, right in pairwise(flat):
        if not 0 < right.start - left.end <= REACH:
            continue
        between = _between(document.text[left.end : right.start])
        rule = between and _one_sort(left, right) and _rule(document.text, between, left, right)
        if rule:
            found.append(((left.start, left.end), (right.start, right.end), rule))
    return found


@lru_cache(maxsize=8192)
def _between(text: str) -> str:
    """Whether the text between two names says that they are of one thing (CALLED), or opens a
    bracket or what is like one; '' for neither."""
    if _CALLED.fullmatch(text):
        return CALLED
    return _OPENING if _OPENS.fullmatch(text) else ""


def _rule(text: str, between: str, left: Mention, right: Mention) -> str:
    if between == CALLED:
        apart = left.type in PLACES and right.type == "OTHER"
        apart = apart and "," not in text[left.end : right.start]
        return "" if apart and _WHENCE.search(text[max(0, left.start - 8) : left.start]) else CALLED
    if between == _OPENING and _CLOSES.match(text, right.end):
        short, long = sorted((left.text, right.text), key=lambda name: not is_acronym(name))
        if matches(short, long):
            return "acronym in brackets" if short == right.text else "long form"
        # "Social Democrats (SPD)": initials of another language, or of a fuller name
        wordy = len(left.text.split()) > 1 and is_acronym(right.text) and not is_acronym(left.text)
        if wordy and left.type not in (*PLACES, "PERSON"):
            return "bracket"
    return ""


def _one_sort(left: Mention, right: Mention) -> bool:
    """Persons with persons, places with places; a type that is not known fits all."""
    kinds = {left.type, right.type} - {"OTHER"}
    return not (len(kinds) > 1 and (kinds & {"PERSON", *PLACES}) and not kinds <= {*PLACES})
