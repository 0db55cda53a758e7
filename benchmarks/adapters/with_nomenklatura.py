"""nomenklatura: its blocker proposes pairs, its LogicV2 scores them, 0.7 and more are one thing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from exchange import Row, components, run

CUTOFF = 0.7
SCHEMATA = {"PERSON": "Person", "ORG": "Organization"}
OTHER = "LegalEntity"  # the only one that can be compared with both
PAIRS = 2_000_000


def cluster(rows: list[Row]) -> list[int]:
    return components(len(rows), matching(rows))


def matching(rows: list[Row]) -> Iterator[tuple[int, int]]:
    from followthemoney import Dataset, StatementEntity
    from nomenklatura.blocker import Index
    from nomenklatura.matching import LogicV2, ScoringConfig
    from nomenklatura.resolver import Linker
    from nomenklatura.store import SimpleMemoryStore

    dataset = Dataset.make({"name": "names", "title": "names"})
    store = SimpleMemoryStore(dataset, Linker({}))
    entities = {}
    with store.writer() as writer:
        for number, row in enumerate(rows):
            schema = SCHEMATA.get(row["type"], OTHER)
            data = {"id": f"n{number}", "schema": schema, "properties": {"name": [row["name"]]}}
            entities[f"n{number}"] = StatementEntity.from_data(dataset, data)
            writer.add_entity(entities[f"n{number}"])
    config = ScoringConfig.defaults()
    with tempfile.TemporaryDirectory() as folder:
        index = Index(store.default_view(), Path(folder))
        index.build()
        for (left, right), _ in index.pairs(max_pairs=PAIRS):
            a, b = entities[left.id], entities[right.id]
            if LogicV2.compare(a, b, config).score >= CUTOFF:
                yield int(left.id[1:]), int(right.id[1:])


if __name__ == "__main__":
    run(cluster)
