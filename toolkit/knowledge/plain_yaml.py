"""YAML of maps, lists and texts, read three times as fast as by `yaml.safe_load`.

Knowledge is read at the start of every command. libyaml tells what is in a file; the library makes
a node of every word of it before it makes the value, and most of the time goes there. Here the
value is made at once, of files that have nothing else; all others are left to the library.
"""

from __future__ import annotations

from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

_PARSER = getattr(yaml, "CParser", None) or getattr(getattr(yaml, "cyaml", None), "CParser", None)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers
_SPECIAL = ("tag:yaml.org,2002:merge", "tag:yaml.org,2002:value")


class _Unusual(Exception):
    """An anchor, a tag, a second document: what the library knows more about."""


def load(raw: bytes) -> Any:
    """What `yaml.safe_load` gives. Raises yaml.YAMLError, RecursionError."""
    if _PARSER is not None:
        try:
            return _made(_PARSER(raw))
        except (_Unusual, yaml.YAMLError, TypeError, ValueError):
            pass  # the library says what is wrong, if anything is
    return yaml.load(raw, Loader=_LOADER)


def _made(parser: Any) -> Any:
    """Raises _Unusual, TypeError, yaml.YAMLError."""
    told: dict[str, Any] = {}
    around: list[list[Any]] = []  # what the lists and maps that are open held so far
    held: list[Any] = []  # a map's keys and values by turns
    documents = 0
    while True:
        event = parser.get_event()
        kind = type(event)
        if kind is ScalarEvent:
            value = event.value
            if event.implicit[0]:
                value = told[value] if value in told else told.setdefault(value, _plain(value))
            if event.anchor or event.tag:
                raise _Unusual
            held.append(value)
        elif kind is SequenceStartEvent or kind is MappingStartEvent:
            if event.anchor or event.tag:
                raise _Unusual
            around.append(held)
            held = []
        elif kind is SequenceEndEvent:
            closed, held = held, around.pop()
            held.append(closed)
        elif kind is MappingEndEvent:
            closed, held = held, around.pop()
            held.append(dict(zip(closed[::2], closed[1::2], strict=True)))
        elif kind is DocumentStartEvent:
            documents += 1
        elif kind is AliasEvent or documents > 1:
            raise _Unusual
        elif kind is StreamEndEvent:
            return held[0] if held else None


def _plain(text: str) -> Any:
    """The value of a text without quotation marks: "true" and "12" are no texts."""
    for tag, pattern in _RESOLVERS.get(text[:1], ()):
        if pattern.match(text):
            if tag in _SPECIAL:
                raise _Unusual
            return yaml.load(text, Loader=_LOADER)
    return text
