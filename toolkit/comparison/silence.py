"""Actors that one group names prominently and another never."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.comparison.figures import SilentActor
from toolkit.comparison.result import Actor, Group

MENTIONS = 4  # of the group that names it
DOCUMENTS = 2  # likewise, where it has as many


def silent_actors(actors: Sequence[Actor], groups: Sequence[Group]) -> tuple[SilentActor, ...]:
    """The surest first: by how far the low end of the share of documents lies above the bound of
    the group that is silent, then by mentions, name and id.

    Zero means that no mention was found: the bound is about 3/D ("rule of three").
    """
    found = [
        (_row(actor, here, there), actor.name)
        for actor in actors
        for here in groups
        for there in groups
        if not actor.counts[there.id].mentions and there.documents
        and actor.counts[here.id].mentions >= MENTIONS
        and actor.counts[here.id].documents >= min(DOCUMENTS, here.documents)
    ]  # fmt: skip
    found.sort(key=lambda item: (
        item[0].bound - item[0].share.low, -item[0].mentions, item[1], item[0].entity_id,
        item[0].group, item[0].absent,
    ))  # fmt: skip
    return tuple(row for row, _ in found)


def _row(actor: Actor, here: Group, there: Group) -> SilentActor:
    count, bound = actor.counts[here.id], actor.counts[there.id].share.high
    return SilentActor(
        actor.entity_id, here.id, there.id, count.mentions, count.documents, count.share, bound,
        count.share.low > bound and any(actor.distinctiveness[g.id].clear for g in (here, there)),
    )  # fmt: skip
