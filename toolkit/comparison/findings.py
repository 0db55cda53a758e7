"""Up to three statements under the answer, by fixed rules with templates. A title says what, and
the sentence after it only the numbers, so that three are read in ten seconds.

A difference is stated only if it is clear (in corpora too small for a test: larger than mentions
dealt out one by one would show), or if one side has none and the other enough. Sides first (what
sets each group apart), then common ground, then how names are written, then single actors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from toolkit.comparison.answer import ABSENT_FROM, Draft
from toolkit.comparison.naming import naming
from toolkit.comparison.result import Actor, Finding, Group, Theme
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
OTHERS = 2  # groups that one is set against by name; of more, the one that comes nearest
FURTHER = 1  # themes that are named beside the first
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
        body = (*ground.body, plain(" Written differently: "), *written.body)
        ground, written = replace(ground, body=body), None
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
    rest = _told(draft, group, lambda g: theme.counts[g.id].share.estimate)
    most = "at most " if len(rest) < len(draft.groups) - 1 else ""
    against = join([_share(theme, other) for other in rest])
    body = (*_share(theme, group, "sentence"), plain(f", against {most}"), *against, plain("."))
    return Finding("clear_theme", f"{group.label}: {theme.label}", body)


def _told(draft: Draft, group: Group, size: Callable[[Group], float]) -> list[Group]:
    """The groups that one is set against: all others if these are few, else the one with most."""
    rest = [other for other in draft.groups if other.id != group.id]
    return rest if len(rest) <= OTHERS else [max(rest, key=size)]


def _share(theme: Theme, group: Group, noun: str = "") -> Pieces:
    """ "5 of 40 sentences (12%)" or, without a noun, "5 of 40 in X (12%)", linked to them."""
    count = theme.counts[group.id]
    share = f" ({percent(count.share.estimate)})" if count.sentences else ""
    of = f" of {number(group.sentences, noun)}" if noun else f" of {group.sentences:,}"
    if not count.sentences:
        return (plain(f"none{of} in {group.label}"),)
    where = "" if noun else f" in {group.label}"
    return (theme_link(theme, f"{count.sentences:,}{of}", group.id), plain(f"{where}{share}"))


def _own_themes(draft: Draft, group: Group, themes: Sequence[Theme]) -> Finding:
    """The themes of one group alone; of the first, whether what it is a part of is shared."""
    first, *others = themes
    rest = [other.label for other in draft.groups if other.id != group.id]
    nowhere = f", none in {rest[0]}" if len(rest) == 1 else ", none in any other group"
    count = number(first.counts[group.id].sentences, "sentence")
    body: Pieces = (theme_link(first, count, group.id), plain(nowhere))
    parent = next((t for t in draft.themes if t.theme_id == first.parent), None)
    if parent is not None and len(parent.groups) == len(draft.groups):
        who = "both" if len(draft.groups) == 2 else "all"
        body += (plain("; part of "), theme_link(parent), plain(f", which {who} have"))
    body += (plain("."),)
    if others:
        parts = [_counted(theme, group) for theme in others[:FURTHER]]
        if more := len(others) - len(parts):
            parts.append((plain(number(more, "more theme")),))
        body += (plain(" Also only here: "), *join(parts), plain("."))
    return Finding("own_themes", f"{group.label}: {first.label}", body)


def _counted(theme: Theme, group: Group) -> Pieces:
    link = theme_link(theme, f"{theme.counts[group.id].sentences:,}", group.id)
    return (theme_link(theme, group=group.id), plain(" ("), link, plain(")"))


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
    parts: list[Pieces] = []
    ends = _ends(draft, counts)
    for group in ends:
        noun = "" if parts else " sentences" if group.sentences != 1 else " sentence"
        text = f"{counts[group.id]:,} of {group.sentences:,}{noun}"
        parts.append((replace(link, text=text, group=group.id), plain(f" in {group.label}")))
    every = len(ends) == len(draft.groups)
    body = join(parts) if every else (plain("from "), *parts[0], plain(" to "), *parts[1])
    return Finding("common_ground", f"Shared ground: {name}", (*body, plain(".")))


def _ends(draft: Draft, counts: dict[str, int]) -> Sequence[Group]:
    """All groups while they are few, else those with the smallest and the largest share."""
    if len(draft.groups) <= OTHERS + 1:
        return draft.groups
    ordered = sorted(draft.groups, key=lambda g: counts[g.id] / g.sentences)
    return (ordered[0], ordered[-1])


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
    rest = _told(draft, group, lambda g: actor.counts[g.id].mentions)
    most = "at most " if len(rest) < len(draft.groups) - 1 else ""
    count = number(actor.counts[group.id].mentions, "mention")
    body: Pieces = (actor_link(actor, count, group.id),)
    for other in rest:
        there = actor.counts[other.id].mentions
        text = actor_link(actor, f"{there:,}", other.id) if there else plain("none")
        nowhere = most and not there
        where = " in any other group" if nowhere else f" in {other.label}"
        body += (plain(f", {most if there else ''}"), text, plain(where))
    return Finding("clear_actor", f"{group.label}: {actor.name}", (*body, plain(".")))
