"""Curated general knowledge: places, names of known organisations, words around names.

The data are files in configs/knowledge, each with its source; nothing here names one.
"""

from toolkit.knowledge.curated import Knowledge, load
from toolkit.knowledge.known import KnownName, Place

__all__ = ["Knowledge", "KnownName", "Place", "load"]
