"""Acronyms in one of two names: alone, or among the words of a longer one."""

from __future__ import annotations

from toolkit.matching.pair_words import Words
from toolkit.names import acronyms
from toolkit.names.alignment import Alignment, Link
from toolkit.names.normalise import tokens
from toolkit.names.scripts import romanise

# Levels at which the acronym says it all: its letters are no words to compare.
ACRONYM_FITS = ("own", "initials", "two initials", "fits")
# Who may stand before an acronym without standing in the long form.
_BEFORE = ("US", "UK", "EU", "UN")


def with_initials(a: Words, b: Words, found: Alignment) -> Alignment:
    """Also links between an acronym in one name and words in a row of the other."""
    links = list(found.links)
    rests = [list(found.rest_left), list(found.rest_right)]
    for mine, (one, other) in enumerate(((a, b), (b, a))):
        for at in [x for x in rests[mine] if one.words[x].capitals]:
            row = _spelt(one.words[at].text, other, rests[1 - mine])
            if row:
                links.append(Link((at,), row, "initials") if mine == 0
                             else Link(row, (at,), "initials"))  # fmt: skip
                rests[mine].remove(at)
                rests[1 - mine] = [x for x in rests[1 - mine] if x not in row]
    links.sort(key=lambda link: (link.left, link.right))
    return Alignment(tuple(links), tuple(rests[0]), tuple(rests[1]))


def _spelt(letters: str, name: Words, free: list[int]) -> tuple[int, ...]:
    """Free neighbours in `name` that begin with these letters, or ()."""
    size = len(letters)
    for start in range(len(name.words) - size + 1):
        row = tuple(range(start, start + size))
        if set(row) <= set(free) and all(
            name.texts[at][:1] == letter for at, letter in zip(row, letters, strict=True)
        ):
            return row
    return ()


def acronym_level(short: Words, long: Words) -> str:
    """How an acronym alone fits the other name."""
    letters = short.acronym
    if letters in long.short:
        return "own"
    form = long.long_form
    if letters in acronyms.initials(form):
        return "initials" if len(letters) > 2 else "two initials"
    if acronyms.matches(letters, form) or _fits_by_custom(letters, form):
        return "fits"
    texts = [romanise(text) for text in long.texts]
    if letters.casefold() in texts or len(texts) < 2:
        return ""  # a word of the name: compared by words
    if not _in_order(letters.casefold(), " ".join(texts)):
        return "other letters"
    begins = _in_order("".join(text[:1] for text in texts), letters.casefold())
    return "letters in order, all beginnings" if begins else "letters in order"


def _fits_by_custom(letters: str, form: str) -> bool:
    """ "DOI": only the article is left out; "USCG": the country stands before the initials."""
    words = [word for word in tokens(form) if word not in ("the", "a", "an")]
    if len(words) > 2 and letters.casefold() == "".join(word[0] for word in words):
        return True
    rest = letters[2:]
    return letters[:2] in _BEFORE and len(rest) > 1 and rest in acronyms.initials(form)


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)
