"""Found mentions and entities against gold: how much was found, and how well it was joined."""

from toolkit.evaluation.clustering import Clustering, clustering
from toolkit.evaluation.detection import Detection, Found, Miss, OfType, detection, overlapping
from toolkit.evaluation.gold import Gold, GoldFile, read_gold
from toolkit.evaluation.outcome import Evaluation, evaluate
from toolkit.evaluation.score import Score

__all__ = [
    "Clustering",
    "Detection",
    "Evaluation",
    "Found",
    "Gold",
    "GoldFile",
    "Miss",
    "OfType",
    "Score",
    "clustering",
    "detection",
    "evaluate",
    "overlapping",
    "read_gold",
]
