"""What the uncertainty of the resolution leaves of a comparison, as values.

The names of a corpus are resolved again, many times: in each draw every uncertain pair of names
is joined or kept apart with its calibrated probability, under all constraints
(toolkit.matching.alternatives). A figure's range is what it was in these draws.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.value import Value

HANGS = "It hangs most on"  # begins the last sentence: the page has a section for it
NOT_COVERED = (
    "The range covers which names are one thing. It does not cover mentions that extraction "
    "missed, names that were never compared, or what a document's own text was taken to tie."
)


@dataclass(frozen=True, slots=True)
class Range(Value):
    """A figure over alternative resolutions. `value` is that of the comparison; 95 % of the draws
    lie from `low` to `high`; `least` and `most` are the extremes, each with the share of the draws
    that reach it."""

    value: float
    low: float
    high: float
    least: float
    most: float
    least_share: float
    most_share: float

    @property
    def varies(self) -> bool:
        return self.least != self.most or self.least != self.value


@dataclass(frozen=True, slots=True)
class ActorDoubt(Value):
    """An actor whose figures differ between draws. It is followed by the record that most of its
    mentions have: in each draw it is the entity with that record.

    `shared_share` is the share of draws in which every group names it, `named` that by group;
    `mentions` and `documents` are ranges by group.
    """

    entity_id: str
    name: str
    shared: bool
    shared_share: float
    named: dict[str, float]
    mentions: dict[str, Range]
    documents: dict[str, Range]


@dataclass(frozen=True, slots=True)
class ClaimDoubt(Value):
    """A statement of the headline. `place` is "answer" or "finding", `rule` names the statement.

    `holds` is the share of draws in which it is still true; 1 where it does not rest on names
    (`rests_on_names` False). An actor's statement holds where the same groups name it, in the same
    order by how often; the number of shared actors, where it is the same number.
    """

    place: str
    rule: str
    text: str
    holds: float
    rests_on_names: bool = True


@dataclass(frozen=True, slots=True)
class Hinge(Value):
    """Two names on which the figures hang, in the order of `toolkit review`.

    `joined` says what the comparison rests on, `change` in words what the other answer would do;
    `shared`, `documents` and `mentions` count what it moves, `priority` is p (1 - p) x its size
    (docs/how-to/reviewing.md). `reason` is why the pair is in doubt; `question_id` finds it in
    the review.
    """

    question_id: str
    left: str
    right: str
    left_doc: str
    right_doc: str
    joined: bool
    reason: str
    probability: float
    shared: int
    documents: int
    mentions: int
    priority: float
    change: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtThreshold(Value):
    """The headline at another threshold (bits), where surer pairs keep what they are. `pairs` of
    names have a weight between this threshold and that of the run."""

    threshold: float
    actors: int
    shared: int
    pairs: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Uncertainty(Value):
    """The headline over alternative resolutions.

    `state`: "drawn", or "settled" where no pair of names is in doubt, or "too many"
    where more than can be drawn are. `thresholds` are other cuts
    without draws, `current_threshold` is that of the run. `draws` were made with `seed`; `pairs` of
    records are uncertain, and the figures of `moving` actors depend on them. `figures` are ranges
    by name: actors, shared, and for two groups the measures of Overlap; `regions` as in Overlap;
    `groups` the actors of each group. `actors` are those whose figures differ, the most doubtful
    first; `hinges` the names to look at, first things first, of `open_questions` in all.
    `sentence` says it in words.
    """

    state: str
    draws: int
    seed: int
    pairs: int
    moving: int
    figures: dict[str, Range]
    regions: dict[str, Range]
    groups: dict[str, Range]
    actors: tuple[ActorDoubt, ...]
    claims: tuple[ClaimDoubt, ...]
    hinges: tuple[Hinge, ...]
    open_questions: int
    thresholds: tuple[AtThreshold, ...]
    current_threshold: float
    sentence: str
    not_covered: str = NOT_COVERED
