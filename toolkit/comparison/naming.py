"""Do the groups write the name of one actor differently (Kyiv and Kiev, Russia and russia)?"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.comparison.answer import Draft
from toolkit.comparison.result import Actor, Finding, Group
from toolkit.comparison.wording import Pieces, actor_link, join, plain

KINDS = ("PERSON", "ORG", "GPE", "LOC")


def naming(draft: Draft) -> Finding | None:
    """The most often named actor whose usual spelling in one group another group never uses."""
    for actor in draft.actors:
        if actor.kind not in KINDS or len(actor.groups) < 2:
            continue
        usual = _usual(actor, [g for g in draft.groups if g.id in actor.groups])
        if usual:
            return _finding(actor, usual)
    return None


def _usual(actor: Actor, groups: Sequence[Group]) -> list[tuple[Group, str, int]]:
    """The usual spelling of each group with its number, if they differ; else nothing.

    Only full names of as many words are spellings of one another: "EU" and "European Union" are
    not. Capitals throughout are a matter of layout.
    """
    forms = [
        form for form in actor.forms if form.form == "name" and not form.text.isupper()
    ]  # the most frequent first
    usual: list[tuple[Group, str, int]] = []
    for group in groups:
        best = max(forms, key=lambda form: form.counts[group.id], default=None)
        if best is not None and best.counts[group.id]:
            usual.append((group, best.text, best.counts[group.id]))
    if len({len(text.split()) for _, text, _ in usual}) > 1:
        return []
    written = {form.text: form.counts for form in forms}
    for group, text, _ in usual:
        for other, theirs, _ in usual:
            if not written[text][other.id] and not written[theirs][group.id]:
                return usual
    return []


def _finding(actor: Actor, usual: Sequence[tuple[Group, str, int]]) -> Finding:
    parts: list[Pieces] = []
    for group, text, count in usual:
        times = "once" if count == 1 else f"{count:,} times"
        link = actor_link(actor, f"“{text}”", group.id)
        parts.append((link, plain(f" in {group.label} ({times})")))
    return Finding("naming", f"Written differently: {actor.name}", (*join(parts), plain(".")))
