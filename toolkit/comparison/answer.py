"""The sentence at the top of the page, by fixed rules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from toolkit.comparison.divisions import MINIMUM_DOCUMENTS
from toolkit.comparison.figures import Distinctiveness
from toolkit.comparison.result import Actor, Evidence, Group, Segment, Theme
from toolkit.comparison.wording import Pieces, actor_link, listed, names, number, plain, texts
from toolkit.graph import EntityMention
from toolkit.types import Document

ABSENT_FROM = 4  # mentions elsewhere before an absence is worth a word
TRIED = 20  # most prominent candidates that are looked at
TOP = 4
NAMED = 3  # groups that are named where they never name an actor
FEW = 0.25  # "Only", when less than this share of the actors is shared


@dataclass(frozen=True)
class Draft:
    """What the sentences are made from: the rows of the result and, for claims of absence, the
    texts and all mentions, also those that do not count."""

    groups: tuple[Group, ...]
    actors: tuple[Actor, ...]
    themes: tuple[Theme, ...]
    evidence: tuple[Evidence, ...]
    documents: Mapping[str, Sequence[Document]]
    mentions: Sequence[EntityMention]

    @property
    def descriptive(self) -> bool:
        """Whether a group has too few documents for a test."""
        return any(group.documents < MINIMUM_DOCUMENTS for group in self.groups)

    def stands_out(self, figure: Distinctiveness) -> bool:
        """Whether a difference may be stated: tested where it can be, else of these texts."""
        return figure.contrast if self.descriptive else figure.clear

    @cached_property
    def absent(self) -> tuple[Actor, tuple[Group, ...]] | None:
        """The actor with most mentions (4 at least) that some groups never name, and those groups.

        "Never" is claimed only if these groups have no mention of it at all, not even one inside
        a longer name or in boilerplate, and none of its written forms stands in their texts.
        """
        named = {(m.entity_id, m.doc_id) for m in self.mentions}
        group_of = {d.doc_id: group for group, found in self.documents.items() for d in found}
        anywhere = {(e, group_of[doc_id]) for e, doc_id in named if doc_id in group_of}
        candidates = [
            (actor, tuple(g for g in self.groups if g.id not in actor.groups))
            for actor in self.actors
            if len(actor.mention_ids) >= ABSENT_FROM and len(actor.groups) < len(self.groups)
        ]
        for actor, missing in candidates[:TRIED]:
            if any((actor.entity_id, group.id) in anywhere for group in missing):
                continue
            if not _written(self, actor, missing):
                return actor, missing
        return None


def answer(draft: Draft) -> Pieces:
    """What the groups have in common, and the most prominent actor that one never names."""
    if not draft.actors:
        return (plain(f"No actor was found in {names(draft.groups)}."),)
    if len(draft.groups) == 1:
        return _one(draft.groups[0], draft.actors)
    return _common(draft) + _absence(draft)


def _one(group: Group, actors: Sequence[Actor]) -> Pieces:
    links = [
        actor_link(actor, f"{actor.name} ({actor.counts[group.id].mentions:,})", group.id)
        for actor in actors[:TOP]
    ]
    found, where = number(len(actors), "actor"), number(group.documents, "document")
    start = f"{group.label} names {found} in {where}"
    start += ", most often " if len(actors) > 1 else ": "
    return (plain(start), *listed(links, TOP), plain("."))


def _common(draft: Draft) -> Pieces:
    groups, total = draft.groups, len(draft.actors)
    shared = [actor for actor in draft.actors if len(actor.groups) == len(groups)]
    where = f"both {names(groups)}" if len(groups) == 2 else f"all {len(groups)} groups"
    if not shared:
        text = f"None of the {number(total, 'actor')} appears in {where}"
        if len(groups) > 2:
            several = sum(len(actor.groups) > 1 for actor in draft.actors)
            text += f"; {several:,} {'appears' if several == 1 else 'appear'} in more than one"
        return (plain(text + "."),)
    verb = "appears" if len(shared) == 1 else "appear"
    if len(shared) == total:
        start = f"{'All ' if total > 1 else ''}{number(total, 'actor')} {verb} in {where}: "
    else:
        only = "Only " if len(shared) < FEW * total else ""
        start = f"{only}{len(shared):,} of {number(total, 'actor')} {verb} in {where}: "
    return (plain(start), *listed(map(actor_link, shared), TOP), plain("."))


def _absence(draft: Draft) -> Pieces:
    if draft.absent is None:
        return ()
    actor, missing = draft.absent
    one = len(missing) == 1 and missing[0].documents == 1
    who = texts(missing)
    if len(missing) > NAMED:
        who = f"{len(missing)} of the {len(draft.groups)} groups"
    start = f" {who} never {'names' if one else 'name'} "
    return (plain(start), actor_link(actor), plain("."))


def _written(draft: Draft, actor: Actor, groups: Sequence[Group]) -> bool:
    """Does any of its written forms stand in the texts of these groups?"""
    forms = sorted({actor.name, *(form.text for form in actor.forms)})
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
    return any(
        pattern.search(document.text)
        for group in groups
        for document in draft.documents[group.id]
        if any(form in document.text for form in forms)  # far quicker, and mostly none is there
    )


def text_of(pieces: Sequence[Segment]) -> str:
    """The sentence without its links."""
    return "".join(piece.text for piece in pieces)
