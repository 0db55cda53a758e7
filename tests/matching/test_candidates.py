"""Candidates of short names: what merges keep up to date is what looking anew finds."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from made_chains import KNOWLEDGE, chain

from toolkit.matching import build_records
from toolkit.matching.candidates import Candidates
from toolkit.matching.merging import Merger

NAMES = [f"Kelvar{word} Union" for word in "ax bo ci du ef gu hy in".split()]
RECORDS = build_records(
    [chain(doc, "ORG", name, at=40 * at)
     for at, name in enumerate(NAMES) for doc in ("d", f"d{at}", f"e{at % 3}")],
    KNOWLEDGE,
)  # fmt: skip
ids = st.sampled_from(RECORDS.ids)
weights = st.floats(0, 9).map(lambda weight: round(weight, 1))


@settings(max_examples=60, deadline=None)
@given(
    options=st.dictionaries(ids, st.dictionaries(ids, weights, min_size=2), min_size=1),
    pairs=st.lists(st.tuples(ids, ids), max_size=12),
)
def test_as_found_anew(options: dict[str, dict[str, float]], pairs: list[tuple[str, str]]) -> None:
    merger = Merger(RECORDS.by_id(), [tuple(RECORDS.ids[:2])])
    kept = Candidates(merger, options)
    for left, right in pairs:
        apart = merger.find(left) != merger.find(right)
        assert kept.attempt((left, right)) == (apart and merger.find(left) == merger.find(right))
        anew = Candidates(merger, options)
        for record in sorted(options):
            assert kept.of(record) == anew.of(record)
            if len(kept.of(record)) > 1:
                assert kept.leader(record) == anew.leader(record)
                assert kept.leader(record) in ("", *kept.of(record))
    assert len(RECORDS) == len(NAMES)


def told(candidates: Candidates, pair: tuple[str, str]) -> list[object]:
    """All that a decision on the pair depends on."""
    merger = candidates.merger
    return [
        (merger.clusters[merger.find(record)].records, dict(candidates.of(record)),
         len(candidates.of(record)) > 1 and candidates.leader(record))
        for record in pair
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    options=st.dictionaries(ids, st.dictionaries(ids, weights, min_size=1), min_size=1),
    pairs=st.lists(st.tuples(ids, ids), max_size=12),
)
def test_only_pairs_that_moved_need_another_decision(
    options: dict[str, dict[str, float]], pairs: list[tuple[str, str]]
) -> None:
    kept = Candidates(Merger(RECORDS.by_id(), ()), options)
    every = list(combinations(RECORDS.ids, 2))

    def homes(pair: tuple[str, str]) -> tuple[str, str]:
        return kept.merger.find(pair[0]), kept.merger.find(pair[1])

    for pair in pairs:
        since, before = kept.merges, {other: told(kept, other) for other in every}
        kept.attempt(pair)
        still = [other for other in every if not kept.moved(other, homes(other), since)]
        assert all(told(kept, other) == before[other] for other in still)
        assert still == every or kept.merges == since + 1
