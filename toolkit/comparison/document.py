"""A comparison as plain data: what `compare --json` promises."""

from __future__ import annotations

from collections.abc import Mapping
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
        "groups": plain(comparison.groups),
        "actors": [_actor(actor) for actor in comparison.actors],
        "themes": [_theme(theme) for theme in comparison.themes],
        "emerging": [_theme(theme) for theme in comparison.emerging],
        "overlap": plain(comparison.overlap),
        "headline": [text_of(comparison.answer), *(f.statement for f in comparison.findings)],
        "findings": [
            {"rule": f.rule, "title": f.title, "text": f.text} for f in comparison.findings
        ],
        "caveats": list(comparison.caveats),
        "descriptive": comparison.descriptive,
        "silent": plain(comparison.silent),
        "profiles": plain(comparison.profiles),
        "timeline": plain(comparison.timeline),
        "network": network_figures(comparison.network) if comparison.network else None,
        "ties": plain(comparison.ties),
        "alarms": [_alarm(alarm) for alarm in comparison.audit.alarms if alarm.entity_id in named],
        "provenance": dict(comparison.provenance),
        "uncertainty": plain(comparison.uncertainty),
    }


def plain(value: Any) -> Any:
    """A value with the values in it as dictionaries, lists, texts and numbers: what
    `dataclasses.asdict` gives without copying every number."""
    if isinstance(value, str | int | float) or value is None:
        return value
    if isinstance(value, dict):
        return {key: plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [plain(held) for held in value]
    return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}


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
        "counts": plain(actor.counts),
        "in": list(actor.groups),
        "aliases": [text for text in aliases if text != actor.name],
        "forms": plain(actor.forms),
        "log_odds": _log_odds(actor.distinctiveness),
        "mention_ids": list(actor.mention_ids),
        "knowledge_id": actor.knowledge_id,
        "weakest_link": actor.weakest_link,
    }


def _log_odds(figures: Mapping[str, Distinctiveness]) -> dict[str, Any]:
    rows = {}
    for group, figure in figures.items():
        row = plain(figure)
        rows[group] = row.pop("log_odds") | row
    return rows


def _theme(theme: Theme) -> dict[str, Any]:
    return {
        "theme_id": theme.theme_id,
        "label": theme.label,
        "parent": theme.parent,
        "counts": plain(theme.counts),
        "in": list(theme.groups),
        "difference": plain(theme.difference),
        "log_odds": _log_odds(theme.distinctiveness),
        "evidence": [
            {"doc_id": e.doc_id, "start": e.start, "end": e.end, "text": e.text,
             "sentence": e.sentence}
            for e in theme.evidence
        ],
    }  # fmt: skip
