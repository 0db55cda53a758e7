"""Which of two persons of one surname a text tells the same of: "Doe, the energy and climate
secretary" where it says "Jan Doe was responsible for energy and climate change"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from toolkit.knowledge import Knowledge
from toolkit.types import Mention

LONGEST = 200  # characters behind a name that are looked at, at most to the end of the sentence
LEAST = 2  # words that must be shared, and with one of them only
STEM = 6  # letters of which equal words are equal
COMMONEST = 10  # SCOWL tier of words that tell nothing
_END = re.compile(r"[.;!?](?:\s|$)|\n")
_WORD = re.compile(r"[^\W\d_]{5,}")


def told_alike(
    text: str, mention: Mention, owners: Mapping[int, Iterable[Mention]], knowledge: Knowledge
) -> int | None:
    """The one of `owners`, by number with their full names, of whom the text tells with two or
    more words what it tells of a surname alone; None where it is none or more."""
    starts = {m.start for named in owners.values() for m in named}
    said = _stems(text, mention, starts, knowledge)
    if len(said) < LEAST:
        return None
    shared = {
        owner: len(said & set().union(*(_stems(text, m, starts, knowledge) for m in named)))
        for owner, named in owners.items()
    }
    best = [owner for owner, count in shared.items() if count]
    return best[0] if len(best) == 1 and shared[best[0]] >= LEAST else None


def _stems(text: str, m: Mention, starts: Iterable[int], knowledge: Knowledge) -> set[str]:
    """Beginnings of the words behind a name, before the next of the names and the full stop."""
    last = min([start for start in starts if start > m.start], default=len(text))
    end = _END.search(text, m.end)
    last = min(last, m.end + LONGEST, end.start() if end else len(text))
    words = (word.casefold() for word in _WORD.findall(text[m.end : last]))
    return {word[:STEM] for word in words if knowledge.common_words.get(word, 99) > COMMONEST}
