"""Other ways to resolve the same records: uncertain pairs drawn by their probability.

Pairs that are surer than `certain` keep what the threshold says of them, and what they tie is
a core. Two cores are one question: all uncertain pairs between them share one random number, so
that ten spellings of two names are not ten chances to join them, and the surest pair decides.
The candidates of a short name exclude each other: it is drawn to be one of them or none. Every
draw then goes through the same clustering with the same constraints, judgements among them. Only
components with an uncertain pair are clustered again, and equal draws of a component once.

Probabilities are themselves estimates, and differ between kinds of text. In each draw they all
move together, on the scale of log-odds, by a normal number with deviation `spread`, as they do
between the development corpora (benchmarks/uncertainty.py).
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from toolkit.matching import short_names
from toolkit.matching.clustering import tied
from toolkit.matching.drawing import Alternatives, Component, Drawing, Partition
from toolkit.matching.merging import Merger, Pair
from toolkit.matching.records import Records

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

FEWEST, MOST_DRAWN = 50, 2_000_000  # draws; draws x pairs in doubt
MOST_PAIRS = 25_000  # in doubt; with more of them nothing is drawn, and that is said
Links = tuple[Sequence[Pair], Sequence[Pair]]


@dataclass(frozen=True, slots=True)
class _Pair:
    left: str
    right: str
    weight: float
    probability: float
    short: short_names.ShortPair | None

    @property
    def key(self) -> Pair:
        return (self.left, self.right)


def alternatives(
    records: Records, pairs: pa.Table, threshold: float, links: Links, drawing: Drawing,
    grid: Sequence[float] = (),
) -> Alternatives:  # fmt: skip
    """Draw resolutions of `records`. `pairs` has record_l, record_r, match_weight, probability
    and the levels; `links` are (must, cannot). Raises UsageError where these contradict.

    The result depends on nothing but the arguments: the order of rows, threads and hash seeds do
    not matter, and a component's draws not on other components.
    """
    merger = Merger(records.by_id(), links[1])
    tied(merger, links[0], records.known())
    scored = _pairs(pairs, merger.rows)
    later = []
    for pair in scored:
        sure = pair.probability >= drawing.certain and pair.weight >= threshold
        if sure and pair.short is None:
            merger.attempt(pair.key)
        elif _may_merge(pair, threshold, drawing):
            later.append(pair)
    unsure = sum(_in_doubt(pair, drawing) for pair in later)
    if unsure > MOST_PAIRS:
        return Alternatives((), replace(drawing, draws=0), unsure, threshold, tuple(grid))
    doubted = []
    for own in _components(merger, _telling(merger, later)):
        open_ = [pair for pair in own if _in_doubt(pair, drawing) and _matters(merger, pair)]
        if open_:
            doubted.append((own, open_))
    uncertain = sum(len(open_) for _, open_ in doubted)
    drawing = replace(drawing, draws=_affordable(drawing.draws, uncertain))
    shifts = _shifts(drawing)
    found = [
        _Redrawn(merger, own, open_, (drawing, threshold)).drawn(shifts, grid)
        for own, open_ in doubted
    ]
    return Alternatives(tuple(found), drawing, uncertain, threshold, tuple(grid))


def _affordable(draws: int, pairs: int) -> int:
    """Fewer draws where very many pairs are in doubt, as asked or FEWEST at least."""
    return min(draws, max(FEWEST, MOST_DRAWN // max(1, pairs)))


def _pairs(table: pa.Table, rows: Mapping[str, dict[str, Any]]) -> list[_Pair]:
    """Strongest first, ties by id, as `cluster` takes them."""
    found = [
        _Pair(
            pair["record_l"], pair["record_r"], pair["match_weight"], pair["probability"],
            short,
        )
        for pair, short in zip(table.to_pylist(), short_names.short_pairs(table, rows), strict=True)
    ]  # fmt: skip
    return sorted(found, key=lambda pair: (-pair.weight, pair.left, pair.right))


def _may_merge(pair: _Pair, threshold: float, drawing: Drawing) -> bool:
    return pair.weight >= threshold or pair.probability > 1 - drawing.certain


def _in_doubt(pair: _Pair, drawing: Drawing) -> bool:
    return 1 - drawing.certain < pair.probability < drawing.certain


def _matters(merger: Merger, pair: _Pair) -> bool:
    """Whether joining the two is neither done nor forbidden."""
    apart = merger.find(pair.left) != merger.find(pair.right)
    return apart and not merger.obstacle(*pair.key)


def _telling(merger: Merger, pairs: Sequence[_Pair]) -> list[_Pair]:
    """Without pairs that can change nothing: those within a core, and those between two cores that
    a stronger pair ties, which is chosen whenever they are, and tried before them."""
    seen, found = set(), []
    for pair in pairs:
        ends = (merger.find(pair.left), merger.find(pair.right))
        asked = (min(ends), max(ends), pair.short.key if pair.short else None)
        if asked not in seen and (pair.short or ends[0] != ends[1]):
            seen.add(asked)
            found.append(pair)
    return found


def _components(merger: Merger, pairs: Sequence[_Pair]) -> list[list[_Pair]]:
    """The pairs by component of the cores that they tie, strongest first."""
    ends = [(merger.find(pair.left), merger.find(pair.right)) for pair in pairs]
    home = _tied_by(ends)
    found: dict[str, list[_Pair]] = defaultdict(list)
    for pair, (core, _) in zip(pairs, ends, strict=True):
        found[home[core]].append(pair)
    return [found[core] for core in sorted(found)]


def _tied_by(pairs: Sequence[Pair]) -> dict[str, str]:
    """By core the first core of those that the pairs tie it to."""
    root: dict[str, str] = {}

    def find(core: str) -> str:
        while root.setdefault(core, core) != core:
            root[core] = root[root[core]]
            core = root[core]
        return core

    for left, right in pairs:
        a, b = find(left), find(right)
        if a != b:
            root[max(a, b)] = min(a, b)
    return {core: find(core) for core in list(root)}


def _shifts(drawing: Drawing) -> NDArray[np.float64]:
    """By how much the log-odds of all probabilities are moved in each draw."""
    import numpy as np

    random = np.random.default_rng([drawing.seed, 0])
    return drawing.spread * random.standard_normal(drawing.draws)


class _Redrawn:
    """One component: its cores and pairs, of which `open_` are uncertain."""

    def __init__(
        self, merger: Merger, pairs: Sequence[_Pair], open_: Sequence[_Pair],
        how: tuple[Drawing, float],
    ) -> None:  # fmt: skip
        self.merger, self.pairs, self.open = merger, pairs, open_
        self.drawing, self.threshold = how
        self.ends = [(merger.find(pair.left), merger.find(pair.right)) for pair in pairs]
        self.cores = sorted({core for ends in self.ends for core in ends})
        self.alone = {c: tuple(sorted(merger.clusters[c].records)) for c in self.cores}
        self.pieces: dict[tuple[int, ...], Partition] = {}
        number = {pair.key: number for number, pair in enumerate(open_)}
        self.may = [
            (at, number.get(pair.key))
            for at, pair in enumerate(pairs)
            if pair.key in number or pair.weight >= self.threshold
        ]
        self.found: dict[bytes, int] = {}
        self.outcomes: dict[Partition, int] = {}

    def drawn(self, shifts: NDArray[np.float64], grid: Sequence[float]) -> Component:
        import numpy as np

        chosen = self._chosen(shifts)
        drawn = np.array([self._outcome(row) for row in chosen], dtype=np.int64)
        now, *others = (self._at(cut) for cut in (self.threshold, *grid))
        asked = [self.open[min(part)] for parts in self._questions() for part in parts]
        told = tuple((pair.left, pair.right, pair.probability) for pair in asked)
        return Component(tuple(self.outcomes), now, drawn, tuple(others), told)

    def _at(self, threshold: float) -> int:
        import numpy as np

        return self._outcome(np.array([pair.weight >= threshold for pair in self.open]))

    def _chosen(self, shifts: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Draws x open pairs: is the pair taken for one thing?"""
        import numpy as np

        drawing = self.drawing
        mark = hashlib.sha256(self.cores[0].encode()).digest()
        random = np.random.default_rng([drawing.seed, int.from_bytes(mark[:8], "big")])
        odds = np.array([math.log(p.probability / (1 - p.probability)) for p in self.open])
        p = 1 / (1 + np.exp(-(odds[None, :] + shifts[:, None])))
        chosen = np.zeros(p.shape, dtype=bool)
        for columns in self._questions():
            number = random.random(len(shifts))
            start = np.zeros(len(shifts))
            most = [p[:, part].max(axis=1) for part in columns]
            scale = np.maximum(1.0, np.sum(most, axis=0))
            for part, chance in zip(columns, most, strict=True):
                inside = (number >= start)[:, None]
                ends = start[:, None] + p[:, part] / scale[:, None]
                chosen[:, part] = inside & (number[:, None] < ends)
                start = start + chance / scale
        return chosen

    def _questions(self) -> list[list[list[int]]]:
        """Columns by what excludes each other, then by what is one question."""
        asked: dict[tuple[str, ...], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, pair in enumerate(self.open):
            left, right = (self.merger.find(record) for record in pair.key)
            if pair.short is not None and not pair.short.alone:
                one = self.merger.find(pair.short.short)
                asked[(one,)][right if one == left else left].append(number)
            else:
                asked[min(left, right), max(left, right)][""].append(number)
        return [[asked[key][other] for other in sorted(asked[key])] for key in sorted(asked)]

    def _outcome(self, chosen: NDArray[np.bool_]) -> int:
        key = chosen.tobytes()
        if key not in self.found:
            partition = self._clustered(chosen.tolist())
            self.found[key] = self.outcomes.setdefault(partition, len(self.outcomes))
        return self.found[key]

    def _clustered(self, chosen: Sequence[bool]) -> Partition:
        """The component falls into pieces that no chosen pair ties; most of them come back."""
        active = [number for number, at in self.may if at is None or chosen[at]]
        pieces = _tied_by([self.ends[number] for number in active])
        held: dict[str, list[int]] = defaultdict(list)
        for number in active:
            held[pieces[self.ends[number][0]]].append(number)
        found = [self.alone[core] for core in self.cores if core not in pieces]
        for numbers in held.values():
            found += self._piece(tuple(numbers))
        return tuple(sorted(found))

    def _piece(self, numbers: tuple[int, ...]) -> Partition:
        """How some pairs divide the cores that they tie."""
        if numbers not in self.pieces:
            part = self.merger.part({core for number in numbers for core in self.ends[number]})
            short = []
            for number in numbers:
                pair = self.pairs[number]
                if pair.short is None:
                    part.attempt(pair.key)
                else:
                    short.append(pair.short)
            short_names.place(part, short)
            self.pieces[numbers] = tuple(
                tuple(sorted(part.clusters[root].records)) for root in sorted(part.clusters)
            )
        return self.pieces[numbers]
