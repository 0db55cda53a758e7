"""Pieces of SQL conditions on the columns of two records.

A condition may never be NULL: a three-valued answer would fall through to a later level. So every
test of a column that can be missing goes through `true`.
"""

from __future__ import annotations

_FEW = 80  # values of the shorter of two lists


def true(sql: str) -> str:
    return f"coalesce({sql}, FALSE)"


def same(column: str) -> str:
    return true(f"{column}_l = {column}_r")


def share(column: str, other: str = "") -> str:
    return true(f"list_has_any({column}_l, {other or column}_r)")


def shared(column: str) -> str:
    """How many values two lists of distinct values share.

    Of most pairs one list is short, and to look for its values in the other is several times faster
    than a table of hashes: what is looked for costs far more than what it is held against.
    """
    left, right = f"{column}_l", f"{column}_r"

    def looked_for(those: str, others: str) -> str:
        return f"len(list_filter({those}, lambda t: list_contains({others}, t)))"

    return (
        f"coalesce(CASE WHEN least(len({left}), len({right})) > {_FEW} "
        f"THEN len(list_intersect({left}, {right})) "
        f"WHEN len({left}) <= len({right}) THEN {looked_for(left, right)} "
        f"ELSE {looked_for(right, left)} END, 0)"
    )


def only_where(asked: str, sql: str) -> str:
    """Both hold; `sql` is looked at only where `asked` does, which an AND inside of `true` does not
    spare."""
    return f"(CASE WHEN {asked} THEN {true(sql)} ELSE FALSE END)"


def missing(column: str) -> str:
    return f"({column}_l IS NULL OR {column}_r IS NULL)"


def either(sql: str) -> str:
    """`sql` holds one way round or the other: {0} is one side (l or r), {1} the other."""
    return f"({true(sql.format('l', 'r'))} OR {true(sql.format('r', 'l'))})"


_PERSONS = true("nameclass_l = 'person' AND nameclass_r = 'person'")
_PLACES = true("nameclass_l = 'place' AND nameclass_r = 'place'")
PEOPLE, PLACES = f"({_PERSONS})", f"({_PLACES})"
OTHERS = f"(NOT {PEOPLE} AND NOT {PLACES})"
CONTAINED = true("list_has_all(core_l, core_r) OR list_has_all(core_r, core_l)")
