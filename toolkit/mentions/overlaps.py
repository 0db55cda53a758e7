"""Which of the overlapping candidates are mentions, and which of the rest are nested names."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.mentions.candidates import Candidate

NESTED_RULES = frozenset(("place", "known name", "ambiguous acronym", "given name", "country code"))


def resolve(candidates: Iterable[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """(mentions that do not overlap, nested mentions), both in document order.

    The longest candidate wins; of equal spans the one of lower rank. A candidate that overlaps a
    winner without lying inside it is dropped.
    """
    order = sorted(
        set(candidates),
        key=lambda c: (c.start - c.end, c.rank, -c.confidence, c.start, c.type, c.rule,
                       c.knowledge_id, c.form, c.norm),
    )  # fmt: skip
    kept: list[Candidate] = []
    inner: dict[tuple[int, int], Candidate] = {}
    taken: dict[int, Candidate] = {}  # offset -> winner
    for c in order:
        first, last = taken.get(c.start), taken.get(c.end - 1)
        if first is None and last is None:
            kept.append(c)
            taken.update(dict.fromkeys(range(c.start, c.end), c))
        elif first is last and first is not None and c.rule in NESTED_RULES:
            if (c.start, c.end) != (first.start, first.end):
                inner.setdefault((c.start, c.end), c)
    kept.sort(key=lambda c: c.start)
    nested = sorted(inner.values(), key=lambda c: (c.start, -c.end))
    return kept, nested
