"""Several results in their order: a list or a tuple that is JSON, too, and a table to look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from toolkit.value import Data, Value, html_table, plain

T = TypeVar("T")
SHOWN = 20  # rows in a notebook


class Rows(list[dict[str, Any]], Data):
    """A list of dicts, such as `corpus.runs()`; in JSON it stands under `key`."""

    def __init__(self, key: str, rows: Iterable[dict[str, Any]]) -> None:
        super().__init__(rows)
        self.key = key

    def to_dict(self) -> dict[str, Any]:
        """All rows under one key, ready for `json.dumps`."""
        return {self.key: plain(list(self))}

    def _repr_html_(self) -> str:
        return _table(self.key, self)


class Several(tuple[T, ...], Data, Generic[T]):
    """A tuple of values or texts, such as `corpus.alarms()`; in JSON it stands under `key`."""

    key: str

    def __new__(cls, items: Iterable[T], key: str = "items") -> Several[T]:
        made = super().__new__(cls, items)
        made.key = key
        return made

    def to_dict(self) -> dict[str, Any]:
        """All items under one key, ready for `json.dumps`."""
        return {self.key: [i.to_dict() if isinstance(i, Data) else plain(i) for i in self]}

    def _repr_html_(self) -> str:
        rows = [i.to_dict() if isinstance(i, Value) else {self.key: i} for i in self]
        return _table(self.key, rows)


def _table(key: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """A row each, without columns that are empty or hold more than one thing in every row."""
    heads = dict.fromkeys(name for row in rows for name, value in row.items() if _simple(value))
    shown = [[row.get(name) for name in heads] for row in rows[:SHOWN]]
    more = f"<p>{len(rows) - SHOWN:,} more</p>" if len(rows) > SHOWN else ""
    return html_table(list(heads) or [key], shown) + more


def _simple(value: Any) -> bool:
    return isinstance(value, str | int | float) and value != ""
