"""Themes: what documents speak of, by codebooks that people can read and change."""

from __future__ import annotations

from toolkit.knowledge.phrasing import load_phrasing
from toolkit.themes.checking import Checked, check
from toolkit.themes.codebook import TABLES, Codebook, Theme, load, load_own, read_pack
from toolkit.themes.emerging import PREFIX, Emerging, Sources, find_emerging, is_emerging
from toolkit.themes.tabular import to_yaml

__all__ = [
    "PREFIX", "TABLES", "Checked", "Codebook", "Emerging", "Sources", "Theme", "check",
    "find_emerging", "is_emerging", "load", "load_own", "phrases_version", "read_pack", "to_yaml",
]  # fmt: skip


def phrases_version() -> str:
    """Changes whenever what is known of phrases does."""
    return load_phrasing().fingerprint
