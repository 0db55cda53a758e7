"""Entities as they stand in the store, with forms, counts and roles."""

from __future__ import annotations

import importlib.resources
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, groupby
from typing import Any

from toolkit.entities.building import role_text
from toolkit.entities.naming import WrittenForm, written_forms
from toolkit.store import Store
from toolkit.types import Entity


def read_entities(store: Store) -> Iterator[Entity]:
    """All entities ordered by entity_id, one at a time, as `build` made them."""
    roles = _roles(store)
    sql = importlib.resources.files("toolkit.entities").joinpath("forms.sql")
    rows = chain.from_iterable(store.stream(sql.read_text(encoding="utf-8")))
    for head, forms in groupby(rows, key=lambda row: row[:5]):
        entity_id, kind, name, knowledge_id, weakest_link = head
        yield _entity(
            Entity(
                entity_id, kind, name, knowledge_id=knowledge_id, weakest_link=weakest_link,
                roles=roles.get(entity_id, ()),
            ),
            [row[5:] for row in forms],
        )  # fmt: skip


def _entity(entity: Entity, rows: list[tuple[Any, ...]]) -> Entity:
    """`rows` are (text, form, doc_id, group, counted mentions)."""
    written = [WrittenForm(text, form, count) for text, form, *_, count in rows if text is not None]
    groups: Counter[str] = Counter()
    documents = set()
    for _, _, doc_id, group, count in rows:
        if count:
            groups[group] += count
            documents.add(doc_id)
    forms = written_forms(written, entity.kind)
    return replace(
        entity,
        aliases=tuple(form.text for form in forms if form.text != entity.name),
        mentions=sum(groups.values()),
        documents=len(documents),
        groups=dict(sorted(groups.items())),
    )


def _roles(store: Store) -> dict[str, tuple[str, ...]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for entity_id, title, organisation in store.rows(
        "SELECT c.entity_id, r.title, r.organisation FROM roles r "
        "JOIN entity_chains c USING (chain_id)"
    ):
        counts[entity_id][role_text(title, organisation)] += 1
    return {
        entity_id: tuple(sorted(filter(None, found), key=lambda role: (-found[role], role)))
        for entity_id, found in counts.items()
    }
