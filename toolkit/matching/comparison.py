"""What a comparison is."""

from __future__ import annotations

from dataclasses import dataclass

Level = tuple[str, str]


@dataclass(frozen=True)
class Comparison:
    """`silent` is the SQL under which the comparison says nothing (weight 0).

    `levels` are (name, SQL), tested from first to last; the last one has the SQL "ELSE". `rarity`
    names the levels whose weight is lowered where several full names share the surname. At the
    levels of `short` the shorter name may belong to several longer ones: they decide last.
    """

    name: str
    silent: str
    levels: tuple[Level, ...]
    rarity: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
