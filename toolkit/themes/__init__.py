"""Themes: what documents speak of, by codebooks that people can read and change."""

from __future__ import annotations

from toolkit.knowledge.phrasing import load_phrasing
from toolkit.themes.codebook import Codebook, Theme, load
from toolkit.themes.emerging import PREFIX, Emerging, Sources, find_emerging, is_emerging

__all__ = [
    "PREFIX", "Codebook", "Emerging", "Sources", "Theme", "find_emerging", "is_emerging", "load",
    "phrases_version",
]  # fmt: skip


def phrases_version() -> str:
    """Changes whenever what is known of phrases does."""
    return load_phrasing().fingerprint
