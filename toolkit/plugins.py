"""Plug-ins found by entry point: extractors for now. Nothing is loaded before it is asked for.

A package offers an extractor in its pyproject.toml:

    [project.entry-points."toolkit.extractors"]
    mine = "my_package:MyExtractor"

The object is called without arguments and must give what toolkit.mentions.Extractor describes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.metadata import EntryPoint, entry_points
from typing import Any

EXTRACTORS = "toolkit.extractors"


def extractors() -> dict[str, Callable[[], Any]]:
    """Makers of the installed extractors by name; a plug-in loads when its maker is called."""
    found: dict[str, Callable[[], Any]] = {}
    for entry in sorted(entry_points(group=EXTRACTORS), key=lambda e: (e.name, e.value)):
        found.setdefault(entry.name, partial(_make, entry))
    return found


def _make(entry: EntryPoint) -> Any:
    return entry.load()()
