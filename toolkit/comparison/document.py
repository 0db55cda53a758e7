"""A comparison as plain data: what `compare --json` promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from toolkit.comparison.answer import text_of
from toolkit.comparison.figures import Distinctiveness
from toolkit.comparison.networking import network_figures
from toolkit.comparison.result import SCHEMA_VERSION, Actor, Comparison, Theme
from toolkit.entities.alarms import Alarm


def to_dict(comparison: Comparison) -> dict[str, Any]:
    """Dictionaries, lists, texts, numbers and None, ready for `json.dumps`.

    Keys are those of design: groups, actors, themes, overlap, headline, provenance, and beside
    them caveats, findings, emerging themes (phrases of no codebook), silent actors, actor-theme
    profiles, the timeline, the network, ties and alarms (actors that may be several things). Counts
    name every group, also those with 0.
    """
    named = {actor.entity_id for actor in comparison.actors}
    return {
        "schema_version": SCHEMA_VERSION,
        "groups": [asdict(group) for group in comparison.groups],
        "actors": [_actor(actor) for actor in comparison.actors],
        "themes": [_theme(theme) for theme in comparison.themes],
        "emerging": [_theme(theme) for theme in comparison.emerging],
        "overlap": asdict(comparison.overlap)
        | {"pairs": [asdict(pair) for pair in comparison.overlap.pairs]},
        "headline": [text_of(comparison.answer), *(f.text for f in comparison.findings)],
        "findings": [
            {"rule": f.rule, "title": f.title, "text": f.text} for f in comparison.findings
        ],
        "caveats": list(comparison.caveats),
        "descriptive": comparison.descriptive,
        "silent": [asdict(row) for row in comparison.silent],
        "profiles": [asdict(row) for row in comparison.profiles],
        "timeline": _timeline(comparison),
        "network": network_figures(comparison.network) if comparison.network else None,
        "ties": [asdict(tie) for tie in comparison.ties],
        "alarms": [_alarm(alarm) for alarm in comparison.audit.alarms if alarm.entity_id in named],
        "provenance": dict(comparison.provenance),
        "uncertainty": asdict(comparison.uncertainty) if comparison.uncertainty else None,
    }


def _timeline(comparison: Comparison) -> dict[str, Any] | None:
    if comparison.timeline is None:
        return None
    line = asdict(comparison.timeline)
    slices = [
        row | {"actors": list(row["actors"]), "themes": list(row["themes"])}
        for row in line["slices"]
    ]
    return line | {"slices": slices}


def _alarm(alarm: Alarm) -> dict[str, Any]:
    """Names only: records are of a run, not of the documents."""
    return {
        "entity_id": alarm.entity_id, "name": alarm.name, "alarm": alarm.kind,
        "text": alarm.text, "left": alarm.left, "right": alarm.right,
        "match_weight": alarm.weight,
    }  # fmt: skip


def _actor(actor: Actor) -> dict[str, Any]:
    aliases = dict.fromkeys(form.text for form in actor.forms)
    return {
        "entity_id": actor.entity_id,
        "name": actor.name,
        "kind": actor.kind,
        "counts": {group: asdict(count) for group, count in actor.counts.items()},
        "in": list(actor.groups),
        "aliases": [text for text in aliases if text != actor.name],
        "forms": [asdict(form) for form in actor.forms],
        "log_odds": _log_odds(actor.distinctiveness),
        "mention_ids": list(actor.mention_ids),
        "knowledge_id": actor.knowledge_id,
        "weakest_link": actor.weakest_link,
    }


def _log_odds(figures: Mapping[str, Distinctiveness]) -> dict[str, Any]:
    rows = {}
    for group, figure in figures.items():
        row = asdict(figure)
        rows[group] = row.pop("log_odds") | row
    return rows


def _theme(theme: Theme) -> dict[str, Any]:
    return {
        "theme_id": theme.theme_id,
        "label": theme.label,
        "parent": theme.parent,
        "counts": {group: asdict(count) for group, count in theme.counts.items()},
        "in": list(theme.groups),
        "difference": None if theme.difference is None else asdict(theme.difference),
        "log_odds": _log_odds(theme.distinctiveness),
        "evidence": [
            {"doc_id": e.doc_id, "start": e.start, "end": e.end, "text": e.text,
             "sentence": e.sentence}
            for e in theme.evidence
        ],
    }  # fmt: skip
