"""Chains -> records -> scored pairs -> clusters. The only package that imports splink.

records = build_records(chains, knowledge)
pairs = score(records, load_model("policy"), settings.matching, settings.run)
clusters = cluster(records, pairs, settings.clustering)
"""

from toolkit.matching.alike import ChainTables
from toolkit.matching.alternatives import alternatives
from toolkit.matching.backends import comparing_by, predictor
from toolkit.matching.clustering import Clusters, cluster
from toolkit.matching.columns import features_shape
from toolkit.matching.consistency import conflict, kinds_conflict
from toolkit.matching.drawing import Alternatives, Component, Drawing
from toolkit.matching.knowledge import MatchingKnowledge
from toolkit.matching.linking import Earlier, Linked, Ties, link
from toolkit.matching.lists import plain, rows_of
from toolkit.matching.model import Model, load_model, parse_model
from toolkit.matching.pairs import explain_names, score_names
from toolkit.matching.records import Records, build_records, from_json
from toolkit.matching.scoring import (
    explain,
    score,
    score_chosen,
    terms_json,
    waterfall,
    within_budget,
)
from toolkit.matching.short_names import Unresolved
from toolkit.matching.stored import stored_pairs
from toolkit.matching.verdicts import Decision
from toolkit.matching.worked import ASKED, Worked, worked_shape

__all__ = [
    "ASKED", "Alternatives", "ChainTables", "Clusters", "Component", "Decision", "Drawing",
    "Earlier", "Linked", "MatchingKnowledge", "Model", "Records", "Ties", "Unresolved", "Worked",
    "alternatives", "build_records", "cluster", "comparing_by", "conflict", "explain",
    "explain_names", "features_shape", "from_json", "kinds_conflict", "link", "load_model",
    "parse_model", "plain", "predictor", "rows_of", "score", "score_chosen", "score_names",
    "stored_pairs", "terms_json", "waterfall", "within_budget", "worked_shape",
]  # fmt: skip
