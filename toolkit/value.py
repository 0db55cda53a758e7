"""What every result of a call can do: JSON for programs, a static view for notebooks."""

from __future__ import annotations

import dataclasses
import json
import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

SCHEMA_VERSION = 1
LISTED = 8  # items of a field in a notebook
LONGEST = 1_000  # characters of a text in a notebook
_KEPT = "\u200c\u200d"  # the joiners are needed by several scripts and by emoji


class Data:
    """A result that is JSON: `to_dict` and `to_json`."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Dictionaries, lists, texts, numbers and None, ready for `json.dumps`."""
        found: dict[str, Any] = plain(self)
        return found

    def to_json(self) -> str:
        """One JSON object on one line, in Unicode; `schema_version` counts changes of its keys."""
        return json.dumps({"schema_version": SCHEMA_VERSION, **self.to_dict()}, ensure_ascii=False)


class Value(Data):
    """A result with `to_dict`, `to_json` and a static view for notebooks."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Short, for values that hold much (`dataclass(repr=False)`): of a collection its size."""
        shown = {
            name: f"{len(value)} items" if hasattr(value, "__len__") and not isinstance(value, str)
            else repr(value)
            for name, value in _public(self)
        }  # fmt: skip
        return f"{type(self).__name__}({', '.join(f'{k}={v}' for k, v in shown.items())})"

    def _repr_html_(self) -> str:
        lines = [_kind(self)] if _only_fields(self) else str(self).splitlines() or [""]
        rows = [
            [_words(name), _cell(value)]
            for name, value in self.to_dict().items() if value not in (None, "", [], {})
        ]  # fmt: skip
        body = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in rows)
        return f"<p>{safe(lines[0])}</p><table><tbody>{body}</tbody></table>"


def plain(value: Any) -> Any:
    """Dataclasses, mappings and sequences as JSON has them; a table is its rows, NaN is None."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: plain(held) for name, held in _public(value)}
    if isinstance(value, Mapping):
        return {_key(key): plain(item) for key, item in value.items()}
    for way in ("to_pylist", "tolist"):  # of Arrow, of numpy
        if hasattr(value, way):
            return plain(getattr(value, way)())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, Sequence | set | frozenset):
        return [plain(item) for item in value]
    return str(value)


def _public(value: Any) -> list[tuple[str, Any]]:
    """The fields of a dataclass, by name."""
    names = (f.name for f in dataclasses.fields(value) if not f.name.startswith("_"))
    return [(name, getattr(value, name)) for name in names]


def _key(key: Any) -> str:
    return ": ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def safe(value: Any) -> str:
    """Text for HTML: escaped, and characters that hide or turn text round shown as codes."""
    return escape("".join(_code(c) if _hides(c) else c for c in str(value)))


def html_table(head: Sequence[Any], rows: Sequence[Sequence[Any]]) -> str:
    """A static table, every cell escaped; a cell that is a list is joined by commas."""
    top = "".join(f"<th>{safe(name)}</th>" for name in head)
    body = "".join("<tr>" + "".join(f"<td>{_cell(v)}</td>" for v in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, Mapping):
        value = [f"{key} {_bare(item)}" for key, item in value.items()]
    if isinstance(value, list | tuple):
        more = f", ... ({len(value):,} in all)" if len(value) > LISTED else ""
        return safe(", ".join(_bare(item) for item in value[:LISTED]) + more)
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    text = str(value)
    return safe(text if len(text) <= LONGEST else f"{text[:LONGEST]}... ({len(text):,} characters)")


def _bare(item: Any) -> str:
    """An item of a list in a few words."""
    if isinstance(item, Mapping):
        return " ".join(str(v) for v in item.values() if isinstance(v, str | int | float))
    if isinstance(item, list | tuple):
        return " ".join(map(str, item))
    return str(item)


def _only_fields(value: Any) -> bool:
    """Whether its text is the one of its fields, which the rows of a view repeat."""
    for kind in type(value).__mro__:
        own = vars(kind)
        if kind is Value:
            return True
        made = "__repr__" not in own or hasattr(own["__repr__"], "__wrapped__")  # by dataclass
        if "__str__" in own or not made:
            return False
    return False


def _kind(value: Any) -> str:
    """The name of its class in words: PairOverlap -> pair overlap."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(value).__name__).lower()


def _words(name: str) -> str:
    return safe(name.replace("_", " "))


def _hides(c: str) -> bool:
    hidden = unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    return hidden and c not in _KEPT and c not in "\n\t"


def _code(c: str) -> str:
    return f"[U+{ord(c):04X}]"
