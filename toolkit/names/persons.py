"""Names of persons taken apart, and whether two given names can be one person's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from functools import lru_cache
from typing import Literal, NamedTuple

from toolkit.names.normalise import fold, unbroken
from toolkit.names.phonetic import translit_key

Relation = Literal["equal", "compatible", "missing", "conflict"]

# Particles that open a surname standing alone even when capitalised ("Van Dijk", "De Gaulle").
_PREPOSITIONS = "van von de del della di da du des dos le la el ter"
_OPENING = frozenset(_PREPOSITIONS.split())
_KUNYA = frozenset(("abu", "umm"))  # "father of", "mother of"
_ARABIC = re.compile(r"^(al|el|ad|ar|as|ash|az|an|at)-(?=\w)", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,4}[^\W\d_]?\.?|[^\W\d_]")
_SPACED_HYPHEN = re.compile(r"(?<=[^\W\d_]) - (?=[a-zß-öø-ÿ])")  # "Jae - in", cut in tokens
_GENERATIONS = {
    **dict.fromkeys(("sr", "snr", "senior", "elder", "i"), 1),
    **dict.fromkeys(("jr", "jnr", "junior", "younger", "ii"), 2),
    "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8,
}  # fmt: skip
# A syllable of Chinese in pinyin: an initial, if any, and a final.
SYLLABLE = (
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|ia|ie|in|iu|ou|ua|ue|ui|un|uo"
    "|[aeiou])"
)
TWO_SYLLABLES = re.compile(f"(?=.{{5}})(?:{SYLLABLE}){{2}}")
_QUOTED = re.compile(r"\s[\"“'‘(][^\"”'’)]{1,30}[\"”'’)](?=\s)")


class PersonName(NamedTuple):
    """The parts of a name as written; `surname` holds its particles."""

    given: str = ""
    middle: tuple[str, ...] = ()
    surname: str = ""
    particles: tuple[str, ...] = ()
    suffix: str = ""

    @property
    def key(self) -> str:
        """The folded last word of the surname, hyphens and Arabic articles away: "leyen"."""
        return _key(self.surname)

    @property
    def generation(self) -> int:
        """Which bearer of the name the suffix says: 1 for "Sr.", 2 for "Jr." and "II"; 0 unsaid."""
        words = (word.rstrip(".,") for word in fold(self.suffix).split())
        return next((_GENERATIONS[word] for word in words if word in _GENERATIONS), 0)

    @property
    def full(self) -> str:
        """Folded given, middle and surname, joined by spaces."""
        return fold(" ".join((self.given, *self.middle, self.surname)))


@lru_cache(maxsize=32768)
def _key(surname: str) -> str:
    *before, last = surname.split() or [""]
    if before and fold(before[-1]) in _KUNYA:  # "Abu Anas" is no Anas
        last = before[-1] + last
    return re.sub(r"[^\w]", "", _ARABIC.sub("", fold(last)))


@lru_cache(maxsize=64)
def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(fold(word).rstrip(".") for word in words)


@lru_cache(maxsize=32768)
def parse(
    name: str,
    honorifics: frozenset[str] = frozenset(),
    particles: frozenset[str] = frozenset(),
    suffixes: frozenset[str] = frozenset(),
    family_first: frozenset[str] = frozenset(),
) -> PersonName:
    """A person's name in parts; a single word is a surname.

    Understands "Last, First", surnames in capitals ("KUBILIUS Andrius"), initials, particles,
    seats of peers, Arabic articles and, of the family names `family_first`, "Moon Jae-in". The
    lists are compared folded, without final full stops.
    """
    text = _QUOTED.sub(" ", " ".join(unbroken(name).replace("’", "'").split()))
    text = _SPACED_HYPHEN.sub("-", text)
    text = re.sub(r"'s$|(?<=s)'$", "", text.strip(" ,;:"))
    words, suffix = _cut_suffix(text, _folded(suffixes))
    words = _cut_honorifics(words, _folded(honorifics))
    if "of" in words[1:]:  # "Robertson of Port Ellen"
        words = words[: words.index("of", 1)]
    if not words:
        return PersonName(suffix=suffix)
    at = next((i for i, word in enumerate(words) if word.endswith(",")), None)
    words = [word.rstrip(",") for word in words]
    if at is not None and 0 < at + 1 < len(words):
        words = words[at + 1 :] + words[: at + 1]
        start = len(words) - at - 1
    elif fold(words[0]) in family_first and _is_eastern(words[1:], _folded(particles)):
        words, start = ["-".join(words[1:]), words[0]], 1  # "Jong Il" is one given name
    else:
        words, start = _surname_start(words, _folded(particles))
    given, surname = _split_initials(words[:start]), words[start:]
    found = tuple(word for word in surname[:-1] if fold(word) in _folded(particles))
    article = _ARABIC.match(surname[-1])
    if article:
        found = (*found, article[1])
    return PersonName(given[0] if given else "", tuple(given[1:]), " ".join(surname), found, suffix)


def _is_eastern(given: list[str], particles: Set[str]) -> bool:
    """ "Jae-in", "Jong Un": one hyphenated given name, or one in two short words; "Jiabao"."""
    if len(given) == 1 and TWO_SYLLABLES.fullmatch(fold(given[0])):
        return True
    if len(given) == 1:
        return re.fullmatch(r"[^\W\d_]{2,6}-[^\W\d_]{2,6}", given[0]) is not None
    short = all(word.isalpha() and 2 <= len(word) <= 5 for word in given)
    return len(given) == 2 and short and not {fold(word) for word in given} & particles


def _cut_suffix(text: str, suffixes: Set[str]) -> tuple[list[str], str]:
    words = text.split()
    found: list[str] = []
    while len(words) > 1 and fold(words[-1]).rstrip(".,").strip("()") in suffixes:
        found.insert(0, words.pop())
    if found:
        words[-1] = words[-1].rstrip(",")
    return words, " ".join(found)


def _cut_honorifics(words: list[str], honorifics: Set[str]) -> list[str]:
    """Titles before the name away, longest first; the last word and "Bishop, Jane" stay."""
    changed = True
    while changed:
        changed = False
        for size in range(min(4, len(words) - 1), 0, -1):
            if fold(" ".join(words[:size])).rstrip(".") in honorifics:
                words, changed = words[size:], True
                break
    return words


def _surname_start(words: list[str], particles: Set[str]) -> tuple[list[str], int]:
    """The words in the order given names, surname, and where the surname starts."""
    shouted = [len(word) > 2 and word.isupper() and "." not in word for word in words]
    if any(shouted) and not all(shouted):
        if shouted[0] and not shouted[-1]:
            size = shouted.index(False)
            return words[size:] + words[:size], len(words) - size
        return words, _with_particles(words, shouted.index(True), particles)
    last = len(words) - 1
    for at, word in enumerate(words[:-1]):
        if fold(word) in particles and _may_open(word, at):
            return words, at
    return words, last


def _with_particles(words: list[str], start: int, particles: Set[str]) -> int:
    while start and fold(words[start - 1]) in particles:
        start -= 1
    return start


def _may_open(word: str, at: int) -> bool:
    """Is a particle word here part of the surname: "Ben Wallace" has none, "bin Salman" has."""
    return fold(word) in _OPENING | _KUNYA or (word[0].islower() and (at > 0 or len(word) > 1))


def _split_initials(words: list[str]) -> list[str]:
    """ "J.D." -> "J.", "D."; hyphenated initials stay together."""
    found: list[str] = []
    for word in words:
        if re.fullmatch(r"(?:[^\W\d_]\.){2,}", word):
            found += [letter + "." for letter in word.split(".") if letter]
        else:
            found.append(word)
    return found


def given_relation(
    a: PersonName, b: PersonName, nicknames: Mapping[str, frozenset[str]] | None = None
) -> Relation:
    """How two persons' given names relate.

    `nicknames` maps a folded given name to the names it may stand for. "compatible" = an initial
    fits, one is a nickname of the other, or they are transliterations of one name.
    """
    if not a.given or not b.given:
        return "missing"
    if _same_joined(a, b):
        return "equal"
    first = _one(a.given, b.given, nicknames or {})
    if first == "conflict":
        return _shifted(a, b, nicknames or {})
    if a.middle and b.middle:
        if _one(a.middle[0], b.middle[0], nicknames or {}) == "conflict":
            return "conflict"
    return first


def _shifted(a: PersonName, b: PersonName, nicknames: Mapping[str, frozenset[str]]) -> Relation:
    """A middle name may be the one in use, or initials written as one word."""
    for one, other in ((a, b), (b, a)):
        if not one.middle and len(one.given.strip(".")) > 1:
            if any(_one(one.given, middle, nicknames) == "equal" for middle in other.middle):
                return "compatible"
            letters = re.sub(r"[^\w]", "", one.given)
            if letters.isupper() and letters == _initials(other)[: len(letters)]:
                return "compatible"
    return "conflict"


def _initials(name: PersonName) -> str:
    return "".join(part[0].upper() for word in (name.given, *name.middle)
                   for part in word.split("-") if part)  # fmt: skip


def _same_joined(a: PersonName, b: PersonName) -> bool:
    """ "Jean-Claude" and "Jean Claude"."""
    joined = [re.sub(r"[\W_]", "", fold("".join((name.given, *name.middle)))) for name in (a, b)]
    return joined[0] == joined[1]


def _one(a: str, b: str, nicknames: Mapping[str, frozenset[str]]) -> Relation:
    left, right = fold(a).strip(".'"), fold(b).strip(".'")
    if left == right:
        return "equal"
    if _initial_fits(a, b) or _initial_fits(b, a):
        return "compatible"
    if translit_key(left) == translit_key(right) or _shortens(left, right):
        return "compatible"
    names_left = nicknames.get(left, frozenset()) | {left}
    names_right = nicknames.get(right, frozenset()) | {right}
    return "compatible" if names_left & names_right else "conflict"


def _shortens(a: str, b: str) -> bool:
    """ "Val" of "Valerie"; not "Paul" of "Paula", nor "Jong" of "Jong-un"."""
    short, long = sorted((a, b), key=len)
    fits = 3 <= len(short) <= 4 and len(long) >= len(short) + 2 and long.startswith(short)
    return fits and long[len(short)].isalpha()


def _initial_fits(short: str, long: str) -> bool:
    """ "J." fits "John", "J.-C." fits "Jean-Claude"."""
    if not _INITIALS.fullmatch(short):
        return False
    letters = re.sub(r"[^\w]", "", fold(short))
    parts = "".join(part[0] for part in re.split(r"[-.\s]+", fold(long)) if part)
    return bool(letters) and (parts.startswith(letters) or letters.startswith(parts))
