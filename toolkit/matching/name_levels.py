"""The comparisons of names: of persons, of places, of everything else."""

from __future__ import annotations

from toolkit.matching.comparison import Comparison
from toolkit.matching.conditions import (
    CONTAINED,
    OTHERS,
    PEOPLE,
    PLACES,
    either,
    missing,
    only_where,
    same,
    share,
    true,
)


# ---- persons
def _words_differ(column: str) -> str:
    """Initials differ, or both are written out and unlike."""
    left, right = f"{column}_l", f"{column}_r"
    unlike = f"jaro_winkler_similarity({left}, {right}) < 0.8"
    written_out = f"length({left}) > 1 AND length({right}) > 1"
    return true(f"left({left}, 1) <> left({right}, 1) OR ({written_out} AND {unlike})")


_MIDDLES_DIFFER = f"({_words_differ('middle')} OR {_words_differ('last_middle')})"
_INITIALS_FIT = true(
    "(given_short_l OR given_short_r) AND"
    " (starts_with(initials_l, initials_r) OR starts_with(initials_r, initials_l))"
)
_NO_GIVEN = missing("given")
_GIVEN_EQUAL = f"({same('given')} AND NOT {_MIDDLES_DIFFER})"
_SHORTENED = f"({share('given_forms', 'given_starts')} OR {share('given_starts', 'given_forms')})"
_GIVEN_FITS = (
    f"(NOT ({same('given')} AND {_MIDDLES_DIFFER})"
    f" AND ({share('given_forms')} OR {_SHORTENED} OR {_INITIALS_FIT}))"
)
_SURNAME = same("surname")
_ONE_LETTER = true(
    "length(surname_key_l) >= 6 AND length(surname_key_r) >= 6"
    " AND left(surname_key_l, 1) = left(surname_key_r, 1)"
    " AND damerau_levenshtein(surname_key_l, surname_key_r) = 1"
)
_SURNAME_ALIKE = f"({same('surname_key')} OR {_ONE_LETTER})"
_BARE_IS_WORD = either(
    "given_{0} IS NULL AND list_contains(string_split(words_{1}, ' '), surname_key_{0})"
)
_MAYBE_GIVEN = either("bare_{0} = 'given'")
PERSON = Comparison(
    "person",
    f"NOT {PEOPLE}",
    (
        ("same full name", f"{share('full_names')} AND NOT {_MIDDLES_DIFFER}"),
        ("surname equal, given equal", f"{_SURNAME} AND {_GIVEN_EQUAL}"),
        ("surname equal, given fits", f"{_SURNAME} AND {_GIVEN_FITS}"),
        ("surname alike, given equal", f"{_SURNAME_ALIKE} AND {_GIVEN_EQUAL}"),
        ("surname alike, given fits", f"{_SURNAME_ALIKE} AND {_GIVEN_FITS}"),
        ("same words in another order", f"{same('words')} AND contains(words_l, ' ')"),
        ("surname equal, both alone", f"{_SURNAME} AND given_l IS NULL AND given_r IS NULL"),
        ("surname equal, or a given name alone", f"{_SURNAME} AND {_NO_GIVEN} AND {_MAYBE_GIVEN}"),
        ("surname equal, one alone", f"{_SURNAME} AND {_NO_GIVEN}"),
        ("surname alike, one alone", f"{_SURNAME_ALIKE} AND {_NO_GIVEN}"),
        ("surname equal, given differs", _SURNAME),
        ("surname alike, given differs", _SURNAME_ALIKE),
        ("single name is a given name", _BARE_IS_WORD),
        ("names differ", "ELSE"),
    ),
    short=(
        "surname equal, both alone", "surname equal, one alone",
        "surname equal, or a given name alone", "surname alike, one alone",
        "single name is a given name",
    ),
)  # fmt: skip

# ---- places by their own name
_ONE_SLIP = true(
    "length(place_translit_l) >= 6 AND left(place_translit_l, 1) = left(place_translit_r, 1)"
    " AND damerau_levenshtein(place_translit_l, place_translit_r) = 1"
    " AND place_skeleton_l = place_skeleton_r"
)
# A word before other words may be a compass point or a family of places: one is little.
_BEGINS = either("core_{1}[1:len(core_{0})] = core_{0}")
_SEVERAL = true("least(len(core_l), len(core_r)) >= 2")
_ADDRESSED = either("location_{0} IS NOT NULL AND location_{1} IS NULL"
                    " AND len(core_{0}) > len(core_{1})")  # fmt: skip
PLACE_NAME = Comparison(
    "place name",
    f"NOT {PLACES} OR NOT {missing('identity')}",  # known places are compared by `identity`
    (
        ("same name", share("keys")),
        ("same name without city, river and the like", same("place_key")),
        ("alike by sound", f"{same('place_translit')} OR {_ONE_SLIP}"),
        ("same acronym", share("acronyms")),
        ("acronym fits", f"{share('fits', 'acronyms')} OR {share('acronyms', 'fits')}"),
        ("one name begins the other, several words", f"{_BEGINS} AND {_SEVERAL}"),
        ("one name begins the other, the rest says where", f"{_BEGINS} AND {_ADDRESSED}"),
        ("one name lies in the other", f"{CONTAINED} AND {_ADDRESSED}"),
        ("one name inside the other, several words", f"{CONTAINED} AND {_SEVERAL}"),
        ("one name inside the other", CONTAINED),
        ("names differ", "ELSE"),
    ),
)  # fmt: skip

# ---- everything else by its name
_GENERIC = either("bare_{0} = 'generic'")
_LONG_L, _LONG_R = "long_forms_l IS NOT NULL", "long_forms_r IS NOT NULL"
_BOTH_LONG = f"({_LONG_L} AND {_LONG_R})"
_ONE_LONG = f"(({_LONG_L}) <> ({_LONG_R}))"
_PLACES_DIFFER = f"(NOT {missing('places')} AND NOT {share('places')})"
_SAME_PLACES = f"({same('places')} OR (places_l IS NULL AND places_r IS NULL))"
_COMMON = "len(list_intersect(core_l, core_r))"
_SMALL = "least(len(core_l), len(core_r))"
_LARGE = "greatest(len(core_l), len(core_r))"
_REST_L = "list_filter(core_l, lambda t: NOT list_contains(core_r, t))"
_REST_R = "list_filter(core_r, lambda t: NOT list_contains(core_l, t))"
_AS_LONG, _ALL_BUT_ONE = "len(core_l) = len(core_r)", f"{_COMMON} = len(core_l) - 1"
_ALL_DISTINCT = (
    "len(list_distinct(core_l)) = len(core_l) AND len(list_distinct(core_r)) = len(core_r)"
)
_CHANGED_IS_RARE = f"(list_has_any(rare_l, {_REST_L}) OR list_has_any(rare_r, {_REST_R}))"


def _one_changed(sql: str) -> str:
    """All words are shared but one on each side, and `sql` holds."""
    return only_where(_AS_LONG, only_where(_ALL_BUT_ONE, f"{_ALL_DISTINCT} AND {sql}"))


_VARIANT = _one_changed(
    f"{_CHANGED_IS_RARE}"
    f" AND least(length(({_REST_L})[1]), length(({_REST_R})[1])) >= 5"
    f" AND jaro_winkler_similarity(({_REST_L})[1], ({_REST_R})[1]) >= 0.92"
    f" AND damerau_levenshtein(({_REST_L})[1], ({_REST_R})[1]) <= 2"
)
_INFORMATION = "least(information_l, information_r)"
_RARE = true(f"{_INFORMATION} >= 4")
_MUCH = true(f"{_INFORMATION} >= 5 AND {_SMALL} >= 4")
_HEADS = same("head")
# The longer name ends in a noun of its own ("... Parliamentary Assembly"): a part, not the whole.
_IS_PART = either("len(core_{0}) > len(core_{1}) AND part_head_{0} IS NOT NULL"
                   " AND NOT list_contains(core_{1}, part_head_{0})")  # fmt: skip
_SAYS_WHERE = either("location_{0} IS NOT NULL AND location_{1} IS NULL")
_INSIDE = f"({CONTAINED} OR {share('cores')})"
_SHORT_INSIDE = either(
    "((long_forms_{0} IS NULL AND acronyms_{0} IS NOT NULL) OR bare_{0} = 'place')"
    " AND len(core_{1}) > len(core_{0})"
)
_BEHIND = either("list_contains(cores_{1}, behind_{0})")
_DESCRIBED = either("described_{0} AND NOT described_{1}")
_ONE_WORD = true(f"{_SMALL} = 1")
_ONE_ACRONYM = f"{share('acronyms')} AND {_BOTH_LONG}"
_LIKE = true(f"{_COMMON} * 2 >= {_SMALL}")
_FITS_R = "list_intersect(fits_l, acronyms_r)"
_FITS_L = "list_intersect(fits_r, acronyms_l)"


def _fits(size: str) -> str:
    """An acronym without long form fits the other record's long form; `size` of its letters."""
    found = (f"coalesce(len(list_filter({which}, lambda t: length(t) {size})), 0) > 0"
             for which in (_FITS_L, _FITS_R))  # fmt: skip
    return f"({_ONE_LONG} AND ({' OR '.join(found)}))"


_ONE_WITHOUT = f"{share('cores')} AND NOT {_SAYS_WHERE}"
_SAME_WORDS = f"{share('cores')} AND {_SAME_PLACES} AND NOT {_GENERIC}"
NAME = Comparison(
    "name",
    f"NOT {OTHERS} OR {missing('keys')}",
    (
        ("same generic name", f"{share('keys')} AND {_GENERIC}"),
        ("same acronym", f"{share('acronyms')} AND NOT {_LONG_L} AND NOT {_LONG_R}"),
        ("same name", share("keys")),
        ("acronym and its long form", f"{share('acronyms')} AND {_ONE_LONG}"),
        ("same words, another place", f"{share('cores')} AND {_PLACES_DIFFER}"),
        ("same words", f"{share('cores')} AND {_SAME_PLACES} AND NOT {_GENERIC}"),
        ("same telling words, one without place", f"{_ONE_WITHOUT} AND {_RARE}"),
        ("same words, one without place", _ONE_WITHOUT),
        ("acronym of four or more letters fits", _fits(">= 4")),
        ("acronym of three letters fits", _fits("= 3")),
        ("acronym of two letters fits", _fits("= 2")),
        ("one acronym, like long forms", f"{_ONE_ACRONYM} AND {_LIKE}"),
        ("one acronym, other long forms", _ONE_ACRONYM),
        ("own acronyms differ", f"{_BOTH_LONG} AND NOT {missing('acronyms')}"),
        ("alike by sound", f"{same('translit')} AND rare_l IS NOT NULL AND NOT {_SAYS_WHERE}"),
        ("spelling variant", _VARIANT),
        ("one word changed", _one_changed("len(core_l) > 1")),
        ("with and without a place or owner before it", _BEHIND),
        ("contained in a description", f"{CONTAINED} AND {_DESCRIBED}"),
        ("acronym or place inside a longer name", f"{CONTAINED} AND {_SHORT_INSIDE}"),
        ("contained, the rest says where", f"{_INSIDE} AND {_SAYS_WHERE}"),
        ("contained, the rest is a part", f"{CONTAINED} AND {_IS_PART}"),
        ("contained, one common word", f"{CONTAINED} AND {_ONE_WORD} AND NOT {_RARE}"),
        ("contained, same head, many words", f"{CONTAINED} AND {_HEADS} AND {_MUCH}"),
        ("contained, same head, rare", f"{CONTAINED} AND {_HEADS} AND {_RARE}"),
        ("contained, same head, common", f"{CONTAINED} AND {_HEADS}"),
        ("contained, same beginning, rare", f"{CONTAINED} AND {same('lead')} AND {_RARE}"),
        ("contained, same beginning, common", f"{CONTAINED} AND {same('lead')}"),
        ("contained", CONTAINED),
        ("most words shared", true(f"{_COMMON} >= 0.6 * {_LARGE}")),
        ("names differ", "ELSE"),
    ),
    short=(
        "same acronym", "same telling words, one without place",
        "same words, one without place",
        "with and without a place or owner before it",
        "acronym and its long form", "acronym of four or more letters fits",
        "acronym of three letters fits", "acronym of two letters fits",
        "acronym or place inside a longer name", "contained, the rest is a part",
        "contained, the rest says where", "contained, one common word",
        "contained, same head, rare",
        "contained, same head, common", "contained, same beginning, rare",
        "contained, same beginning, common", "contained",
    ),
)  # fmt: skip
