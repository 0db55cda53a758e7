"""Clusters and judgements -> entities: canonical names, stable ids, history, decisions."""

from toolkit.entities.building import build
from toolkit.entities.finding import find
from toolkit.entities.history import history
from toolkit.entities.judgements import Constraints, Judgement, constraints

__all__ = ["Constraints", "Judgement", "build", "constraints", "find", "history"]
