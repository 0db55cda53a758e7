"""Rows of the further figures: time, profiles of actors, how evenly actors are spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.comparison.figures import Profile
from toolkit.comparison.result import Comparison
from toolkit.report.actors import Cell
from toolkit.report.data import ActorRef, GroupView, Link, actor_ref, interval_text
from toolkit.report.evidence import EvidenceIndex
from toolkit.report.wording import visible, whole

PERIODS = 24
PROFILES = 8
SPREAD = 10
FEW = 5  # mentions below which nothing is said about how they are spread


@dataclass(frozen=True, slots=True)
class Slice:
    """One group in one period: its documents with a bar, and who leads."""

    documents: str
    bar: float
    leading: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PeriodRow:
    period: str
    slices: tuple[Slice, ...]


@dataclass(frozen=True, slots=True)
class TimeTable:
    unit: str
    rows: tuple[PeriodRow, ...]
    more: int
    undated: int


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """An actor with a theme. A cell: sentences with both, of those that name the actor."""

    actor: ActorRef
    theme: str
    cells: tuple[Cell, ...]
    difference: str


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """`cells`: by group, the deviation of proportions: 0 = even, 1 = in one place, "" = none."""

    actor: ActorRef
    cells: tuple[str, ...]


def time_table(comparison: Comparison, groups: Sequence[GroupView]) -> TimeTable | None:
    """The last periods; None where documents have no dates."""
    line = comparison.timeline
    if line is None:
        return None
    names = {a.entity_id: visible(a.name) for a in comparison.actors}
    found = {(s.period, s.group): s for s in line.slices}
    periods = list(dict.fromkeys(s.period for s in line.slices))
    most = max((s.documents for s in line.slices), default=0) or 1
    rows = []
    for period in periods[-PERIODS:]:
        slices = []
        for group in comparison.groups:
            row = found[period, group.id]
            leading = [(names[a.id], whole(a.documents)) for a in row.actors[:2] if a.id in names]
            width = round(100 * row.documents / most, 1)
            slices.append(Slice(whole(row.documents), width, tuple(leading)))
        rows.append(PeriodRow(period, tuple(slices)))
    undated = sum(line.undated.values())
    return TimeTable(line.unit, tuple(rows), max(0, len(periods) - PERIODS), undated)


def profile_rows(
    comparison: Comparison, groups: Sequence[GroupView], index: EvidenceIndex
) -> tuple[ProfileRow, ...]:
    """Actors that several groups name, with the themes of their sentences, where the groups differ
    most; the actors named most first among equals."""

    def gap(row: Profile) -> float:
        shares = [share.estimate for share in row.share.values()]
        return max(shares) - min(shares)

    chosen = [
        p
        for p in comparison.profiles
        if p.theme_id in index.theme_index and sum(p.together.values()) > 1
    ]
    chosen.sort(key=lambda p: (-gap(p), index.actor_index[p.entity_id], p.theme_id))
    rows = []
    for row in chosen[:PROFILES]:
        actor, theme = index.actor_index[row.entity_id], index.theme_index[row.theme_id]
        cells = []
        for group, view in zip(comparison.groups, groups, strict=True):
            number = row.together.get(group.id, 0)
            at = index.lead(index.ties(actor, theme, view.index)) if number else None
            link = Link(whole(number), at, actor, theme, view.index)
            cells.append(Cell(view, number, link, f"of {whole(row.sentences.get(group.id, 0))}"))
        difference = interval_text(row.difference, 0, 100) if row.difference else ""
        label = visible(comparison.themes[theme].label)
        rows.append(ProfileRow(actor_ref(index, actor), label, tuple(cells), difference))
    return tuple(rows)


def spread_rows(comparison: Comparison, index: EvidenceIndex) -> tuple[SpreadRow, ...]:
    """The actors named most, where a group has several documents."""
    rows = []
    for at, actor in enumerate(comparison.actors):
        counts = [actor.counts[group.id] for group in comparison.groups]
        shown = [
            f"{c.dispersion.dp_norm:.2f}" if c.dispersion and c.mentions >= FEW else ""
            for c in counts
        ]
        if any(shown):
            rows.append(SpreadRow(actor_ref(index, at), tuple(shown)))
        if len(rows) == SPREAD:
            break
    return tuple(rows)
