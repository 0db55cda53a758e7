"""What a comparison says, as values. The page, `compare --json` and the notebook show only this.

Everything that a figure rests on is inside: the documents, the mentions and the evidence. Groups
keep the order in which they were asked for; rows are ordered as documented, so equal input gives
equal bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.entities.alarms import Alarm
from toolkit.types import Document, Explanation, Sentence, ThemeEvidence

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with the ends of its 95 % interval."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Group:
    """One side of the comparison. `label` is what people read, `id` what they type.

    Counts are of the body zone only: `words`, `sentences`, `mentions` (flat name mentions).
    """

    id: str
    label: str
    documents: int
    words: int
    sentences: int
    mentions: int
    actors: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document as the report shows it, with its sentences (boilerplate ones are marked)."""

    document: Document
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One counted mention: where it is and the sentence it stands in."""

    mention_id: str
    entity_id: str
    doc_id: str
    group: str
    start: int
    end: int
    text: str
    form: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How unevenly the mentions lie over the documents of a group: Gries' DP, and DP as a share of
    the most that it could be. 0 = as the words are spread, 1 = all in the shortest document."""

    dp: float
    dp_norm: float


@dataclass(frozen=True, slots=True)
class Count:
    """An actor in one group: mentions, documents that name it, mentions per 1,000 words, and the
    share of documents with its Wilson interval (upper bound about 3/D where it is absent).
    `dispersion` is None where it is absent and where the group has one document."""

    mentions: int
    documents: int
    per_1000: float
    share: Interval
    dispersion: Dispersion | None = None


@dataclass(frozen=True, slots=True)
class Distinctiveness:
    """Log-odds (natural log) of an actor or theme in one group against all others together, prior
    +0.5. Positive = more in this group. `z` is the estimate in standard errors.

    Where every group has at least 5 documents, the interval takes documents as units, and what at
    least 3 documents have is tested: `p_value` by permuting documents, `q_value` after
    Benjamini-Hochberg; `clear` = q is at most 0.05, the interval excludes 0, and the group that
    has more of it has it in 3 documents. In smaller corpora nothing is tested, nothing is clear,
    and the interval takes mentions as units.

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
class WrittenForm:
    """A written form of an actor with how often each group writes it."""

    text: str
    form: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Actor:
    """One row of the actors table. `groups` are those that name it, in comparison order."""

    entity_id: str
    name: str
    kind: str
    counts: dict[str, Count]
    groups: tuple[str, ...]
    forms: tuple[WrittenForm, ...]
    distinctiveness: dict[str, Distinctiveness]
    mention_ids: tuple[str, ...]
    knowledge_id: str = ""
    weakest_link: float | None = None
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """A theme in one group: evidence spans, documents, sentences, and the share of sentences with
    its interval (Wilson; with documents as units where every group has at least 5)."""

    spans: int
    documents: int
    sentences: int
    share: Interval


@dataclass(frozen=True, slots=True)
class Theme:
    """One row of the themes table. `difference` is the difference of sentence shares (first group
    minus second, Newcombe interval) and None unless there are exactly two groups.
    `distinctiveness` is of sentences, each group against the rest."""

    theme_id: str
    label: str
    parent: str
    counts: dict[str, ThemeCount]
    groups: tuple[str, ...]
    evidence: tuple[ThemeEvidence, ...]
    difference: Interval | None = None
    distinctiveness: dict[str, Distinctiveness] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PairOverlap:
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
class Rarefied:
    """What to expect of as many documents of every group as the smallest has: `documents` of each,
    `actors` that a group names there (with a 95 % interval), `shared` that all groups name."""

    documents: int
    actors: dict[str, Interval]
    shared: float


@dataclass(frozen=True, slots=True)
class Overlap:
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
class SilentActor:
    """An actor that `group` names prominently and `absent` never: `share` of the documents of
    `group`, and `bound`, the share that the documents of `absent` could still hide (95 %).

    `sure` = even the low end of the share is above that bound.
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
class Segment:
    """A piece of a sentence of the headline. With a `target` ("actor" or "theme") it is a link to
    the evidence of `id` in `group` ("" = all groups)."""

    text: str
    target: str = ""
    id: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement made by a fixed rule: `rule` names it, `title` is short, `body` is a sentence."""

    rule: str
    title: str
    body: tuple[Segment, ...]

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.body)


@dataclass(frozen=True, slots=True)
class Tie:
    """Actor and theme in one sentence: `weight` sentences of `group` hold both."""

    entity_id: str
    theme_id: str
    group: str
    weight: int


@dataclass(frozen=True, slots=True)
class ResolvedName:
    """How one actor's names were joined: rule counts inside documents, pairs across them."""

    entity_id: str
    name: str
    kind: str
    rules: dict[str, int]
    pairs: tuple[Explanation, ...]
    weakest_link: float | None


@dataclass(frozen=True, slots=True)
class Audit:
    """Can the resolution be trusted: joined names, refused merges, pairs just below the threshold,
    bare names that were left unresolved (each with the candidates), and entities that may be
    several things (alarms)."""

    resolved: tuple[ResolvedName, ...]
    refused: tuple[Explanation, ...]
    borderline: tuple[Explanation, ...]
    unresolved: tuple[str, ...] = ()
    alarms: tuple[Alarm, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result: a value; asking again does not change it.

    `answer` is the sentence at the top, `findings` up to three statements, `caveats` what must be
    read before any chart. `provenance` maps a heading to a text (versions, model, configuration,
    seed, extractor, file hashes), ready to print; it holds no clock time and no absolute path.
    `silent` are actors that one group names and another never. `descriptive`: a group has fewer
    than 5 documents, so that nothing is tested.
    """

    groups: tuple[Group, ...]
    actors: tuple[Actor, ...]
    themes: tuple[Theme, ...]
    overlap: Overlap
    answer: tuple[Segment, ...]
    findings: tuple[Finding, ...]
    caveats: tuple[str, ...]
    ties: tuple[Tie, ...]
    audit: Audit
    sources: tuple[SourceText, ...]
    evidence: tuple[Evidence, ...]
    provenance: dict[str, str] = field(default_factory=dict)
    silent: tuple[SilentActor, ...] = ()
    descriptive: bool = False
