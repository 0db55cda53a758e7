"""Which toolkit this is, to the byte: what was worked out by another edition is worked out anew."""

from __future__ import annotations

import functools
import hashlib
from importlib.metadata import version
from importlib.resources.abc import Traversable
from pathlib import Path

from toolkit.config import data_root

# Libraries whose results are kept in a store.
_LIBRARIES = ("splink", "duckdb", "jellyfish", "trafilatura", "pypdfium2",
              "charset-normalizer", "anyascii", "numpy", "lxml")  # fmt: skip
_SUFFIXES = (".py", ".sql", ".yml", ".tsv", ".csv", ".json", ".txt", ".gz", ".toml")


@functools.lru_cache(maxsize=1)
def edition() -> str:
    """A hash of the code, the curated knowledge and the versions of the libraries behind them."""
    digest = hashlib.sha256()
    for name in _LIBRARIES:
        digest.update(f"{name} {_version(name)}\n".encode())
    for root in (Path(__file__).resolve().parent, data_root("configs")):
        for name, data in sorted(_files(root)):
            digest.update(f"{name} {len(data)}\n".encode())
            digest.update(data)
    return digest.hexdigest()[:16]


def _files(root: Traversable, prefix: str = "") -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for item in root.iterdir():
        name = f"{prefix}/{item.name}"
        if item.is_dir():
            if item.name not in ("__pycache__", "_data", "report", "cli"):  # these show, not find
                found += _files(item, name)
        elif item.name.endswith(_SUFFIXES):
            found.append((name, item.read_bytes()))
    return found


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError

    try:
        return version(name)
    except PackageNotFoundError:
        return ""
