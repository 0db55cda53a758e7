"""Clusters of chains -> entities with stable ids."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.entities.naming import (
    WrittenForm,
    canonical_name,
    clean,
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


@dataclass(frozen=True, slots=True)
class TypedForm:
    """Mentions that are written and typed alike: how many, and the sum of their confidence."""

    text: str
    form: str
    type: str
    counted: bool
    count: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Held:
    """What a cluster holds: sorted chain ids, its forms, mentions by knowledge id."""

    chain_ids: tuple[str, ...]
    forms: Sequence[TypedForm]
    known: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """An entity whose id does not count yet, and its chains, the first of them at least; `draft_id`
    is the id that it gets unless others have the same."""

    entity: Entity
    chain_ids: tuple[str, ...]
    draft_id: str


def build(
    clusters: Mapping[str, Sequence[Chain]],
    knowledge_names: Mapping[str, str],
    weakest: Mapping[str, float | None],
    groups: Mapping[str, str] | None = None,
) -> list[Built]:
    """As `identify`, of chains, with the counts and roles of each entity.

    `groups` maps doc_ids to groups (without it the entities carry no counts by group). Empty
    clusters give none.
    """
    held = {cluster_id: _held(chains) for cluster_id, chains in clusters.items() if chains}
    by_chain = {chain.chain_id: chain for chains in clusters.values() for chain in chains}
    return [
        (_counted(entity, [by_chain[chain_id] for chain_id in chain_ids], groups or {}), chain_ids)
        for entity, chain_ids in identify(held, knowledge_names, weakest)
    ]


def identify(
    clusters: Mapping[str, Held],
    knowledge_names: Mapping[str, str],
    weakest: Mapping[str, float | None],
) -> list[Built]:
    """Entities with the ids of their chains, ordered by entity_id; nothing is counted yet.

    `knowledge_names` maps knowledge ids to usual names, `weakest` cluster ids to the lowest match
    weight (bits) that holds them together. Every chain is in exactly one entity.
    """
    return told_apart(drafts(clusters, knowledge_names, weakest))


def drafts(
    clusters: Mapping[str, Held],
    knowledge_names: Mapping[str, str],
    weakest: Mapping[str, float | None],
) -> list[Draft]:
    """As `identify`, before ids are given, in the order of cluster ids.

    The draft id comes from the knowledge id, else from the class of the kind and the name.
    """
    made = []
    for cluster_id, held in sorted(clusters.items()):
        entity = _draft(held, knowledge_names, weakest.get(cluster_id))
        made.append(Draft(entity, held.chain_ids, entity.entity_id))
    return made


def lone_draft(text: str, kind: str) -> tuple[str, str]:
    """Name and draft id, as `drafts` gives them, of a cluster that is written one way and is no
    known thing."""
    name = clean(text, kind)
    return name, _draft_id(kind, name, "")


def told_apart(made: Sequence[Draft]) -> list[Built]:
    """Gives drafts their ids. Those that share one are told apart by their first chain, and only
    those: a draft has to come with all others of its draft id."""
    taken = Counter(draft.draft_id for draft in made)
    built = []
    for draft in made:
        entity_id = draft.draft_id
        if taken[entity_id] > 1:
            entity_id = content_id("e", entity_id, draft.chain_ids[0])
        entity = draft.entity
        if entity.entity_id != entity_id:
            entity = replace(entity, entity_id=entity_id)
        built.append((entity, draft.chain_ids))
    return sorted(built, key=lambda entry: entry[0].entity_id)


def _held(chains: Sequence[Chain]) -> Held:
    forms = [
        TypedForm(m.text, m.form, m.type, is_counted(m), 1, m.confidence)
        for chain in chains for m in chain.mentions
    ]  # fmt: skip
    known = Counter(chain.knowledge_id for chain in chains for _ in chain.mentions)
    return Held(tuple(sorted(chain.chain_id for chain in chains)), forms, known)


def _draft(held: Held, knowledge_names: Mapping[str, str], weakest_link: float | None) -> Entity:
    kind = _kind(held.forms)
    knowledge_id = _commonest(held.known)
    written = (WrittenForm(f.text, f.form, f.count if f.counted else 0) for f in held.forms)
    forms = written_forms(written, kind)
    known = knowledge_names.get(knowledge_id, "")
    name = canonical_name(forms, kind, known) if forms else known
    return Entity(
        entity_id=_draft_id(kind, name, knowledge_id),
        kind=kind,
        name=name,
        aliases=tuple([form.text for form in forms if form.text != name]),
        knowledge_id=knowledge_id,
        weakest_link=weakest_link,
    )


def _draft_id(kind: str, name: str, knowledge_id: str) -> str:
    """The id, unless another entity has the same."""
    key = (knowledge_id,) if knowledge_id else (KIND_CLASSES.get(kind, kind), name_key(name))
    return content_id("e", *key)


def _kind(forms: Sequence[TypedForm]) -> str:
    """Of the mentions that count, else of names, else of whatever there is."""
    if len(forms) == 1:
        return forms[0].type
    named = [f for f in forms if f.counted] or [f for f in forms if f.form != "nominal"] or forms
    weights: dict[str, float] = defaultdict(float)
    for form in named:
        weights[form.type] += form.confidence
    return majority_type(weights, _ORDER)


def _counted(entity: Entity, chains: Sequence[Chain], groups: Mapping[str, str]) -> Entity:
    counted = [m for chain in chains for m in chain.mentions if is_counted(m)]
    by_group = Counter(groups[m.doc_id] for m in counted if m.doc_id in groups)
    return replace(
        entity,
        mentions=len(counted),
        documents=len({mention.doc_id for mention in counted}),
        groups=dict(sorted(by_group.items())),
        roles=_roles(chains),
    )


def _commonest(counts: Mapping[str, int]) -> str:
    """The most frequent value that is not empty, ties by alphabet; "" where all are empty."""
    values = filter(None, counts)
    return min(values, key=lambda value: (-counts[value], value), default="")


def role_text(title: str, organisation: str) -> str:
    """A role on one line: `title, organisation`."""
    return ", ".join(" ".join(part.split()) for part in (title, organisation) if part)


def _roles(chains: Sequence[Chain]) -> tuple[str, ...]:
    """`title, organisation` by falling count, then alphabet."""
    counts = Counter(
        role_text(role.title, role.organisation) for chain in chains for role in chain.roles
    )
    return tuple(sorted((role for role in counts if role), key=lambda role: (-counts[role], role)))
