"""The report: one HTML file that shows a `Comparison` and asks the network for nothing.

Comparison -> data (what is shown) -> charts, layout (where) -> templates -> Report
"""

from __future__ import annotations

from toolkit.report.citing import Citation, cite, cite_software
from toolkit.report.file import Report
from toolkit.report.fragment import notebook_view
from toolkit.report.render import render

__all__ = ["Citation", "Report", "cite", "cite_software", "notebook_view", "render"]
