"""Splink out of the box: its comparison library, u by sampling, EM, connected components.

A name is one column, its last word another, the type a third; as its tutorials do for names. The
probability above which pairs are joined is the argument after the files (0.5 without it).
"""

from __future__ import annotations

import sys
from typing import Any

from exchange import Row, components, run

PRIOR_RECALL = 0.7  # of the deterministic rule, as the documentation asks to guess
SAMPLED = 1e6  # random pairs for u
SEED = 7


def cluster(rows: list[Row]) -> list[int]:
    import pyarrow as pa
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    threshold = float(sys.argv[3]) if len(sys.argv) > 3 else 0.5
    names = [row["name"].lower() for row in rows]
    table = pa.table({
        "unique_id": list(range(len(rows))), "name": names,
        "last_word": [name.split()[-1] if name.split() else None for name in names],
        "first_letters": [name[:4] for name in names],
        "type": [row["type"] or None for row in rows],
    })  # fmt: skip
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("last_word"), block_on("first_letters"), block_on("name"),
        ],
        comparisons=[
            cl.NameComparison("name"), cl.JaroWinklerAtThresholds("last_word"),
            cl.ExactMatch("type"),
        ],
    )  # fmt: skip
    api = DuckDBAPI()
    linker = Linker(api.register(table, table_name="names"), settings)
    trained(linker, block_on)
    predicted = linker.inference.predict(threshold_match_probability=threshold)
    found: Any = predicted.as_pyarrow_table().to_pydict()
    pairs = zip(found["unique_id_l"], found["unique_id_r"], strict=True)
    return components(len(rows), pairs)


def trained(linker: Any, block_on: Any) -> None:
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("name")], recall=PRIOR_RECALL)
    training.estimate_u_using_random_sampling(max_pairs=SAMPLED, seed=SEED)
    for column in ("last_word", "first_letters"):
        training.estimate_parameters_using_expectation_maximisation(block_on(column))


if __name__ == "__main__":
    run(cluster)
