"""How many entities there are, and how many are shared, at other thresholds; and which to take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.config import ClusteringSettings
from toolkit.corpus.replaying import Cell, Replay, added, counted_cells
from toolkit.errors import UsageError
from toolkit.matching import Model
from toolkit.progress import told
from toolkit.store import Store
from toolkit.value import Value, safe

GRID = tuple(step / 2 for step in range(-4, 13))  # bits
HEAD = ("threshold", "probability", "entities", "actors", "shared", "merged", "refused")
COST_WRONG, COST_MISSED = 3.0, 1.0
_FAR = 64.0  # bits: no model weighs more


@dataclass(frozen=True, slots=True)
class AtThreshold(Value):
    """What a threshold (bits) gives. `probability` is what the model says of a pair exactly there.

    `actors` are entities with a mention that counts, `shared` those that every group names.
    """

    threshold: float
    probability: float
    entities: int
    actors: int
    shared: int
    merged: int
    refused: int


@dataclass(frozen=True, slots=True)
class Thresholds(Value):
    """The last run clustered again at each threshold, with the judgements that stand.

    `current` is the threshold of the last run. `cut` is the threshold (bits) at which a merge costs
    as much as it saves: merge where p > cost_wrong / (cost_wrong + cost_missed).
    """

    rows: tuple[AtThreshold, ...]
    current: float
    cost_wrong: float
    cost_missed: float
    probability: float
    cut: float

    def to_dict(self) -> dict[str, Any]:
        rows = [{name: getattr(row, name) for name in HEAD} for row in self.rows]
        own = ("current", "cost_wrong", "cost_missed", "probability", "cut")
        return {"thresholds": rows} | {name: getattr(self, name) for name in own}

    @property
    def advice(self) -> str:
        """The cut by cost, in a sentence."""
        from_ = f"that is from {self.cut:+.2f} bits"
        if self.cut >= _FAR:
            from_ = "which no pair of this model reaches"
        return (
            f"A wrong merge costing {self.cost_wrong / self.cost_missed:g} times a missed one: "
            f"merge where the probability is above {self.probability:.2f}, {from_} "
            f"(the last run had {self.current:+.2f})."
        )

    def __str__(self) -> str:
        lines = ["  ".join(f"{name:>11}" for name in HEAD)]
        for row in self.rows:
            mark = " <- last run" if row.threshold == self.current else ""
            lines.append("  ".join(f"{text:>11}" for text in cells(row)) + mark)
        return "\n".join([*lines, self.advice])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{name}</th>" for name in HEAD)
        body = "".join(
            "<tr>" + "".join(f"<td>{text}</td>" for text in cells(row)) + "</tr>"
            for row in self.rows
        )
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return f"{table}<p>{safe(self.advice)}</p>"


def cells(row: AtThreshold) -> tuple[str, ...]:
    """The figures as text, in the order of HEAD."""
    counts = (row.entities, row.actors, row.shared, row.merged, row.refused)
    return (f"{row.threshold:+.2f}", f"{row.probability:.2f}", *map(str, counts))


def sensitivity(
    store: Store, settings: ClusteringSettings, model: Model, grid: Sequence[float] = GRID,
    costs: tuple[float, float] = (COST_WRONG, COST_MISSED),
) -> Thresholds:  # fmt: skip
    """Cluster the stored pairs again at every threshold of `grid` and at the one of `settings`.

    Raises UsageError for costs that are not positive and for a grid below the pairs kept.
    """
    wrong, missed = costs
    if min(costs) <= 0:
        raise UsageError("a cost must be above 0")
    if not grid or min(grid) < _FAR * -1 or max(grid) > _FAR:
        raise UsageError(f"thresholds lie between {-_FAR:g} and {_FAR:g} bits")
    chosen = sorted({*grid, settings.threshold})
    replay = Replay.read(store, chosen[0])
    counts = counted_cells(store)
    groups = {row[0] for row in store.rows("SELECT DISTINCT group_id FROM documents")}
    rows = []
    for threshold in told("thresholds", chosen):
        clusters = replay.cluster(settings.model_copy(update={"threshold": threshold}))
        verdicts = Counter(decision.verdict for decision in clusters.decisions)
        actors, shared = _actors(clusters.members, counts, groups)
        rows.append(AtThreshold(
            threshold, round(model.probability(threshold), 4), len(clusters.members), actors,
            shared, verdicts["merged"], verdicts["refused"],
        ))  # fmt: skip
    share = wrong / (wrong + missed)
    return Thresholds(
        tuple(rows), settings.threshold, wrong, missed, round(share, 4), weight_at(model, share)
    )


def _actors(
    members: Mapping[str, Collection[str]], counts: Mapping[str, Counter[Cell]], groups: set[str]
) -> tuple[int, int]:
    """(clusters with mentions that count, those of them that every group names)."""
    named = [{group for group, _ in added(part, counts)} for part in members.values()]
    return sum(map(bool, named)), sum(len(found) == len(groups) for found in named)


def weight_at(model: Model, probability: float) -> float:
    """The lowest match weight (bits, two digits) whose calibrated probability is above this one."""
    low, high = -_FAR, _FAR
    while high - low > 0.001:
        middle = (low + high) / 2
        if model.probability(middle) > probability:
            high = middle
        else:
            low = middle
    return round(high, 2)
