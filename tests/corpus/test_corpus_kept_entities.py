"""Entities that hold what they held keep their ids, and share them as if all were made anew."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.corpus.drafting import COLUMNS
from toolkit.corpus.holding import identified

# The first chain of a cluster, and what its entity is called: few names, so that many share an id.
NAMES = st.dictionaries(st.sampled_from([f"c{n}" for n in range(9)]), st.sampled_from("abc"))


def entities(kept: pa.Table | None, names: dict[str, str]) -> pa.Table:
    rows = [(chain, chain, "ORG", name, "", f"e-{name}") for chain, name in sorted(names.items())]
    columns = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
    new = pa.table([pa.array(list(column), pa.string()) for column in columns], names=COLUMNS)
    return identified(kept, new, {chain: float(len(chain)) for chain in names})


def rows(found: pa.Table) -> list[dict[str, object]]:
    return sorted(found.to_pylist(), key=lambda row: row["first"])


@settings(deadline=None)
@given(NAMES, NAMES, st.sets(st.sampled_from([f"c{n}" for n in range(9)])))
def test_what_is_kept_and_what_is_new(
    before: dict[str, str], now: dict[str, str], moved: set[str]
) -> None:
    last = entities(None, before)
    stay = {chain: name for chain, name in before.items() if chain not in moved}
    kept = last.filter(pa.array([chain in stay for chain in last["first"].to_pylist()], pa.bool_()))
    kept = kept.append_column("cluster_id", kept["first"])
    new = {chain: name for chain, name in now.items() if chain not in stay}
    found = entities(kept, new)
    assert rows(found) == rows(entities(None, stay | new))
    ids = found["entity_id"].to_pylist()
    assert len(set(ids)) == len(ids)
