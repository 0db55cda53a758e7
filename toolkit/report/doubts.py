"""What the headline hangs on, as the page shows it: ranges, claims, decisions, other thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.comparison.result import Comparison
from toolkit.comparison.uncertainty import Range
from toolkit.report.data import GroupView
from toolkit.report.evidence import EvidenceIndex
from toolkit.report.wording import coded, joined, percent, signed, visible, whole

LISTED = 6  # decisions
FIGURES = {
    "actors": "Actors",
    "shared": "Shared actors",
    "jaccard": "Jaccard",
    "overlap_coefficient": "Overlap coefficient",
    "weighted_jaccard": "Weighted Jaccard",
    "rank_biased_overlap": "Rank-biased overlap",
}


@dataclass(frozen=True, slots=True)
class RangeRow:
    """A figure, where 95 % of the draws have it, and the extremes of all draws."""

    name: str
    value: str
    range: str
    extremes: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    text: str
    holds: str
    width: float


@dataclass(frozen=True, slots=True)
class HingeRow:
    """Two names to decide about; the documents say which bearer of a name is meant."""

    left: str
    right: str
    left_doc: str
    right_doc: str
    verdict: str
    reason: str
    probability: str
    change: str


@dataclass(frozen=True, slots=True)
class Cut:
    threshold: str
    actors: str
    shared: str
    pairs: str
    current: bool


@dataclass(frozen=True, slots=True)
class Doubts:
    sentence: str
    settled: bool
    ranges: tuple[RangeRow, ...]
    claims: tuple[ClaimRow, ...]
    hinges: tuple[HingeRow, ...]
    open: int
    cuts: tuple[Cut, ...]
    not_covered: str


def doubts(
    comparison: Comparison, groups: Sequence[GroupView], index: EvidenceIndex
) -> Doubts | None:
    """None where the comparison was made without other resolutions."""
    unsure = comparison.uncertainty
    if unsure is None:
        return None
    labels = {group.id: view.label for group, view in zip(comparison.groups, groups, strict=True)}
    ranges = [_range(FIGURES.get(n, visible(n)), r) for n, r in unsure.figures.items()]
    ranges += [
        _range(_region(name, labels), found)
        for name, found in unsure.regions.items()
        if len(groups) == 2
    ]
    return Doubts(
        sentence=coded(unsure.sentence),
        settled=unsure.state == "settled",
        ranges=tuple(ranges),
        claims=tuple(
            ClaimRow(coded(c.text), percent(c.holds), round(100 * c.holds, 1))
            for c in unsure.claims
            if c.rests_on_names
        ),
        hinges=tuple(
            HingeRow(
                visible(h.left), visible(h.right), visible(h.left_doc), visible(h.right_doc),
                "joined" if h.joined else "kept apart", visible(h.reason), f"{h.probability:.2f}",
                coded("; ".join(h.change)),
            )
            for h in unsure.hinges[:LISTED]
        ),
        open=unsure.open_questions,
        cuts=tuple(
            Cut(signed(c.threshold), whole(c.actors), whole(c.shared), whole(c.pairs),
                c.threshold == unsure.current_threshold)
            for c in unsure.thresholds
        ),
        not_covered=coded(unsure.not_covered),
    )  # fmt: skip


def _region(name: str, labels: dict[str, str]) -> str:
    parts = [labels.get(part, part) for part in name.split(" & ")]
    return f"In {joined(parts)}" if len(parts) > 1 else f"Only in {parts[0]}"


def _range(name: str, found: Range) -> RangeRow:
    ends = [_figure(v) for v in (found.value, found.low, found.high, found.least, found.most)]
    return RangeRow(name, ends[0], f"{ends[1]} to {ends[2]}", f"{ends[3]} to {ends[4]}")


def _figure(value: float) -> str:
    return whole(round(value)) if float(value).is_integer() else f"{value:.2f}"
