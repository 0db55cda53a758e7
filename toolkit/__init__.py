"""toolkit: entity resolution and cross-document comparison."""

from __future__ import annotations

__version__ = "0.1.0"
