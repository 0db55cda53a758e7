"""Names that a text says one thing had before and after: "X was renamed Y", "it is now called Y".

A successor ("was replaced by", "merged into", "followed") is another thing and is not read here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from toolkit.types import Mention

RENAMED = "renamed"
REACH = 90  # characters between two names that are looked at
AHEAD = 3  # names behind the first that may be the other
BACK = 500  # characters before "it" in which its name stands
_WHEN = r"(?:,?\s+(?:in|on|since|until|from|by)\s+(?:[\w.]+\s+){0,2}\d{4},?)?"
_THE = r"(?:\s+(?:as|to|into|the|a))*\s+[\"“'‘]?"
_NAME = r"(?:\s+(?:new|present|current|old|former))?\s+name(?:\s+of)?"
_VERB = (
    rf"(?:(?:was|were|is|has been|had been|been|being|be|and|which|that|who|now|later|then|since"
    rf"|soon|again|officially|itself)\s+)*"
    rf"(?:(?:renamed|rebranded|rechristened|retitled)(?:\s+itself)?"
    rf"|(?:changed|changes|changing)\s+(?:its|their)\s+(?:name|title){_WHEN}\s+to"
    rf"|(?:took|takes|taken|adopted|adopts|assumed|given|got|bears|chose|received)\s+(?:the|a|its){_NAME}"
    rf"|(?:trades|trading|operates|operating|sails|goes)\s+(?:as|under(?:\s+the)?{_NAME})"
    rf"|(?:(?<=been\s)|(?<=now\s)|(?<=later\s)|(?<=since\s))(?:called|named|known\s+as))"
)
# "X, which was renamed in 2018 as the Y": the old name first.
_LATER = re.compile(rf"[,)]?\s+{_VERB}{_WHEN}{_THE}")
# "X, until 2018 called Y", "X, known until 1995 as the Y", "X, which was called Y until".
_SOONER = re.compile(
    rf",?\s*\(?,?\s*(?:which\s+|that\s+)?(?:was\s+|were\s+)?(?:(?:called|known|named)\s+)?"
    rf"(?:until|before|till|up to)\s+(?:[\w.]+\s+){{0,2}}\d{{4}},?"
    rf"(?:\s+(?:called|known|named))?{_THE}"
    rf"|,?\s+(?:which|that)\s+(?:was|were|had been)\s+(?:first\s+|once\s+|then\s+|originally\s+)?"
    rf"(?:called|known\s+as|named){_THE}"
)
_AS = re.compile(r",\s+as\s+(?:the\s+)?")
_AS_CALLED = re.compile(
    r"\s+(?:(?:has|had)\s+(?:since\s+)?been|was|is\s+now|is)\s+(?:called|known|re\w*named)\b"
)
_BECAME = re.compile(r"\s+(?:became|becomes)\s+(?:the\s+)?")
_ENDED = re.compile(r"\s*[.,;]|\s+in\s+\d{4}")
# "Since 1995 it has been the Y", "The company is now called Y": the name stands before.
_IT = re.compile(
    rf"(?:^|[.!?;:]\s+|\n)(?:(?:Since|In|On|From)\s+(?:[\w.]+\s+){{0,3}}(?:then|\d{{4}}),?\s+)?"
    rf"(?:[Ii]t|[Tt]he\s+(?:company|firm|group|agency|organi[sz]ation|body|party|service|city|town"
    rf"|capital|country|state|conference|institute|office|bank|airline|alliance|ministry|museum)(?:,\s+which)?)\s+"
    rf"(?:has\s+been(?:\s+(?:called|known\s+as|named))?(?:\s+the)?\s+[\"“'‘]?"
    rf"|(?:(?:has|had)\s+)?(?:since\s+)?{_VERB}{_WHEN}{_THE})$"
)
_START = re.compile(r"(?:^|[.!?]\s+|\n)(?:The\s+)?$")
# What all of these hold; most texts speak of no other name.
_SPOKEN = re.compile(
    r"named?\b|called|known|rebrand|rechrist|retitl|title|became|becomes|trad(?:es|ing)|operat"
    r"|has been|until|before|till|up to|sails|goes"
)
PLACES = ("GPE", "LOC")
Pair = tuple[tuple[int, int], tuple[int, int], str]


def renamed(text: str, mentions: Sequence[Mention]) -> list[Pair]:
    """Pairs of spans of one thing's names before and after, in text order."""
    spots = [spot.start() for spot in _SPOKEN.finditer(text)]
    if not spots:
        return []
    names = [m for m in mentions if not m.nested and m.form not in ("nominal", "demonym")
             and m.type != "PERSON"]  # fmt: skip
    found = [*_in_a_sentence(text, names, spots), *_by_it(text, names, spots)]
    return [((a.start, a.end), (b.start, b.end), RENAMED) for a, b in found]


def _near(spots: Sequence[int], start: int, end: int) -> bool:
    """Is a word that speaks of names between two offsets?"""
    at = bisect_left(spots, start)
    return at < len(spots) and spots[at] < end


def _in_a_sentence(
    text: str, names: Sequence[Mention], spots: Sequence[int]
) -> Iterator[tuple[Mention, Mention]]:
    for at, first in enumerate(names):
        if not _near(spots, first.end, first.end + 2 * REACH):
            continue
        for second in names[at + 1 : at + 1 + AHEAD]:
            between = text[first.end : second.start]
            if len(between) > REACH or not _alike(first, second):
                break
            if _LATER.fullmatch(between) or _SOONER.fullmatch(between):
                yield first, second
            elif _AS.fullmatch(between) and _AS_CALLED.match(text, second.end):
                yield first, second
            elif _BECAME.fullmatch(between) and first.type in PLACES:
                if second.type in PLACES and _ENDED.match(text, second.end):
                    yield first, second


def _by_it(
    text: str, names: Sequence[Mention], spots: Sequence[int]
) -> Iterator[tuple[Mention, Mention]]:
    """The name that opens a sentence before "it", the last such before it."""
    for at, new in enumerate(names):
        if not _near(spots, new.start - REACH, new.start):
            continue
        said = _IT.search(text[max(0, new.start - REACH) : new.start])
        if said is None:
            continue
        stop = max(0, new.start - REACH) + said.start()
        before = [m for m in names[:at] if stop - BACK <= m.start and m.end <= stop + 1]
        opening = [m for m in before if _START.search(text[max(0, m.start - 8) : m.start])]
        if opening and _alike(opening[-1], new) and opening[-1].text != new.text:
            yield opening[-1], new


def _alike(a: Mention, b: Mention) -> bool:
    """Places with places; bodies, papers, ships with what is not a place."""
    kinds = {a.type, b.type} - {"OTHER"}
    return not kinds & {*PLACES} or kinds <= {*PLACES}
