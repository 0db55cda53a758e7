"""Entities of FollowTheMoney, the data model of Aleph and OpenSanctions: one JSON object a line.

Ids are entity ids, so that a later run updates what an earlier one brought. Values are lists of
text, as the model has them; those that its readers would drop (blank names) are left out.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from toolkit.entities.reading import read_entities
from toolkit.export.jsonl import dump
from toolkit.export.jsonld import WIKIDATA
from toolkit.graph import writable
from toolkit.store import Store
from toolkit.types import Entity

# Schemata that every version of the model has. It knows no place but an address, and takes a legal
# entity for what may be a person or an organisation.
SCHEMATA = {
    "PERSON": "Person", "ORG": "Organization", "GPE": "Address", "LOC": "Address",
    "FACILITY": "Address", "EVENT": "Event", "PROGRAMME": "Project", "DOCUMENT": "Article",
    "PRODUCT": "Asset", "OTHER": "LegalEntity",
}  # fmt: skip
_CAPTION = {"Address": "full", "Article": "title"}  # what readers call the thing by, beside name

_COUNTRY = re.compile("[a-z]{2}")  # ids of countries in the curated knowledge are ISO codes


def write(store: Store, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for entity in read_entities(store):
            stream.write(dump(_proxy(entity)) + "\n")


def _proxy(entity: Entity) -> dict[str, Any]:
    schema = SCHEMATA.get(entity.kind, "LegalEntity")
    known = WIKIDATA.fullmatch(entity.knowledge_id)
    values = {
        "name": [entity.name],
        _CAPTION.get(schema, "name"): [entity.name],
        "alias": entity.aliases,
        "country": [entity.knowledge_id] if _COUNTRY.fullmatch(entity.knowledge_id) else (),
        "position": entity.roles if schema == "Person" else (),
        "wikidataId": [entity.knowledge_id] if known else (),
    }
    properties = {name: kept for name, given in values.items() if (kept := _texts(given))}
    return {"id": entity.entity_id, "schema": schema, "properties": properties}


def _texts(values: Any) -> list[str]:
    lines = (" ".join(writable(value).split()) for value in values)
    return list(dict.fromkeys(filter(None, lines)))
