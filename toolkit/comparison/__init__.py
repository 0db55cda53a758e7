"""Comparing groups of documents: who is named, what about, what is shared, what is not."""

from __future__ import annotations

from toolkit.comparison.compare import compare
from toolkit.comparison.document import to_dict
from toolkit.comparison.inputs import Inputs
from toolkit.comparison.redrawn import Redrawn

__all__ = ["Inputs", "Redrawn", "compare", "to_dict"]
