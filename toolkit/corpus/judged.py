"""What people said about two names, as part of their explanation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from toolkit.corpus.decisions import NamedRecords
from toolkit.entities import constraints
from toolkit.entities.contradictions import kept_apart, tied_by
from toolkit.entities.judgements import kept
from toolkit.store import Store
from toolkit.types import Explanation

MERGED = ("same chain", "merged", "merged through others")


def judged(
    store: Store, found: Explanation, records: tuple[Sequence[str], Sequence[str]]
) -> Explanation:
    """With the standing judgements that tie or part records of the two names.

    `decided_by` tells of those that are about the very pair that is explained: a name may have
    other bearers, of whom someone said something else.
    """
    decided = constraints(kept(store))
    if not (decided.must_link or decided.cannot_link):
        return found
    named = NamedRecords.stored(store)
    pairs = list(product(*records))
    names = (found.left, found.right)
    ties = tied_by(decided.must_link, named.find, named.document, names, pairs)
    wanted = {frozenset(pair) for pair in pairs}
    parts = []
    for judgement in decided.cannot_link:
        apart, both = kept_apart(judgement, named.find)
        speaking_of = {frozenset(pair) for pair in apart} | {frozenset([one]) for one in both}
        parts.append((judgement, speaking_of & wanted))
    exact = [(found.left_id, found.right_id)]
    if not found.left_id:  # one record holds both names
        exact = [(record, record) for record in sorted(set(records[0]) & set(records[1]))]
    tied = bool(tied_by(decided.must_link, named.find, named.document, names, exact))
    parted = any(pairs & {frozenset(pair) for pair in exact} for _, pairs in parts)
    said = (*ties, *(str(judgement) for judgement, pairs in parts if pairs))
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
