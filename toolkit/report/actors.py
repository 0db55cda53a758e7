"""Rows of the overlap and of the table of actors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.comparison.result import Actor, Comparison
from toolkit.report import charts
from toolkit.report.data import ActorRef, GroupView, Link, actor_link, actor_ref
from toolkit.report.evidence import EvidenceIndex
from toolkit.report.wording import kind_label, visible, whole

ALIASES = 3
SETS = 12  # of some groups, neither one nor all, that are not folded

FEW_SINGLE = 20  # so many actors with a single mention are printed


@dataclass(frozen=True, slots=True)
class Cell:
    """A count of one group: the number as a link, what it is out of, and where there are many
    groups the length of a bar (percent)."""

    group: GroupView
    number: int
    link: Link
    detail: str = ""
    bar: float = 0.0


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of an overlap list: an actor with its counts in the groups that name it."""

    actor: ActorRef
    counts: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """Actors named by exactly these groups. `hidden` lines stand in the actors table only; a
    `folded` region is one of many small ones."""

    members: tuple[GroupView, ...]
    total: int
    listed: tuple[Listed, ...]
    bar: charts.Bar
    filter: str
    folded: bool = False

    @property
    def hidden(self) -> int:
        return self.total - len(self.listed)


@dataclass(frozen=True, slots=True)
class ActorRow:
    actor: ActorRef
    aliases: str
    cells: tuple[Cell, ...]
    plot: charts.Dumbbell | None


@dataclass(frozen=True, slots=True)
class ActorTable:
    """`total` counts also actors without a row; `single` rows have one mention and are
    not printed."""

    rows: tuple[ActorRow, ...]
    kinds: tuple[str, ...]
    ticks: tuple[charts.Tick, ...]
    total: int
    single: int


def regions(
    comparison: Comparison, groups: Sequence[GroupView], index: EvidenceIndex, top: int
) -> tuple[Region, ...]:
    """The parts of the overlap, each with its most named actors; for two groups A, both, B."""
    sets = {actor.groups for actor in comparison.actors}
    if len(groups) == 2:
        first, second = comparison.groups[0].id, comparison.groups[1].id
        order: list[tuple[str, ...]] = [(first,), (first, second), (second,)]
    else:
        place = {group.id: i for i, group in enumerate(comparison.groups)}
        order = sorted(sets, key=lambda s: (-len(s), [place[g] for g in s]))
    members = {key: [a for a in comparison.actors if a.groups == key] for key in order}
    bars = charts.stacked([len(members[key]) for key in order])
    if len(groups) != 2:
        longest = max((len(rows) for rows in members.values()), default=1) or 1
        bars = tuple(charts.Bar(0, round(100 * len(members[k]) / longest, 2)) for k in order)
    several = [key for key in order if 1 < len(key) < len(groups)]
    folded = sorted(several, key=lambda key: -len(members[key]))[SETS:]
    return tuple(
        replace(_region(key, members[key], bar, groups, index, top), folded=key in folded)
        for key, bar in zip(order, bars, strict=True)
    )


def _region(
    key: tuple[str, ...],
    actors: list[Actor],
    bar: charts.Bar,
    groups: Sequence[GroupView],
    index: EvidenceIndex,
    top: int,
) -> Region:
    ranked = sorted(actors, key=lambda a: (-_mentions(a), visible(a.name).casefold(), a.entity_id))
    listed = []
    for actor in ranked[:top]:
        at = index.actor_index[actor.entity_id]
        cells = tuple(
            _actor_cell(actor, at, group, index)
            for group in groups
            if index_id(index, group) in key
        )
        listed.append(Listed(actor_ref(index, at), cells))
    inside = tuple(group for group in groups if index_id(index, group) in key)
    chosen = inside[0].slug if len(inside) == 1 else "all" if len(inside) == len(groups) else "some"
    return Region(inside, len(actors), tuple(listed), bar, chosen)


def index_id(index: EvidenceIndex, group: GroupView) -> str:
    """The id of a group as the comparison has it (the view holds a safe slug)."""
    return index.comparison.groups[group.index].id


def _mentions(actor: Actor) -> int:
    return sum(count.mentions for count in actor.counts.values())


def _actor_cell(actor: Actor, at: int, group: GroupView, index: EvidenceIndex) -> Cell:
    count = actor.counts.get(index_id(index, group))
    number = count.mentions if count else 0
    link = actor_link(index, at, group.index, whole(number))
    detail = f"in {count.documents}" if count and number > 1 and group.documents > 1 else ""
    return Cell(group, number, link, detail)


def actor_table(
    comparison: Comparison, groups: Sequence[GroupView], index: EvidenceIndex, most: int
) -> ActorTable:
    """One row for each of the first `most` actors. Up to four groups share one plot (a single
    mention needs none); more have a bar each."""
    rates = [c.per_1000 for actor in comparison.actors for c in actor.counts.values()]
    scale, ticks = charts.rate_scale(rates)
    rows = []
    for at, actor in enumerate(comparison.actors[:most]):
        cells = tuple(_actor_cell(actor, at, group, index) for group in groups)
        found = [actor.counts.get(group.id) for group in comparison.groups]
        values = [c.per_1000 if c and c.mentions else None for c in found]
        plot = None
        if len(groups) >= charts.MULTIPLES:
            cells = with_bars(cells, charts.lengths(scale, values))
        elif _mentions(actor) > 1:
            plot = charts.dumbbell(scale, values)
        rows.append(ActorRow(actor_ref(index, at), _aliases(actor), cells, plot))
    kinds = tuple(sorted({kind_label(actor.kind) for actor in comparison.actors}))
    single = sum(row.plot is None for row in rows) if len(groups) < charts.MULTIPLES else 0
    unprinted = single if FEW_SINGLE < single < len(rows) else 0
    return ActorTable(tuple(rows), kinds, ticks, len(comparison.actors), unprinted)


def with_bars(cells: Sequence[Cell], bars: Sequence[float]) -> tuple[Cell, ...]:
    return tuple(replace(cell, bar=bar) for cell, bar in zip(cells, bars, strict=True))


def _aliases(actor: Actor) -> str:
    """Other written forms, the most frequent first; spellings that differ by case count once."""
    ranked = sorted(actor.forms, key=lambda f: (-sum(f.counts.values()), f.text))
    seen = {visible(actor.name).casefold()}
    names = []
    for form in ranked:
        text = visible(form.text)
        if text.casefold() not in seen:
            seen.add(text.casefold())
            names.append(text)
    rest = f" and {len(names) - ALIASES} more" if len(names) > ALIASES else ""
    return " · ".join(names[:ALIASES]) + rest
