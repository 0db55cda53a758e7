"""Two functions on letters for Spark that give what DuckDB's give, byte by byte.

Spark's own, and those of Splink's jar, count transpositions otherwise, and letters by character.
The functions travel by value: the machines of a cluster need jellyfish and pyarrow beside their
Python, but not toolkit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from toolkit.matching.spark_sql import DAMERAU, JARO_WINKLER


def register_functions(session: Any) -> None:
    """Make both functions known to the SQL of a session."""
    from pyspark.sql.functions import arrow_udf

    alike, apart = compared("jaro_winkler_similarity"), compared("damerau_levenshtein_distance")
    # lambdas, since Spark would read the kind of a function out of its annotations
    session.udf.register(JARO_WINKLER, arrow_udf(lambda a, b: alike(a, b), "double"))
    session.udf.register(DAMERAU, arrow_udf(lambda a, b: apart(a, b), "bigint"))


def compared(measure: str) -> Callable[[Any, Any], Any]:
    """A measure of jellyfish on two Arrow columns of texts, by the bytes of their UTF-8."""

    def compare(left: Any, right: Any) -> Any:
        import jellyfish
        import pyarrow

        distance = getattr(jellyfish, measure)
        pairs = zip(left.to_pylist(), right.to_pylist(), strict=True)
        found = [
            None
            if a is None or b is None
            else distance(a.encode().decode("latin-1"), b.encode().decode("latin-1"))
            for a, b in pairs
        ]
        whole = measure.endswith("distance")
        return pyarrow.array(found, pyarrow.int64() if whole else pyarrow.float64())

    return compare
