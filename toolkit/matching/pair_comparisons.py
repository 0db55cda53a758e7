"""The comparisons for two names alone, in one list.

Identity, place and number are those of records; the levels of the others are found by
`pair_levels` and reach Splink as columns, so that one engine adds up and explains everything.
"""

from __future__ import annotations

from toolkit.matching.comparison import Comparison
from toolkit.matching.conditions import missing, true
from toolkit.matching.levels import IDENTITY, NUMBER, PLACE


def evidence_column(name: str) -> str:
    """The column that holds the level of the comparison `name`."""
    return "pair_" + name.replace(" ", "_")


def _compared(name: str, *levels: str) -> Comparison:
    """A comparison whose level stands in a column; the last level is the rest."""
    column = evidence_column(name)
    tests = [(level, true(f"{column}_l = '{level}'")) for level in levels[:-1]]
    return Comparison(name, missing(column), (*tests, (levels[-1], "ELSE")))


_EXACT = ("equal", "sound", "known")
_INEXACT = (
    "initials", "slip", "shortened", "initial", "consonants", "short slip", "slips", "alike",
    "two or more unlike letters",
)  # fmt: skip
_LEFT_OVER = ("nothing", "place", "common word", "common words", "rare word", "rare words")

# ---- both are names of persons
GIVEN_AND_FAMILY_NAMES = _compared(
    "given and family names",
    "all", "all, joined", "all, another order", "single name",
    "several, one more, middle", "several, one more, first", "several, one more, last",
    "several, two or more, middle", "several, two or more, first", "several, two or more, last",
    "one, last name", "one, not the last",
    "several, one differs, middle", "several, one differs, first", "several, one differs, last",
    "several, one differs, elsewhere", "several, more differ",
    "one, one differs, first", "one, one differs, last", "one, one differs, elsewhere",
    "one, more differ", "none",
)  # fmt: skip
FIT_OF_NAMES = _compared(
    "fit of names", *_EXACT,
    *(f"{level}, {where}" for level in _INEXACT[1:-1] for where in ("last name", "another name")),
    _INEXACT[-1],
)  # fmt: skip
UNLIKE_NAMES = _compared(
    "unlike names", "near, same first letter", "near", "far, same first letter", "far",
    "other, same first letter", "other",
)  # fmt: skip
PARTICLES = _compared("particles", "same", "differ")

# ---- all other names
ACRONYM = _compared(
    "acronym", "own", "initials", "two initials", "fits",
    "letters in order, all beginnings", "letters in order", "own acronyms same",
    "own acronyms differ", "other letters",
)  # fmt: skip
WORDS_SHARED = _compared(
    "words shared", "all", "all, one word",
    *(f"one inside the other, {size}{words}" for size in ("most", "half", "less")
      for words in ("", ", one word")),
    *(f"both have others, {part} shared"
      for part in ("most", "two thirds", "half", "a third", "a sixth", "little")),
    "none",
)  # fmt: skip
MOST_TELLING_WORD = _compared("most telling word", "rare", "unusual", "common")
FIRST_WORD = _compared(
    "first word", "same, rare", "same, usual", "like, rare", "like, usual", "elsewhere", "differs"
)
LAST_WORD = _compared("last word", "same", "like", "elsewhere", "differs")
WORDS_LEFT_OVER = _compared(
    "words left over",
    *(f"{one} / {other}" for at, one in enumerate(_LEFT_OVER) for other in _LEFT_OVER[at:]),
)
FIT_OF_WORDS = _compared("fit of words", *_EXACT, *_INEXACT)
LETTERS = _compared(
    "letters", "none differ", *(f"up to {n}% differ" for n in (8, 15, 25, 40, 55, 70)),
    "more differ",
)  # fmt: skip
LEGAL_FORM = _compared("legal form", "same", "one without", "differs")
NUMBERS_LEFT_OVER = _compared("numbers left over", "one side", "both")
PLACES_LEFT_OVER = _compared("places left over", "one side", "both")

EVIDENCE = (
    GIVEN_AND_FAMILY_NAMES, FIT_OF_NAMES, UNLIKE_NAMES, PARTICLES,
    ACRONYM, WORDS_SHARED, MOST_TELLING_WORD, FIRST_WORD, LAST_WORD, WORDS_LEFT_OVER,
    FIT_OF_WORDS, LETTERS, LEGAL_FORM, NUMBERS_LEFT_OVER, PLACES_LEFT_OVER,
)  # fmt: skip
PAIR_COMPARISONS = (IDENTITY, PLACE, NUMBER, *EVIDENCE)
EVIDENCE_COLUMNS = tuple(evidence_column(comparison.name) for comparison in EVIDENCE)
