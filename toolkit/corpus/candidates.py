"""Pairs of records that are worth a question, before their effect is worked out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.corpus.effects import DOCUMENT, MENTION, SHARED, Part
from toolkit.corpus.questions import ALARM, BELOW, JOINED, REFUSED, SHORT
from toolkit.corpus.replaying import Cell, added
from toolkit.entities.alarms import Alarm
from toolkit.matching import Clusters, Unresolved

Pair = tuple[str, str]
Scored = Mapping[Pair, float]  # (record_l, record_r), ordered -> probability
Called = Callable[[Part], str]

# Where another witness speaks against the score, neither is trusted beyond this.
REFUSED_BETWEEN, ALARM_BETWEEN = (0.1, 0.9), (0.25, 0.75)
WEIGHED = 400  # candidates whose effect is worked out; the others have a smaller upper bound


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two records, the probability of "same", and other clusters that the answer touches."""

    left: str
    right: str
    reason: str
    text: str
    probability: float
    touched: tuple[str, ...] = ()

    @property
    def pair(self) -> Pair:
        return (min(self.left, self.right), max(self.left, self.right))


def gathered(
    clusters: Clusters, scored: Scored, alarms: Sequence[Alarm], called: Called
) -> list[Candidate]:
    """From weak to strong reasons: a later one about the same pair says more."""
    found = [*_decided(clusters, scored)]
    for item in clusters.unresolved:
        found += _short(item, clusters, scored, called)
    for alarm in alarms:
        pair = (min(alarm.left_id, alarm.right_id), max(alarm.left_id, alarm.right_id))
        p = _within(scored.get(pair, 0.5), ALARM_BETWEEN)
        text = f"{alarm.kind}: {alarm.text}"
        found.append(Candidate(alarm.left_id, alarm.right_id, ALARM, text, p))
    return found


def _decided(clusters: Clusters, scored: Scored) -> Iterable[Candidate]:
    for decision in clusters.decisions:
        left, right = decision.record_l, decision.record_r
        p = scored[left, right]
        if decision.verdict == "merged":
            yield Candidate(left, right, JOINED, decision.reason, p)
        elif decision.verdict == "below threshold":
            yield Candidate(left, right, BELOW, decision.reason, p)
        elif decision.verdict == "refused":
            yield Candidate(left, right, REFUSED, decision.reason, _within(p, REFUSED_BETWEEN))


def _short(
    item: Unresolved, clusters: Clusters, scored: Scored, called: Called
) -> Iterable[Candidate]:
    """A short name and each thing that it may be; their probabilities share what there is."""
    fits: dict[str, tuple[float, str]] = {}
    for root in item.candidates:
        for member in clusters.members[root]:
            pair = (min(item.record_id, member), max(item.record_id, member))
            if pair in scored:
                fits[root] = max(fits.get(root, (0.0, "")), (scored[pair], member))
    total = sum(p for p, _ in fits.values()) or 1.0
    names = " or ".join(sorted(called(clusters.members[root]) for root in fits))
    for p, member in fits.values():
        yield Candidate(
            item.record_id, member, SHORT, f"“{' '.join(item.name.split())}” may be {names}",
            _within(p / total, REFUSED_BETWEEN), tuple(fits),
        )  # fmt: skip


def promising(
    candidates: Iterable[Candidate], clusters: Clusters, cells: Mapping[str, Counter[Cell]]
) -> list[Candidate]:
    """Those with the largest upper bounds of priority, each pair of records once."""
    home = clusters.cluster_of()
    sizes = {root: added(part, cells).total() for root, part in clusters.members.items()}
    best: dict[Pair, tuple[float, Candidate]] = {}
    for candidate in candidates:
        if candidate.left in home and candidate.right in home:
            p = candidate.probability
            a, b = home[candidate.left], home[candidate.right]
            bound = p * (1 - p) * _largest(sizes[a], sizes[b], a == b)
            if candidate.pair not in best or best[candidate.pair][0] <= bound:
                best[candidate.pair] = (bound, candidate)
    ordered = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    return [candidate for _, (_, candidate) in ordered[:WEIGHED]]


def _largest(left: int, right: int, joined: bool) -> float:
    """No answer moves more mentions than the smaller side, or half of what is joined."""
    moved = left / 2 if joined else min(left, right)
    return SHARED + (DOCUMENT + MENTION) * moved


def _within(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])
