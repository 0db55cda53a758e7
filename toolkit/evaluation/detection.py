"""Were the names found: spans and types of found mentions against those of the gold."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.evaluation.assignment import Pair, best_pairs
from toolkit.evaluation.gold import Gold
from toolkit.evaluation.score import HEAD, Score, set_out
from toolkit.value import Value

TIE = 1e-6  # of two equally good spans, the one of a right type
ANY = "any"


@dataclass(frozen=True, slots=True)
class Found:
    """One mention of the store with its entity."""

    doc_id: str
    start: int
    end: int
    text: str
    type: str
    entity_id: str
    chain_id: str = ""


@dataclass(frozen=True, slots=True)
class OfType(Value):
    """One type: how many mentions the gold has and how many were found, and the overlap score.

    A found mention of a type that the gold also accepts counts under the gold's own type.
    """

    type: str
    gold: int
    found: int
    score: Score


@dataclass(frozen=True, slots=True, repr=False)
class Detection(Value):
    """Scores over `gold` annotated and `found` mentions, by how strictly a hit is defined."""

    gold: int
    found: int
    exact: Score
    exact_typed: Score
    overlap: Score
    overlap_typed: Score
    by_type: tuple[OfType, ...]

    def __str__(self) -> str:
        rows = [
            ("exact span", *self.exact.cells),
            ("exact span + type", *self.exact_typed.cells),
            ("overlap", *self.overlap.cells),
            ("overlap + type", *self.overlap_typed.cells),
        ]
        types = [(t.type, *t.score.cells, str(t.gold), str(t.found)) for t in self.by_type]
        return (
            set_out(("detection", *HEAD), rows)
            + "\n\n"
            + set_out(("overlap + type, by type", *HEAD, "gold", "found"), types)
        )


@dataclass(frozen=True, slots=True)
class Miss(Value):
    """A mention that is not as in the gold. `what` is "missed", "extra", "type" or "span"; the
    empty side of the first two has "" and the other one's start."""

    what: str
    doc_id: str
    start: int
    gold: str
    gold_type: str
    found: str
    found_type: str


def overlapping(gold: Sequence[Gold], found: Sequence[Found]) -> list[Pair]:
    """Indices of gold and found mentions that go together, each at most once: the assignment with
    the largest sum of intersection over union (characters), of equal ones that with right types.
    """
    return _align(gold, found, lambda g, f: _iou(g, f) + TIE * _right_type(g, f))


def detection(gold: Sequence[Gold], found: Sequence[Found], pairs: Sequence[Pair]) -> Detection:
    """The scores, where `pairs` is what `overlapping` says of the two."""
    right = hits(gold, found, pairs)
    scores = {
        name: Score.of(len(part), len(found), len(part), len(gold)) for name, part in right.items()
    }
    by_type = _by_type(gold, found, right["overlap_typed"])
    return Detection(len(gold), len(found), **scores, by_type=by_type)


def hits(
    gold: Sequence[Gold], found: Sequence[Found], pairs: Sequence[Pair]
) -> dict[str, list[Pair]]:
    """The pairs that count as found, by the name of the score."""
    return {
        "exact": _align(gold, found, _same_span),
        "exact_typed": _align(gold, found, lambda g, f: _same_span(g, f) * _right_type(g, f)),
        "overlap": list(pairs),
        "overlap_typed": [(i, j) for i, j in pairs if gold[i].accepts(found[j].type)],
    }


def misses(gold: Sequence[Gold], found: Sequence[Found], pairs: Sequence[Pair]) -> tuple[Miss, ...]:
    """Everything that an exact, well-typed answer would have differently, in reading order."""
    lost = set(range(len(gold))) - {i for i, _ in pairs}
    extra = set(range(len(found))) - {j for _, j in pairs}
    listed = [Miss("missed", g.doc_id, g.start, g.text, g.type, "", "")
              for g in (gold[i] for i in sorted(lost))]  # fmt: skip
    listed += [Miss("extra", f.doc_id, f.start, "", "", f.text, f.type)
               for f in (found[j] for j in sorted(extra))]  # fmt: skip
    for i, j in pairs:
        g, f = gold[i], found[j]
        what = "type" if not g.accepts(f.type) else "span" if not _same_span(g, f) else ""
        if what:
            listed.append(Miss(what, g.doc_id, g.start, g.text, g.type, f.text, f.type))
    return tuple(sorted(listed, key=lambda m: (m.doc_id, m.start, m.what, m.gold, m.found)))


def _align(
    gold: Sequence[Gold], found: Sequence[Found], worth: Callable[[Gold, Found], float]
) -> list[Pair]:
    worths = {(i, j): worth(gold[i], found[j]) for i, j in _touching(gold, found)}
    return best_pairs({pair: value for pair, value in worths.items() if value > 0})


def _touching(gold: Sequence[Gold], found: Sequence[Found]) -> Iterator[Pair]:
    """Pairs of one document that share a character."""
    inside: dict[str, list[int]] = defaultdict(list)
    for j in sorted(range(len(found)), key=lambda j: found[j].start):
        inside[found[j].doc_id].append(j)
    starts = {doc_id: [found[j].start for j in part] for doc_id, part in inside.items()}
    longest = {d: max(found[j].end - found[j].start for j in part) for d, part in inside.items()}
    for i, g in enumerate(gold):
        if g.doc_id in inside:
            first = bisect_right(starts[g.doc_id], g.start - longest[g.doc_id])
            last = bisect_left(starts[g.doc_id], g.end)
            for j in inside[g.doc_id][first:last]:
                if found[j].end > g.start:
                    yield i, j


def _iou(g: Gold, f: Found) -> float:
    return (min(g.end, f.end) - max(g.start, f.start)) / (max(g.end, f.end) - min(g.start, f.start))


def _same_span(g: Gold, f: Found) -> bool:
    return (g.start, g.end) == (f.start, f.end)


def _right_type(g: Gold, f: Found) -> bool:
    return g.accepts(f.type)


def _by_type(
    gold: Sequence[Gold], found: Sequence[Found], typed: Sequence[Pair]
) -> tuple[OfType, ...]:
    counted_as = {j: gold[i].type or ANY for i, j in typed}
    right = Counter(counted_as.values())
    wanted = Counter(g.type or ANY for g in gold)
    seen = Counter(counted_as.get(j, f.type) for j, f in enumerate(found))
    return tuple(
        OfType(kind, wanted[kind], seen[kind],
               Score.of(right[kind], seen[kind], right[kind], wanted[kind]))
        for kind in sorted(wanted | seen, key=lambda kind: (-wanted[kind], kind))
    )  # fmt: skip
