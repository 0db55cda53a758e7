"""Names nearby: as counting every pair of mentions finds them, whatever is held at once."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from made_chains import KNOWLEDGE, chain

from toolkit.matching import Records, build_records, surroundings
from toolkit.types import Chain

NAMES = [f"Kelvar{word} Union" for word in "ax bo ci du ef gu hy in jo ke".split()]


def scattered(seed: int) -> list[Chain]:
    draw = random.Random(seed)
    return [
        chain(doc, "ORG", name, at=draw.randrange(4000))
        for doc in "abcdefgh" for name in draw.sample(NAMES, 7)
    ]  # fmt: skip


def counted(chains: list[Chain], most: int) -> dict[str, set[str]]:
    """Names near each name by looking at all pairs: the `most` that are near most often."""
    times: dict[str, Counter[str]] = {}
    for one in chains:
        near = times.setdefault(one.mentions[0].text.casefold(), Counter())
        for other in chains:
            gap = other.mentions[0].start - one.mentions[0].start
            if other is not one and one.doc_id == other.doc_id:
                if -surroundings.NEAR <= gap < surroundings.NEAR:
                    near[other.mentions[0].text.casefold()] += 1
    return {
        name: set(sorted(near, key=lambda other: (-near[other], other))[:most])
        for name, near in times.items()
    }


def found(records: Records) -> dict[str, set[str]]:
    return {
        row["name"].casefold(): {*row["near_rare"], *row["near_common"]} for row in records.rows
    }


@pytest.mark.parametrize("most", [1000, 3])
@pytest.mark.parametrize("at_once", [2_000_000, 5])
def test_as_counted(most: int, at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings, "MOST", most)
    monkeypatch.setattr(surroundings, "AT_ONCE", at_once)
    for seed in range(6):
        chains = scattered(seed)
        assert found(build_records(chains, KNOWLEDGE)) == counted(chains, most)
