"""Phrases with two names, read from configs/knowledge/relations.yml, as regular expressions.

"A [has] evolved into B": words as they stand, `(a|b)` alternatives, `[a]` may be missing. What
stands before the first name is asked for right before it, what stands between as all that is
there. Articles before names, and "in" a place or an acronym in brackets behind them, are allowed.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from toolkit.config import data_root
from toolkit.errors import ConfigError

KINDS = {"p": ("PERSON",), "o": ("ORG", "PROGRAMME", "EVENT", "DOCUMENT", "PRODUCT", "FACILITY")}
_ARTICLE = r"(?:(?:the|a|an|its|their) )?"
PLACE = "\ufffc"  # stands for the name of a place
_BEHIND = rf"(?: in {PLACE})?(?: \([^()]{{1,40}}\))?"


@dataclass(frozen=True, slots=True)
class Phrase:
    """`relation` of two names of one of `kinds`. `turned`: the text names B first. `before` is
    matched at the end of what precedes the first name, `between` against all that lies between,
    in lower case with single spaces."""

    relation: str
    kinds: tuple[str, ...]
    turned: bool
    before: re.Pattern[str]
    between: re.Pattern[str]
    written: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """All phrases, and what may not follow the second name."""

    phrases: tuple[Phrase, ...]
    after: tuple[str, ...]


@functools.lru_cache(maxsize=1)
def shipped() -> Phrases:
    text = (data_root("configs") / "knowledge" / "relations.yml").read_text(encoding="utf-8")
    return read(yaml.safe_load(text))


def read(data: Mapping[str, Any]) -> Phrases:
    """Raises ConfigError for a phrase without one A and one B."""
    found = [
        phrase(relation, kind, str(written))
        for relation, by_kind in data.items()
        if relation != "after"
        for kind, rows in by_kind.items()
        for written in rows
    ]
    return Phrases(tuple(found), tuple(data["after"]))


def phrase(relation: str, kind: str, written: str) -> Phrase:
    words = written.split(" ")
    if words.count("A") != 1 or words.count("B") != 1 or words[-1] not in ("A", "B"):
        hint = "Write A and B once each, one of them last."
        raise ConfigError(f"not a phrase: {written!r}", where="relations.yml", hint=hint)
    turned = words.index("B") < words.index("A")
    first = words.index("B" if turned else "A")
    lead, middle = " ".join(words[:first]), " ".join(words[first + 1 : -1])
    before = rf"(?:^|\W){_expression(lead + ' ')}{_ARTICLE}$" if lead else ""
    between = rf"{_BEHIND} ?{_expression(middle + ' ')}{_ARTICLE}"
    return Phrase(relation, KINDS[kind], turned, re.compile(before), re.compile(between), written)


def _expression(words: str) -> str:
    """`[a] b (c|d)` -> `(?:a )?b (?:c|d)`; a comma stands without a space before it."""
    found = re.sub(r"\[([^\]]*)\] ", r"(?:\1 )?", words)
    found = re.sub(r"\((?!\?)", "(?:", found)
    return found.replace(" ,", ",")
