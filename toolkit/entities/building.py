"""Clusters of chains -> entities with stable ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from toolkit.entities.naming import (
    WrittenForm,
    canonical_name,
    is_counted,
    majority_type,
    written_forms,
)
from toolkit.names.normalise import name_key
from toolkit.types import TYPES, Chain, Entity, content_id

# Kinds that extractors mix up for one thing share a class, so that a new document that tips the
# majority does not change the id.
KIND_CLASSES = {
    "GPE": "place", "LOC": "place", "FACILITY": "place", "PROGRAMME": "work", "DOCUMENT": "work",
    "PRODUCT": "work",
}  # fmt: skip
_ORDER = {kind: number for number, kind in enumerate(TYPES)}

Built = tuple[Entity, tuple[str, ...]]


def build(
    clusters: Mapping[str, Sequence[Chain]],
    knowledge_names: Mapping[str, str],
    weakest: Mapping[str, float | None],
    groups: Mapping[str, str] | None = None,
) -> list[Built]:
    """Entities with the ids of their chains, ordered by entity_id.

    `knowledge_names` maps knowledge ids to usual names, `weakest` cluster ids to the lowest match
    weight (bits) that holds them together, `groups` doc_ids to groups (without it the entities
    carry no counts by group). Every chain is in exactly one entity; empty clusters give none.

    The id comes from the knowledge id, else from the class of the kind and the canonical name.
    Clusters that share both are told apart by their first chain, and only those.
    """
    drafts = [
        (_draft(chains, knowledge_names, weakest.get(cluster_id), groups or {}), _ids(chains))
        for cluster_id, chains in sorted(clusters.items())
        if chains
    ]
    taken = Counter(entity.entity_id for entity, _ in drafts)
    built = [
        (entity if taken[entity.entity_id] == 1 else _told_apart(entity, chain_ids), chain_ids)
        for entity, chain_ids in drafts
    ]
    return sorted(built, key=lambda entry: entry[0].entity_id)


def _draft(
    chains: Sequence[Chain],
    knowledge_names: Mapping[str, str],
    weakest_link: float | None,
    groups: Mapping[str, str],
) -> Entity:
    mentions = [mention for chain in chains for mention in chain.mentions]
    counted = [mention for mention in mentions if is_counted(mention)]
    named = counted or [m for m in mentions if m.form != "nominal"] or mentions
    kind = majority_type(named, _ORDER) if named else chains[0].type
    knowledge_id = _commonest(chain.knowledge_id for chain in chains for _ in chain.mentions)
    written = [WrittenForm(m.text, m.form, int(is_counted(m))) for m in mentions]
    forms = written_forms(written, kind)
    known = knowledge_names.get(knowledge_id, "")
    name = canonical_name(forms, kind, known) if forms else known
    by_group = Counter(groups[m.doc_id] for m in counted if m.doc_id in groups)
    key = (knowledge_id,) if knowledge_id else (KIND_CLASSES.get(kind, kind), name_key(name))
    return Entity(
        entity_id=content_id("e", *key),
        kind=kind,
        name=name,
        aliases=tuple(form.text for form in forms if form.text != name),
        mentions=len(counted),
        documents=len({mention.doc_id for mention in counted}),
        groups=dict(sorted(by_group.items())),
        knowledge_id=knowledge_id,
        weakest_link=weakest_link,
        roles=_roles(chains),
    )


def _ids(chains: Sequence[Chain]) -> tuple[str, ...]:
    return tuple(sorted(chain.chain_id for chain in chains))


def _told_apart(entity: Entity, chain_ids: tuple[str, ...]) -> Entity:
    return replace(entity, entity_id=content_id("e", entity.entity_id, chain_ids[0]))


def _commonest(values: Iterable[str]) -> str:
    """The most frequent value that is not empty, ties by alphabet; "" where all are empty."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else ""


def role_text(title: str, organisation: str) -> str:
    """A role on one line: `title, organisation`."""
    return ", ".join(" ".join(part.split()) for part in (title, organisation) if part)


def _roles(chains: Sequence[Chain]) -> tuple[str, ...]:
    """`title, organisation` by falling count, then alphabet."""
    counts = Counter(
        role_text(role.title, role.organisation) for chain in chains for role in chain.roles
    )
    return tuple(sorted((role for role in counts if role), key=lambda role: (-counts[role], role)))
