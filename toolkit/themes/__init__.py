"""Themes: what documents speak of, by codebooks that people can read and change."""

from __future__ import annotations

from toolkit.knowledge.phrasing import load_phrasing
from toolkit.themes.checking import Checked, check
from toolkit.themes.codebook import TABLES, Codebook, Theme, load, load_own, read_pack
from toolkit.themes.emerging import (
    ENGLISH,
    PREFIX,
    Emerging,
    Place,
    Sources,
    Tally,
    choose,
    fewest_documents,
    find_emerging,
    is_emerging,
    merged,
    occurrences,
    overlaps,
    rank,
)
from toolkit.themes.phrases import Phrases
from toolkit.themes.tabular import to_yaml

__all__ = [
    "ENGLISH", "PREFIX", "TABLES", "Checked", "Codebook", "Emerging", "Phrases", "Place", "Sources",
    "Tally", "Theme", "check", "choose", "fewest_documents", "find_emerging", "is_emerging", "load",
    "load_own", "merged", "occurrences", "overlaps", "phrases", "phrases_version", "rank",
    "read_pack", "to_yaml",
]  # fmt: skip


def phrases() -> Phrases:
    """What finds the phrases of a sentence."""
    return Phrases(load_phrasing())


def phrases_version() -> str:
    """Changes whenever what is known of phrases does."""
    return load_phrasing().fingerprint
