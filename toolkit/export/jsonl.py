"""One JSON object a line, keys in the order of the columns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from toolkit.export.tables import Table

# Line breaks to many readers of lines, though not to JSON: written as escapes.
_BREAKS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def dump(value: Any) -> str:
    """JSON on one line, whatever it holds. Lone surrogates become U+FFFD."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8").translate(_BREAKS)


def write(table: Table, path: Path) -> None:
    names = table.names
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for row in table.rows:
            stream.write(dump(dict(zip(names, row, strict=True))) + "\n")
