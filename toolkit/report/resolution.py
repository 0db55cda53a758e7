"""How names were resolved, as the page shows it: joined names, waterfalls, refusals, doubts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.comparison.result import Comparison, ResolvedName
from toolkit.entities.alarms import Alarm
from toolkit.report.data import ActorRef, actor_ref
from toolkit.report.evidence import EvidenceIndex
from toolkit.report.wording import coded, kind_label, signed, visible
from toolkit.types import Explanation

PAIRS_PER_NAME = 3
_SEEN = 0.05  # bits: a term that is printed as 0.0 says nothing
LISTED = 6  # refused and borderline pairs


@dataclass(frozen=True, slots=True)
class Step:
    """One term of a waterfall. The script draws its bar from the weight."""

    label: str
    detail: str
    weight: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names with what decided about them; `steps` is empty where no model was asked.
    `bits` is the weight as a number for the script."""

    left: str
    right: str
    verdict: str
    reason: str
    rules: tuple[str, ...]
    steps: tuple[Step, ...]
    total: str
    probability: str
    bits: str


@dataclass(frozen=True, slots=True)
class Form:
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Joined:
    """An actor whose names were joined. `actor` is None where the comparison leaves it out."""

    actor: ActorRef | None
    name: str
    kind: str
    forms: tuple[Form, ...]
    rules: tuple[str, ...]
    pairs: tuple[Pair, ...]
    total_pairs: int
    weakest: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why an actor may be several things. `actor` is None where the comparison leaves it out."""

    actor: ActorRef | None
    name: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """`joined` were joined across documents, `ruled` are tied by rules inside documents alone;
    `told` are the entities of the joined names; `plain` counts actors with one written form and
    no pair: nothing had to be decided."""

    joined: tuple[Joined, ...]
    ruled: tuple[Joined, ...]
    told: frozenset[str]
    more_joined: int
    plain: int
    refused: tuple[Pair, ...]
    more_refused: int
    borderline: tuple[Pair, ...]
    more_borderline: int
    unresolved: tuple[str, ...]
    alarms: tuple[Doubt, ...]


def resolution(comparison: Comparison, index: EvidenceIndex, most: int) -> Resolution:
    """`most` joined names are listed, the most doubtful first."""
    audit = comparison.audit
    names = sorted(audit.resolved, key=_doubt)
    told = [
        name for name in names if name.pairs or name.rules or _forms(name, comparison, index)[1:]
    ]
    rows = [_joined(name, comparison, index) for name in told[:most]]
    border = list({tuple(sorted((p.left, p.right))): p for p in audit.borderline[::-1]}.values())
    border.sort(key=audit.borderline.index)  # the strongest pair of two names, in the given order
    return Resolution(
        joined=tuple(row for row in rows if row.pairs),
        ruled=tuple(row for row in rows if not row.pairs),
        told=frozenset(name.entity_id for name in told[:most]),
        more_joined=max(0, len(told) - most),
        plain=len(names) - len(told),
        refused=tuple(_pair(pair) for pair in audit.refused[:LISTED]),
        more_refused=max(0, len(audit.refused) - LISTED),
        borderline=tuple(_pair(pair) for pair in border[:LISTED]),
        more_borderline=max(0, len(border) - LISTED),
        unresolved=tuple(coded(text) for text in audit.unresolved),
        alarms=tuple(_doubtful(alarm, index) for alarm in audit.alarms),
    )


def _doubtful(alarm: Alarm, index: EvidenceIndex) -> Doubt:
    at = index.actor_index.get(alarm.entity_id)
    actor = actor_ref(index, at) if at is not None else None
    return Doubt(actor, visible(alarm.name), alarm.kind, visible(alarm.text))


def _doubt(name: ResolvedName) -> tuple[bool, float, str, str]:
    """Where a reader should look first: weak links, then what rules joined, by name."""
    weakest = name.weakest_link
    return weakest is None, weakest or 0.0, visible(name.name).casefold(), name.entity_id


def _forms(name: ResolvedName, comparison: Comparison, index: EvidenceIndex) -> list[Form]:
    at = index.actor_index.get(name.entity_id)
    forms = comparison.actors[at].forms if at is not None else ()
    return sorted(
        (Form(visible(form.text), sum(form.counts.values())) for form in forms),
        key=lambda form: (-form.count, form.text),
    )


def _joined(name: ResolvedName, comparison: Comparison, index: EvidenceIndex) -> Joined:
    at = index.actor_index.get(name.entity_id)
    weakest_first = sorted(name.pairs, key=lambda p: (p.match_weight is None, p.match_weight or 0))
    return Joined(
        actor=actor_ref(index, at) if at is not None else None,
        name=visible(name.name),
        kind=kind_label(name.kind),
        forms=tuple(_forms(name, comparison, index)),
        rules=tuple(f"{visible(rule)} ×{n}" for rule, n in sorted(name.rules.items())),
        pairs=tuple(_pair(pair) for pair in weakest_first[:PAIRS_PER_NAME]),
        total_pairs=len(name.pairs),
        weakest="" if name.weakest_link is None else signed(name.weakest_link),
    )


def _pair(pair: Explanation) -> Pair:
    steps = [
        Step(visible(t.label), visible(t.detail), signed(t.weight))
        for t in pair.terms
        if abs(t.weight) >= _SEEN
    ]
    weighed = pair.decided_by.startswith("match weight")  # which is printed beside the verdict
    return Pair(
        left=visible(pair.left),
        right=visible(pair.right),
        verdict=visible(pair.verdict),
        reason=visible("; ".join((*([] if weighed else [pair.decided_by]), *pair.judgements))),
        rules=tuple(_visible_all(pair.chain_rules)),
        steps=tuple(steps),
        total="" if pair.match_weight is None else signed(pair.match_weight),
        probability="" if pair.probability is None else _probability(pair.probability),
        bits="" if pair.match_weight is None else f"{pair.match_weight:.4f}",
    )


def _visible_all(texts: Iterable[str]) -> Iterable[str]:
    return (visible(text) for text in texts)


def _probability(value: float) -> str:
    """Never "1.00" or "0.00": the model is not certain."""
    if value > 0.995:
        return "above 0.99"
    return "below 0.01" if value < 0.005 else f"{value:.2f}"
