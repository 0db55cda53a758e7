"""The figures of a comparison, as values: estimates with their uncertainty and what they are of."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.value import Value


@dataclass(frozen=True, slots=True)
class Interval(Value):
    """An estimate with the ends of its 95 % interval."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Dispersion(Value):
    """How unevenly the mentions lie over the documents of a group: Gries' DP, and DP as a share of
    the most that it could be. 0 = as the words are spread, 1 = all in the shortest document."""

    dp: float
    dp_norm: float


@dataclass(frozen=True, slots=True)
class Distinctiveness(Value):
    """Log-odds (natural log) of an actor or theme in one group against all others together, prior
    +0.5. Positive = more in this group. `z` is the estimate in standard errors.

    Where every group has at least 5 documents, the interval takes documents as units, and what at
    least 3 documents have is tested: `p_value` of the likelihood ratio of one share against two,
    by permuting documents, `q_value` after Benjamini-Hochberg; `clear` = q is at most 0.05, the
    interval excludes 0, and the group that has more of it has it in 3 documents. In smaller
    corpora nothing is tested, nothing is clear, and the interval takes mentions as units.

    `contrast` = the difference is larger than mentions dealt out one by one would show: a
    statement on these texts only. `log_ratio` (log2 of the ratio of relative frequencies) is an
    effect size; `g2` (Rayson's log-likelihood) is word-level and overstates.
    """

    log_odds: Interval
    z: float
    clear: bool
    contrast: bool = False
    p_value: float | None = None
    q_value: float | None = None
    log_ratio: float = 0.0
    g2: float = 0.0


@dataclass(frozen=True, slots=True)
class PairOverlap(Value):
    """What two groups have in common: `jaccard` and `overlap_coefficient` of their sets of actors,
    `weighted_jaccard` of relative frequencies, `rank_biased_overlap` (p = 0.9) of the rankings by
    mentions. `p_value` as in Overlap, for these two groups alone."""

    first: str
    second: str
    shared: int
    jaccard: float
    overlap_coefficient: float
    weighted_jaccard: float
    rank_biased_overlap: float
    p_value: float | None = None
    smallest_p: float | None = None


@dataclass(frozen=True, slots=True)
class Rarefied(Value):
    """What to expect of as many documents of every group as the smallest has: `documents` of each,
    `actors` that a group names there (with a 95 % interval), `shared` that all groups name."""

    documents: int
    actors: dict[str, Interval]
    shared: float


@dataclass(frozen=True, slots=True)
class Overlap(Value):
    """How much the groups have in common. `regions` counts actors by the exact set of groups that
    name them ("nato", "nato & eu" ...: ids joined by " & " in comparison order).

    `p_value`: how often documents dealt out to the groups at random share so few actors between
    all groups; None where a group has fewer than 5 documents. `smallest_p` is the smallest value
    that the test can reach. The four measures are for two groups, else None; `pairs` has them for
    every two groups.
    """

    shared: int
    total: int
    regions: dict[str, int]
    jaccard: float | None = None
    overlap_coefficient: float | None = None
    weighted_jaccard: float | None = None
    rank_biased_overlap: float | None = None
    p_value: float | None = None
    smallest_p: float | None = None
    pairs: tuple[PairOverlap, ...] = ()
    rarefied: Rarefied | None = None


@dataclass(frozen=True, slots=True)
class SilentActor(Value):
    """An actor that `group` names prominently and `absent` never: `share` of the documents of
    `group`, and `bound`, the share that the documents of `absent` could still hide (95 %).

    `sure` = even the low end of the share is above that bound, and the difference is clear.
    """

    entity_id: str
    group: str
    absent: str
    mentions: int
    documents: int
    share: Interval
    bound: float
    sure: bool


@dataclass(frozen=True, slots=True)
class Profile(Value):
    """With which theme groups name an actor that two of them name at least: of the sentences of a
    group that name the actor (`sentences`), those that also hold the theme (`together`), and their
    share. `difference` (first group minus second) is for two groups, else None.

    Naming an actor and a theme in one sentence is emphasis, not a stance.
    """

    entity_id: str
    theme_id: str
    sentences: dict[str, int]
    together: dict[str, int]
    share: dict[str, Interval]
    difference: Interval | None = None


@dataclass(frozen=True, slots=True)
class Leading(Value):
    """An actor or theme of a time slice: `documents` of the slice that have it, and their share."""

    id: str
    documents: int
    share: Interval


@dataclass(frozen=True, slots=True)
class TimeSlice(Value):
    """One group in one `period` ("2024", "2024-Q3", "2024-07"). `actors` and `themes` are those in
    most documents, at most five."""

    period: str
    group: str
    documents: int
    mentions: int
    actors: tuple[Leading, ...]
    themes: tuple[Leading, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Timeline(Value):
    """Slices by period, then group; periods without documents are there with 0. `unit` is month,
    quarter or year; `undated` counts the documents of each group that have no date."""

    unit: str
    slices: tuple[TimeSlice, ...]
    undated: dict[str, int]
