"""Reads the files of configs/knowledge, each once, into a digest of all of them."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from typing import Any

import yaml

from toolkit.errors import ConfigError
from toolkit.knowledge import plain_yaml
from toolkit.side_files import WEIGHTS, read_side_file


def read_yaml(path: Traversable, digest: Any) -> Any:
    """What a YAML file holds. Raises ConfigError."""
    try:
        raw = read_side_file(path, WEIGHTS)
        digest.update(raw)
        return plain_yaml.load(raw)
    except FileNotFoundError as error:
        raise ConfigError("no such pack", where=path.name) from error
    except (OSError, yaml.YAMLError, ValueError, RecursionError) as error:
        raise ConfigError(f"not readable YAML: {error}", where=path.name) from error


def read_lines(path: Traversable, digest: Any) -> list[tuple[int, str]]:
    """Lines of a table with their numbers, without comments."""
    raw = path.read_bytes()
    digest.update(raw)
    lines = enumerate(raw.decode("utf-8").splitlines(), 1)
    return [(n, line) for n, line in lines if line.strip() and not line.startswith("#")]


def read_whole(path: Traversable, digest: Any) -> str:
    """The text of a list that may never be looked into."""
    raw = path.read_bytes()
    digest.update(raw)
    return raw.decode("utf-8")
