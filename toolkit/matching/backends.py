"""What compares the pairs of a run: DuckDB in this process, or Spark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from toolkit.config import Settings
from toolkit.errors import UsageError
from toolkit.matching import engine

if TYPE_CHECKING:
    import pyarrow as pa

Predict = Callable[..., "pa.Table"]  # as `engine.predict`
_COMPARING: ContextVar[Predict] = ContextVar("comparing", default=engine.predict)


def predictor(settings: Settings, session: Any = None) -> Predict:
    """What `settings` ask to compare with; `session` is a SparkSession that the caller made.

    Raises UsageError and ConfigError at once where Spark is asked for and cannot be had.
    """
    if settings.matching.backend == "spark":
        from toolkit.matching.spark import SparkEngine

        return SparkEngine(settings.spark, session).predict
    if session is not None:
        hint = 'Open the corpus with overrides={"matching.backend": "spark"}.'
        raise UsageError("a Spark session is given, but DuckDB is to compare", hint=hint)
    return engine.predict


@contextmanager
def comparing_by(predict: Predict) -> Iterator[None]:
    """Meanwhile `score` compares blocked pairs by `predict`.

    Single pairs, which people ask about, are always compared on DuckDB.
    """
    before = _COMPARING.set(predict)
    try:
        yield
    finally:
        _COMPARING.reset(before)


def comparing() -> Predict:
    return _COMPARING.get()
