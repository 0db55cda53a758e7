"""Which words of two names stand for each other, and how well they fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import jellyfish

from toolkit.names.phonetic import translit_key
from toolkit.names.scripts import consonants, romanise, script, spelt_out

# How two words can fit, best first. "unlike" words do not stand for each other.
FITS = (
    "equal", "sound", "known", "initials", "slip", "shortened", "initial", "consonants",
    "short slip", "slips", "alike",
)  # fmt: skip
_RANK = {fit: rank for rank, fit in enumerate(FITS)}
_MOST_JOINED = 4
# "Ivanovich" does not stand for "Ivan".
_PATRONYMICS = ("ovich", "evich", "ovych", "evych", "ovna", "evna", "ivna", "oglu", "ogly", "qizi")

Known = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Link:
    """Words `left` and `right` (their places in the two names) fit as `fit` says."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    fit: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """`links` ordered by the left name; `rest_left` and `rest_right` are words without a link."""

    links: tuple[Link, ...]
    rest_left: tuple[int, ...]
    rest_right: tuple[int, ...]


@lru_cache(maxsize=262144)
def fit(a: str, b: str) -> str:
    """How two folded words fit: one of `FITS` but "known" and "initials", or "". Symmetric.

    Words of one script are compared as written, else in Latin letters.
    """
    if a == b:
        return "equal"
    one_script = script(a) == script(b)
    left, right = (a, b) if one_script else (romanise(a), romanise(b))
    if not (one_script or (spelt_out(a) and spelt_out(b))):
        return _by_consonants(left, right)
    if left == right:
        return "equal"
    short, long = sorted((left, right), key=lambda word: (len(word), word))
    if len(short) == 1:
        return "initial" if long.startswith(short) and not short.isdigit() else ""
    if any(char.isdigit() for char in left + right):
        return ""
    if spelt_out(a) and len(short) > 2 and translit_key(left) == translit_key(right):
        return "sound"
    return _by_letters(short, long)


def _by_consonants(left: str, right: str) -> str:
    if left == right:
        return "equal"
    a, b = consonants(left), consonants(right)
    if a == b and len(a) > 1:
        return "consonants"
    return "alike" if min(len(a), len(b)) >= 4 and distance(a, b) == 1 else ""


def _by_letters(short: str, long: str) -> str:
    edits = distance(short, long)
    if edits == 1 and len(long) >= 5:
        return "slip"
    if is_shortened(short, long):
        return "shortened"
    if edits == 1:
        return "short slip"
    if edits == 2 and len(short) >= 6:
        return "slips"
    sound_edits = distance(translit_key(short), translit_key(long))
    if (edits <= 2 or sound_edits <= 1) and len(short) >= 5:
        return "alike"
    return "alike" if edits <= 0.25 * len(long) and len(short) >= 6 else ""


def distance(a: str, b: str) -> int:
    """Letters inserted, removed, replaced or swapped with a neighbour."""
    return int(jellyfish.damerau_levenshtein_distance(a, b))


def is_shortened(short: str, long: str) -> bool:
    """Is `short` the beginning of `long` ("univ", "tech"), or its outline ("dept", "intl")?"""
    if not 2 < len(short) <= 0.75 * len(long) or short[0] != long[0]:
        return False
    if long.startswith(short):
        return len(short) <= 6 and not long.endswith(_PATRONYMICS)
    return len(short) <= 5 and short[-1] == long[-1] and len(long) >= 6 and _in_order(short, long)


def _in_order(short: str, long: str) -> bool:
    letters = iter(long)
    vowels = sum(char in "aeiou" for char in short[1:])
    return vowels <= 1 and all(letter in letters for letter in short)


def align(left: Sequence[str], right: Sequence[str], known: Known | None = None) -> Alignment:
    """The best links between two names of folded words, each word in one link at most.

    `known(a, b)` says that two different words mean the same ("bob", "robert"). Words written
    together in one name and apart in the other are one link.
    """
    found = []
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            how = fit(a, b)
            if how != "equal" and known is not None and known(a, b):
                how = "known"
            if how:
                far = abs(i - j)
                found.append((_RANK[how], far, -min(len(a), len(b)), sorted((a, b)), i + j, i, j))
    found.sort()
    links: list[Link] = []
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    for rank, _, _, _, _, i, j in found:
        if i in free_left and j in free_right:
            free_left.remove(i)
            free_right.remove(j)
            links.append(Link((i,), (j,), FITS[rank]))
    _join(left, right, links, free_left, free_right)
    links.sort(key=lambda link: (link.left, link.right))
    return Alignment(tuple(links), tuple(sorted(free_left)), tuple(sorted(free_right)))


def _join(
    left: Sequence[str],
    right: Sequence[str],
    links: list[Link],
    free_left: set[int],
    free_right: set[int],
) -> None:
    """Links between one word and two or more neighbours; both sets lose what is linked.

    A weak link gives way to a whole one: "vanderbilt" is "van der bilt", not like "bilt".
    """
    weak = {link for link in links if _RANK[link.fit] >= _RANK["slip"]}
    for one, many, swapped in ((left, right, False), (right, left, True)):
        for at, word in enumerate(one):
            span = _span(word, many, at, links, weak, swapped)
            if span is None:
                continue
            size, start, how = span
            wide = tuple(range(start, start + size))
            mine, others = (1, 0) if swapped else (0, 1)
            for link in [x for x in links if x in weak]:
                sides = (link.left, link.right)
                if at in sides[mine] or set(wide) & set(sides[others]):
                    links.remove(link)
                    free_left.update(link.left)
                    free_right.update(link.right)
            narrow = (at,)
            links.append(Link(wide, narrow, how) if swapped else Link(narrow, wide, how))
            free_left.difference_update(wide if swapped else narrow)
            free_right.difference_update(narrow if swapped else wide)


def _span(
    word: str,
    many: Sequence[str],
    at: int,
    links: Sequence[Link],
    weak: set[Link],
    swapped: bool,
) -> tuple[int, int, str] | None:
    """(size, start, fit) of neighbours in `many` that `word` is when they are put together."""
    firm = [link for link in links if link not in weak]
    taken_one = {at for link in firm for at in (link.right if swapped else link.left)}
    taken = {at for link in firm for at in (link.left if swapped else link.right)}
    if at in taken_one or len(word) < 4:
        return None
    for size in range(2, _MOST_JOINED + 1):
        for start in range(len(many) - size + 1):
            if taken & set(range(start, start + size)):
                continue
            how = fit(word, "".join(many[start : start + size]))
            if how in ("equal", "sound") or (how == "slip" and len(word) >= 6):
                return size, start, how
    return None
