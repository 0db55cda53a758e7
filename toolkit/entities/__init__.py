"""Clusters and judgements -> entities: canonical names, stable ids, history, decisions."""

from toolkit.entities.building import Built, Held, TypedForm, build, identify
from toolkit.entities.finding import find
from toolkit.entities.history import history
from toolkit.entities.judgements import Constraints, Judgement, constraints

__all__ = [
    "Built", "Constraints", "Held", "Judgement", "TypedForm", "build", "constraints", "find",
    "history", "identify",
]  # fmt: skip
