"""Files that commands write: whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from toolkit.errors import InputError, UsageError


def write_text(path: Path, text: str) -> Path:
    """Write `text` as UTF-8 under a temporary name, then rename.

    Raises UsageError for a folder, InputError when the place cannot be written to.
    """
    if path.is_dir():
        raise UsageError("is a folder, not a file", where=str(path), hint="Add a file name.")
    draft = path.parent / f".{path.name}.{os.getpid()}.part"
    try:
        draft.write_bytes(text.encode("utf-8", "backslashreplace"))
        draft.replace(path)
    except OSError as error:
        if path.parent.is_dir():
            draft.unlink(missing_ok=True)
        raise InputError(
            f"cannot be written: {error.strerror}",
            where=str(path),
            hint="Give a path in a folder that exists and may be written to.",
        ) from error
    return path


def write_json(path: Path, value: Mapping[str, Any]) -> Path:
    """One JSON object, indented."""
    return write_text(path, json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def lines_of(rows: Iterable[Mapping[str, Any]], ascii_only: bool) -> str:
    """JSON Lines; in ASCII where they go to a terminal."""
    return "".join(json.dumps(row, ensure_ascii=ascii_only) + "\n" for row in rows)
