"""Entities as linked data: JSON-LD with the terms of schema.org."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from toolkit.entities.reading import read_entities
from toolkit.export.jsonl import dump
from toolkit.store import Store
from toolkit.types import Entity

SCHEMA_TYPES = {
    "PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "EVENT": "Event",
    "PROGRAMME": "Project", "DOCUMENT": "CreativeWork", "PRODUCT": "Product", "FACILITY": "Place",
}  # fmt: skip
_WIKIDATA = re.compile(r"Q[1-9]\d*")


def write(store: Store, path: Path) -> None:
    """One object a line in @graph; ids are urn:toolkit:entity:ID, Wikidata ids become sameAs."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write('{"@context": "https://schema.org", "@graph": [')
        for number, entity in enumerate(read_entities(store)):
            stream.write((",\n" if number else "\n") + dump(_thing(entity)))
        stream.write("\n]}\n")


def _thing(entity: Entity) -> dict[str, Any]:
    thing: dict[str, Any] = {
        "@id": f"urn:toolkit:entity:{entity.entity_id}",
        "@type": SCHEMA_TYPES.get(entity.kind, "Thing"),
        "name": entity.name,
    }
    if entity.aliases:
        thing["alternateName"] = list(entity.aliases)
    if _WIKIDATA.fullmatch(entity.knowledge_id):
        thing["sameAs"] = f"http://www.wikidata.org/entity/{entity.knowledge_id}"
    elif entity.knowledge_id:
        thing["identifier"] = entity.knowledge_id
    return thing
