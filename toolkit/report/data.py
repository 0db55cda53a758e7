"""What the page shows, as plain values: a `Comparison` turned into rows, cells and links.

Templates print these values and decide nothing; all wording of numbers is done here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.comparison.figures import Interval
from toolkit.comparison.result import Comparison, Finding, Group, Segment
from toolkit.comparison.uncertainty import HANGS
from toolkit.report.evidence import EvidenceIndex
from toolkit.report.wording import (
    coded,
    joined,
    kind_label,
    plural,
    signed,
    slug,
    visible,
    whole,
)

MANY_FORMS = 4  # more written forms than this make no actor a better example

CAVEATS = 2  # the weightiest and, where it is told, the uncertainty of the names

SHAPES = 6  # glyphs defined in page.html.j2, colours in report.css


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group with its glyph: colour and shape always go together."""

    index: int
    slug: str
    label: str
    documents: int
    counts: str
    note: str
    colour: int
    shape: int
    words: int


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to evidence: to sentence `sentence` without JavaScript, to the panel with.

    `actor`, `theme` and `group` are indices or None; `sentence` None means plain text. `other` is a
    second actor, for the sentences with both.
    """

    text: str
    sentence: int | None = None
    actor: int | None = None
    theme: int | None = None
    group: int | None = None
    label: str = ""
    other: int | None = None


@dataclass(frozen=True, slots=True)
class FindingView:
    title: str
    body: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Caveat:
    lead: str
    text: str
    more: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The first screen: `caveats` stand before any chart, `further` ones are folded behind them."""

    title: str
    heading: str
    eyebrow: str
    answer: tuple[Link, ...]
    findings: tuple[FindingView, ...]
    caveats: tuple[Caveat, ...]
    further: tuple[Caveat, ...]
    start: int | None


@dataclass(frozen=True, slots=True)
class ActorRef:
    """An actor where only its name and kind are shown."""

    index: int
    slug: str
    name: str
    kind: str
    link: Link


def group_views(comparison: Comparison, labels: dict[str, str]) -> tuple[GroupView, ...]:
    """Groups in comparison order; `labels` replaces what people read for a group."""
    views = []
    for i, group in enumerate(comparison.groups):
        views.append(
            GroupView(
                index=i,
                slug=slug(group.id, "g"),
                label=visible(labels.get(group.id) or group.label or group.id),
                documents=group.documents,
                counts=f"{plural(group.documents, 'document')}, {plural(group.words, 'word')}",
                note=_note(comparison, group),
                colour=i % SHAPES,
                shape=(i + i // SHAPES) % SHAPES,
                words=group.words,
            )
        )
    return tuple(views)


def _note(comparison: Comparison, group: Group) -> str:
    """The titles of a group's documents while they are few, else only how many."""
    documents = [s.document for s in comparison.sources if s.document.group == group.id]
    titles = [visible(document.title) for document in documents if document.title.strip()]
    few = len(comparison.groups) <= 3 and 0 < len(titles) <= 2
    if few and len(titles) == len(documents):
        return joined(titles)
    return f"{plural(group.documents, 'document')}, {plural(group.words, 'word')}"


def header(
    comparison: Comparison, groups: Sequence[GroupView], index: EvidenceIndex, title: str, date: str
) -> Header:
    names = (
        joined([group.label for group in groups], "vs")
        if len(groups) == 2
        else joined([group.label for group in groups])
    )
    documents = sum(group.documents for group in comparison.groups)
    words = sum(group.words for group in comparison.groups)
    facts = f"{plural(documents, 'document')}, {plural(words, 'word')}"
    caveats = [_caveat(text, comparison) for text in comparison.caveats]
    parts = ["Comparison report", facts, *([visible(date)] if date else [])]
    return Header(
        title=f"{visible(title) or names} – comparison report",
        heading=visible(title),
        eyebrow=" · ".join(parts),
        answer=segments(comparison.answer, groups, index),
        findings=tuple(_finding(f, groups, index) for f in comparison.findings),
        caveats=tuple(caveats[:CAVEATS]),
        further=tuple(caveats[CAVEATS:]),
        start=start_actor(comparison, index),
    )


def _finding(finding: Finding, groups: Sequence[GroupView], index: EvidenceIndex) -> FindingView:
    return FindingView(visible(finding.title), segments(finding.body, groups, index))


def _caveat(text: str, comparison: Comparison) -> Caveat:
    """A short first sentence ("Descriptive only.") is set in bold; the uncertainty of the
    resolution is told shortly, since it has a section of its own (`more`)."""
    if comparison.uncertainty and text == comparison.uncertainty.sentence:
        return Caveat("", coded(text).partition(f" {HANGS} ")[0], more=True)
    lead, dot, rest = coded(text).partition(". ")
    return Caveat(lead + ".", rest) if dot and len(lead) <= 40 else Caveat("", coded(text))


def segments(
    parts: Iterable[Segment], groups: Sequence[GroupView], index: EvidenceIndex
) -> tuple[Link, ...]:
    return tuple(_segment(part, groups, index) for part in parts)


def _segment(part: Segment, groups: Sequence[GroupView], index: EvidenceIndex) -> Link:
    group = index.group_index.get(part.group)
    text = coded(part.text)
    if part.target == "actor" and part.id in index.actor_index:
        return actor_link(index, index.actor_index[part.id], group, text)
    if part.target == "theme" and part.id in index.theme_index:
        return theme_link(index, index.theme_index[part.id], group, text)
    return Link(text, group=group)


def actor_link(index: EvidenceIndex, actor: int, group: int | None, text: str) -> Link:
    """A link to the evidence of an actor; its label says what the number counts."""
    row = index.comparison.actors[actor]
    where = f" in {visible(index.comparison.groups[group].label)}" if group is not None else ""
    name = visible(row.name)
    label = _label(text, name, where)
    return Link(text, index.first(index.actors[actor], group), actor, None, group, label)


def theme_link(index: EvidenceIndex, theme: int, group: int | None, text: str) -> Link:
    row = index.comparison.themes[theme]
    where = f" in {visible(index.comparison.groups[group].label)}" if group is not None else ""
    name = visible(row.label)
    label = _label(text, name, where)
    return Link(text, index.first(index.themes[theme], group), None, theme, group, label)


def _label(text: str, name: str, where: str) -> str:
    """What a screen reader says: the words of the link first, so that they can be spoken to it."""
    if text == name:
        return f"{name}{where}" if where else ""
    return f"{text}: {name}{where}"


def actor_ref(index: EvidenceIndex, actor: int) -> ActorRef:
    row = index.comparison.actors[actor]
    name = visible(row.name)
    link = actor_link(index, actor, None, name)
    return ActorRef(actor, slug(row.entity_id, "e"), name, kind_label(row.kind), link)


def start_actor(comparison: Comparison, index: EvidenceIndex) -> int | None:
    """The actor whose evidence is open at first: the shared one written in most ways (it shows
    what was resolved), among these the one with the smallest difference.

    Only actors with two mentions on every side are asked, where there are any: a pair of single
    mentions is trivially balanced. Without shared actors it is the first that has evidence.
    """
    every = len(comparison.groups)
    found = [i for i in range(len(comparison.actors)) if index.actors[i]]
    shared = [i for i in found if len(comparison.actors[i].groups) == every] if every > 1 else []

    def fewest(i: int) -> int:
        return min(count.mentions for count in comparison.actors[i].counts.values())

    def difference(i: int) -> float:
        return max((abs(d.z) for d in comparison.actors[i].distinctiveness.values()), default=0.0)

    solid = [i for i in shared if fewest(i) > 1] or shared

    def forms(i: int) -> int:
        return min(len(comparison.actors[i].forms), MANY_FORMS)

    return (
        min(solid, key=lambda i: (-forms(i), difference(i), i))
        if solid
        else next(iter(found), None)
    )


def interval_text(interval: Interval, digits: int = 1, factor: float = 1.0) -> str:
    low, high = (signed(factor * end, digits) for end in (interval.low, interval.high))
    return f"{signed(factor * interval.estimate, digits)} [{low}, {high}]"


def count_words(comparison: Comparison) -> str:
    mentions = sum(group.mentions for group in comparison.groups)
    return f"{whole(mentions)} counted mentions of {plural(len(comparison.actors), 'actor')}"
