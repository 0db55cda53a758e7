"""Clusters and judgements -> entities: canonical names, stable ids, history, decisions."""

from toolkit.entities.building import (
    Built,
    Draft,
    Held,
    TypedForm,
    build,
    drafts,
    identify,
    lone_draft,
)
from toolkit.entities.finding import find
from toolkit.entities.history import history
from toolkit.entities.judgements import Constraints, Judgement, constraints

__all__ = [
    "Built", "Constraints", "Draft", "Held", "Judgement", "TypedForm", "build", "constraints",
    "drafts", "find", "history", "identify", "lone_draft",
]  # fmt: skip
