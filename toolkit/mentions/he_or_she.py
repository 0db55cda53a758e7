"""Whether a text says he or she of a name: "Mrs Doe", "Doe said that he", "Doe left. He"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.types import Mention

BEFORE, BEHIND = 20, 250  # characters around a name that are looked at
_TITLE = re.compile(
    r"\b(?:(mr|sir|lord|king|prince|monsieur|herr|senor|señor)"
    r"|(?:mrs|ms|miss|madam|madame|mme|lady|dame|queen|princess|frau|senora|señora))\.?\s$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(he|she)\b", re.IGNORECASE)
_STOP = re.compile(r"[.!?][\"”’]?\s+")


def pronoun_of(text: str, mentions: Sequence[Mention], at: int) -> str:
    """ "he", "she" or ''. A pronoun counts in the sentence of the name and as the first word of the
    next one, where no other person is named between."""
    mention = mentions[at]
    title = _TITLE.search(text[max(0, mention.start - BEFORE) : mention.start])
    if title:
        return "he" if title[1] else "she"
    last = mention.end + BEHIND
    others = (m.start for m in mentions[at + 1 :] if m.type == "PERSON" and m.start >= mention.end)
    last = min(last, next(others, last))
    pronoun = _PRONOUN.search(text, mention.end, last)
    if pronoun is None:
        return ""
    stops = [stop.end() for stop in _STOP.finditer(text, mention.end, pronoun.start())]
    near = not stops or (len(stops) == 1 and stops[0] == pronoun.start())
    return pronoun[1].casefold() if near else ""
