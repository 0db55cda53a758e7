"""Settings in their order: flag, environment TOOLKIT_*, configuration file, default.

TOOLKIT_RUN_THREADS=2 is run.threads. The environment is read here and nowhere else.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.errors import ConfigError

PREFIX = "TOOLKIT_"


@dataclass(frozen=True, slots=True)
class Origin:
    """A setting (`section.key`) with its value and where that came from."""

    name: str
    value: Any
    source: str


def overrides(
    config: Path | None, flags: Mapping[str, Any], environment: Mapping[str, str] = os.environ
) -> dict[str, Any]:
    """What lies over the configuration file: the environment, and the flags over that.

    Raises ConfigError that names the variable when its value does not fit.
    """
    given = from_environment(environment)
    values = {name: value for name, (_, value) in given.items()}
    if given:
        from toolkit.config import load

        load(config)  # an error of the file itself is reported as such
        for name, (variable, value) in given.items():
            try:
                load(config, {name: value})
            except ConfigError as error:
                raise ConfigError(
                    error.what, where=f"environment variable {variable}", hint=error.hint
                ) from error
    return values | dict(flags)


def from_environment(environment: Mapping[str, str]) -> dict[str, tuple[str, Any]]:
    """{setting: (variable, value)} of the TOOLKIT_* variables that start with a section's name."""
    wanted = sorted(name for name in environment if name.startswith(PREFIX))
    if not wanted:
        return {}
    from toolkit.config import Settings

    sections = Settings().model_dump()
    found: dict[str, tuple[str, Any]] = {}
    for variable in wanted:
        section, _, key = variable.removeprefix(PREFIX).lower().partition("_")
        if section in sections and key:
            default = sections[section].get(key)
            found[f"{section}.{key}"] = variable, _value(environment[variable], default)
    return found


def _value(text: str, default: Any) -> Any:
    """A TOML value (2, true, ["a", "b"]); a bare word is a string, `a,b` a list of them."""
    if isinstance(default, str):
        return text
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        pass
    if isinstance(default, tuple):
        return [part.strip() for part in text.split(",") if part.strip()]
    return text


def origins(
    config: Path | None, flags: Mapping[str, Any], environment: Mapping[str, str] = os.environ
) -> list[Origin]:
    """Every setting with its value and where it came from, in the order of the sections."""
    from toolkit.config import load

    given = from_environment(environment)
    values = load(config, overrides(config, flags, environment)).model_dump(mode="json")
    written = tomllib.loads(config.read_text(encoding="utf-8")) if config is not None else {}

    def source(section: str, key: str) -> str:
        name = f"{section}.{key}"
        if name in flags:
            return "flag"
        if name in given:
            return given[name][0]
        if config is not None and key in written.get(section, {}):
            return config.name
        return "default"

    return [
        Origin(f"{section}.{key}", value, source(section, key))
        for section, entries in values.items()
        for key, value in entries.items()
    ]
