"""Which conclusions of the comparison differ between two stores, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from toolkit.comparison.answer import text_of
from toolkit.comparison.result import Actor, Comparison
from toolkit.corpus.difference import Conclusions, FindingChange, SharedChange, ThemeChange
from toolkit.corpus.differing import Pairing, Place, Side

FIGURES = (
    "shared", "total", "jaccard", "overlap_coefficient", "weighted_jaccard", "rank_biased_overlap",
    "p_value",
)  # fmt: skip


def conclusions(pairing: Pairing, before: Comparison, after: Comparison) -> Conclusions:
    """What two comparisons of the same groups say differently."""
    return Conclusions(
        tuple(group.id for group in after.groups),
        (text_of(before.answer), text_of(after.answer)),
        _findings(before, after),
        _shared(pairing, before, after),
        _themes(before, after),
        _figures(before, after),
    )


def _findings(before: Comparison, after: Comparison) -> tuple[FindingChange, ...]:
    """In the order of the comparison after, then those that are gone."""
    sides = [{f.title: f.text for f in side.findings} for side in (before, after)]
    rows = [
        FindingChange(title, sides[0].get(title, ""), sides[1].get(title, ""))
        for title in dict.fromkeys([*sides[1], *sides[0]])
    ]
    return tuple(row for row in rows if row.before != row.after)


def _figures(before: Comparison, after: Comparison) -> dict[str, tuple[float | None, float | None]]:
    """Figures of the overlap and regions that differ."""
    found = {name: (getattr(before.overlap, name), getattr(after.overlap, name))
             for name in FIGURES}  # fmt: skip
    regions = dict.fromkeys([*before.overlap.regions, *after.overlap.regions])
    for name in regions:
        sides = [side.overlap.regions.get(name, 0) for side in (before, after)]
        found[f"only {name}" if " & " not in name else name] = (sides[0], sides[1])
    return {name: pair for name, pair in found.items() if pair[0] != pair[1]}


def _themes(before: Comparison, after: Comparison) -> tuple[ThemeChange, ...]:
    labels = {t.theme_id: t.label for side in (before, after) for t in side.themes}
    groups = [{t.theme_id: t.groups for t in side.themes} for side in (before, after)]
    rows = [
        ThemeChange(theme, label, groups[0].get(theme, ()), groups[1].get(theme, ()))
        for theme, label in labels.items()
    ]
    changed = [row for row in rows if row.before != row.after]
    return tuple(sorted(changed, key=lambda row: (row.label, row.theme_id)))


def _shared(pairing: Pairing, before: Comparison, after: Comparison) -> tuple[SharedChange, ...]:
    """Shared actors without a shared counterpart on the other side, those gained first."""
    back = Pairing(pairing.after, pairing.before, {n: o for o, n in pairing.twin.items()})
    gained = _only_here(back, after, before)
    lost = _only_here(pairing, before, after)
    rows = [_change(back, actor, other, after, True) for actor, other in gained]
    rows += [_change(pairing, actor, other, before, False) for actor, other in lost]
    return tuple(rows)


def _only_here(
    pairing: Pairing, here: Comparison, there: Comparison
) -> list[tuple[Actor, Actor | None]]:
    """Actors that all groups name `here`, whose counterparts `there` are not; each with the one
    that holds most of its names. The order is that of the comparison."""
    actors = {actor.entity_id: actor for actor in there.actors}
    everywhere = len(here.groups)
    found: list[tuple[Actor, Actor | None]] = []
    for actor in here.actors:
        if len(actor.groups) < everywhere:
            continue
        heirs = [
            actors[entity]
            for entity, _ in sorted(
                pairing.children.get(actor.entity_id, Counter()).items(),
                key=lambda item: (-item[1], item[0]),
            )
            if entity in actors
        ]
        if not any(len(heir.groups) == everywhere for heir in heirs):
            found.append((actor, heirs[0] if heirs else None))
    return found


def _change(
    pairing: Pairing, actor: Actor, other: Actor | None, here: Comparison, gained: bool
) -> SharedChange:
    there = other.groups if other else ()
    missing = [group.id for group in here.groups if group.id not in there]
    why = tuple(_why(pairing, actor, other, group, gained) for group in missing)
    sides = (there, actor.groups) if gained else (actor.groups, there)
    return SharedChange(actor.name, actor.entity_id, gained, *sides, why)


def _why(pairing: Pairing, actor: Actor, other: Actor | None, group: str, gained: bool) -> str:
    """What became of the names that an actor has in a group which does not name it elsewhere."""
    side = pairing.before
    places = [
        place for place, entity in side.entities.items()
        if entity == actor.entity_id and place in side.counted
        and side.documents[place[0]][1] == group
    ]  # fmt: skip
    counts = Counter(_fate(pairing, place, other, group) for place in places)
    fate = min(counts, key=lambda name: (-counts[name], name), default="")
    number = f"{counts[fate]} of {len(places)} mentions in {group}"
    return f"{_TOLD[fate.partition(':')[0]][gained]} ({number}{_detail(fate, pairing.after)})"


_TOLD: Mapping[str, tuple[str, str]] = {
    "document": ("documents went or changed", "new or changed documents"),
    "group": ("documents are in another group", "documents are in another group"),
    "extraction": ("other extraction: no longer found", "other extraction: found only now"),
    "resolution": ("other resolution", "other resolution"),
    "uncounted": ("no longer counted", "counted only now"),
    "": ("its mentions changed", "its mentions changed"),
}


def _fate(pairing: Pairing, place: Place, other: Actor | None, group: str) -> str:
    doc_id = pairing.twin.get(place[0])
    if doc_id is None:
        return "document"
    if pairing.after.documents[doc_id][1] != group:
        return "group"
    entity = pairing.after_at(place)
    if entity is None:
        return "extraction"
    if other is None or entity != other.entity_id:
        return f"resolution:{entity}"
    return "uncounted"


def _detail(fate: str, side: Side) -> str:
    _, _, entity = fate.partition(":")
    return f", with “{' '.join(side.names[entity].split())}” on the other side" if entity else ""
