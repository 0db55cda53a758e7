"""With which themes each group names the actors that they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from toolkit.comparison import statistics
from toolkit.comparison.figures import Profile
from toolkit.comparison.inputs import Selection
from toolkit.comparison.result import Actor, Theme

Place = tuple[str, int]  # document and number of the sentence


def profiles(
    selection: Selection, actors: Sequence[Actor], themes: Sequence[Theme]
) -> tuple[Profile, ...]:
    """Rows by actor and theme, in the order of both; pairs that no sentence holds are left out.

    Shares are of sentences, with Wilson's intervals; those of one document are alike, so that the
    true uncertainty is larger.
    """
    groups = selection.groups
    shared = {actor.entity_id for actor in actors if len(actor.groups) > 1}
    named: dict[str, set[Place]] = defaultdict(set)
    for row in selection.rows:
        if row.mention.entity_id in shared and row.sentence >= 0:
            named[row.mention.entity_id].add((row.mention.doc_id, row.sentence))
    held: dict[Place, set[str]] = defaultdict(set)
    for item in selection.evidence:
        held[item.doc_id, item.sentence].add(item.theme_id)
    order = {theme.theme_id: number for number, theme in enumerate(themes)}
    rows: list[Profile] = []
    for actor in actors:
        places = named.get(actor.entity_id, set())
        total = Counter(selection.group_of[doc_id] for doc_id, _ in places)
        together: dict[str, Counter[str]] = defaultdict(Counter)
        for doc_id, sentence in places:
            for theme_id in held.get((doc_id, sentence), ()):
                together[theme_id][selection.group_of[doc_id]] += 1
        rows += [
            _profile(groups, (actor.entity_id, theme_id), total, together[theme_id])
            for theme_id in sorted(together, key=order.__getitem__)
        ]
    return tuple(rows)


def _profile(
    groups: Sequence[str], of: tuple[str, str], total: Counter[str], together: Counter[str]
) -> Profile:
    shares = {group: statistics.wilson(together[group], total[group]) for group in groups}
    two = list(shares.values())
    return Profile(
        *of,
        {group: total[group] for group in groups},
        {group: together[group] for group in groups},
        shares,
        statistics.difference(two[0], two[1]) if len(two) == 2 and all(total.values()) else None,
    )
