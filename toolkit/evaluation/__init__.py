"""Found mentions and entities against gold: how much was found, and how well it was joined."""

from toolkit.evaluation.clustering import Clustering, clustering
from toolkit.evaluation.detection import Detection, Found, Miss, OfType, detection, overlapping
from toolkit.evaluation.errors import ClusterError, Side
from toolkit.evaluation.gold import Gold, GoldFile, read_gold
from toolkit.evaluation.intervals import Interval, Intervals
from toolkit.evaluation.outcome import Evaluation, evaluate
from toolkit.evaluation.score import Score
from toolkit.evaluation.selection import Question

__all__ = [
    "ClusterError",
    "Clustering",
    "Detection",
    "Evaluation",
    "Found",
    "Gold",
    "GoldFile",
    "Interval",
    "Intervals",
    "Miss",
    "OfType",
    "Question",
    "Score",
    "Side",
    "clustering",
    "detection",
    "evaluate",
    "overlapping",
    "read_gold",
]
