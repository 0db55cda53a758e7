"""rapidfuzz: token_set_ratio of at least 90 inside a type, connected components."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from exchange import Row, components, run

CUTOFF = 90
ROWS_AT_ONCE = 500


def cluster(rows: list[Row]) -> list[int]:
    return components(len(rows), alike(rows))


def alike(rows: list[Row]) -> Iterator[tuple[int, int]]:
    import numpy as np
    from rapidfuzz import fuzz, process, utils

    by_type: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        by_type[row["type"]].append(number)
    for numbers in by_type.values():
        names = [utils.default_process(rows[number]["name"]) for number in numbers]
        for start in range(0, len(names), ROWS_AT_ONCE):
            part = names[start : start + ROWS_AT_ONCE]
            scores = process.cdist(
                part, names, scorer=fuzz.token_set_ratio, score_cutoff=CUTOFF, dtype=np.uint8
            )
            for i, j in zip(*np.nonzero(scores), strict=True):
                yield numbers[start + i], numbers[j]


if __name__ == "__main__":
    run(cluster)
