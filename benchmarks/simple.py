"""What a few lines do: the floor that a resolver has to be above.

`exact` takes equal strings for one thing. `heuristic` adds what many people would write in an
afternoon: case, accents, articles, titles and legal forms do not count, an acronym is the one long
form that spells it, a bare surname the one fuller name of its document.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence

from corpora import GoldMention

ARTICLES = frozenset("the a an".split())
SMALL = frozenset("of and the for in on to de la du des der und".split())
LEGAL = frozenset("inc corp corporation co company ltd limited plc ag sa nv group gmbh llc".split())
TITLES = frozenset(
    "mr mrs ms dr president prime minister chancellor sir lord sen senator rep gen general "
    "secretary".split()
)
CAPITALS = range(2, 8)  # letters of an acronym
MOST_WORDS = 4  # of a name that a bare surname stands for
NOT_PERSONS = ("GPE", "LOC", "EVENT", "PRODUCT", "DOCUMENT")


def exact(mentions: Sequence[GoldMention]) -> list[str]:
    return [mention.text for mention in mentions]


def heuristic(mentions: Sequence[GoldMention]) -> list[str]:
    keys = [key(mention.text) for mention in mentions]
    of_document: dict[str, set[str]] = defaultdict(set)
    for mention, name in zip(mentions, keys, strict=True):
        of_document[mention.doc_id].add(name)
    spelled = _spelled(set(keys))
    meaning: dict[str, str] = {}
    surnames: dict[int, str] = {}
    for number, (mention, name) in enumerate(zip(mentions, keys, strict=True)):
        here = of_document[mention.doc_id]
        if _is_acronym(mention.text):
            fits = spelled.get(name, set())
            fits = fits & here if len(fits & here) == 1 else fits
            if len(fits) == 1:
                meaning.setdefault(name, min(fits))
        elif " " not in name and mention.type not in NOT_PERSONS:
            full = {other for other in here if _ends_in(other, name)}
            if len(full) == 1:
                surnames[number] = min(full)
    called = [surnames.get(number, name) for number, name in enumerate(keys)]
    return [meaning.get(name, name) for name in called]


def key(text: str) -> str:
    """The words of a name that tell, in small letters without accents."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)
    ).casefold()
    for ending in ("'s", "’s"):
        plain = plain.removesuffix(ending)
    words = "".join(c if c.isalnum() else " " if c in "-/" or c.isspace() else "" for c in plain)
    found = words.split()
    while len(found) > 1 and found[-1] in LEGAL:
        found.pop()
    while len(found) > 1 and found[0] in TITLES | ARTICLES:
        found.pop(0)
    return " ".join(found) or text


def _spelled(names: set[str]) -> dict[str, set[str]]:
    """Long forms by the acronyms that their first letters make, with and without small words."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        words = name.split()
        for part in (words, [word for word in words if word not in SMALL]):
            if len(part) in CAPITALS:
                found["".join(word[0] for word in part)].add(name)
    return found


def _is_acronym(text: str) -> bool:
    letters = text.replace(".", "").strip()
    return letters.isalpha() and letters.isupper() and len(letters) in CAPITALS


def _ends_in(name: str, surname: str) -> bool:
    words = name.split()
    return 1 < len(words) <= MOST_WORDS and words[-1] == surname and len(surname) > 2
