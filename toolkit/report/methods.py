"""What a reader needs to repeat or cite the comparison: texts made from the comparison alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.comparison.figures import PairOverlap
from toolkit.comparison.result import Comparison
from toolkit.report.data import GroupView
from toolkit.report.extent import SAMPLE, Extent
from toolkit.report.wording import coded, joined, plural, visible, whole
from toolkit.types import BODY, content_id

FILES = 200  # listed in the page
UNITS_OF_TEXTS = (
    "Shares carry Wilson intervals and their differences Newcombe intervals, which treat mentions "
    "and sentences as independent."
)
UNITS_OF_DOCUMENTS = (
    "Intervals take documents as units; differences were tested by dealing the documents out anew, "
    "with a false discovery rate of 5%."
)
_BIBTEX = re.compile(r"[{}\\%$#&_~^@]")


@dataclass(frozen=True, slots=True)
class Methods:
    provenance: tuple[tuple[str, str], ...]
    paragraph: str
    citation: str
    bibtex: str
    overlap: tuple[tuple[str, str, str], ...]
    left_out: int
    files: tuple[tuple[str, str], ...]
    more_files: int
    sample: str


def methods(
    comparison: Comparison, groups: Sequence[GroupView], date: str, part: Extent
) -> Methods:
    documents = [source.document for source in comparison.sources]
    return Methods(
        provenance=facts_of(comparison),
        paragraph=paragraph_of(comparison, groups),
        citation=citation_of(comparison, groups, date),
        bibtex=bibtex_of(comparison, groups, date),
        overlap=_overlap(comparison),
        left_out=sum(s.zone != BODY for source in comparison.sources for s in source.sentences),
        files=tuple((visible(d.source or d.doc_id), d.sha256) for d in documents[:FILES]),
        more_files=max(0, len(documents) - FILES),
        sample=sample_note(part),
    )


def sample_note(part: Extent) -> str:
    """What a page with a sample does not hold; "" where it holds all."""
    if not part.sampled:
        return ""
    return (
        f"This page quotes {whole(part.carried)} of {whole(part.cited)} sentences with evidence: "
        f"a random sample (seed {part.seed}) of at most {SAMPLE} for each actor or theme and "
        "group, those named most first. All figures are of the full texts; the full tables lie "
        "beside this file as Parquet."
    )


def report_id(comparison: Comparison) -> str:
    """Names this result: equal texts, groups and evidence give an equal id."""
    texts = [source.document.sha256 for source in comparison.sources]
    rows = [f"{e.mention_id}:{e.entity_id}:{e.group}" for e in comparison.evidence]
    return content_id("r", *texts, *rows)


def facts_of(comparison: Comparison) -> tuple[tuple[str, str], ...]:
    return tuple((visible(k), coded(v)) for k, v in comparison.provenance.items())


def paragraph_of(comparison: Comparison, groups: Sequence[GroupView]) -> str:
    """A paragraph for the methods section: texts, linkage, statistics, settings."""
    parts = joined([f"{group.label} ({group.counts})" for group in groups])
    mentions = sum(group.mentions for group in comparison.groups)
    sentences = [
        f"We compared {parts}.",
        f"The texts hold {whole(mentions)} counted name mentions of "
        f"{plural(len(comparison.actors), 'actor')}; boilerplate was left out of all counts.",
        "Names were joined by rules inside each document and, across documents, by a "
        "probabilistic model of record linkage (Fellegi and Sunter) as implemented in Splink; "
        "constraints can forbid a merge that the model proposes.",
    ]
    if len(groups) > 1:
        sentences.append(
            "Differences between groups are log-odds ratios with a Jeffreys prior of 0.5 and "
            f"95% intervals. {UNITS_OF_TEXTS if comparison.descriptive else UNITS_OF_DOCUMENTS}"
        )
    short = [f"{name}: {value}" for name, value in facts_of(comparison) if len(value) <= 60]
    if short:
        sentences.append(f"Settings: {'; '.join(short)}.")
    return " ".join(sentences)


def citation_of(comparison: Comparison, groups: Sequence[GroupView], date: str) -> str:
    names = joined([group.label for group in groups])
    documents = sum(group.documents for group in comparison.groups)
    dated = f" {visible(date)}." if date else ""
    made = f"Comparison report {report_id(comparison)}, made with toolkit."
    return f"{names}: actors and themes in {plural(documents, 'document')}. {made}{dated}"


def bibtex_of(comparison: Comparison, groups: Sequence[GroupView], date: str) -> str:
    """The same as an entry; what BibTeX would read as its own syntax is taken out."""
    names = joined([group.label for group in groups])
    documents = plural(sum(group.documents for group in comparison.groups), "document")
    software = visible(comparison.provenance.get("Software", "toolkit"))
    fields = [
        ("title", f"{names}: actors and themes in {documents}"),
        ("howpublished", f"Comparison report {report_id(comparison)}"),
        ("note", f"Made with {software}{f', {visible(date)}' if date else ''}"),
    ]
    inside = ",\n".join(f"  {name} = {{{_BIBTEX.sub('', text)}}}" for name, text in fields)
    return f"@misc{{{report_id(comparison)},\n{inside}\n}}"


def _overlap(comparison: Comparison) -> tuple[tuple[str, str, str], ...]:
    """Figures of the overlap with what they mean; those that do not apply are left out."""
    overlap = comparison.overlap
    shared = f"{overlap.shared} of {overlap.total}" if len(comparison.groups) > 1 else ""
    figures = [
        ("Shared actors", shared, "named in every group"),
        ("Jaccard", overlap.jaccard, "shared actors as a part of all actors"),
        ("Overlap coefficient", overlap.overlap_coefficient,
         "shared actors as a part of the smaller set"),
        ("Weighted Jaccard", overlap.weighted_jaccard, "the same with relative frequencies"),
        ("Rank-biased overlap", overlap.rank_biased_overlap,
         "agreement of the two rankings, the top counts most (p = 0.9)"),
        ("p-value", overlap.p_value,
         "share of random assignments of documents to groups that overlap as little or less"),
        ("Smallest possible p", overlap.smallest_p, "what so few documents can reach at best"),
    ]  # fmt: skip
    if len(comparison.groups) > 2:
        figures += [_pair(comparison, pair) for pair in overlap.pairs]
    figures += _rarefied(comparison)
    return tuple(
        (name, value if isinstance(value, str) else _figure(value), meaning)
        for name, value, meaning in figures
        if value is not None and value != ""
    )


def _figure(value: float) -> str:
    """Two digits; what is small keeps its first digit, since no p is 0."""
    return f"{value:.2f}" if value >= 0.005 or value == 0 else f"{value:.1g}"


def _pair(comparison: Comparison, pair: PairOverlap) -> tuple[str, str, str]:
    label = {group.id: visible(group.label) for group in comparison.groups}
    value = f"{pair.shared} shared, Jaccard {_figure(pair.jaccard)}"
    if pair.p_value is not None:
        value += f", p {_figure(pair.p_value)}"
    return (joined([label[pair.first], label[pair.second]]), value, "these two groups alone")


def _rarefied(comparison: Comparison) -> list[tuple[str, str | float | None, str]]:
    """What groups of different size would name in equally many documents."""
    found = comparison.overlap.rarefied
    if found is None or len({group.documents for group in comparison.groups}) < 2:
        return []
    parts = [
        f"{visible(group.label)} {found.actors[group.id].estimate:.0f}"
        for group in comparison.groups
    ]
    value = f"{joined(parts)}; shared {found.shared:.0f}"
    size = plural(found.documents, "document")
    return [("In equally many documents", value, f"actors to expect in {size} of each group")]
