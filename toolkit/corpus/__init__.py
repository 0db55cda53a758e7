"""Corpus: the Python API, and the only place that knows the order of the steps."""

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.names import score_pairs

__all__ = ["Corpus", "score_pairs"]
