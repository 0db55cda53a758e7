"""What a comparison says, as values. The page, `compare --json` and the notebook show only this.

Everything that a figure rests on is inside: the documents, the mentions and the evidence. Groups
keep the order in which they were asked for; rows are ordered as documented, so equal input gives
equal bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from toolkit.comparison.figures import (
    Dispersion,
    Distinctiveness,
    Interval,
    Overlap,
    Profile,
    SilentActor,
    Timeline,
)
from toolkit.comparison.uncertainty import Uncertainty
from toolkit.entities.alarms import Alarm
from toolkit.graph.network import Network
from toolkit.printable import printable
from toolkit.types import Document, Explanation, Sentence, ThemeEvidence
from toolkit.value import Value, safe

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Group(Value):
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
class SourceText(Value):
    """A document as the report shows it, with its sentences (boilerplate ones are marked)."""

    document: Document
    sentences: tuple[Sentence, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Evidence(Value):
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
class Count(Value):
    """An actor in one group: mentions, documents that name it, mentions per 1,000 words, and the
    share of documents with its Wilson interval (upper bound about 3/D where it is absent).
    `dispersion` is None where it is absent and where the group has one document."""

    mentions: int
    documents: int
    per_1000: float
    share: Interval
    dispersion: Dispersion | None = None


@dataclass(frozen=True, slots=True)
class WrittenForm(Value):
    """A written form of an actor with how often each group writes it."""

    text: str
    form: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True, repr=False)
class Actor(Value):
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
class ThemeCount(Value):
    """A theme in one group: evidence spans, documents, sentences, and the share of sentences with
    its interval (Wilson; with documents as units where every group has at least 5)."""

    spans: int
    documents: int
    sentences: int
    share: Interval


@dataclass(frozen=True, slots=True, repr=False)
class Theme(Value):
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
class Segment(Value):
    """A piece of a sentence of the headline. With a `target` ("actor" or "theme") it is a link to
    the evidence of `id` in `group` ("" = all groups)."""

    text: str
    target: str = ""
    id: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Finding(Value):
    """A statement made by a fixed rule: `rule` names it, `title` says what and `body` gives the
    numbers; `statement` is both."""

    rule: str
    title: str
    body: tuple[Segment, ...]

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.body)

    @property
    def statement(self) -> str:
        return f"{self.title}: {self.text}"


@dataclass(frozen=True, slots=True)
class Tie(Value):
    """Actor and theme in one sentence: `weight` sentences of `group` hold both."""

    entity_id: str
    theme_id: str
    group: str
    weight: int


@dataclass(frozen=True, slots=True, repr=False)
class ResolvedName(Value):
    """How one actor's names were joined: rule counts inside documents, pairs across them."""

    entity_id: str
    name: str
    kind: str
    rules: dict[str, int]
    pairs: tuple[Explanation, ...]
    weakest_link: float | None


@dataclass(frozen=True, slots=True, repr=False)
class Audit(Value):
    """Can the resolution be trusted: joined names, refused merges, pairs just below the threshold,
    bare names that were left unresolved (each with the candidates), and entities that may be
    several things (alarms)."""

    resolved: tuple[ResolvedName, ...]
    refused: tuple[Explanation, ...]
    borderline: tuple[Explanation, ...]
    unresolved: tuple[str, ...] = ()
    alarms: tuple[Alarm, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Comparison(Value):
    """The result: a value; asking again does not change it.

    `answer` is the sentence at the top, `findings` up to three statements, `caveats` what must be
    read before any chart. `provenance` maps a heading to a text (versions, model, configuration,
    seed, extractor, file hashes), ready to print; it holds no clock time and no absolute path.
    `silent` are actors that one group names and another never. `descriptive`: a group has fewer
    than 5 documents, so that nothing is tested. `timeline` is None where no document has a date.
    `emerging` are phrases that the documents share and no codebook knows; never among `themes`.
    `uncertainty` is what other resolutions of the names would change.
    `network` ties documents, groups, actors and themes; it counts when it is asked.
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
    profiles: tuple[Profile, ...] = ()
    timeline: Timeline | None = None
    emerging: tuple[Theme, ...] = ()
    uncertainty: Uncertainty | None = None
    network: Network | None = field(default=None, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """The object that `toolkit compare --json` writes."""
        from toolkit.comparison.document import to_dict

        return to_dict(self)

    def __repr__(self) -> str:
        groups = " vs ".join(group.id for group in self.groups)
        answer = "".join(segment.text for segment in self.answer)
        return printable(f"<comparison {groups}: {answer}>")

    def _repr_html_(self) -> str:
        told = (*(finding.statement for finding in self.findings), *self.caveats)
        return f"<p>{safe(self)}</p><ul>{''.join(f'<li>{safe(text)}</li>' for text in told)}</ul>"
