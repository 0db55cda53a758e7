"""How much of a comparison a page carries: all of it, or for a large one a part.

small    all sentences stand in the page.
large    the most named actors and their first sentences stand in the page, the rest is compressed.
sampled  the compressed part would be too large: it holds a random sample of the sentences.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from toolkit.comparison.result import Comparison
from toolkit.config import ReportSettings
from toolkit.errors import UsageError
from toolkit.report import panel
from toolkit.report.evidence import EvidenceIndex
from toolkit.types import content_id

ROWS = 200  # actors in the table of a large page
FIRST = 3  # sentences of each of them, and of each theme, that stand in it
SAMPLE = 50  # sentences of an actor or theme in a group
MEGABYTE = 1_000_000
_SLACK = 0.97


@dataclass(frozen=True, slots=True)
class Extent:
    """`rows` actors have a row; `carried` of `cited` sentences with evidence are in the page.

    `packed` is the compressed part, "" in a small page.
    """

    rows: int
    cited: int
    carried: int
    packed: str = ""
    seed: int = 0

    @property
    def large(self) -> bool:
        return bool(self.packed)

    @property
    def sampled(self) -> bool:
        return self.carried < self.cited


def small(comparison: Comparison, settings: ReportSettings) -> bool:
    """Whether every group is short enough for all its sentences to stand in the page."""
    sizes: dict[str, int] = defaultdict(int)
    for source in comparison.sources:
        sizes[source.document.group] += len(source.sentences)
    return max(sizes.values(), default=0) <= settings.static_sentences


def whole(index: EvidenceIndex) -> Extent:
    cited = len(index.cited())
    return Extent(len(index.comparison.actors), cited, cited)


def standing(index: EvidenceIndex) -> set[int]:
    """The sentences that stand in a large page: where links lead, and the first few of the rows."""
    rows = (*index.actors[:ROWS], *index.themes)
    return index.led_to | {n for spots in rows for n in index.sentences(spots)[:FIRST]}


def large(index: EvidenceIndex, full: bool, seed: int) -> Extent:
    """Everything compressed; without `full` only the sentences with evidence."""
    cited = index.cited()
    kept: Collection[int] = range(len(index.group_of)) if full else cited
    return Extent(ROWS, len(cited), len(cited), panel.packed(index, kept), seed)


def sampled(index: EvidenceIndex, room: int, seed: int) -> Extent:
    """As many sentences with evidence as fit into `room` bytes, the actors named most first; at
    most 50 of an actor in a group, drawn at random.

    Raises UsageError where even the names do not fit.
    """
    fixed = standing(index)
    order = [n for n in _order(index, seed) if n not in fixed]
    least = panel.packed(index, fixed)
    if len(least) > room:
        raise too_large(room, len(least))
    count = len(order)
    while len(part := panel.packed(index, fixed | set(order[:count]))) > room:
        share = (room - len(least)) / (len(part) - len(least))
        count = int(count * share * _SLACK)
    carried = len(index.cited() & (fixed | set(order[:count])))
    return Extent(ROWS, len(index.cited()), carried, part, seed)


def too_large(room: int, needed: int) -> UsageError:
    """The page cannot be made as small as it was asked for."""
    over = (needed - room) / MEGABYTE
    return UsageError(
        f"the report would be {over:.1f} MB larger than allowed",
        hint="Raise report.max_size (--max-size, at most 25 MB, what most mail servers accept), "
        "leave the texts out (--no-sources), compare fewer groups, or count fewer kinds of actors "
        "(comparison.kinds). All tables: toolkit export.",
    )


def _order(index: EvidenceIndex, seed: int) -> list[int]:
    """Sentences in the order in which they are taken: one of each actor and group, most named
    actors and themes first, then a second one of each, up to 50."""
    ranked: list[tuple[int, int, int]] = []
    for at, spots in enumerate((*index.themes, *index.actors)):
        groups: dict[int, list[int]] = defaultdict(list)
        for number in index.sentences(spots):
            groups[index.group_of[number]].append(number)
        for numbers in groups.values():
            drawn = sorted(numbers, key=lambda n: content_id("s", seed, at, n))[:SAMPLE]
            ranked += [(level, at, number) for level, number in enumerate(drawn)]
    return list(dict.fromkeys(number for _, _, number in sorted(ranked)))
