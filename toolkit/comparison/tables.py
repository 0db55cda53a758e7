"""A comparison as Arrow tables: one row an actor, a theme or a piece of evidence.

Columns that belong to a group end in its id: `mentions_nato`, `share_eu`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.comparison.figures import Distinctiveness
from toolkit.comparison.result import Actor, Comparison, Theme

if TYPE_CHECKING:
    import pyarrow as pa


def actors(comparison: Comparison) -> pa.Table:
    """All actors, in the order of the comparison."""
    return _actors(comparison, comparison.actors)


def shared(comparison: Comparison) -> pa.Table:
    """The actors that every group names."""
    everywhere = len(comparison.groups)
    return _actors(comparison, (a for a in comparison.actors if len(a.groups) == everywhere))


def only(comparison: Comparison, group: str) -> pa.Table:
    """The actors that `group` names and no other group does."""
    return _actors(comparison, (a for a in comparison.actors if a.groups == (group,)))


def themes(comparison: Comparison) -> pa.Table:
    """All themes of codebooks; shares are of the body sentences of a group."""
    return _themes(comparison, comparison.themes)


def emerging(comparison: Comparison) -> pa.Table:
    """The phrases that no codebook knows, with the figures of themes."""
    return _themes(comparison, comparison.emerging)


def _themes(comparison: Comparison, rows: Sequence[Theme]) -> pa.Table:
    columns: dict[str, list[Any]] = {
        "theme_id": [t.theme_id for t in rows],
        "label": [t.label for t in rows],
        "parent": [t.parent for t in rows],
        "groups": [list(t.groups) for t in rows],
    }
    for group in (g.id for g in comparison.groups):
        counts = [t.counts[group] for t in rows]
        columns |= {
            f"sentences_{group}": [c.sentences for c in counts],
            f"documents_{group}": [c.documents for c in counts],
            f"spans_{group}": [c.spans for c in counts],
            f"share_{group}": [c.share.estimate for c in counts],
            f"share_low_{group}": [c.share.low for c in counts],
            f"share_high_{group}": [c.share.high for c in counts],
        }
        columns |= _contrasts(group, [t.distinctiveness.get(group) for t in rows])
    if len(comparison.groups) == 2:
        gaps = [t.difference for t in rows]
        columns |= {
            "difference": [gap.estimate if gap else None for gap in gaps],
            "difference_low": [gap.low if gap else None for gap in gaps],
            "difference_high": [gap.high if gap else None for gap in gaps],
        }
    return _table(columns)


def silent(comparison: Comparison) -> pa.Table:
    """Actors that one group names and another never; the surest first."""
    names = {actor.entity_id: actor.name for actor in comparison.actors}
    rows = comparison.silent
    return _table(
        {
            "entity_id": [r.entity_id for r in rows],
            "name": [names[r.entity_id] for r in rows],
            "group": [r.group for r in rows],
            "absent": [r.absent for r in rows],
            "mentions": [r.mentions for r in rows],
            "documents": [r.documents for r in rows],
            "share": [r.share.estimate for r in rows],
            "share_low": [r.share.low for r in rows],
            "share_high": [r.share.high for r in rows],
            "share_bound": [r.bound for r in rows],
            "clear_of_bound": [r.sure for r in rows],
        }
    )


def naming(comparison: Comparison) -> pa.Table:
    """One row a written form of an actor: which group writes it how often."""
    rows = [(actor, form) for actor in comparison.actors for form in actor.forms]
    columns: dict[str, list[Any]] = {
        "entity_id": [actor.entity_id for actor, _ in rows],
        "name": [actor.name for actor, _ in rows],
        "text": [form.text for _, form in rows],
        "form": [form.form for _, form in rows],
    }
    for group in (g.id for g in comparison.groups):
        counts = [form.counts[group] for _, form in rows]
        totals = [actor.counts[group].mentions for actor, _ in rows]
        columns |= {
            f"mentions_{group}": counts,
            f"share_{group}": [n / t if t else None for n, t in zip(counts, totals, strict=True)],
        }
    return _table(columns)


def overlap_pairs(comparison: Comparison) -> pa.Table:
    """What every two groups have in common."""
    rows = comparison.overlap.pairs
    names = ("first", "second", "shared", *_PAIR_FIGURES)
    return _table({name: [getattr(row, name) for row in rows] for name in names})


def profiles(comparison: Comparison) -> pa.Table:
    """One row a shared actor and a theme: sentences with the actor, with both, their share."""
    names = {actor.entity_id: actor.name for actor in comparison.actors}
    labels = {theme.theme_id: theme.label for theme in comparison.themes}
    rows = comparison.profiles
    columns: dict[str, list[Any]] = {
        "entity_id": [r.entity_id for r in rows],
        "name": [names[r.entity_id] for r in rows],
        "theme_id": [r.theme_id for r in rows],
        "label": [labels[r.theme_id] for r in rows],
    }
    for group in (g.id for g in comparison.groups):
        columns |= {
            f"sentences_{group}": [r.sentences[group] for r in rows],
            f"together_{group}": [r.together[group] for r in rows],
            f"share_{group}": [r.share[group].estimate for r in rows],
            f"share_low_{group}": [r.share[group].low for r in rows],
            f"share_high_{group}": [r.share[group].high for r in rows],
        }
    return _table(columns)


def timeline(comparison: Comparison) -> pa.Table:
    """One row a period, a group and one of its leading actors or themes ("" = the whole slice)."""
    names = {a.entity_id: a.name for a in comparison.actors}
    names |= {t.theme_id: t.label for t in comparison.themes}
    found: list[tuple[Any, ...]] = []
    for row in comparison.timeline.slices if comparison.timeline else ():
        found.append((row.period, row.group, "documents", "", "", row.documents, 1.0))
        for kind, leading in (("actor", row.actors), ("theme", row.themes)):
            found += [
                (row.period, row.group, kind, lead.id, names[lead.id], lead.documents,
                 lead.share.estimate)
                for lead in leading
            ]  # fmt: skip
    head = ("period", "group", "kind", "id", "name", "documents", "share")
    return _table({name: [row[at] for row in found] for at, name in enumerate(head)})


def mentions(comparison: Comparison) -> pa.Table:
    """The counted mentions: the evidence of every figure on actors."""
    names = {actor.entity_id: actor.name for actor in comparison.actors}
    rows = comparison.evidence
    return _table(
        {
            "mention_id": [r.mention_id for r in rows],
            "entity_id": [r.entity_id for r in rows],
            "entity": [names[r.entity_id] for r in rows],
            "group": [r.group for r in rows],
            "doc_id": [r.doc_id for r in rows],
            "start": [r.start for r in rows],
            "end": [r.end for r in rows],
            "text": [r.text for r in rows],
            "form": [r.form for r in rows],
            "sentence": [r.sentence for r in rows],
        }
    )


def theme_evidence(comparison: Comparison) -> pa.Table:
    """The spans behind every figure on themes."""
    rows = [e for theme in comparison.themes for e in theme.evidence]
    names = ("theme_id", "doc_id", "start", "end", "text", "sentence")
    return _table({name: [getattr(row, name) for row in rows] for name in names})


def _actors(comparison: Comparison, rows: Iterable[Actor]) -> pa.Table:
    chosen = list(rows)
    columns: dict[str, list[Any]] = {
        "entity_id": [a.entity_id for a in chosen],
        "name": [a.name for a in chosen],
        "kind": [a.kind for a in chosen],
        "groups": [list(a.groups) for a in chosen],
        "mentions": [len(a.mention_ids) for a in chosen],
    }
    for group in (g.id for g in comparison.groups):
        counts = [a.counts[group] for a in chosen]
        columns |= {
            f"mentions_{group}": [c.mentions for c in counts],
            f"documents_{group}": [c.documents for c in counts],
            f"per_1000_{group}": [c.per_1000 for c in counts],
            f"share_{group}": [c.share.estimate for c in counts],
            f"share_low_{group}": [c.share.low for c in counts],
            f"share_high_{group}": [c.share.high for c in counts],
            f"dp_norm_{group}": [c.dispersion.dp_norm if c.dispersion else None for c in counts],
        }
        columns |= _contrasts(group, [a.distinctiveness.get(group) for a in chosen])
    return _table(columns)


def _contrasts(group: str, figures: Sequence[Distinctiveness | None]) -> dict[str, list[Any]]:
    """Nothing where there is nothing to set the group against."""
    found = [figure for figure in figures if figure]
    if len(found) < len(figures):
        return {}
    return {
        f"log_odds_{group}": [f.log_odds.estimate for f in found],
        f"log_odds_low_{group}": [f.log_odds.low for f in found],
        f"log_odds_high_{group}": [f.log_odds.high for f in found],
        f"log_ratio_{group}": [f.log_ratio for f in found],
        f"g2_word_level_{group}": [f.g2 for f in found],
        f"p_{group}": [f.p_value for f in found],
        f"q_{group}": [f.q_value for f in found],
        f"clear_{group}": [f.clear for f in found],
    }


_PAIR_FIGURES = (
    "jaccard", "overlap_coefficient", "weighted_jaccard", "rank_biased_overlap", "p_value",
    "smallest_p",
)  # fmt: skip
_REALS = (
    "share", "per_1000", "log_odds", "log_ratio", "difference", "dp_norm", "g2_word_level", "p_",
    "q_",
)  # fmt: skip
_TEXTS = (
    "first", "second", "absent", "period", "id",
    "theme_id", "entity_id", "mention_id", "doc_id", "label", "parent", "name", "entity", "kind",
    "group", "text", "form",
)  # fmt: skip


def _table(columns: dict[str, list[Any]]) -> pa.Table:
    """Types come from the column's name, so that an empty table has them too."""
    import pyarrow as pa

    fields = []
    for name in columns:
        if name == "groups":
            kind = pa.list_(pa.string())
        elif name in _TEXTS:
            kind = pa.string()
        elif name.startswith("clear_"):
            kind = pa.bool_()
        else:
            real = name.startswith(_REALS) or name in _PAIR_FIGURES
            kind = pa.float64() if real else pa.int64()
        fields.append(pa.field(name, kind))
    return pa.table(columns, schema=pa.schema(fields))
