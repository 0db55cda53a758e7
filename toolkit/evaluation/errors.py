"""The wrong joins and splits that cost most: what to look at first.

Two gold entities in one found entity are a wrong join, one gold entity in two found ones a wrong
split. Both cost as many pairs of mentions as the two sides can form, and a cell of the table of
documents and entities for every document of the side that is in fewer of them.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from toolkit.evaluation.detection import Found
from toolkit.types import Explanation
from toolkit.value import Value

JOINED, SPLIT = "joined", "split"
SHOWN = 3  # names of a side


@dataclass(frozen=True, slots=True, repr=False)
class Side(Value):
    """Mentions that were wrongly joined with, or kept from, those of the other side.

    `entity` is their entity in the gold where they were joined, their found entity where one was
    split. `names` are the most frequent ones as written, `documents` and `chains` ordered ids;
    `sentence` is one in which they are named.
    """

    entity: str
    names: tuple[str, ...]
    mentions: int
    documents: tuple[str, ...]
    chains: tuple[str, ...]
    sentence: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class ClusterError(Value):
    """`what` is "joined" or "split"; `pairs` of mentions and `cells` are what it costs."""

    what: str
    pairs: int
    cells: int
    left: Side
    right: Side
    explanation: Explanation | None = None


def worst(
    gold: Mapping[int, str], found: Mapping[int, str], mentions: Mapping[int, Found], count: int
) -> tuple[ClusterError, ...]:
    """The `count` worst joins, then as many splits, of mentions that both sides have.

    Entities are given as "region\\0id". Ordered by pairs, cells, names; the larger side is left.
    """
    both = sorted(m for m in gold if m in found)
    joined = _parts({m: (found[m], gold[m]) for m in both})
    split = _parts({m: (gold[m], found[m]) for m in both})
    return tuple(
        error
        for what, parts in ((JOINED, joined), (SPLIT, split))
        for error in _worst(what, parts, mentions, count)
    )


Parts = Mapping[str, Mapping[str, Sequence[int]]]


def _parts(labels: Mapping[int, tuple[str, str]]) -> Parts:
    """Mentions by the entity that holds them, and by what they are on the other side."""
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for mention, (whole, part) in labels.items():
        found[whole][part].append(mention)
    return found


def _worst(
    what: str, parts: Parts, mentions: Mapping[int, Found], count: int
) -> list[ClusterError]:
    def costs() -> Iterator[tuple[int, str, str, str]]:
        for whole in sorted(parts):
            for a, b in combinations(sorted(parts[whole]), 2):
                yield -len(parts[whole][a]) * len(parts[whole][b]), whole, a, b

    worst_first = heapq.nsmallest(4 * count, costs())
    errors = [
        _error(what, (a, parts[whole][a]), (b, parts[whole][b]), mentions)
        for _, whole, a, b in worst_first
    ]
    errors.sort(key=lambda e: (-e.pairs, -e.cells, e.left.names, e.right.names, e.left.entity))
    return errors[:count]


def _error(
    what: str, a: tuple[str, Sequence[int]], b: tuple[str, Sequence[int]],
    mentions: Mapping[int, Found],
) -> ClusterError:  # fmt: skip
    sides = [_side(entity, [mentions[m] for m in part]) for entity, part in (a, b)]
    sides.sort(key=lambda side: (-side.mentions, side.names, side.entity))
    left, right = sides
    cells = min(len(left.documents), len(right.documents))
    return ClusterError(what, left.mentions * right.mentions, cells, left, right)


def _side(entity: str, part: Sequence[Found]) -> Side:
    times = Counter(" ".join(found.text.split()) for found in part)
    names = sorted(times, key=lambda name: (-times[name], name))
    documents = tuple(sorted({found.doc_id for found in part}))
    chains = tuple(sorted({found.chain_id for found in part} - {""}))
    return Side(entity.partition("\0")[2], tuple(names[:SHOWN]), len(part), documents, chains)
