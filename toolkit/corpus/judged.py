"""What people said about two names, as part of their explanation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from toolkit.corpus.decisions import NamedRecords, told
from toolkit.entities import constraints
from toolkit.entities.contradictions import kept_apart, tied_by
from toolkit.store import Store
from toolkit.types import Explanation

MERGED = ("same chain", "merged", "merged through others")


class Voices:
    """The standing judgements of a store, found again among its records; read once."""

    def __init__(self, store: Store) -> None:
        decided = constraints(told(store))
        self._must = decided.must_link
        self._named: NamedRecords | None = None
        self._apart: list[tuple[str, set[frozenset[str]]]] = []
        if not decided.all:
            return
        self._named = NamedRecords.stored(store, decided.all)
        for judgement in decided.cannot_link:
            apart, both = kept_apart(judgement, self._named.find)
            pairs = {frozenset(pair) for pair in apart} | {frozenset([one]) for one in both}
            self._apart.append((str(judgement), pairs))

    def tying(self, names: tuple[str, str], pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
        """What makes the records of one of the pairs one thing, step by step."""
        if self._named is None:
            return ()
        return tied_by(self._must, self._named.find, self._named.document, names, pairs)

    def parting(self, pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
        """The judgements that keep the records of one of the pairs apart."""
        wanted = {frozenset(pair) for pair in pairs}
        return tuple(text for text, apart in self._apart if apart & wanted)


def judged(
    store: Store, found: Explanation, records: tuple[Sequence[str], Sequence[str]]
) -> Explanation:
    """With the standing judgements that tie or part records of the two names.

    `decided_by` tells of those that are about the very pair that is explained: a name may have
    other bearers, of whom someone said something else.
    """
    voices = Voices(store)
    pairs = list(product(*records))
    names = (found.left, found.right)
    exact = [(found.left_id, found.right_id)]
    if not found.left_id:  # one record holds both names
        exact = [(record, record) for record in sorted(set(records[0]) & set(records[1]))]
    tied, parted = bool(voices.tying(names, exact)), bool(voices.parting(exact))
    said = (*voices.tying(names, pairs), *voices.parting(pairs))
    return replace(_decided(found, tied, parted), judgements=said)


def _decided(found: Explanation, tied: bool, parted: bool) -> Explanation:
    """The verdict with what people said before what the pair alone says."""
    said, alone = found.decided_by, f"the pair alone: {found.decided_by}"
    if found.verdict in MERGED:
        if parted:
            return replace(found, decided_by=f"{said}; someone judged them to be different")
        if tied and found.verdict != "same chain":
            return replace(found, verdict="merged", decided_by=f"judged to be the same; {alone}")
    elif tied:
        waits = "judged to be the same, which the next run will obey"
        return replace(found, decided_by=f"{waits}; {alone}")
    elif parted and "judged" not in said:
        return replace(found, decided_by=f"judged to be different; {alone}")
    return found
