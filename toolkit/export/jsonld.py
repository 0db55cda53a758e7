"""Entities as linked data: JSON-LD with the terms of schema.org and of PROV-O.

The context stands in the file, so that readers need no network. Terms are those that the contexts
of schema.org (http://schema.org/) and of PROV (http://www.w3.org/ns/prov#) give.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from toolkit.entities.reading import read_entities
from toolkit.export.jsonl import dump
from toolkit.store import Store
from toolkit.types import Entity

SCHEMA_TYPES = {
    "PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "EVENT": "Event",
    "PROGRAMME": "Project", "DOCUMENT": "CreativeWork", "PRODUCT": "Product", "FACILITY": "Place",
}  # fmt: skip
_IRI = {"@type": "@id"}
CONTEXT = {
    "@vocab": "http://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "sameAs": _IRI,
    "prov:used": _IRI,
    "prov:wasAssociatedWith": _IRI,
    "prov:wasGeneratedBy": _IRI,
}
WIKIDATA = re.compile(r"Q[1-9]\d*")
_GEONAMES = re.compile(r"gn([1-9]\d*)")
_SOFTWARE = ("toolkit", "splink", "duckdb", "networkx", "jellyfish", "trafilatura", "extractor")


def urn(sort: str, *parts: str) -> str:
    """An absolute id: `urn:toolkit:entity:e1`. What an IRI cannot hold is percent-encoded."""
    safe = (quote(part.encode("utf-8", "replace"), safe="/") for part in parts)
    return ":".join(("urn:toolkit", sort, *safe))


def write(store: Store, path: Path) -> None:
    """One object a line in @graph: the run with what it used, then the entities.

    Ids are urn:toolkit:entity:ID; ids of Wikidata and GeoNames become sameAs. No clock is in it.
    """
    run = list(_run(store))
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(f'{{"@context": {dump(CONTEXT)}, "@graph": [')
        things = (_thing(entity, run[0]["@id"] if run else "") for entity in read_entities(store))
        for number, thing in enumerate((*run, *things)):
            stream.write((",\n" if number else "\n") + dump(thing))
        stream.write("\n]}\n")


def _run(store: Store) -> Iterator[dict[str, Any]]:
    """The last run as a PROV activity: software as its agents; model and data as what it used."""
    rows = store.rows("SELECT fingerprint, facts FROM runs ORDER BY number DESC LIMIT 1")
    if not rows:
        return
    facts = json.loads(rows[0][1])
    versions = {k: str(v) for k, v in facts.get("versions", {}).items()}
    versions |= {"extractor": str(facts.get("extractor", ""))}
    model = str(facts.get("model_fingerprint") or facts.get("model", ""))
    agents = [_agent(name, versions[name]) for name in sorted(versions) if name in _SOFTWARE]
    used = [_data(name, versions[name]) for name in sorted(versions) if name not in _SOFTWARE]
    used.append(_data("model", model) | {"description": str(facts.get("model", ""))})
    yield {
        "@id": urn("run", rows[0][0]),
        "@type": "prov:Activity",
        "name": "toolkit resolve",
        "prov:wasAssociatedWith": [agent["@id"] for agent in agents],
        "prov:used": [data["@id"] for data in used],
    }
    yield from agents
    yield from used


def _agent(name: str, version: str) -> dict[str, Any]:
    types = ["SoftwareApplication", "prov:SoftwareAgent"]
    return {"@id": urn("software", name, version), "@type": types, "name": name,
            "softwareVersion": version}  # fmt: skip


def _data(name: str, content: str) -> dict[str, Any]:
    """Data by the hash of its content."""
    return {"@id": urn("data", name, content), "@type": ["Dataset", "prov:Entity"], "name": name,
            "identifier": content}  # fmt: skip


def _thing(entity: Entity, run: str) -> dict[str, Any]:
    thing: dict[str, Any] = {
        "@id": urn("entity", entity.entity_id),
        "@type": SCHEMA_TYPES.get(entity.kind, "Thing"),
        "name": entity.name,
    }
    if entity.aliases:
        thing["alternateName"] = list(entity.aliases)
    if WIKIDATA.fullmatch(entity.knowledge_id):
        thing["sameAs"] = f"http://www.wikidata.org/entity/{entity.knowledge_id}"
    elif place := _GEONAMES.fullmatch(entity.knowledge_id):
        thing["sameAs"] = f"https://sws.geonames.org/{place[1]}/"
    elif entity.knowledge_id:
        thing["identifier"] = entity.knowledge_id
    if run:
        thing["prov:wasGeneratedBy"] = run
    return thing
