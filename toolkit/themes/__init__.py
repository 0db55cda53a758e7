"""Themes: what documents speak of, by codebooks that people can read and change."""

from __future__ import annotations

from toolkit.themes.codebook import Codebook, Theme, load

__all__ = ["Codebook", "Theme", "load"]
