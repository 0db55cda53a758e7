"""The comparisons: one per concept, levels as SQL for DuckDB.

Everything that a model can score is here; a model file only holds weights for these names.
"""

from __future__ import annotations

from toolkit.matching.comparison import Comparison
from toolkit.matching.conditions import (
    CONTAINED,
    PEOPLE,
    PLACES,
    either,
    missing,
    only_where,
    same,
    share,
    shared,
)
from toolkit.matching.name_levels import NAME, PERSON, PLACE_NAME

# ---- what is said beside the name
IDENTITY = Comparison(
    "identity",
    missing("identity"),
    (("same known thing", same("identity")), ("two known things", "ELSE")),
)
PLACE = Comparison(
    "place",
    f"{missing('places')} OR {PEOPLE} OR {PLACES}",
    (("same", same("places")), ("overlap", share("places")), ("another", "ELSE")),
)
_YEARS_DIFFER = f"(NOT {missing('years')} AND NOT {share('years')})"
_COUNTS_DIFFER = f"(NOT {missing('counts')} AND NOT {share('counts')})"
_NO_COUNT = "(counts_l IS NULL AND counts_r IS NULL)"
_NO_NUMBER = f"({_NO_COUNT} AND years_l IS NULL AND years_r IS NULL)"
# Of persons: which bearer of the name. A surname alone says nothing of it.
_ONE_COUNT, _ONE_SHORT = missing("counts"), missing("given")
_NO_GENERATION = f"({_NO_COUNT} OR {share('counts')} OR ({_ONE_COUNT} AND {_ONE_SHORT}))"
NUMBER = Comparison(
    "number",
    f"{_NO_NUMBER} OR {PLACES} OR ({PEOPLE} AND {_NO_GENERATION})",
    (
        ("differs, person", f"{PEOPLE} AND {_COUNTS_DIFFER}"),  # "Sr." and "Jr.", "II" and "III"
        ("one without, person", PEOPLE),
        ("differs", f"{_YEARS_DIFFER} OR {_COUNTS_DIFFER}"),
        ("same", f"{share('years')} OR {share('counts')}"),
        ("one without, document", either("kind_{0} = 'DOCUMENT'")),
        ("one without, event", either("kind_{0} = 'EVENT'")),
        ("one without", "ELSE"),
    ),
)
_NEAR_KINDS = (
    ("ORG", "PROGRAMME"), ("ORG", "FACILITY"), ("ORG", "PRODUCT"), ("PROGRAMME", "DOCUMENT"),
    ("PROGRAMME", "PRODUCT"), ("PROGRAMME", "EVENT"), ("GPE", "LOC"), ("LOC", "FACILITY"),
    ("GPE", "FACILITY"),
)  # fmt: skip


def near_kinds(left: str, right: str) -> bool:
    """Are two kinds often mixed up for one thing?"""
    return (left, right) in _NEAR_KINDS or (right, left) in _NEAR_KINDS


_NEAR = " OR ".join(either(f"kind_{{0}} = '{a}' AND kind_{{1}} = '{b}'") for a, b in _NEAR_KINDS)
KIND = Comparison(
    "kind",
    missing("kind"),
    (
        ("same", same("kind")),
        ("near", f"({_NEAR})"),
        ("differs, person", either("kind_{0} = 'PERSON'")),
        ("differs, same name", share("keys")),
        ("differs, place", either("kind_{0} IN ('GPE', 'LOC')")),
        ("differs", "ELSE"),
    ),
)
OFFICE = "office:"  # before the offices among the roles
_OFFICES = [f"len(list_filter(roles_{side}, lambda r: starts_with(r, '{OFFICE}'))) > 0"
            for side in "lr"]  # fmt: skip
ROLE = Comparison(
    "role",
    f"{missing('roles')} OR NOT {PEOPLE}",
    (
        ("shared", share("roles")),
        ("other office, surname alone", only_where(missing("given"), " AND ".join(_OFFICES))),
        ("none shared", "ELSE"),
    ),
)
_RARE_NEAR, _COMMON_NEAR = shared("near_rare"), shared("near_common")
_SAME_DOCUMENT = f"({shared('documents')} >= 1)"
# Two full names of persons: relatives and colleagues share a context.
_FULL_PERSONS = f"({PEOPLE} AND NOT {missing('given')})"
SURROUNDINGS = Comparison(
    "names nearby",
    f"{PLACES} OR {_FULL_PERSONS} OR {missing('documents')}",
    (
        ("same document, one name inside the other", f"{_SAME_DOCUMENT} AND {CONTAINED}"),
        ("same document", _SAME_DOCUMENT),
        ("two or more rare ones", f"{_RARE_NEAR} >= 2"),
        ("one rare", f"{_RARE_NEAR} >= 1"),
        ("three or more common ones", f"{_COMMON_NEAR} >= 3"),
        ("one or two common ones", f"{_COMMON_NEAR} >= 1"),
        ("none", "ELSE"),
    ),
)

COMPARISONS = (
    IDENTITY, PERSON, PLACE_NAME, NAME, PLACE, NUMBER, KIND, ROLE, SURROUNDINGS,
)  # fmt: skip
