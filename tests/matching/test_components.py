"""Clusters that several processors work out are those that one finds, whatever the pairs."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_clustering import LINKS, SETTINGS, SIZE, WEIGHTS, Pair, plain, table

from toolkit.errors import UsageError
from toolkit.matching import Clusters, cluster
from toolkit.matching.components import cluster_in_parts, get_ready
from toolkit.workers import Team

LEVELS = st.sampled_from(["", "surname equal, one alone", "surname equal, both alone"])


def told(found: Clusters) -> tuple[object, ...]:
    return (
        list(found.members.items()), list(found.weakest.items()), found.unresolved, found.decisions
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(WEIGHTS, LINKS, LINKS, LEVELS)
def test_parts_give_what_the_whole_gives(
    weights: dict[Pair, float], must: list[Pair], cannot: list[Pair], level: str
) -> None:
    pairs = table(weights, **({"person": level} if level else {}))

    def in_parts() -> Clusters:
        with patch("toolkit.matching.components.ENOUGH", 0.1), Team(1) as here:
            return cluster_in_parts(plain(), pairs, SETTINGS, must, cannot, 2, here)

    try:
        whole = cluster(plain(), pairs, SETTINGS, must, cannot)
    except UsageError as error:
        with pytest.raises(UsageError) as caught:
            in_parts()
        assert str(caught.value) == str(error)
        return
    assert told(in_parts()) == told(whole)


def test_by_processes_of_their_own() -> None:
    weights = {(f"r{at:04d}", f"r{at + 1:04d}"): 5.0 for at in range(0, SIZE, 2)}
    whole = cluster(plain(), table(weights), SETTINGS)
    pairs = table(weights)
    with patch("toolkit.matching.components.ENOUGH", 0.1), Team(2) as team:
        get_ready(team, plain(), pairs.schema, SETTINGS, pairs.num_rows)
        assert told(cluster_in_parts(plain(), pairs, SETTINGS, [], [], 2, team)) == told(whole)
