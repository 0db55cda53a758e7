"""Corpus: the Python API, and the only place that knows the order of the steps."""

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.names import score_pairs
from toolkit.corpus.networks import GraphChoice

__all__ = ["Corpus", "GraphChoice", "score_pairs"]
