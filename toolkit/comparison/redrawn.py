"""What other resolutions do to the figures of a comparison.

Most actors are the same in every draw and are counted once; only the components in doubt are
counted for each of their outcomes, and a draw adds up what its outcomes give.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.comparison import statistics
from toolkit.comparison.inputs import Selection
from toolkit.comparison.result import Actor
from toolkit.comparison.uncertainty import ActorDoubt, Hinge, Range
from toolkit.matching import Alternatives, Component

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

DEPTH = 200  # of rankings: beyond it rank-biased overlap (p = 0.9) changes by less than 1e-9
Ranked = tuple[int, str, str]  # minus mentions, name, id: in the order of rankings


@dataclass(frozen=True)
class Redrawn:
    """Alternative resolutions as a comparison takes them. `record_of` maps the mentions of the
    records in doubt to these; `hinges` are the first of `questions` open ones; `passed` counts, for
    each threshold of the grid, the pairs of names that lie on its other side."""

    alternatives: Alternatives
    record_of: Mapping[str, str]
    hinges: tuple[Hinge, ...]
    questions: int
    passed: tuple[int, ...] = ()


@dataclass(frozen=True)
class Part:
    """An entity of one outcome: mentions and documents by number of the group. `anchors` are the
    actors of the comparison that are followed by one of its records; it is ranked as `called`."""

    mentions: tuple[int, ...]
    documents: tuple[int, ...]
    anchors: tuple[str, ...]
    called: tuple[str, str]

    @property
    def groups(self) -> tuple[int, ...]:
        return tuple(number for number, count in enumerate(self.mentions) if count)


@dataclass(frozen=True)
class Counted:
    """A component with the entities of each of its outcomes."""

    component: Component
    outcomes: tuple[tuple[Part, ...], ...]


class Redrawing:
    """The figures of a selection over all draws. `settled` are actors that are in no doubt."""

    def __init__(self, redrawn: Redrawn, selection: Selection, actors: Sequence[Actor]) -> None:
        self.groups, self.actors = selection.groups, actors
        self.draws = redrawn.alternatives.drawing.draws
        self.grid = redrawn.alternatives.grid
        cells = _Cells(redrawn.record_of, selection, actors)
        self.settled = [a for a in actors if a.entity_id not in cells.doubted]
        self.components = [
            counted
            for component in redrawn.alternatives.components
            for counted in (_counted(component, cells),)
            if any(counted.outcomes)
        ]

    def regions(self) -> dict[tuple[int, ...], Numbers]:
        """Actors by the numbers of the groups that name them: for every draw, then for every
        threshold of the grid."""
        import numpy as np

        size = self.draws + len(self.grid)
        place = {group: number for number, group in enumerate(self.groups)}
        fixed = Counter(tuple(place[g] for g in a.groups) for a in self.settled)
        found: dict[tuple[int, ...], Numbers] = {
            key: np.full(size, float(count)) for key, count in sorted(fixed.items())
        }
        for counted in self.components:
            chosen = self._chosen(counted.component)
            counts = [Counter(p.groups for p in parts) for parts in counted.outcomes]
            for key in sorted({key for count in counts for key in count}):
                values = np.array([count[key] for count in counts], dtype=float)
                found.setdefault(key, np.zeros(size))
                found[key] += values[chosen]
        return found

    def _chosen(self, component: Component) -> NDArray[np.int64]:
        import numpy as np

        return np.concatenate([component.drawn, np.array(component.grid, dtype=np.int64)])

    def weighted_jaccard(self, totals: Sequence[int]) -> Numbers:
        """statistics.weighted_jaccard of two groups in every draw."""
        import numpy as np

        if not all(totals):
            return np.zeros(self.draws)
        least, most = np.zeros(self.draws), np.zeros(self.draws)
        for actor in self.settled:
            counts = [actor.counts[group].mentions for group in self.groups]
            shares = [count / total for count, total in zip(counts, totals, strict=True)]
            least += min(shares)
            most += max(shares)
        for counted in self.components:
            both = np.array([
                [sum(f(m / n for m, n in zip(p.mentions, totals, strict=True)) for p in parts)
                 for f in (min, max)]
                for parts in counted.outcomes
            ])  # fmt: skip
            least += both[counted.component.drawn, 0]
            most += both[counted.component.drawn, 1]
        shares_: Numbers = least / most
        return shares_

    def rank_biased_overlap(self) -> Numbers:
        """statistics.rank_biased_overlap of two groups in every draw, down to DEPTH."""
        import numpy as np

        fixed = [self._ranking(number) for number in (0, 1)]
        floor = [ranked[DEPTH - 1][0] if len(ranked) >= DEPTH else 0 for ranked in fixed]
        rows = [
            [[_ranked(part, number, floor[number]) for part in parts] for parts in c.outcomes]
            for number in (0, 1) for c in self.components
        ]  # fmt: skip
        half = len(self.components)
        kept: dict[tuple[tuple[str, ...], ...], float] = {}
        values = np.zeros(self.draws)
        for draw in range(self.draws):
            lists = []
            for number in (0, 1):
                own = [
                    row
                    for at, c in enumerate(self.components, number * half)
                    for row in rows[at][c.component.drawn[draw]]
                    if row is not None
                ]
                merged = sorted([*fixed[number], *own])[:DEPTH]
                lists.append(tuple(name for _, _, name in merged))
            key = tuple(lists)
            if key not in kept:
                kept[key] = statistics.rank_biased_overlap(lists[0], lists[1])
            values[draw] = kept[key]
        return values

    def _ranking(self, number: int) -> list[Ranked]:
        group = self.groups[number]
        return sorted(
            (-a.counts[group].mentions, a.name, a.entity_id)
            for a in self.settled if a.counts[group].mentions
        )[:DEPTH]  # fmt: skip

    def followed(self) -> dict[str, tuple[list[Part], NDArray[np.int64]]]:
        """By id of an actor in doubt: the entity that it is in each outcome, and the outcome of
        each draw."""
        found = {}
        for counted in self.components:
            where: dict[str, list[Part]] = defaultdict(list)
            for parts in counted.outcomes:
                for part in parts:
                    for actor in part.anchors:
                        where[actor].append(part)
            for actor, entities in where.items():
                found[actor] = (entities, counted.component.drawn)
        return found


class _Cells:
    """Counted mentions by record, and the actors that are followed by a record."""

    def __init__(
        self, record_of: Mapping[str, str], selection: Selection, actors: Sequence[Actor]
    ) -> None:
        self.groups = len(selection.groups)
        place = {group: number for number, group in enumerate(selection.groups)}
        self.held: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
        mentions: dict[str, Counter[str]] = defaultdict(Counter)
        for row in selection.rows:
            record = record_of.get(row.mention.mention_id)
            if record is not None:
                doc_id = row.mention.doc_id
                self.held[record][place[selection.group_of[doc_id]], doc_id] += 1
                mentions[row.mention.entity_id][record] += 1
        self.doubted = mentions.keys()
        self.anchors = {
            min(counts, key=lambda r: (-counts[r], r)): entity_id
            for entity_id, counts in mentions.items()
        }
        self.names = {a.entity_id: (a.name, a.entity_id) for a in actors}
        self.sizes = {a.entity_id: len(a.mention_ids) for a in actors}

    def part(self, records: Iterable[str]) -> Part | None:
        mentions, documents = [0] * self.groups, [0] * self.groups
        cells: Counter[tuple[int, str]] = Counter()
        anchors = []
        first = ""
        for record in records:
            if record in self.held:
                first = first or record
                cells.update(self.held[record])
                if record in self.anchors:
                    anchors.append(self.anchors[record])
        if not cells:
            return None
        for (group, _), count in cells.items():
            mentions[group] += count
            documents[group] += 1
        largest = min(anchors, key=lambda a: (-self.sizes[a], a), default="")
        called = self.names[largest] if anchors else (first, first)
        return Part(tuple(mentions), tuple(documents), tuple(anchors), called)


def _counted(component: Component, cells: _Cells) -> Counted:
    known: dict[tuple[str, ...], Part | None] = {}
    outcomes = []
    for partition in component.outcomes:
        for records in partition:
            if records not in known:
                known[records] = cells.part(records)
        outcomes.append(tuple(p for records in partition if (p := known[records]) is not None))
    return Counted(component, tuple(outcomes))


def _ranked(part: Part, number: int, floor: int) -> Ranked | None:
    """`floor` is minus the mentions of the last that is ranked at all; 0 where all are."""
    count = -part.mentions[number]
    return (count, *part.called) if count < 0 and count <= floor else None


def spread(value: float, drawn: Numbers) -> Range:
    """The range of a figure: `value` in the comparison, `drawn` in the draws."""
    import numpy as np

    ordered = np.sort(drawn)
    outside = int(0.025 * len(ordered))  # draws that are left out on either side
    least, most = float(ordered[0]), float(ordered[-1])
    return Range(
        value, float(ordered[outside]), float(ordered[-1 - outside]), least, most,
        float((ordered == least).mean()), float((ordered == most).mean()),
    )  # fmt: skip


def actor_doubts(redrawing: Redrawing) -> tuple[ActorDoubt, ...]:
    """Actors whose figures differ between draws: those that may or may not be shared first, the
    least sure before others, then by mentions and name."""
    found = []
    followed = redrawing.followed()
    for actor in redrawing.actors:
        if actor.entity_id in followed:
            doubt = _doubt(actor, redrawing.groups, *followed[actor.entity_id])
            if any(r.varies for r in (*doubt.mentions.values(), *doubt.documents.values())):
                found.append((abs(doubt.shared_share - 0.5), -len(actor.mention_ids), doubt))
    found.sort(key=lambda item: (item[0], item[1], item[2].name, item[2].entity_id))
    return tuple(doubt for _, _, doubt in found)


def _doubt(
    actor: Actor, groups: Sequence[str], parts: Sequence[Part], drawn: NDArray[np.int64]
) -> ActorDoubt:
    import numpy as np

    mentions = np.array([p.mentions for p in parts], dtype=float)[drawn]
    documents = np.array([p.documents for p in parts], dtype=float)[drawn]
    named = mentions > 0
    return ActorDoubt(
        actor.entity_id, actor.name, len(actor.groups) == len(groups),
        float(named.all(axis=1).mean()),
        {g: float(named[:, at].mean()) for at, g in enumerate(groups)},
        {g: spread(actor.counts[g].mentions, mentions[:, at]) for at, g in enumerate(groups)},
        {g: spread(actor.counts[g].documents, documents[:, at]) for at, g in enumerate(groups)},
    )  # fmt: skip
