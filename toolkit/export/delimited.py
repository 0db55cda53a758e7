"""CSV: UTF-8 without a mark, LF, quoted as RFC 4180 says; lists and mappings as JSON.

Spreadsheets run cells that begin with = + - @, a tab or a carriage return as formulas. A text
cell that does gets an apostrophe in front, in the header too; numbers stay as they are.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from toolkit.export.jsonl import dump
from toolkit.export.tables import Kind, Table

_SPECIAL = re.compile(r'[",\r\n]')
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write(table: Table, path: Path) -> None:
    kinds = [column.kind for column in table.columns]
    with path.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        stream.write(",".join(_quoted(guard(name)) for name in table.names) + "\n")
        for row in table.rows:
            cells = (_quoted(_cell(v, kind)) for v, kind in zip(row, kinds, strict=True))
            stream.write(",".join(cells) + "\n")


def _quoted(cell: str) -> str:
    """Unlike the csv module, with quotes around a lone carriage return too: readers break there."""
    return '"' + cell.replace('"', '""') + '"' if _SPECIAL.search(cell) else cell


def guard(text: str) -> str:
    """`text` with an apostrophe in front where a spreadsheet would run it."""
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def _cell(value: Any, kind: Kind) -> str:
    if value is None:
        return ""
    if kind == "text":
        return guard(value)
    if kind == "truth":
        return "true" if value else "false"
    return dump(value) if kind in ("texts", "counts", "terms") else str(value)
