"""What was worked out of names before, so that a name is worked out once.

It depends on the names alone and on nothing else of the corpus; the store keeps it between runs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from toolkit.matching.features import Features, Named

_DEFAULTS = {field.name: field.default for field in fields(Features)}
Forms = tuple[str, ...]


class Worked:
    """Features by naming, and which of `acronyms` fit long forms. `new` holds the features that
    were not known before, `used` the namings that were asked for; both are JSON."""

    def __init__(
        self,
        features: Mapping[str, str] | None = None,
        fits: Mapping[Forms, Forms] | None = None,
        acronyms: Iterable[str] = (),
    ) -> None:
        """`features` are as in `new`."""
        self._features = features or {}
        self.fits = fits or {}
        self.acronyms = frozenset(acronyms)
        self.new: dict[str, str] = {}
        self.used: set[str] = set()

    def find(self, naming: Named) -> Features | None:
        """The features of a naming that was worked out before."""
        key = _text(naming)
        self.used.add(key)
        held = self._features.get(key)
        return None if held is None else _features(held)

    def add(self, naming: Named, found: Features) -> None:
        told = {
            name: value for name, default in _DEFAULTS.items()
            if (value := getattr(found, name)) != default
        }  # fmt: skip
        self.new[_text(naming)] = json.dumps(told, ensure_ascii=False)


def _text(naming: Named) -> str:
    return json.dumps(naming, ensure_ascii=False)


def _features(text: str) -> Features:
    held: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in json.loads(text).items()
    }
    return Features(**held)
