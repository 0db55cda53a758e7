"""Cells that a spreadsheet would run as a formula: marked on the way out, bare again on the way in.

Spreadsheets run text that begins with = + - @, a tab, a carriage return or a line feed, some also
the full-width forms of the signs. Such a cell gets one apostrophe in front, and so does text that
already has apostrophes before such a sign: no two texts become one cell, and nothing is lost.
"""

from __future__ import annotations

import re

_RUN = "=+\\-@\t\r\n＝＋－＠"
_RUNNABLE = re.compile(f"'*[{_RUN}]")
_GUARDED = re.compile(f"'+[{_RUN}]")


def guard(text: str) -> str:
    """`text` as a cell that no spreadsheet runs."""
    return "'" + text if _RUNNABLE.match(text) else text


def unguard(cell: str) -> str:
    """The text of which `guard` made `cell`."""
    return cell[1:] if _GUARDED.match(cell) else cell
