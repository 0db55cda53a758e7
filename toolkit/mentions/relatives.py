"""Signs that a surname alone is not the one full name of the text, but another bearer of it:
"Doe, her son and the minister", "the younger Doe", "Doe, the son of Jan Doe"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from toolkit.knowledge import Knowledge
from toolkit.types import Mention

AROUND = 200  # characters before and after a surname in which the text may speak of relatives
BEFORE, BEHIND = 40, 90  # characters in which it may say whose relative the bearer is
_OF_SEVERAL = r"(?:(?:the|an?)\s+(?:other|elder|older|younger|different|second)|another)"


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


@functools.lru_cache(maxsize=4)
def _patterns(knowledge: Knowledge) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    spoken = rf"\b(?:{_any_of(knowledge.kin)})s?\b"
    kin = _any_of(knowledge.kin | knowledge.spouses)
    # "the son and minister" is one of a family that is told of; "the son of a miner" may be anyone
    behind = (
        rf"\s*,\s+(?:(?:his|her|their)\s+(?:[\w-]+\s+){{0,2}}(?:{kin})\b"
        rf"|the\s+(?:{kin})\b(?!\s+(?:of|to)\b)"
        r"|the\s+(?:elder|older|younger)\b(?!\s+[a-z]*\s*of\b)|no\s+relation\b)"
    )
    before = rf"(?:\b{_OF_SEVERAL}|\b(?:his|her|their)\s+(?:[\w-]+\s+){{0,2}}(?:{kin}),?)\s+$"
    return re.compile(spoken), re.compile(behind), re.compile(before, re.IGNORECASE)


def spoken_of(text: str, mention: Mention, knowledge: Knowledge) -> bool:
    """Does the text around a name speak of relatives?"""
    around = max(0, mention.start - AROUND), mention.end + AROUND
    return _patterns(knowledge)[0].search(text, *around) is not None


def is_another(text: str, mention: Mention, full: Iterable[str], knowledge: Knowledge) -> bool:
    """Is a surname alone said to be another's than that of the `full` names of one person: a
    relative's, told beside it, or one of the same name?"""
    spoken, behind, before = _patterns(knowledge)
    if behind.match(text, mention.end):
        return True
    if before.search(text[max(0, mention.start - BEFORE) : mention.start]):
        return True
    clause = re.split(r"[.;!?](?:\s|$)", text[mention.end : mention.end + BEHIND])[0]
    if not clause.startswith(","):
        return False
    at = min((clause.find(name) for name in full if name in clause), default=-1)
    return at > 0 and spoken.search(clause, 0, at) is not None and clause[:at].endswith("of ")
