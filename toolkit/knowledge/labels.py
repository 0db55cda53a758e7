"""What other tools call the kinds of things, read from configs/knowledge/type_labels.yml."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

import yaml

from toolkit.config import data_root
from toolkit.errors import ConfigError
from toolkit.types import TYPES

_APART = re.compile(r"[\W_]+")


@functools.lru_cache(maxsize=1)
def type_labels() -> Mapping[str, str]:
    """Our kind by label, as `label_key` writes it; our own names among them. Read once."""
    text = (data_root("configs") / "knowledge" / "type_labels.yml").read_text(encoding="utf-8")
    found = {label_key(kind): kind for kind in TYPES}
    for kind, labels in yaml.safe_load(text).items():
        for label in labels:
            key = label_key(str(label))
            if kind not in TYPES or found.setdefault(key, kind) != kind:
                what = f"label {label!r}: {kind} is no kind, or it has another"
                raise ConfigError(what, where="type_labels.yml")
    return found


def label_key(label: str) -> str:
    """A label for comparing: "Political_Party", "political party" and "PoliticalParty" are one."""
    return _APART.sub("", label).casefold()
