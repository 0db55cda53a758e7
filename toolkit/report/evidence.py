"""Which sentence stands behind which number. Built once; the page and the panel both read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.comparison.result import Comparison
from toolkit.report.wording import utf16
from toolkit.types import Document, Sentence

Spot = tuple[int, int, int]  # sentence on the page, start and end in it (UTF-16 units)


@dataclass(frozen=True, slots=True)
class EvidenceIndex:
    """Sentences are numbered through the whole page, in the order of the sources.

    `actors[i]` and `themes[i]` are the spots of the i-th actor or theme of the comparison in page
    order; `group_of[s]` is the index of the group of sentence s. `led_to` collects the sentences
    that links of the page lead to: these stand in every page, however large.
    """

    comparison: Comparison
    actors: tuple[tuple[Spot, ...], ...]
    themes: tuple[tuple[Spot, ...], ...]
    group_of: tuple[int, ...]
    actor_index: dict[str, int]
    theme_index: dict[str, int]
    group_index: dict[str, int]
    led_to: set[int] = field(default_factory=set)

    def sentences(self, spots: tuple[Spot, ...], group: int | None = None) -> list[int]:
        """The distinct sentences of some spots, in page order; `group` narrows to one group."""
        numbers = {spot[0] for spot in spots}
        return sorted(n for n in numbers if group is None or self.group_of[n] == group)

    def first(self, spots: tuple[Spot, ...], group: int | None = None) -> int | None:
        return self.lead(self.sentences(spots, group))

    def lead(self, numbers: Sequence[int]) -> int | None:
        """The first of some sentences, as the target of a link."""
        if not numbers:
            return None
        self.led_to.add(numbers[0])
        return numbers[0]

    def ties(self, actor: int, theme: int, group: int) -> list[int]:
        """Sentences of a group that hold both the actor and the theme."""
        with_theme = set(self.sentences(self.themes[theme], group))
        return [n for n in self.sentences(self.actors[actor], group) if n in with_theme]

    def cited(self) -> set[int]:
        return {spot[0] for spots in (*self.actors, *self.themes) for spot in spots}


def build_index(comparison: Comparison) -> EvidenceIndex:
    """Raises KeyError when evidence stands in a sentence that the sources do not hold."""
    group_index = {group.id: i for i, group in enumerate(comparison.groups)}
    places: dict[tuple[str, int], tuple[int, Document, Sentence]] = {}
    group_of: list[int] = []
    for source in comparison.sources:
        for sentence in source.sentences:
            key = (source.document.doc_id, sentence.number)
            places[key] = (len(group_of), source.document, sentence)
            group_of.append(group_index[source.document.group])

    def spot(doc_id: str, number: int, start: int, end: int) -> Spot:
        page_number, document, sentence = places[doc_id, number]
        begin = max(start, sentence.start)
        before = utf16(document.text[sentence.start : begin])
        return page_number, before, before + utf16(document.text[begin : min(end, sentence.end)])

    actor_index = {actor.entity_id: i for i, actor in enumerate(comparison.actors)}
    theme_index = {theme.theme_id: i for i, theme in enumerate(comparison.themes)}
    actors: defaultdict[int, list[Spot]] = defaultdict(list)
    for row in comparison.evidence:
        if row.entity_id in actor_index:
            at = spot(row.doc_id, row.sentence, row.start, row.end)
            actors[actor_index[row.entity_id]].append(at)
    themes = [
        tuple(sorted(spot(e.doc_id, e.sentence, e.start, e.end) for e in theme.evidence))
        for theme in comparison.themes
    ]
    return EvidenceIndex(
        comparison=comparison,
        actors=tuple(tuple(sorted(actors[i])) for i in range(len(comparison.actors))),
        themes=tuple(themes),
        group_of=tuple(group_of),
        actor_index=actor_index,
        theme_index=theme_index,
        group_index=group_index,
    )
