"""Counting: groups, actors, themes, ties and the evidence behind each of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.comparison import statistics
from toolkit.comparison.figures import Dispersion, Distinctiveness, Interval
from toolkit.comparison.inputs import Inputs, Selection
from toolkit.comparison.result import (
    Actor,
    Count,
    Evidence,
    Group,
    SourceText,
    Theme,
    ThemeCount,
    Tie,
    WrittenForm,
)
from toolkit.graph import Counted, EntityMention
from toolkit.types import ThemeEvidence


def evidence_rows(selection: Selection) -> tuple[Evidence, ...]:
    """One row a counted mention, ordered by group, document and start."""
    return tuple(
        Evidence(
            m.mention_id, m.entity_id, m.doc_id, selection.group_of[m.doc_id], m.start, m.end,
            m.text, m.form, row.sentence,
        )
        for row in _by_group(selection)
        for m in (row.mention,)
    )  # fmt: skip


def _by_group(selection: Selection) -> list[Counted]:
    """The mentions by group; inside of it they stay in order."""
    place = {group: number for number, group in enumerate(selection.groups)}
    at = {doc_id: place[group] for doc_id, group in selection.group_of.items()}
    return sorted(selection.rows, key=lambda row: at[row.mention.doc_id])


def group_rows(selection: Selection, inputs: Inputs) -> tuple[Group, ...]:
    """The groups in comparison order; `mentions` are those that the actors of the page have."""
    mentions: Counter[str] = Counter()
    actors: dict[str, set[str]] = defaultdict(set)
    for row in selection.rows:
        group = selection.group_of[row.mention.doc_id]
        mentions[group] += 1
        actors[group].add(row.mention.entity_id)
    return tuple(
        Group(
            group, inputs.labels.get(group, "") or group, len(selection.documents[group]),
            selection.words[group], selection.sizes[group], mentions[group], len(actors[group]),
        )
        for group in selection.groups
    )  # fmt: skip


Contrasts = Mapping[str, Mapping[int, Distinctiveness]]
Spread = Mapping[str, Mapping[int, Dispersion]]
Shares = Mapping[str, Sequence[Interval]]


def actor_rows(
    selection: Selection, groups: Sequence[Group], apart: Contrasts, spread: Spread
) -> tuple[Actor, ...]:
    """Actors by falling number of mentions, then name, then id; with their contrasts and
    dispersion, by number of the group."""
    found: dict[str, list[EntityMention]] = defaultdict(list)
    for row in _by_group(selection):
        found[row.mention.entity_id].append(row.mention)
    rows = [
        _actor(selection, groups, mentions, apart[entity_id], spread[entity_id])
        for entity_id, mentions in found.items()
    ]
    return tuple(sorted(rows, key=lambda a: (-len(a.mention_ids), a.name, a.entity_id)))


def _actor(
    selection: Selection, groups: Sequence[Group], rows: Sequence[EntityMention],
    apart: Mapping[int, Distinctiveness], spread: Mapping[int, Dispersion],
) -> Actor:  # fmt: skip
    """`rows` are its mentions, by group, document and start."""
    entity = selection.entities[rows[0].entity_id]
    mentions = Counter([selection.group_of[row.doc_id] for row in rows])
    named = Counter([selection.group_of[doc] for doc in {row.doc_id for row in rows}])
    counts = {
        g.id: Count(
            mentions[g.id],
            named[g.id],
            statistics.per_1000(mentions[g.id], g.words),
            statistics.document_share(named[g.id], g.documents),
            spread.get(at),
        )
        for at, g in enumerate(groups)
    }
    return Actor(
        entity.entity_id,
        entity.name,
        entity.kind,
        counts,
        tuple(group for group in selection.groups if mentions[group]),
        _forms(selection, rows),
        {selection.groups[at]: figure for at, figure in apart.items()},
        tuple(row.mention_id for row in rows),
        entity.knowledge_id,
        entity.weakest_link,
        entity.roles,
    )


def _forms(selection: Selection, rows: Sequence[EntityMention]) -> tuple[WrittenForm, ...]:
    """Written forms, white space unified, the most frequent first."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for row in rows:
        key = (" ".join(row.text.split()), row.form)
        counts = found.get(key)
        if counts is None:
            counts = found[key] = dict.fromkeys(selection.groups, 0)
        counts[selection.group_of[row.doc_id]] += 1
    ordered = sorted(found.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    return tuple(WrittenForm(text, form, counts) for (text, form), counts in ordered)


def theme_rows(
    selection: Selection, evidence: Sequence[ThemeEvidence], inputs: Inputs, apart: Contrasts,
    shares: Shares,
) -> tuple[Theme, ...]:  # fmt: skip
    """Themes that have evidence, by falling number of sentences, then label, then id; with their
    contrasts by number of the group and their shares of sentences in the order of the groups."""
    found: dict[str, list[ThemeEvidence]] = defaultdict(list)
    for item in evidence:
        found[item.theme_id].append(item)
    rows = []
    for theme_id in sorted(found):
        theme = _theme(selection, inputs, found[theme_id], shares[theme_id])
        figures = {selection.groups[at]: figure for at, figure in apart[theme_id].items()}
        rows.append(replace(theme, distinctiveness=figures))
    return tuple(
        sorted(
            rows,
            key=lambda t: (-sum(c.sentences for c in t.counts.values()), t.label, t.theme_id),
        )
    )


def _theme(
    selection: Selection, inputs: Inputs, rows: Sequence[ThemeEvidence], shares: Sequence[Interval]
) -> Theme:
    theme_id = rows[0].theme_id
    spans = Counter(selection.group_of[row.doc_id] for row in rows)
    documents = Counter(selection.group_of[doc] for doc in {row.doc_id for row in rows})
    places = {(row.doc_id, row.sentence) for row in rows}
    sentences = Counter(selection.group_of[doc] for doc, _ in places)
    counts = {
        group: ThemeCount(spans[group], documents[group], sentences[group], share)
        for group, share in zip(selection.groups, shares, strict=True)
    }
    return Theme(
        theme_id,
        inputs.theme_labels.get(theme_id, theme_id),
        inputs.theme_parents.get(theme_id, ""),
        counts,
        tuple(group for group in selection.groups if spans[group]),
        tuple(rows),
        statistics.difference(shares[0], shares[1]) if len(shares) == 2 else None,
    )


def tie_rows(selection: Selection) -> tuple[Tie, ...]:
    """Sentences that hold both actor and theme, by group, the heaviest first."""
    themes: dict[tuple[str, int], set[str]] = defaultdict(set)
    for item in selection.evidence:
        themes[item.doc_id, item.sentence].add(item.theme_id)
    pairs = {
        (row.mention.entity_id, theme, row.mention.doc_id, row.sentence)
        for row in selection.rows
        for theme in themes.get((row.mention.doc_id, row.sentence), ())
    }
    weights = Counter((e, theme, selection.group_of[doc]) for e, theme, doc, _ in pairs)
    place = {group: number for number, group in enumerate(selection.groups)}
    ordered = sorted(
        weights.items(), key=lambda item: (place[item[0][2]], -item[1], item[0][0], item[0][1])
    )
    return tuple(Tie(e, theme, group, weight) for (e, theme, group), weight in ordered)


def source_rows(selection: Selection, inputs: Inputs) -> tuple[SourceText, ...]:
    """The documents with their sentences, by group and doc_id; reprints behind the others."""
    return tuple(
        SourceText(
            document,
            tuple(sorted(inputs.sentences.get(document.doc_id, ()), key=lambda s: s.number)),
        )
        for group in selection.groups
        for document in (
            *selection.documents[group], *(d for d in selection.copies if d.group == group)
        )
    )  # fmt: skip
