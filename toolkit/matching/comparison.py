"""What a comparison is."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.value import Value

Level = tuple[str, str]


@dataclass(frozen=True)
class Comparison(Value):
    """`silent` is the SQL under which the comparison says nothing (weight 0).

    `levels` are (name, SQL), tested from first to last; the last one has the SQL "ELSE". At the
    levels of `short` the shorter name may belong to several longer ones: they decide last.
    """

    name: str
    silent: str = field(repr=False)
    levels: tuple[Level, ...] = field(repr=False)
    short: tuple[str, ...] = ()
