"""Comparing groups of documents: who is named, what about, what is shared, what is not."""

from __future__ import annotations

from toolkit.comparison.compare import compare
from toolkit.comparison.document import to_dict
from toolkit.comparison.inputs import Inputs

__all__ = ["Inputs", "compare", "to_dict"]
