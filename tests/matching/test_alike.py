"""Chains are numbered by their ids, and grouped by what is written, however the tables come."""

from __future__ import annotations

import random

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.config import RunSettings
from toolkit.matching.alike import Alike, ChainTables, find_alike
from toolkit.matching.engine import work_database

WORDS = st.sampled_from(["nato", "NATO", "", "Åland", "x|y"])
FORMS = st.tuples(st.sampled_from(["name", "acronym"]), WORDS, WORDS)
CHAINS = st.dictionaries(
    st.integers(0, 99).map("c{:02d}".format),
    st.tuples(
        st.sampled_from(["d1", "d2", "d3"]), st.sampled_from(["ORG", "OTHER", "PERSON"]),
        st.sampled_from(["", "Q1"]), st.lists(FORMS, min_size=1, max_size=4),
    ),
    max_size=12,
)  # fmt: skip


def tables(chains: dict, seed: int) -> ChainTables:
    rows = [(i, doc, kind, known) for i, (doc, kind, known, _) in chains.items()]
    mentions = [
        (i, start, *form)
        for i, (*_, forms) in chains.items() for start, form in enumerate(forms)
    ]  # fmt: skip
    random.Random(seed).shuffle(rows)
    random.Random(seed).shuffle(mentions)

    def table(names: str, rows: list) -> pa.Table:
        types = [pa.int32() if name == "start_at" else pa.string() for name in names.split()]
        columns = list(zip(*rows, strict=True)) or [()] * len(types)
        arrays = [pa.array(c, kind) for c, kind in zip(columns, types, strict=True)]
        return pa.table(arrays, names=names.split())

    return ChainTables(
        table("chain_id doc_id type knowledge_id", rows),
        table("chain_id start_at form text norm", mentions),
        table("chain_id title organisation", []),
    )


def told(alike: Alike) -> tuple:
    ways = [
        (
            way["type"],
            way["knowledge_id"],
            list(zip(way["form"], way["text"], way["norm"], strict=True)),
        )
        for way in alike.ways(range(len(alike.written))).to_pylist()
    ]
    return (
        alike.chain_ids.to_pylist(), alike.way.tolist(), ways,
        [alike.documents[at] for at in alike.document],
        sorted(zip(alike.holder.tolist(), alike.start.tolist(), strict=True)),
        alike.written.to_pylist(), alike.as_person.to_pylist(),
    )  # fmt: skip


@given(CHAINS, st.integers(0, 3))
@settings(deadline=None)
def test_chains_are_alike_that_hold_the_same_forms(chains: dict, seed: int) -> None:
    with work_database(RunSettings(), "testing") as work:
        found = told(find_alike(tables(chains, seed), work))
    ids, way, ways, documents, places, written, as_person = found
    assert ids == sorted(chains)
    assert documents == [chains[i][0] for i in ids]
    expected = [(kind, known, sorted(set(forms))) for _, kind, known, forms in
                (chains[i] for i in ids)]  # fmt: skip
    assert [ways[number] for number in way] == expected
    assert way == [list(dict.fromkeys(map(repr, expected))).index(repr(e)) for e in expected]
    assert places == [(at, n) for at, i in enumerate(ids) for n in range(len(chains[i][3]))]
    assert len(set(written)) == len(written) == len(ways)
    assert [kind == "OTHER" for kind, *_ in ways] == [told is not None for told in as_person]
    with work_database(RunSettings(), "testing") as work:
        assert told(find_alike(tables(chains, seed + 1), work)) == found
