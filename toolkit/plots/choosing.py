"""Which actors a figure shows, and how it says what it leaves out."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from toolkit.comparison.result import Actor, Comparison, Group
from toolkit.errors import NotFoundError, UsageError
from toolkit.types import TYPES

MOST = 100  # rows of a figure


def checked(limit: int) -> int:
    """Raises UsageError for a number of rows that no figure has."""
    if not isinstance(limit, int) or not 1 <= limit <= MOST:
        raise UsageError(f"limit is {limit!r}", hint=f"Give a whole number from 1 to {MOST}.")
    return limit


def of_kinds(comparison: Comparison, kinds: Collection[str]) -> list[Actor]:
    """The actors of these kinds (all where none is given), in the order of the comparison."""
    kinds = (kinds,) if isinstance(kinds, str) else kinds
    unknown = sorted(set(kinds) - set(TYPES))
    if unknown:
        raise UsageError(f"{unknown[0]!r} is no kind of actor", hint="Known: " + ", ".join(TYPES))
    return [a for a in comparison.actors if not kinds or a.kind in kinds]


def named(comparison: Comparison, asked: Iterable[str]) -> list[Actor]:
    """The actors of these names, aliases or ids, in the order asked. Raises NotFoundError."""
    found = []
    for name in asked:
        actor = next((a for a in comparison.actors if _is(a, name)), None)
        if actor is None:
            names = [a.name for a in comparison.actors]
            close = difflib.get_close_matches(name, names, n=3)
            hint = "Close: " + ", ".join(close) if close else ""
            raise NotFoundError(f"the comparison has no actor {name!r}", hint=hint)
        found.append(actor)
    return found


def _is(actor: Actor, name: str) -> bool:
    return name in (actor.entity_id, actor.name) or any(f.text == name for f in actor.forms)


def group_of(comparison: Comparison, asked: str) -> Group:
    """The group of this id or label. Raises NotFoundError."""
    for group in comparison.groups:
        if asked in (group.id, group.label):
            return group
    known = ", ".join(g.id for g in comparison.groups)
    raise NotFoundError(f"the comparison has no group {asked!r}", hint=f"It has: {known}")


def something(rows: Sequence[Any], what: str) -> None:
    """Raises UsageError where there is nothing to draw: an empty figure says nothing."""
    if not rows:
        raise UsageError(f"there is nothing to draw: {what}")


def left_out(shown: int, found: int, what: str, order: str) -> tuple[str, ...]:
    """A note on rows that a figure has no room for."""
    if found <= shown:
        return ()
    return (f"{shown} of {found} {what} are shown, {order}; limit= shows more",)
