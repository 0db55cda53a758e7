"""What an answer would change in what the comparison says.

Two ways to divide some records into entities are set side by side: the one if the two names are
one thing, the other if they are two. With

    S  pairs of groups x actors: how many "named by both groups" appear or vanish,
    D  cells (entity, document) that move from one entity to another,
    M  mentions that move,

the size of the effect is 5 S + D + M / 5: whether an actor is shared is what a comparison is read
for, the document is the unit of its shares, and mentions of one document say little more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from toolkit.corpus.replaying import Cell, added
from toolkit.value import Value

SHARED, DOCUMENT, MENTION = 5.0, 1.0, 0.2

Part = tuple[str, ...]
Partition = Sequence[Part]


@dataclass(frozen=True, slots=True)
class Effect(Value):
    """How the entities differ between the answers "same" and "different"; see the module."""

    shared: int
    documents: int
    mentions: int

    @property
    def size(self) -> float:
        return SHARED * self.shared + DOCUMENT * self.documents + MENTION * self.mentions


@dataclass(frozen=True)
class Weigher:
    """Measures effects. `cells` are the counted mentions by record, `label` what people read for a
    group, `called` the name of a set of records."""

    cells: Mapping[str, Counter[Cell]]
    label: Callable[[str], str]
    called: Callable[[Part], str]

    def effect(self, same: Partition, different: Partition) -> Effect:
        """The distance of two partitions of the same records."""
        one, two = _shared(self._sums(same)), _shared(self._sums(different))
        statements = sum(abs(one[pair] - two[pair]) for pair in one.keys() | two.keys())
        moved = self._moved(same, different)
        return Effect(statements, len(moved), moved.total())

    def said(self, now: Partition, then: Partition) -> tuple[str, ...]:
        """In words what changes when `now` becomes `then`; empty where nothing does."""
        if sorted(now) == sorted(then):
            return ()
        lines = [*self._gained(now, then), *self._lost(now, then)]
        lines += self._figures(now, then)
        return tuple(lines)

    def _sums(self, partition: Partition) -> list[Counter[Cell]]:
        return [added(part, self.cells) for part in partition]

    def _groups(self, part: Part) -> frozenset[str]:
        return frozenset(group for group, _ in added(part, self.cells))

    def _moved(self, one: Partition, two: Partition) -> Counter[Cell]:
        """The cells outside the best overlap of the parts, the largest overlap first."""
        overlaps = sorted(
            (
                (-added(both, self.cells).total(), a, b)
                for a, left in enumerate(one)
                for b, right in enumerate(two)
                for both in (set(left) & set(right),)
                if both
            )
        )
        stay: set[str] = set()
        used: tuple[set[int], set[int]] = (set(), set())
        for _, a, b in overlaps:
            if a not in used[0] and b not in used[1]:
                used[0].add(a)
                used[1].add(b)
                stay |= set(one[a]) & set(two[b])
        everything = {record for part in one for record in part}
        return added(sorted(everything - stay), self.cells)

    def _gained(self, now: Partition, then: Partition) -> list[str]:
        return [
            f"would make {self.called(part)} a shared actor of {self._names(groups)}"
            for part in then
            for groups in (self._groups(part),)
            if len(groups) > 1
            and not any(set(old) & set(part) and groups <= self._groups(old) for old in now)
        ]

    def _lost(self, now: Partition, then: Partition) -> list[str]:
        lines = []
        for part in now:
            groups = self._groups(part)
            heirs = [new for new in then if set(new) & set(part)]
            if len(groups) > 1 and not any(groups <= self._groups(new) for new in heirs):
                lines.append(
                    f"{self.called(part)} would no longer be shared by {self._names(groups)}"
                )
        shared = [[part for part in side if len(self._groups(part)) > 1] for side in (now, then)]
        if len(shared[1]) < len(shared[0]) and not lines:
            names = " and ".join(sorted(self.called(part) for part in shared[0]))
            number = f"{len(shared[1])} instead of {len(shared[0])}"
            lines.append(f"{names} would be {number} shared actors")
        return lines

    def _figures(self, now: Partition, then: Partition) -> list[str]:
        moved = self._moved(now, then)
        if not moved:
            return ["would move no mention that counts"]
        number = Counter(group for group, _ in moved)
        mentions: Counter[str] = Counter()
        for (group, _), count in moved.items():
            mentions[group] += count
        each = ", ".join(
            f"{_count(mentions[group], 'mention')} in {_count(number[group], 'document')} of "
            f"{self.label(group)}"
            for group in sorted(number)
        )
        verb = "join" if len(then) < len(now) else "part"
        names = " and ".join(
            self.called(part) for part in (now if verb == "join" else then)
            if part not in (then if verb == "join" else now)
        )  # fmt: skip
        return [f"would {verb} {names}: moves {each}"]

    def _names(self, groups: frozenset[str]) -> str:
        names = [self.label(group) for group in sorted(groups)]
        return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _shared(sums: Sequence[Counter[Cell]]) -> Counter[tuple[str, ...]]:
    """For each pair of groups, how many parts both of them name."""
    found: Counter[tuple[str, ...]] = Counter()
    for cells in sums:
        found.update(combinations(sorted({group for group, _ in cells}), 2))
    return found
