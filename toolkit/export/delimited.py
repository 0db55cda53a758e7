"""CSV: UTF-8 without a mark, LF, quoted as RFC 4180 says; lists and mappings as JSON.

A text cell that a spreadsheet would run gets an apostrophe in front, in the header too (see
toolkit.documents.spreadsheet, which takes it away again); numbers stay as they are.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from toolkit.documents.spreadsheet import guard
from toolkit.export.jsonl import dump
from toolkit.export.tables import Kind, Table

_SPECIAL = re.compile(r'[",\r\n]')


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


def _cell(value: Any, kind: Kind) -> str:
    if value is None:
        return ""
    if kind == "text":
        return guard(value)
    if kind == "truth":
        return "true" if value else "false"
    return dump(value) if kind in ("texts", "counts", "terms") else str(value)
