"""Up to three statements under the answer, by fixed rules with templates.

A difference is stated only if it is clear (in corpora too small for a test: larger than mentions
dealt out one by one would show), or if one side has none and the other enough. Sides first (what
sets each group apart), then common ground, then how names are written, then single actors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from toolkit.comparison.answer import ABSENT_FROM, Draft
from toolkit.comparison.naming import naming
from toolkit.comparison.result import Actor, Finding, Group, Segment, Theme
from toolkit.comparison.wording import (
    Pieces,
    actor_link,
    join,
    names,
    number,
    percent,
    plain,
    theme_link,
)

MOST = 3
ONLY_FROM = 3  # sentences of a theme that one side alone has
BOTH_FROM = 2  # sentences in every group for common ground
Ranked = tuple[float, Finding]


def findings(draft: Draft) -> tuple[Finding, ...]:
    """The statements, or one that says that there are none."""
    if len(draft.groups) < 2:
        return _one_group(draft)
    sides = [found for group in draft.groups if (found := _side(draft, group))]
    sides.sort(key=lambda item: -item[0])
    chosen = [finding for _, finding in sides[: MOST - 1]]
    ground, written = _common_ground(draft), naming(draft)
    if ground and written and len(chosen) == MOST - 1:
        ground, written = replace(ground, body=(*ground.body, plain(" "), *written.body)), None
    chosen += [finding for finding in (ground, written) if finding]
    chosen += _single_actors(draft, MOST - len(chosen))
    return tuple(chosen[:MOST]) or (_nothing(draft),)


def _one_group(draft: Draft) -> tuple[Finding, ...]:
    group = draft.groups[0]
    if not draft.themes:
        return ()
    parts: list[Pieces] = []
    for theme in draft.themes[:MOST]:
        count = number(theme.counts[group.id].sentences, "sentence")
        parts.append((theme_link(theme), plain(" ("), theme_link(theme, count), plain(")")))
    start = f"The most frequent themes in {number(group.sentences, 'sentence')}: "
    body = (plain(start), *join(parts), plain("."))
    return (Finding("most_frequent_themes", "Main themes", body),)


def _nothing(draft: Draft) -> Finding:
    text = (
        f"No difference between {names(draft.groups)} is clear at this size: chance could explain "
        "each of them, and nothing is frequent on one side and missing on the other."
    )
    return Finding("none", "No clear difference", (plain(text),))


def _against(draft: Draft, theme: Theme, group: Group) -> tuple[tuple[int, int], tuple[int, int]]:
    """Sentences with the theme of all sentences: in the group, and in all others together."""
    rest = [other for other in draft.groups if other.id != group.id]
    there = sum(theme.counts[other.id].sentences for other in rest)
    return (
        (theme.counts[group.id].sentences, group.sentences),
        (there, sum(other.sentences for other in rest)),
    )


def _side(draft: Draft, group: Group) -> Ranked | None:
    """What this group writes on more than the others: its clearest theme, else its own ones."""
    if not group.sentences or group.sentences == sum(g.sentences for g in draft.groups):
        return None
    clear: list[tuple[float, Theme]] = []
    alone: list[Theme] = []
    for theme in draft.themes:
        here, there = _against(draft, theme, group)
        figure = theme.distinctiveness[group.id]
        if draft.stands_out(figure) and figure.z > 0:
            clear.append((here[0] / here[1] - (there[0] / there[1] if there[1] else 0.0), theme))
        if here[0] >= ONLY_FROM and there[0] == 0:
            alone.append(theme)
    if clear:
        _, best = max(clear, key=lambda item: item[0])  # the first of equals: the themes' order
        return best.distinctiveness[group.id].z, _clear_theme(draft, group, best)
    if alone:
        return alone[0].distinctiveness[group.id].z, _own_themes(draft, group, alone)
    return None


def _clear_theme(draft: Draft, group: Group, theme: Theme) -> Finding:
    rest = [other for other in draft.groups if other.id != group.id]
    parts = [_share(theme, other) for other in rest]
    body: list[Segment] = [theme_link(theme), plain(" is in "), *_share(theme, group)]
    body += [plain(", against "), *join(parts), plain(".")]
    return Finding("clear_theme", f"{group.label}: {theme.label}", tuple(body))


def _share(theme: Theme, group: Group) -> Pieces:
    """ "5 of 40 sentences of X (12%)"; the number links to them."""
    count = theme.counts[group.id]
    share = "" if not count.sentences else f" ({percent(count.share.estimate)})"
    total = number(group.sentences, "sentence")
    text = f"{count.sentences:,}" if count.sentences else "none"
    link = theme_link(theme, text, group.id) if count.sentences else plain(text)
    return (link, plain(f" of {total} of {group.label}{share}"))


def _own_themes(draft: Draft, group: Group, themes: Sequence[Theme]) -> Finding:
    """The themes of one group alone; of the first, whether what it is a part of is shared."""
    shown = list(themes[:MOST])
    parts: list[Pieces] = []
    for theme in shown:
        count = number(theme.counts[group.id].sentences, "sentence")
        link = theme_link(theme, count, group.id)
        parts.append((theme_link(theme, group=group.id), plain(" ("), link, plain(")")))
    if len(themes) > len(shown):
        more = number(len(themes) - len(shown), "further theme")
        parts.append((plain(more),))
    body = (plain(f"Only {group.label} has evidence of "), *join(parts), plain("."))
    parent = next((t for t in draft.themes if t.theme_id == shown[0].parent), None)
    if parent is not None and len(parent.groups) == len(draft.groups):
        everywhere = "both groups" if len(draft.groups) == 2 else "all groups"
        what = "The first" if len(themes) > 1 else "It"
        body += (plain(f" {what} is a part of "), theme_link(parent))
        body += (plain(f", which {everywhere} write on."),)
    return Finding("own_themes", f"{group.label}: {shown[0].label}", body)


def _common_ground(draft: Draft) -> Finding | None:
    """The actor or theme whose smallest share of sentences over the groups is largest, among
    those that no group has clearly more of."""
    places = {(e.entity_id, e.group, e.doc_id, e.sentence) for e in draft.evidence}
    named = Counter((entity, group) for entity, group, _, _ in places)
    options: list[tuple[float, str, Actor | Theme, dict[str, int]]] = []
    for actor in draft.actors:
        if not any(map(draft.stands_out, actor.distinctiveness.values())):
            counts = {g.id: named[actor.entity_id, g.id] for g in draft.groups}
            options.append((_least(draft, counts), actor.name, actor, counts))
    for theme in draft.themes:
        if not any(map(draft.stands_out, theme.distinctiveness.values())):
            counts = {g.id: theme.counts[g.id].sentences for g in draft.groups}
            options.append((_least(draft, counts), theme.label, theme, counts))
    options = [option for option in options if min(option[3].values()) >= BOTH_FROM]
    if not options:
        return None
    _, name, best, counts = min(options, key=lambda option: (-option[0], option[1]))
    link = actor_link(best) if isinstance(best, Actor) else theme_link(best)
    verb = "name" if isinstance(best, Actor) else "write on"
    parts: list[Pieces] = []
    for group in draft.groups:
        text = f"{counts[group.id]:,} of {number(group.sentences, 'sentence')}"
        target = replace(link, text=text, group=group.id)
        parts.append((target, plain(f" in {group.label}")))
    who = "Both" if len(draft.groups) == 2 else f"All {len(draft.groups)}"
    body = (plain(f"{who} {verb} "), link, plain(": "), *join(parts), plain("."))
    return Finding("common_ground", f"Shared ground: {name}", body)


def _least(draft: Draft, counts: dict[str, int]) -> float:
    return min(counts[g.id] / g.sentences if g.sentences else 0.0 for g in draft.groups)


def _single_actors(draft: Draft, most: int) -> list[Finding]:
    """Actors that one group names clearly more than the others, the largest |z| first; the one
    that the answer already speaks of is left out."""
    told = draft.absent
    ranked: list[tuple[float, Actor, Group]] = []
    for actor in draft.actors:
        if told and actor is told[0]:
            continue
        for group in draft.groups:
            figure = actor.distinctiveness[group.id]
            here = actor.counts[group.id].mentions
            alone = here == len(actor.mention_ids) >= ABSENT_FROM
            if figure.z > 0 and (draft.stands_out(figure) or alone):
                ranked.append((figure.z, actor, group))
    ranked.sort(key=lambda item: -item[0])
    return [_single_actor(draft, actor, group) for _, actor, group in ranked[: max(0, most)]]


def _single_actor(draft: Draft, actor: Actor, group: Group) -> Finding:
    parts: list[Pieces] = []
    for other in (group, *(g for g in draft.groups if g.id != group.id)):
        count = actor.counts[other.id].mentions
        text = number(count, "mention") if count else "no mention"
        link = actor_link(actor, text, other.id) if count else plain(text)
        parts.append((link, plain(f" in {other.label}")))
    body = (actor_link(actor), plain(" has "), *join(parts), plain("."))
    return Finding("clear_actor", f"{group.label}: {actor.name}", body)
