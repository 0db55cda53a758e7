"""Scored pairs as a store keeps them, in the shape that `cluster` takes: no Splink is needed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from toolkit.matching.levels import COMPARISONS
from toolkit.matching.model import column

if TYPE_CHECKING:
    import pyarrow as pa

_LEVELS = {comparison.name: f"level_{column(comparison)}" for comparison in COMPARISONS}


def stored_pairs(rows: Iterable[tuple[str, str, float, str, float]]) -> pa.Table:
    """(record_l, record_r, match weight, JSON of the waterfall, probability) -> a table with the
    levels.

    A level is read from the term of its comparison; without a term it is None, not compared.
    """
    import pyarrow as pa

    levels = lru_cache(maxsize=4_096)(_levels)  # most pairs have the same terms as many others
    made = [
        {"record_l": left, "record_r": right, "match_weight": weight, "probability": p}
        | levels(terms)
        for left, right, weight, terms, p in rows
    ]
    fields = [("record_l", pa.string()), ("record_r", pa.string()), ("match_weight", pa.float64())]
    fields += [("probability", pa.float64())]
    fields += [(name, pa.string()) for name in _LEVELS.values()]
    return pa.Table.from_pylist(made, schema=pa.schema(fields))


def _levels(terms: str) -> dict[str, Any]:
    found: dict[str, Any] = dict.fromkeys(_LEVELS.values())
    for label, _, detail in json.loads(terms):
        if label in _LEVELS:
            found[_LEVELS[label]] = detail
    return found
