"""Corpus: the Python API, and the only place that knows the order of the steps."""

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.names import score_pairs
from toolkit.corpus.networks import GraphChoice
from toolkit.corpus.resolving_tables import resolve_table

__all__ = ["Corpus", "GraphChoice", "resolve_table", "score_pairs"]
