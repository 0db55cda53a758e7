"""Figures for papers: a comparison -> matplotlib, each with the table behind it (extra `plots`).

rows (only what the comparison says) -> a sheet (sizes, letters, colours) -> Plot
"""

from __future__ import annotations

from toolkit.plots.plot import Plot
from toolkit.plots.plots import Plots

__all__ = ["Plot", "Plots"]
