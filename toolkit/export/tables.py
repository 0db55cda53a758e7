"""The tables that can be exported: columns in the promised order, and the source of their rows."""

from __future__ import annotations

import importlib.resources
import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from toolkit.entities.judgements import kept
from toolkit.entities.reading import read_entities
from toolkit.errors import UsageError
from toolkit.store import Store

if TYPE_CHECKING:
    import pyarrow as pa

Kind = Literal["text", "integer", "real", "truth", "texts", "counts", "terms"]
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """`texts` is a list of texts, `counts` a mapping of text to integer, `terms` a list of
    {label, weight, detail}."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, and the rows with their values in the same order."""

    columns: tuple[Column, ...]
    rows: Iterator[Row]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


def columns(text: str) -> tuple[Column, ...]:
    """Columns as `name` or `name:kind`, text where no kind is said."""
    pairs = (entry.partition(":") for entry in text.split())
    return tuple(Column(name, kind or "text") for name, _, kind in pairs)  # type: ignore[arg-type]


MENTIONS = columns(
    "doc_id start:integer end:integer text type form entity_id entity chain_id source "
    "confidence:real nested:truth zone"
)
ENTITIES = columns(
    "entity_id kind name aliases:texts mentions:integer documents:integer groups:counts "
    "knowledge_id weakest_link:real"
)
PAIRS = columns(
    "record_l record_r left right left_kind right_kind match_weight:real probability:real verdict "
    "reason blocking_rule terms:terms left_entity_id right_entity_id"
)
THEMES = columns(
    "theme_id label parent doc_id group start:integer end:integer text sentence:integer"
)
DOCUMENTS = columns("doc_id group title date lang publisher source text")
JUDGEMENTS = columns("left right verdict by at why doc_id left_doc right_doc undone:truth")
FORMS = columns(
    "form entity_id entity kind mentions:integer documents:integer wikidata knowledge_id "
    "weakest_link:real"
)


def mentions(store: Store) -> Table:
    """One row a mention, ordered by doc_id, start and end. Raises UsageError before resolving."""
    _check_resolved(store)
    return Table(MENTIONS, stream(store, "mentions.sql"))


def entities(store: Store) -> Table:
    _check_resolved(store)
    return Table(ENTITIES, (
        (e.entity_id, e.kind, e.name, list(e.aliases), e.mentions, e.documents, e.groups,
         e.knowledge_id, e.weakest_link)
        for e in read_entities(store)
    ))  # fmt: skip


def pairs(store: Store) -> Table:
    """One row a scored pair; the waterfall in `terms` names the level of every comparison."""
    place = [column.name for column in PAIRS].index("terms")
    return Table(PAIRS, (
        (*row[:place], _terms(row[place]), *row[place + 1:])
        for row in stream(store, "pairs.sql")
    ))  # fmt: skip


def _terms(stored: str) -> list[dict[str, Any]]:
    """The store keeps a term as [label, weight, detail]."""
    return [dict(zip(("label", "weight", "detail"), t, strict=True)) for t in json.loads(stored)]


def themes(store: Store) -> Table:
    return Table(THEMES, stream(store, "themes.sql"))


def emerging(store: Store) -> Table:
    """Phrases that no codebook knows, one row a place."""
    return Table(THEMES, stream(store, "emerging.sql"))


def documents(store: Store) -> Table:
    """The documents as they were ingested, in the form in which `resolve` reads them."""
    sql = (
        'SELECT doc_id, group_id AS "group", title, date, lang, publisher, source, text '
        "FROM documents ORDER BY doc_id"
    )
    return Table(DOCUMENTS, (row for batch in store.stream(sql, 500) for row in batch))


def judgements(store: Store) -> Table:
    """All lines in their order, also those that were undone and those that undid them."""
    names = [column.name for column in JUDGEMENTS]
    return Table(JUDGEMENTS, (tuple(getattr(j, name) for name in names) for j in kept(store)))


def forms(store: Store) -> Table:
    """One row a written form of an entity: what OpenRefine clusters and reconciles."""
    _check_resolved(store)
    return Table(FORMS, stream(store, "forms.sql"))


def from_arrow(table: pa.Table) -> Table:
    """Any Arrow table; kinds come from the Arrow types. Lists, mappings and structs are JSON where
    the format has no other way, dates and the like are text, NaN is missing."""
    import pyarrow.types as types

    def kind(of: pa.DataType) -> Kind:
        if types.is_list(of) or types.is_large_list(of):
            return "texts" if types.is_string(of.value_type) else "terms"
        if types.is_nested(of):
            return "terms"
        if types.is_boolean(of):
            return "truth"
        if types.is_floating(of):
            return "real"
        return "integer" if types.is_integer(of) else "text"

    named = tuple(Column(field.name, kind(field.type)) for field in table.schema)
    values = (map(_plain, column.to_pylist()) for column in table.columns)
    return Table(named, zip(*values, strict=True))


def _plain(value: Any) -> Any:
    """What JSON can hold: texts, finite numbers, truths, lists and mappings of them."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


TABLES: dict[str, Callable[[Store], Table]] = {
    "mentions": mentions,
    "entities": entities,
    "pairs": pairs,
    "themes": themes,
    "emerging": emerging,
    "judgements": judgements,
    "documents": documents,
}


def stream(store: Store, name: str) -> Iterator[Row]:
    """The rows of a query that stands in a file beside this one."""
    sql = importlib.resources.files("toolkit.export").joinpath(name).read_text(encoding="utf-8")
    for batch in store.stream(sql):
        yield from batch


def _check_resolved(store: Store) -> None:
    """Every exported mention has an entity."""
    left = store.value(
        "SELECT count(*) FROM chains WHERE chain_id NOT IN (SELECT chain_id FROM entity_chains)"
    )
    if left:
        raise UsageError(f"{left} chains have no entity yet", hint="Run first: toolkit resolve")
